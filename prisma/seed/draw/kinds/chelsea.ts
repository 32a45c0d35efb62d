import { darker, lighter } from '../colour.ts'
import type { Ink } from '../ink.ts'
import { ellipse, line, polyline, shape } from '../path.ts'
import { beside, inset } from '../walk.ts'
import { BOOT, type BootLook, MOUTH, RIM } from './boot-form.ts'
import { HEELED, jointShade, LUGGED, sole } from './sole.ts'

const GORE = shape([
  [602, 226, 'corner'],
  [744, 230, 'corner'],
  [742, 320],
  [724, 410],
  [690, 462],
  [668, 462],
  [634, 410],
  [610, 320],
])

const VAMP_SEAM = line([
  [452, 492],
  [520, 520],
  [590, 528],
  [668, 462],
])

const BACK_SEAM = line([
  [690, 462],
  [716, 540],
  [724, 600],
  [720, 672],
])

function gore(ink: Ink, elastic: string): string {
  const ribs = Array.from({ length: 17 }, (_, index) =>
    ink.stroke(
      polyline([
        [598 + index * 9.4, 220],
        [608 + index * 8.2, 480],
      ]),
      darker(elastic, 0.65),
      2.4,
      0.75,
    ),
  ).join('')
  return ink.part(GORE, { colour: elastic, surface: 'textile' }, { round: 0.8 }) + ink.inside(GORE, ribs)
}

/** A Chelsea boot: smooth vamp, elastic gore, pull tab at the back. */
export function chelsea(ink: Ink, look: BootLook): string {
  const tab = shape([
    [776, 262, 'corner'],
    [780, 196],
    [792, 182],
    [808, 184],
    [816, 200],
    [820, 262, 'corner'],
  ])
  const form = look.outsole === look.midsole ? LUGGED : HEELED
  const crease = (points: readonly (readonly [number, number])[]): string =>
    ink.soft(line(points), { colour: darker(look.upper.colour, 0.8), opacity: 0.3, blur: 5, width: 7 }) +
    ink.soft(line(points), {
      colour: lighter(look.upper.colour, 0.8),
      opacity: 0.22,
      blur: 4,
      width: 5,
      at: [-5, -7],
    })
  return (
    ink.part(MOUTH, { ...look.lining, colour: darker(look.lining.colour, 0.35) }, { round: 0.6 }) +
    ink.part(tab, look.accent, { round: 0.5 }) +
    ink.stitch(inset(tab, 7), look.thread, 2) +
    ink.part(BOOT, look.upper, { round: 2 }) +
    ink.inside(
      BOOT,
      gore(ink, look.accent.colour) +
        ink.stitch(inset(GORE, -8), look.thread, 2.2) +
        [VAMP_SEAM, BACK_SEAM]
          .map(
            (seam) =>
              ink.stroke(seam, darker(look.upper.colour, 0.7), 2.4, 0.7) +
              ink.stitch(beside(seam, 6), look.thread, 2),
          )
          .join('') +
        crease([
          [396, 560],
          [430, 590],
          [440, 630],
        ]) +
        crease([
          [432, 536],
          [480, 572],
          [494, 612],
        ]) +
        ink.soft(ellipse([232, 606], [70, 18], -20), { colour: '#ffffff', opacity: 0.42, blur: 13 }) +
        ink.soft(
          line([
            [560, 260],
            [556, 360],
            [528, 450],
          ]),
          { colour: '#ffffff', opacity: 0.22, blur: 11, width: 22 },
        ) +
        ink.soft(RIM, {
          colour: darker(look.upper.colour, 0.6),
          opacity: 0.6,
          blur: 1,
          width: 3,
          at: [0, 8],
        }) +
        jointShade(ink, form),
    ) +
    sole(ink, form, {
      midsole: look.midsole,
      outsole: look.outsole,
      strip: form === LUGGED ? 30 : 12,
      treads: form === LUGGED ? 20 : 0,
      welt: look.thread,
    })
  )
}
