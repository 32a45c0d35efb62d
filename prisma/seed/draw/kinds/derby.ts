import { darker } from '../colour.ts'
import type { Ink } from '../ink.ts'
import { ellipse, line, shape } from '../path.ts'
import { beside, inset } from '../walk.ts'
import { bow, lacing } from './lacing.ts'
import { counterOf, LOAFER } from './loafer.ts'
import { type LowLook, openShoe } from './low-form.ts'
import { HEELED, sole } from './sole.ts'

/** A laced derby with a toe cap. */
export function derby(ink: Ink, look: LowLook & { rows?: number }): string {
  const tongue = shape([
    [430, 500],
    [500, 440],
    [552, 388],
    [592, 372],
    [618, 392],
    [610, 450],
    [540, 520],
  ])
  const quarter = shape([
    [416, 516, 'corner'],
    [470, 488],
    [556, 440, 'corner'],
    [604, 512],
    [620, 560],
    [590, 640],
    [560, 700, 'corner'],
    [500, 700, 'corner'],
    [500, 640],
    [470, 584],
    [424, 560],
  ])
  const cap = line([
    [286, 552],
    [318, 590],
    [328, 640],
    [322, 700],
  ])
  const dress =
    counterOf(ink, look) +
    ink.soft(cap, { colour: darker(look.upper.colour, 0.8), opacity: 0.7, blur: 1.4, width: 4, at: [3, 2] }) +
    ink.stitch(beside(cap, 8), look.thread, 2) +
    ink.stitch(beside(cap, 15), look.thread, 2) +
    ink.part(quarter, look.upper, { lift: 6 }) +
    ink.stitch(inset(quarter, 9), look.thread, 2) +
    ink.soft(ellipse([226, 592], [58, 13], -20), { colour: '#ffffff', opacity: 0.42, blur: 10 })
  return (
    ink.part(tongue, look.upper, { round: 1 }) +
    openShoe(ink, LOAFER, { ...look, dress }) +
    lacing(ink, {
      along: line([
        [462, 528],
        [520, 498],
        [572, 470],
      ]),
      rows: look.rows ?? 3,
      lace: look.accent,
      width: 13,
      reach: 50,
    }) +
    bow(ink, look.accent, { x: 548, y: 432, size: 0.85, width: 10 }) +
    sole(ink, HEELED, { midsole: look.midsole, outsole: look.outsole, strip: 10, welt: look.thread })
  )
}
