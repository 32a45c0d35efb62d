import { darker, lighter } from '../colour.ts'
import type { Ink, Material } from '../ink.ts'
import type { Line } from '../path.ts'
import { jointShade, type SoleForm } from './sole.ts'

export interface LowLook {
  readonly upper: Material
  readonly accent: Material
  readonly lining: Material
  readonly midsole: string
  readonly outsole: string
  readonly thread: string
}

export interface Body {
  readonly upper: Line
  readonly edge: Line
  readonly far: Line
  readonly form: SoleForm
}

/** An open low shoe: far inner side, upper with a bound edge, then what `dress` adds inside the outline. */
export function openShoe(ink: Ink, body: Body, look: LowLook & { dress: string }): string {
  const inner: Material = { ...look.lining, colour: darker(look.lining.colour, 0.16) }
  return (
    ink.part(body.far, inner, { round: 1.2 }) +
    ink.inside(
      body.far,
      ink.soft(body.edge, { colour: '#120a0e', opacity: 0.55, blur: 13, width: 26, at: [0, -4] }),
    ) +
    ink.part(body.upper, look.upper, { round: 1.5 }) +
    ink.inside(
      body.upper,
      look.dress +
        ink.soft(body.edge, { colour: darker(look.upper.colour, 0.3), opacity: 1, blur: 0.6, width: 13 }) +
        ink.soft(body.edge, {
          colour: lighter(look.upper.colour, 0.7),
          opacity: 0.5,
          blur: 1.5,
          width: 3,
          at: [0, 3],
        }) +
        jointShade(ink, body.form),
    )
  )
}
