import { darker } from '../colour.ts'
import type { Ink, Material } from '../ink.ts'
import { ellipse, type Line, line } from '../path.ts'
import { band, pointAt } from '../walk.ts'

export interface LacingLook {
  /** The line on which the eyelets sit, from the toe up. */
  readonly along: Line
  readonly rows: number
  readonly lace: Material
  readonly width?: number
  /** Colour of the eyelets' metal; without it they are punched holes. */
  readonly eyelet?: string
  /** How far a lace reaches from its eyelet over the instep. */
  readonly reach?: number
}

/** Rows of lace going from their eyelets over the edge of the instep. */
export function lacing(ink: Ink, look: LacingLook): string {
  const { along, rows, lace, width = 15, eyelet, reach = 62 } = look
  return Array.from({ length: rows }, (_, row) => {
    const { at, heading } = pointAt(along, (row + 0.5) / rows)
    const [x, y] = at
    const [ux, uy] = [heading[1], -heading[0]]
    const ring = eyelet
      ? ink.part(
          ellipse(at, [width * 0.62, width * 0.58]),
          { colour: eyelet, surface: 'patent' },
          { round: 0.3, lift: 2 },
        )
      : ''
    const hole = ink.fill(ellipse(at, [width * 0.4, width * 0.36]), '#1a1216')
    const over = line([
      [x, y],
      [x + ux * reach * 0.35 - 3, y + uy * reach * 0.35],
      [x + ux * reach * 0.75 - 5, y + uy * reach * 0.75],
      [x + ux * reach + 8, y + uy * reach - 2],
    ])
    return ring + hole + ink.part(band(over, width), lace, { round: 0.35, lift: 4 })
  }).join('')
}

/** A tied bow with two loops and two ends, its knot at a point. */
export function bow(
  ink: Ink,
  lace: Material,
  look: { x: number; y: number; size?: number; width?: number },
): string {
  const { x, y, size = 1, width = 12 } = look
  const loop = (rows: readonly (readonly [number, number])[]): Line =>
    line(rows.map(([dx, dy]) => [x + dx * size, y + dy * size] as const))
  const loops = [
    loop([
      [0, 0],
      [-20, 36],
      [-6, 78],
    ]),
    loop([
      [4, 2],
      [44, 34],
      [50, 76],
    ]),
    loop([
      [-2, 0],
      [-52, -10],
      [-74, 14],
      [-54, 34],
      [0, 6],
    ]),
    loop([
      [4, 0],
      [50, -20],
      [84, 0],
      [74, 28],
      [10, 8],
    ]),
  ]
  return (
    loops.map((each) => ink.part(band(each, width), lace, { round: 0.3, lift: 4 })).join('') +
    ink.part(ellipse([x + 1, y + 2], [width * 1.15, width * 0.95], 15), lace, { round: 0.4, lift: 3 })
  )
}

/** A flat ribbon bow, as on ballet flats. */
export function ribbonBow(ink: Ink, ribbon: Material, look: { x: number; y: number; size?: number }): string {
  const { x, y, size = 1 } = look
  const wing = (side: 1 | -1): Line =>
    band(
      line([
        [x, y],
        [x + side * 22 * size, y - 9 * size],
        [x + side * 46 * size, y - 6 * size],
      ]),
      10 * size,
      36 * size,
    )
  const tail = (side: 1 | -1): Line =>
    band(
      line([
        [x, y],
        [x + side * 14 * size, y + 22 * size],
        [x + side * 30 * size, y + 38 * size],
      ]),
      8 * size,
      16 * size,
    )
  const fold = (side: 1 | -1): string =>
    ink.soft(
      line([
        [x + side * 8 * size, y - 2],
        [x + side * 34 * size, y - 8 * size],
      ]),
      { colour: darker(ribbon.colour, 0.7), opacity: 0.5, blur: 2, width: 4 },
    )
  return (
    [tail(1), tail(-1), wing(1), wing(-1)]
      .map((each) => ink.part(each, ribbon, { round: 0.35, lift: 4 }))
      .join('') +
    fold(1) +
    fold(-1) +
    ink.part(ellipse([x, y], [9 * size, 11 * size]), ribbon, { round: 0.35, lift: 3 })
  )
}
