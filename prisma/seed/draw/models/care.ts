import type { Ink } from '../ink.ts'
import { brush, shoehorn } from '../kinds/care-tools.ts'
import { jar, spray } from '../kinds/containers.ts'
import { laces } from '../kinds/wound-laces.ts'
import { type Model, of, STUDIO } from '../model.ts'
import { contactShadow, placed } from '../scene.ts'
import { insolePair } from '../views/sole-view.ts'

const aJar = (ink: Ink): string =>
  jar(ink, { body: of('#6b4a33', 'patent'), accent: of('#3a2a20', 'smooth'), label: '#f0e4cf' })
const aSpray = (ink: Ink): string =>
  spray(ink, { body: of('#3f6f78', 'smooth'), accent: of('#27464d', 'smooth'), label: '#eef2ea' })
const aBrush = (ink: Ink): string =>
  brush(ink, { body: of('#b27a45', 'smooth'), accent: of('#4a3524', 'smooth'), label: '#ffffff' })
const aShoehorn = (ink: Ink): string =>
  shoehorn(ink, { body: of('#b9c0c3', 'patent'), accent: of('#7a4a2c'), label: '#ffffff' })
const whiteLaces = (ink: Ink): string =>
  laces(ink, { body: of('#e3d4b8', 'textile'), accent: of('#f6f3ec', 'textile'), label: '#5d4a3a' })
const brownLaces = (ink: Ink): string =>
  laces(ink, { body: of('#e3d4b8', 'textile'), accent: of('#6d4a34', 'textile'), label: '#5d4a3a' })
const woolInsoles = (ink: Ink): string => insolePair(ink, of('#d9c7a6', 'felt'), '#a9825a')

const standingAt = (ink: Ink, from: number, to: number, content: string): string =>
  contactShadow(ink, from, to) + content

const creamAndBrush = (ink: Ink): string =>
  placed(standingAt(ink, 190, 810, aBrush(ink)), { at: [-80, -60], scale: 0.98 }) +
  placed(standingAt(ink, 315, 690, aJar(ink)), { at: [200, 50], scale: 0.8 })

const sprayAndBrush = (ink: Ink): string =>
  placed(standingAt(ink, 385, 620, aSpray(ink)), { at: [200, -40], scale: 1.08 }) +
  placed(standingAt(ink, 190, 810, aBrush(ink)), { at: [-110, 60], scale: 0.86 })

const cream: Model = {
  article: '61.1.050',
  studio: STUDIO.care,
  stands: 'plinth',
  thing: { draw: aJar, touches: [[315, 690]], top: 440 },
  others: [
    { view: 'set', draw: creamAndBrush },
    { view: 'detail', cut: [290, 390, 380] },
  ],
}

const water: Model = {
  article: '61.2.060',
  studio: STUDIO.care,
  stands: 'floor',
  thing: { draw: aSpray, touches: [[388, 614]], top: 176 },
  others: [{ view: 'set', draw: sprayAndBrush }],
}

const horsehair: Model = {
  article: '62.1.040',
  studio: STUDIO.care,
  stands: 'plinth',
  thing: { draw: aBrush, touches: [[190, 812]], top: 444 },
  others: [{ view: 'detail', cut: [300, 412, 312] }],
}

const horn: Model = {
  article: '63.1.030',
  studio: STUDIO.care,
  stands: 'flat',
  thing: {
    draw: (ink) => placed(aShoehorn(ink), { about: [500, 500], turnDeg: -38, scale: 1.02 }),
    touches: [],
    top: 0,
  },
  others: [{ view: 'detail', cut: [90, 480, 420] }],
}

const shoelaces: Model = {
  article: '64.1.020',
  studio: STUDIO.care,
  stands: 'flat',
  thing: { draw: whiteLaces, touches: [], top: 0 },
  others: [
    {
      view: 'set',
      draw: (ink) =>
        placed(whiteLaces(ink), { about: [500, 560], at: [-150, -190], scale: 0.7, turnDeg: -8 }) +
        placed(brownLaces(ink), { about: [500, 560], at: [140, 150], scale: 0.7, turnDeg: 6 }),
    },
  ],
}

const insoles: Model = {
  article: '65.1.025',
  studio: STUDIO.care,
  stands: 'flat',
  thing: { draw: woolInsoles, touches: [], top: 0 },
  others: [{ view: 'detail', cut: [130, 90, 420] }],
}

export const care: readonly Model[] = [cream, water, horsehair, horn, shoelaces, insoles]
