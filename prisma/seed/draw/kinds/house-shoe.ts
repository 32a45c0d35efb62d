import { darker } from '../colour.ts'
import type { Ink } from '../ink.ts'
import { ellipse, line, outline, shape } from '../path.ts'
import { beside } from '../walk.ts'
import { furEdge } from './fur.ts'
import type { OpenLook } from './open-form.ts'
import { jointShade, type SoleForm, sole } from './sole.ts'

const SOFT: SoleForm = {
  feather: line([
    [140, 684],
    [210, 694],
    [320, 696],
    [470, 694],
    [620, 690],
    [760, 688],
    [882, 676],
  ]),
  bottom: line([
    [882, 676],
    [892, 696],
    [886, 720],
    [850, 731],
    [690, 731],
    [420, 731],
    [240, 731],
    [160, 724],
    [130, 704],
    [140, 684],
  ]),
}

/** A backless house slipper; `trim` edges its opening with fur, otherwise with a bound edge. */
export function slipper(ink: Ink, look: OpenLook & { trim: 'fur' | 'binding' }): string {
  const far = line([
    [150, 670],
    [300, 664],
    [520, 664],
    [680, 660],
    [800, 656],
    [874, 660],
  ])
  const bed = outline(far, { ...SOFT.feather, dots: [...SOFT.feather.dots].reverse() })
  const edge = line([
    [556, 512],
    [590, 560],
    [602, 620],
    [596, 700],
  ])
  const upper = outline(
    line([
      [136, 692],
      [142, 636],
      [180, 594],
      [264, 562],
      [370, 536],
      [470, 512],
      [556, 512],
    ]),
    edge,
    line([
      [596, 706],
      [400, 712],
      [136, 700],
    ]),
  )
  const farEdge = outline(
    line([
      [540, 514],
      [596, 524],
      [640, 580],
      [652, 668],
    ]),
    line([
      [652, 668],
      [590, 690],
      [560, 600],
      [540, 514],
    ]),
  )
  return (
    ink.part(bed, look.lining, { round: 0.8 }) +
    ink.part(farEdge, { ...look.lining, colour: darker(look.lining.colour, 0.3) }, { round: 1 }) +
    ink.part(upper, look.upper, { round: 1.9 }) +
    ink.inside(
      upper,
      ink.stitch(beside(edge, 34), look.thread, 2.4) +
        (look.trim === 'binding'
          ? ink.soft(edge, { colour: look.accent.colour, opacity: 1, blur: 0.5, width: 34 }) +
            ink.soft(edge, { colour: '#ffffff', opacity: 0.3, blur: 3, width: 4, at: [-10, 0] })
          : '') +
        ink.soft(ellipse([260, 586], [80, 18], -17), { colour: '#ffffff', opacity: 0.28, blur: 14 }) +
        jointShade(ink, SOFT),
    ) +
    (look.trim === 'fur'
      ? furEdge(
          ink,
          line([
            [560, 522],
            [588, 570],
            [600, 624],
            [594, 678],
          ]),
          look.lining,
          30,
        )
      : '') +
    sole(ink, SOFT, { midsole: look.midsole, outsole: look.outsole, strip: 10, welt: look.thread })
  )
}

/** A felt house bootie with a turned-down cuff. */
export function houseBootie(ink: Ink, look: OpenLook): string {
  const upper = shape([
    [136, 690, 'corner'],
    [142, 634],
    [190, 582],
    [290, 548],
    [390, 522],
    [476, 470],
    [528, 400],
    [548, 340, 'corner'],
    [680, 352],
    [816, 330, 'corner'],
    [822, 420],
    [846, 510],
    [876, 600],
    [884, 690, 'corner'],
    [500, 712],
  ])
  const mouth = ellipse([680, 332], [134, 26], -2)
  const cuff = shape([
    [530, 330, 'corner'],
    [610, 346],
    [700, 350],
    [790, 338],
    [834, 318, 'corner'],
    [842, 380],
    [838, 430, 'corner'],
    [760, 452],
    [640, 456],
    [522, 434, 'corner'],
    [520, 380],
  ])
  const zig = line(
    Array.from(
      { length: 25 },
      (_, index) =>
        [534 + index * 12.4, (index % 2 ? 384 : 408) + Math.sin(index / 4) * 4, 'corner'] as const,
    ),
  )
  const seam = line([
    [150, 640],
    [250, 622],
    [360, 600],
    [450, 560],
    [520, 490],
    [548, 440],
  ])
  return (
    ink.part(mouth, { ...look.lining, colour: darker(look.lining.colour, 0.25) }, { round: 0.8 }) +
    ink.part(upper, look.upper, { round: 2.2 }) +
    ink.inside(
      upper,
      ink.soft(seam, {
        colour: darker(look.upper.colour, 0.8),
        opacity: 0.4,
        blur: 2,
        width: 5,
        at: [0, 3],
      }) +
        ink.stroke(seam, look.thread, 7, 0.95, '2.6 12') +
        ink.soft(ellipse([250, 596], [80, 18], -18), { colour: '#ffffff', opacity: 0.26, blur: 14 }) +
        jointShade(ink, SOFT),
    ) +
    ink.part(cuff, look.accent, { round: 1.3, lift: 9 }) +
    ink.inside(cuff, ink.stroke(zig, look.thread, 4.5, 0.9)) +
    sole(ink, SOFT, { midsole: look.midsole, outsole: look.outsole, strip: 10, welt: look.thread })
  )
}
