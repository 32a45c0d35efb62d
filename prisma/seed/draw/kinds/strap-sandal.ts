import { darker, lighter } from '../colour.ts'
import type { Ink } from '../ink.ts'
import { type Line, line, outline, shape } from '../path.ts'
import { band, beside, inset, piece } from '../walk.ts'
import { ankleStrap, CONTOUR, footbed, type OpenLook } from './open-form.ts'
import { sole } from './sole.ts'

/** A women's sandal: two wide crossing straps, an ankle strap with a buckle, a cork footbed. */
export function strapSandal(ink: Ink, look: OpenLook): string {
  const ridge = shape([
    [214, 700, 'corner'],
    [236, 620],
    [276, 560],
    [340, 522],
    [410, 502],
    [470, 508],
    [512, 570],
    [548, 700, 'corner'],
  ])
  const under = line([
    [252, 706],
    [290, 620],
    [370, 540],
    [490, 470],
  ])
  const over = line([
    [508, 706],
    [470, 628],
    [390, 556],
    [250, 500],
  ])
  const back = shape([
    [742, 690, 'corner'],
    [752, 600],
    [790, 520],
    [838, 430],
    [876, 420, 'corner'],
    [868, 520],
    [888, 690, 'corner'],
  ])
  const ankle = ankleStrap(ink, look.upper, { thread: look.thread, width: 32 })
  const insideOf = outline(
    line([
      [420, 510],
      [490, 520],
      [530, 590],
      [546, 660],
    ]),
    line([
      [546, 660],
      [490, 660],
      [460, 580],
      [420, 510],
    ]),
  )
  const buckle = shape([
    [626, 420, 'corner'],
    [678, 430, 'corner'],
    [674, 484, 'corner'],
    [620, 474, 'corner'],
  ])
  const ribbon = (path: Line, width: number): string =>
    ink.part(band(path, width, width * 0.9), look.upper, { round: 0.7, lift: 7 }) +
    ink.stitch(beside(piece(path, 0.04, 0.96), width / 2 - 9), look.thread, 2) +
    ink.stitch(beside(piece(path, 0.04, 0.96), 9 - width / 2), look.thread, 2)
  return (
    ankle.far +
    footbed(ink, CONTOUR, look.lining) +
    ink.part(insideOf, { ...look.upper, colour: darker(look.upper.colour, 0.45) }, { round: 0.7 }) +
    ink.part(back, look.upper, { round: 1, lift: 5 }) +
    ink.inside(back, ink.stitch(inset(back, 9), look.thread, 2)) +
    ankle.near +
    ink.stroke(buckle, darker(look.accent.colour, 0.5), 9) +
    ink.stroke(buckle, look.accent.colour, 6) +
    ink.stroke(
      line([
        [626, 448],
        [676, 458],
      ]),
      lighter(look.accent.colour, 0.3),
      4.5,
    ) +
    ink.inside(
      ridge,
      ribbon(under, 70) +
        ribbon(over, 70) +
        ink.soft(ridge, { colour: '#120a0e', opacity: 0.3, blur: 6, width: 10 }),
    ) +
    sole(ink, CONTOUR, { midsole: look.midsole, outsole: look.outsole, strip: 14, groove: 8 })
  )
}
