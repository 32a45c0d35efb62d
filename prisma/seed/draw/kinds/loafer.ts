import { darker, lighter } from '../colour.ts'
import type { Ink } from '../ink.ts'
import { ellipse, line, outline, shape } from '../path.ts'
import { inset } from '../walk.ts'
import { type Body, type LowLook, openShoe } from './low-form.ts'
import { HEELED, sole } from './sole.ts'

const LOW_EDGE = line([
  [548, 452],
  [600, 512],
  [676, 546],
  [760, 536],
  [826, 488],
  [864, 452],
])

export const LOAFER: Body = {
  upper: outline(
    line([
      [140, 676],
      [146, 632],
      [186, 592],
      [270, 564],
      [370, 536],
      [460, 496],
      [548, 452],
    ]),
    LOW_EDGE,
    line([
      [864, 452],
      [878, 490],
      [866, 550],
      [872, 610],
      [884, 660],
    ]),
    line([
      [884, 680],
      [600, 700],
      [300, 708],
      [138, 690],
    ]),
  ),
  edge: LOW_EDGE,
  far: outline(
    line([
      [556, 452],
      [640, 470],
      [740, 482],
      [820, 464],
      [864, 452],
    ]),
    line([
      [864, 452],
      [840, 540],
      [700, 600],
      [580, 540],
      [556, 452],
    ]),
  ),
  form: HEELED,
}

const SEAT_LINE = line([
  [150, 634],
  [196, 612],
  [280, 602],
  [380, 586],
  [470, 554],
  [548, 500],
])

/** The stitched counter round the heel, to be drawn inside the upper. */
export function counterOf(ink: Ink, look: LowLook): string {
  const counter = shape([
    [870, 448, 'corner'],
    [886, 520],
    [900, 700, 'corner'],
    [676, 700, 'corner'],
    [690, 620],
    [740, 566],
    [800, 536],
    [850, 480],
  ])
  return ink.part(counter, look.upper, { lift: 4 }) + ink.stitch(inset(counter, 9), look.thread, 2)
}

/** A loafer with a raised apron seam and a saddle strap. */
export function loafer(ink: Ink, look: LowLook): string {
  const tongue = shape([
    [470, 500],
    [520, 452],
    [560, 412],
    [600, 408],
    [612, 436],
    [596, 486],
    [540, 520],
  ])
  const saddle = shape([
    [392, 524, 'corner'],
    [470, 484, 'corner'],
    [528, 540],
    [566, 700, 'corner'],
    [440, 700, 'corner'],
    [432, 600],
  ])
  const slot = shape([
    [432, 548, 'corner'],
    [462, 526],
    [500, 520, 'corner'],
    [488, 544],
    [452, 558],
  ])
  const dress =
    counterOf(ink, look) +
    ink.soft(SEAT_LINE, {
      colour: darker(look.upper.colour, 0.8),
      opacity: 0.6,
      blur: 2.4,
      width: 6,
      at: [1, 4],
    }) +
    ink.soft(SEAT_LINE, {
      colour: lighter(look.upper.colour, 0.6),
      opacity: 0.6,
      blur: 1.6,
      width: 4,
      at: [0, -3],
    }) +
    ink.stroke(SEAT_LINE, look.thread, 8, 0.85, '2.4 9') +
    ink.part(saddle, look.accent, { lift: 5 }) +
    ink.stitch(inset(saddle, 8), look.thread, 2) +
    ink.fill(slot, darker(look.accent.colour, 0.75)) +
    ink.soft(ellipse([236, 588], [66, 13], -17), { colour: '#ffffff', opacity: 0.4, blur: 10 })
  return (
    ink.part(tongue, look.upper, { round: 1 }) +
    openShoe(ink, LOAFER, { ...look, dress }) +
    sole(ink, HEELED, { midsole: look.midsole, outsole: look.outsole, strip: 10, welt: look.thread })
  )
}
