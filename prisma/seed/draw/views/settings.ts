import { darker, lighter } from '../colour.ts'
import type { Ink } from '../ink.ts'
import { houseMark } from '../kinds/house-mark.ts'
import { ellipse, line, outline, polyline, slab } from '../path.ts'
import { backdrop, contactShadow, GROUND, placed, type Studio } from '../scene.ts'

/** A drawing that stands on the floor. */
export interface Standing {
  readonly draw: (ink: Ink) => string
  /** Where it touches the floor: from x to x, once or more. */
  readonly touches: readonly (readonly [from: number, to: number])[]
  /** The highest point, for centring. */
  readonly top: number
}

const standing = (ink: Ink, of: Standing): string =>
  of.touches.map(([from, to]) => contactShadow(ink, from, to)).join('') + of.draw(ink)

/** The thing alone, large, standing on the studio's floor. */
export function onFloor(ink: Ink, studio: Studio, of: Standing): string {
  const lift = Math.round((of.top + GROUND) / 2 - 510)
  const dy = Math.max(-70, Math.min(60, -lift))
  return (
    backdrop(ink, studio, { horizon: 620 + dy / 2 }) +
    placed(standing(ink, of), { at: [-10, dy], scale: 1.06 })
  )
}

/** The thing on a round plinth: for what is low and would be lost on the floor. */
export function onPlinth(ink: Ink, studio: Studio, of: Standing): string {
  const colour = lighter(studio.disc, 0.35)
  const [x, y, radius] = [500, 610, 440]
  const foot = y + 178
  const rim = ellipse([x, y], [radius, 62])
  const side = outline(
    line([
      [x - radius, y],
      [x - radius, foot],
    ]),
    polyline(
      Array.from(
        { length: 41 },
        (_, step) =>
          [
            x - radius * Math.cos((Math.PI * step) / 40),
            foot + 62 * Math.sin((Math.PI * step) / 40),
          ] as const,
      ),
    ),
    line([
      [x + radius, foot],
      [x + radius, y],
    ]),
  )
  const round = ink.fade(
    [
      [0, darker(colour, 0.1)],
      [0.25, lighter(colour, 0.4)],
      [0.7, darker(colour, 0.08)],
      [1, darker(colour, 0.26)],
    ],
    [0, 0],
    [1, 0],
  )
  return (
    backdrop(ink, studio, { horizon: 680 }) +
    contactShadow(ink, 130, 880, { y: foot + 50 }) +
    ink.fill(side, round) +
    ink.fill(
      rim,
      ink.fade(
        [
          [0, lighter(colour, 0.55)],
          [1, colour],
        ],
        [0, 0],
        [0.8, 1],
      ),
    ) +
    ink.stroke(rim, lighter(colour, 0.7), 2, 0.7) +
    placed(standing(ink, of), { at: [-8, y - GROUND + 14], scale: 1.02 })
  )
}

/** Two of a pair: the second stands behind, a little towards the heel. */
export function asPair(ink: Ink, studio: Studio, of: Standing): string {
  const lift = Math.round((of.top + GROUND) / 2 - 500)
  const dy = Math.max(-60, Math.min(70, -lift))
  const one = (): string => standing(ink, of)
  const haze = `<g opacity="0.94">${placed(one(), { at: [88, -92], scale: 0.88 })}</g>`
  return (
    backdrop(ink, studio, { horizon: 560 + dy / 2 }) +
    placed(haze + placed(one(), { at: [-44, 24], scale: 0.92 }), { at: [0, dy] })
  )
}

/** The thing on its closed box. */
export function onBox(ink: Ink, studio: Studio, of: Standing, paper: string): string {
  const front = slab(170, 690, { width: 660, height: 170, radius: 4 })
  const lid = slab(158, 640, { width: 684, height: 62, radius: 4 })
  const top = polyline(
    [
      [158, 642],
      [214, 590],
      [790, 590],
      [842, 642],
    ],
    true,
  )
  const sticker = slab(640, 752, { width: 140, height: 78, radius: 4 })
  const bars = [0, 9, 15, 27, 33, 42, 54, 60, 72, 81, 87, 99]
    .map((dx, index) =>
      ink.stroke(
        polyline([
          [660 + dx, 790],
          [660 + dx, 818],
        ]),
        '#2b2327',
        index % 3 === 0 ? 4.5 : 2.4,
        0.8,
      ),
    )
    .join('')
  return (
    backdrop(ink, studio, { horizon: 700 }) +
    contactShadow(ink, 150, 850, { y: 856 }) +
    ink.part(front, { colour: darker(paper, 0.1), surface: 'textile' }, { round: 1.1 }) +
    ink.inside(
      front,
      ink.soft(
        line([
          [160, 704],
          [850, 704],
        ]),
        { colour: '#140c10', opacity: 0.5, blur: 9, width: 20 },
      ),
    ) +
    houseMark(ink, 300, 792, lighter(paper, 0.7), 1.15) +
    ink.part(sticker, { colour: '#f6f1e6', surface: 'smooth' }, { round: 0.3 }) +
    ink.stroke(
      polyline([
        [660, 772],
        [742, 772],
      ]),
      '#2b2327',
      4,
      0.6,
    ) +
    bars +
    ink.fill(
      top,
      ink.fade([
        [0, lighter(paper, 0.4)],
        [1, lighter(paper, 0.08)],
      ]),
    ) +
    ink.part(lid, { colour: paper, surface: 'textile' }, { round: 0.7 }) +
    placed(standing(ink, of), { at: [-8, 624 - GROUND], scale: 0.8 })
  )
}

/** A surface seen from above, for what lies flat. */
export function flatLay(ink: Ink, studio: Studio, content: string): string {
  return backdrop(ink, studio, { horizon: 1100 }) + content
}
