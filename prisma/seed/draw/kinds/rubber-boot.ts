import { darker } from '../colour.ts'
import type { Ink } from '../ink.ts'
import { ellipse, line, shape } from '../path.ts'
import { band, beside } from '../walk.ts'
import type { BootLook } from './boot-form.ts'
import { jointShade, LUGGED, sole } from './sole.ts'

const WELLY = shape([
  [156, 650, 'corner'],
  [160, 606],
  [202, 562],
  [300, 540],
  [390, 516],
  [456, 462],
  [486, 380],
  [488, 280],
  [478, 176, 'corner'],
  [560, 188],
  [660, 192],
  [760, 186],
  [828, 170, 'corner'],
  [826, 280],
  [826, 400],
  [838, 500],
  [868, 590],
  [882, 640, 'corner'],
  [876, 690, 'corner'],
  [300, 700, 'corner'],
  [160, 676, 'corner'],
])

/** A rubber boot: one glossy piece with a contrasting edge, a reflective strip and a ridged toe. */
export function rubberBoot(ink: Ink, look: BootLook): string {
  const rim = line([
    [476, 186],
    [560, 200],
    [660, 204],
    [760, 198],
    [830, 180],
  ])
  const strip = band(
    line([
      [480, 330],
      [600, 346],
      [720, 346],
      [832, 326],
    ]),
    30,
  )
  const ridges = [0, 1, 2]
    .map((row) =>
      ink.soft(
        line([
          [160 + row * 20, 640 - row * 4],
          [196 + row * 22, 604 - row * 6],
          [262 + row * 26, 578 - row * 8],
        ]),
        { colour: darker(look.upper.colour, 0.7), opacity: 0.55, blur: 1.6, width: 4 },
      ),
    )
    .join('')
  const gleam = (points: readonly (readonly [number, number])[], width: number, opacity: number): string =>
    ink.soft(line(points), { colour: '#ffffff', opacity, blur: 7, width })
  return (
    ink.part(
      ellipse([653, 178], [175, 26], -1),
      { ...look.lining, colour: darker(look.lining.colour, 0.3) },
      { round: 0.8 },
    ) +
    ink.part(WELLY, { ...look.upper, surface: 'patent' }, { round: 2.2 }) +
    ink.inside(
      WELLY,
      ridges +
        ink.part(strip, { colour: '#dfe3e2', surface: 'smooth' }, { round: 0.4, lift: 2 }) +
        ink.stroke(rim, look.accent.colour, 42) +
        ink.soft(beside(rim, 21), { colour: '#120a0e', opacity: 0.45, blur: 3, width: 4 }) +
        gleam(
          [
            [524, 240],
            [526, 370],
            [498, 470],
            [440, 536],
          ],
          20,
          0.5,
        ) +
        gleam(
          [
            [188, 600],
            [260, 572],
            [330, 560],
          ],
          16,
          0.6,
        ) +
        gleam(
          [
            [770, 240],
            [768, 400],
          ],
          12,
          0.22,
        ) +
        jointShade(ink, LUGGED),
    ) +
    sole(ink, LUGGED, { midsole: look.midsole, outsole: look.outsole, strip: 30, treads: 22, groove: 16 })
  )
}
