import { darker, lighter } from '../colour.ts'
import type { Ink, Material } from '../ink.ts'
import { ellipse, type Line, line, outline, shape } from '../path.ts'
import { inset } from '../walk.ts'
import { ankleStrap, CONTOUR, footbed, type OpenLook, touchTab } from './open-form.ts'
import { jointShade, sole } from './sole.ts'

function flower(ink: Ink, colour: string): string {
  const petals = [0, 1, 2, 3, 4].map((leaf) => {
    const turn = (leaf * Math.PI * 2) / 5 - Math.PI / 2
    const petal = ellipse([272 + 17 * Math.cos(turn), 612 + 17 * Math.sin(turn)], [13, 13])
    return ink.part(petal, { colour, surface: 'smooth' }, { round: 0.3, lift: 2 })
  })
  return (
    petals.join('') +
    ink.part(ellipse([272, 612], [9, 9]), { colour: '#e9b44c', surface: 'smooth' }, { round: 0.3 })
  )
}

/** A sandal with a closed heel and two touch-fastened straps. */
export function sandal(ink: Ink, look: OpenLook & { motif: 'none' | 'flower' }): string {
  const toe = shape([
    [206, 690, 'corner'],
    [214, 620],
    [244, 572],
    [296, 540, 'corner'],
    [340, 526, 'corner'],
    [352, 580],
    [352, 690, 'corner'],
  ])
  const instep = shape([
    [388, 690, 'corner'],
    [376, 590],
    [384, 520, 'corner'],
    [430, 486],
    [486, 446, 'corner'],
    [524, 510],
    [560, 570],
    [640, 596, 'corner'],
    [660, 690, 'corner'],
  ])
  const insideOf = outline(
    line([
      [470, 452],
      [520, 452],
      [566, 520],
      [600, 600],
    ]),
    line([
      [600, 610],
      [520, 560],
      [470, 452],
    ]),
  )
  const tab = shape([
    [432, 478, 'corner'],
    [492, 436, 'corner'],
    [520, 470],
    [530, 520],
    [520, 556],
    [494, 564],
    [468, 548],
  ])
  const counter = shape([
    [610, 690, 'corner'],
    [640, 596],
    [690, 520],
    [744, 462],
    [806, 424],
    [850, 396],
    [874, 406, 'corner'],
    [878, 440],
    [866, 500],
    [870, 560],
    [888, 690, 'corner'],
  ])
  const heelFar = shape([
    [700, 470],
    [760, 400],
    [820, 380],
    [868, 394],
    [866, 440],
    [820, 500],
    [740, 520],
  ])
  const ankleTab = shape([
    [620, 424, 'corner'],
    [690, 436],
    [756, 444],
    [776, 464],
    [764, 486],
    [736, 492],
    [680, 486],
    [616, 466, 'corner'],
  ])
  const ankle = ankleStrap(ink, look.upper, { thread: look.thread, width: 44 })
  const dark: Material = { ...look.lining, colour: darker(look.lining.colour, 0.3) }
  const panel = (of: Line): string =>
    ink.part(of, look.upper, { round: 1.3, lift: 6 }) +
    ink.inside(of, ink.stitch(inset(of, 10), look.thread, 2.4) + jointShade(ink, CONTOUR))
  return (
    ankle.far +
    ink.part(heelFar, dark, { round: 1 }) +
    footbed(ink, CONTOUR, look.lining) +
    ink.part(insideOf, dark, { round: 0.8 }) +
    panel(counter) +
    panel(toe) +
    (look.motif === 'flower' ? flower(ink, lighter(look.accent.colour, 0.6)) : '') +
    panel(instep) +
    touchTab(ink, tab, look) +
    ankle.near +
    touchTab(ink, ankleTab, look) +
    sole(ink, CONTOUR, { midsole: look.midsole, outsole: look.outsole, strip: 16, treads: 34, groove: 24 })
  )
}
