import { darker } from '../colour.ts'
import type { Ink } from '../ink.ts'
import { ellipse, type Line, line, shape } from '../path.ts'
import { beside, inset } from '../walk.ts'
import { BOOT, type BootLook, MOUTH } from './boot-form.ts'
import { furEdge } from './fur.ts'
import { bow, lacing } from './lacing.ts'
import { jointShade, LUGGED, sole } from './sole.ts'

const TONGUE = shape([
  [480, 420],
  [506, 320],
  [512, 214],
  [530, 176],
  [574, 172],
  [604, 196],
  [600, 300],
  [560, 460],
])

const FACING = shape([
  [388, 532, 'corner'],
  [466, 478],
  [514, 404],
  [532, 318],
  [538, 236, 'corner'],
  [612, 240, 'corner'],
  [610, 330],
  [596, 430],
  [560, 510],
  [500, 566],
  [430, 572],
  [392, 556],
])

const TOE_CAP = shape([
  [120, 700, 'corner'],
  [144, 612],
  [196, 572],
  [290, 548, 'corner'],
  [326, 590],
  [334, 640],
  [326, 720, 'corner'],
])

const COUNTER = shape([
  [806, 436, 'corner'],
  [850, 520],
  [890, 640],
  [892, 720, 'corner'],
  [650, 720, 'corner'],
  [664, 620],
  [710, 546],
  [770, 480],
])

/** A laced ankle boot; with `fur` its edge is trimmed with sheepskin. */
export function laceBoot(ink: Ink, look: BootLook & { fur: boolean }): string {
  const eyelets = line([
    [430, 546],
    [506, 488],
    [554, 402],
    [572, 318],
    [578, 262],
  ])
  const panel = (of: Line): string =>
    ink.part(of, look.overlay, { lift: 6 }) + ink.stitch(inset(of, 9), look.thread, 2.4)
  const collar = line([
    [612, 262],
    [700, 274],
    [806, 252],
  ])
  return (
    ink.part(MOUTH, { ...look.lining, colour: darker(look.lining.colour, 0.3) }, { round: 0.6 }) +
    (look.fur
      ? furEdge(
          ink,
          line([
            [560, 214],
            [670, 204],
            [796, 206],
          ]),
          look.lining,
          26,
        )
      : '') +
    ink.part(TONGUE, look.upper, { round: 1 }) +
    ink.part(BOOT, look.upper, { round: 2 }) +
    ink.inside(
      BOOT,
      panel(TOE_CAP) +
        panel(COUNTER) +
        ink.soft(collar, { colour: look.accent.colour, opacity: look.fur ? 0 : 1, blur: 0.5, width: 64 }) +
        ink.soft(beside(collar, 34), { colour: '#120a0e', opacity: 0.5, blur: 4, width: 5 }) +
        ink.stitch(beside(collar, 46), look.thread, 2.2) +
        panel(FACING) +
        ink.soft(ellipse([230, 602], [66, 16], -20), { colour: '#ffffff', opacity: 0.38, blur: 12 }) +
        jointShade(ink, LUGGED),
    ) +
    (look.fur
      ? furEdge(
          ink,
          line([
            [622, 250],
            [700, 262],
            [800, 238],
          ]),
          look.lining,
        )
      : '') +
    lacing(ink, {
      along: eyelets,
      rows: 6,
      lace: { colour: look.thread, surface: 'textile' },
      eyelet: '#c9b079',
      reach: 68,
      width: 17,
    }) +
    bow(ink, { colour: look.thread, surface: 'textile' }, { x: 556, y: 236, size: 0.95 }) +
    sole(ink, LUGGED, { midsole: look.midsole, outsole: look.outsole, strip: 30, treads: 20, groove: 20 })
  )
}
