import type { Ink } from '../ink.ts'
import { ellipse, line, outline, shape } from '../path.ts'
import { beside, inset, piece } from '../walk.ts'
import { ribbonBow } from './lacing.ts'
import { type Body, type LowLook, openShoe } from './low-form.ts'
import { sole, THIN } from './sole.ts'

const FLAT_EDGE = line([
  [350, 604],
  [410, 640],
  [500, 662],
  [610, 660],
  [730, 622],
  [810, 576],
  [862, 556],
])

const BALLET: Body = {
  upper: outline(
    line([
      [140, 706],
      [146, 674],
      [184, 636],
      [258, 606],
      [350, 604],
    ]),
    FLAT_EDGE,
    line([
      [862, 556],
      [876, 590],
      [868, 640],
      [880, 700],
    ]),
    line([
      [880, 712],
      [560, 720],
      [300, 720],
      [140, 712],
    ]),
  ),
  edge: FLAT_EDGE,
  far: outline(
    line([
      [350, 604],
      [420, 606],
      [520, 620],
      [640, 618],
      [750, 586],
      [820, 556],
      [862, 556],
    ]),
    line([
      [862, 556],
      [840, 680],
      [600, 700],
      [400, 690],
      [350, 604],
    ]),
  ),
  form: THIN,
}

/** A ballet flat; `strap` makes it a Mary Jane, otherwise it wears a ribbon bow. */
export function balletFlat(ink: Ink, look: LowLook & { strap: boolean }): string {
  const cap = shape([
    [130, 720, 'corner'],
    [140, 670],
    [184, 630],
    [256, 600, 'corner'],
    [280, 640],
    [284, 720, 'corner'],
  ])
  const dress =
    (look.strap ? '' : ink.part(cap, look.accent, { lift: 4 })) +
    ink.stitch(beside(piece(FLAT_EDGE, 0.04, 0.98), 14), look.thread, 2) +
    ink.soft(ellipse([212, 650], [52, 13], -26), { colour: '#ffffff', opacity: 0.5, blur: 9 })
  const strapEdge = shape([
    [454, 684, 'corner'],
    [466, 640],
    [496, 606],
    [536, 594],
    [590, 624, 'corner'],
    [548, 630],
    [526, 652],
    [518, 684, 'corner'],
  ])
  const strap = look.strap
    ? ink.part(strapEdge, look.upper, { round: 0.7, lift: 7 }) +
      ink.inside(strapEdge, ink.stitch(inset(strapEdge, 8), look.thread, 2)) +
      ink.part(ellipse([484, 656], [14, 14]), look.accent, { round: 0.5, lift: 4 })
    : ribbonBow(ink, look.accent, { x: 338, y: 606, size: 1.05 })
  return (
    openShoe(ink, BALLET, { ...look, dress }) +
    strap +
    sole(ink, THIN, { midsole: look.midsole, outsole: look.outsole, strip: 7 })
  )
}
