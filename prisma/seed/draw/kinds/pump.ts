import type { Ink } from '../ink.ts'
import { ellipse, line, outline, reversed, shape } from '../path.ts'
import { type Body, type LowLook, openShoe } from './low-form.ts'

const PUMP_EDGE = line([
  [352, 610],
  [420, 634],
  [520, 612],
  [640, 540],
  [740, 466],
  [816, 420],
  [868, 400],
])

const ARCH = line([
  [106, 714],
  [180, 722],
  [290, 722],
  [390, 704],
  [480, 656],
  [580, 594],
  [690, 552],
  [800, 546],
  [878, 552],
])

const PUMP: Body = {
  upper: outline(
    line([
      [104, 712],
      [160, 676],
      [250, 634],
      [352, 610],
    ]),
    PUMP_EDGE,
    line([
      [868, 400],
      [888, 440],
      [880, 500],
      [878, 552],
    ]),
    reversed(ARCH),
  ),
  edge: PUMP_EDGE,
  far: outline(
    line([
      [352, 610],
      [440, 596],
      [560, 552],
      [680, 476],
      [790, 412],
      [868, 400],
    ]),
    line([
      [868, 400],
      [800, 520],
      [600, 600],
      [450, 660],
      [352, 610],
    ]),
  ),
  form: { feather: ARCH, bottom: ARCH },
}

/** A pump on a block heel with a pointed toe. */
export function pump(ink: Ink, look: LowLook): string {
  const heel = shape([
    [752, 545, 'corner'],
    [882, 550, 'corner'],
    [880, 620],
    [866, 730, 'corner'],
    [786, 730, 'corner'],
    [778, 640],
  ])
  const lift = shape([
    [786, 718, 'corner'],
    [868, 718, 'corner'],
    [866, 731, 'corner'],
    [786, 731, 'corner'],
  ])
  const soleBand = outline(
    ARCH,
    line([
      [882, 560],
      [800, 558],
      [694, 566],
      [590, 608],
      [488, 672],
      [396, 720],
      [300, 731],
      [170, 731],
      [104, 716],
    ]),
  )
  const dress =
    ink.soft(ellipse([206, 672], [70, 10], -24), { colour: '#ffffff', opacity: 0.55, blur: 8 }) +
    ink.soft(
      line([
        [470, 662],
        [600, 584],
        [760, 500],
        [850, 470],
      ]),
      { colour: '#ffffff', opacity: 0.2, blur: 9, width: 14 },
    )
  return (
    ink.part(heel, look.accent, { round: 1.1 }) +
    ink.part(lift, { colour: look.outsole, surface: 'smooth' }, { round: 0.3 }) +
    openShoe(ink, PUMP, { ...look, dress }) +
    ink.part(soleBand, { colour: look.midsole, surface: 'smooth' }, { round: 0.3 })
  )
}
