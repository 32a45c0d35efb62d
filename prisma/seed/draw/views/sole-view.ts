import { darker, lighter } from '../colour.ts'
import type { Ink, Material } from '../ink.ts'
import { houseMark } from '../kinds/house-mark.ts'
import { ellipse, type Line, line, outline, type Pt, shape, type XY } from '../path.ts'
import { placed } from '../scene.ts'
import { boxOf, inset } from '../walk.ts'

export type Tread = 'chevron' | 'lugs' | 'smooth' | 'dots'

export interface SoleView {
  readonly tread: Tread
  readonly rubber: string
  readonly edge: string
  /** Share of the usual width: under 1 for slim women's shoes. */
  readonly slim?: number
}

const FOOT: readonly Pt[] = [
  [8, -350],
  [70, -330],
  [116, -268],
  [126, -186],
  [108, -90],
  [84, 10],
  [78, 100],
  [92, 190],
  [96, 266],
  [70, 332],
  [0, 352],
  [-70, 332],
  [-98, 266],
  [-94, 190],
  [-88, 100],
  [-98, 0],
  [-114, -100],
  [-116, -190],
  [-94, -280],
  [-48, -336],
]

/** The outline of a right sole or insole, toe up, about the point 0, 0; 700 px long. */
const footprint = (slim = 1): Line => shape(FOOT.map(([x, y]): Pt => [x * slim, y]))

function chevrons(ink: Ink, colour: string): string {
  return Array.from({ length: 24 }, (_, row) => {
    const y = -330 + row * 29
    return (
      ink.stroke(
        line([
          [-140, y + 26],
          [-70, y - 6],
          [0, y + 26],
          [70, y - 6],
          [140, y + 26],
        ]),
        darker(colour, 0.6),
        8,
        0.7,
      ) +
      ink.stroke(
        line([
          [-140, y + 32],
          [-70, y],
          [0, y + 32],
          [70, y],
          [140, y + 32],
        ]),
        lighter(colour, 0.5),
        2.5,
        0.5,
      )
    )
  }).join('')
}

function lugs(ink: Ink, colour: string): string {
  const block = (x: number, y: number, flip: 1 | -1): string =>
    ink.part(
      shape([
        [x, y, 'corner'],
        [x + flip * 56, y - 16, 'corner'],
        [x + flip * 60, y + 20, 'corner'],
        [x + flip * 8, y + 40, 'corner'],
      ]),
      { colour, surface: 'rubber' },
      { round: 0.4, lift: 4 },
    )
  return Array.from({ length: 12 }, (_, row) => {
    const y = -318 + row * 55
    if (row === 6 || row === 7) return ''
    return (
      block(20, y, 1) +
      block(-20, y + 8, -1) +
      ink.part(ellipse([96, y + 34], [18, 15]), { colour, surface: 'rubber' }, { round: 0.3, lift: 3 }) +
      ink.part(ellipse([-92, y + 40], [18, 15]), { colour, surface: 'rubber' }, { round: 0.3, lift: 3 })
    )
  }).join('')
}

function dots(ink: Ink, colour: string): string {
  return Array.from({ length: 20 }, (_, row) =>
    Array.from({ length: 8 }, (_, column) => {
      const at: XY = [-126 + column * 36 + (row % 2) * 18, -334 + row * 36]
      return (
        ink.fill(ellipse([at[0] + 2, at[1] + 3], [10, 10]), darker(colour, 0.6), 0.7) +
        ink.fill(ellipse(at, [9.5, 9.5]), lighter(colour, 0.22))
      )
    }).join(''),
  ).join('')
}

function smooth(ink: Ink, colour: string): string {
  const block = outline(
    line([
      [-130, 150],
      [0, 132],
      [130, 150],
    ]),
    line([
      [130, 370],
      [-130, 370],
    ]),
  )
  const bars = [180, 210, 240, 270, 300, 330]
    .map((y) =>
      ink.stroke(
        line([
          [-110, y],
          [0, y - 8],
          [110, y],
        ]),
        darker(colour, 0.7),
        4,
        0.5,
      ),
    )
    .join('')
  const grip = [-240, -216, -192, -168, -144, -120]
    .map((y) =>
      ink.stroke(
        line([
          [-74, y],
          [0, y - 14],
          [82, y],
        ]),
        darker(colour, 0.7),
        4,
        0.4,
      ),
    )
    .join('')
  return (
    ink.part(block, { colour: darker(colour, 0.25), surface: 'rubber' }, { round: 0.6, lift: 10 }) +
    bars +
    grip
  )
}

const PATTERN = { chevron: chevrons, lugs, smooth, dots } as const

/** One outsole seen from below. */
function outsole(ink: Ink, look: SoleView): string {
  const rim = footprint(look.slim)
  const field = inset(rim, 15)
  const waist = ellipse([-6, 62], [66, 84])
  return (
    ink.soft(rim, { colour: '#1c1014', opacity: 0.42, blur: 18, at: [16, 22] }) +
    ink.part(rim, { colour: look.edge, surface: 'rubber' }, { round: 0.8 }) +
    ink.inside(
      field,
      ink.part(field, { colour: look.rubber, surface: 'rubber' }, { round: 1.2 }) +
        PATTERN[look.tread](ink, look.rubber) +
        (look.tread === 'smooth'
          ? ''
          : ink.part(waist, { colour: look.edge, surface: 'rubber' }, { round: 0.8 }) +
            houseMark(ink, -6, 66, darker(look.edge, 0.35), 0.9)) +
        ink.soft(field, { colour: '#120a0e', opacity: 0.35, blur: 12, width: 22, at: [-5, -8] }) +
        ink.soft(ellipse([-30, -210], [36, 90], 8), { colour: '#ffffff', opacity: 0.2, blur: 18 }),
    ) +
    ink.stitch(inset(rim, 8), lighter(look.edge, 0.4), 2)
  )
}

/** A pair of outsoles lying side by side. */
export function solePair(ink: Ink, look: SoleView): string {
  return (
    placed(placed(outsole(ink, look), { about: [0, 0], flip: true }), {
      at: [340, 500],
      about: [0, 0],
      turnDeg: -9,
      scale: 1.08,
    }) + placed(outsole(ink, look), { at: [662, 520], about: [0, 0], turnDeg: 8, scale: 1.08 })
  )
}

/** A pair of insoles: soft cloth on top, a cushioned heel, small holes under the toes. */
export function insolePair(ink: Ink, cloth: Material, pad: string): string {
  const one = (): string => {
    const rim = footprint(0.94)
    const { height } = boxOf(rim)
    const holes = Array.from({ length: 36 }, (_, index): string => {
      const at: XY = [
        -62 + (index % 6) * 25 + (Math.floor(index / 6) % 2) * 10,
        -height * 0.42 + Math.floor(index / 6) * 28,
      ]
      return ink.fill(ellipse(at, [5, 5]), darker(cloth.colour, 0.7), 0.7)
    }).join('')
    const heel = shape([
      [0, 130],
      [58, 160],
      [70, 230],
      [52, 300],
      [0, 322],
      [-54, 300],
      [-72, 230],
      [-60, 160],
    ])
    const arch = shape([
      [-90, 100],
      [-60, 40],
      [-40, -60],
      [-70, -120],
      [-110, -90],
    ])
    return (
      ink.soft(rim, { colour: '#1c1014', opacity: 0.36, blur: 14, at: [12, 18] }) +
      ink.part(rim, cloth, { round: 1.6 }) +
      ink.inside(
        rim,
        holes +
          ink.part(heel, { colour: pad, surface: 'suede' }, { round: 0.9 }) +
          ink.soft(arch, { colour: '#140c10', opacity: 0.22, blur: 16 }),
      ) +
      ink.stitch(inset(rim, 10), lighter(pad, 0.3), 2.2)
    )
  }
  return (
    placed(placed(one(), { about: [0, 0], flip: true }), {
      at: [350, 500],
      about: [0, 0],
      turnDeg: -9,
      scale: 1.06,
    }) + placed(one(), { at: [655, 520], about: [0, 0], turnDeg: 9, scale: 1.06 })
  )
}
