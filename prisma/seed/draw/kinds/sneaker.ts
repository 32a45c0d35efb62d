import { darker, lighter } from '../colour.ts'
import type { Ink, Material } from '../ink.ts'
import { ellipse, line, outline, shape } from '../path.ts'
import { beside, inset, piece } from '../walk.ts'
import { bow, lacing } from './lacing.ts'
import { FLAT, jointShade, sole } from './sole.ts'

export interface SneakerLook {
  readonly upper: Material
  readonly overlay: Material
  readonly accent: Material
  readonly lining: Material
  readonly midsole: string
  readonly outsole: string
  readonly thread: string
  readonly closure: 'velcro' | 'laces'
}

const INSTEP = line([
  [160, 632],
  [172, 590],
  [214, 556],
  [292, 534],
  [384, 500],
  [462, 450],
  [530, 404],
  [594, 366],
])
const COLLAR = line([
  [594, 366],
  [636, 404],
  [690, 446],
  [750, 458],
  [806, 434],
  [848, 392],
  [866, 388],
])
const BACK = line([
  [866, 388],
  [874, 410],
  [864, 462],
  [860, 510],
  [870, 566],
  [876, 622],
])
const UPPER = outline(
  INSTEP,
  COLLAR,
  BACK,
  line([
    [876, 650],
    [600, 668],
    [300, 668],
    [158, 646],
  ]),
)

const TONGUE = shape([
  [512, 424],
  [560, 372],
  [596, 330],
  [626, 318],
  [650, 328],
  [648, 356],
  [640, 420],
  [560, 440],
])
const FAR_COLLAR = shape([
  [600, 368],
  [660, 376],
  [740, 398],
  [812, 392],
  [856, 374],
  [872, 386],
  [848, 420],
  [780, 470],
  [700, 470],
  [630, 420],
])

function opening(ink: Ink, look: SneakerLook): string {
  const dark: Material = { ...look.lining, colour: darker(look.lining.colour, 0.42) }
  return (
    ink.part(FAR_COLLAR, dark, { round: 1.2 }) +
    ink.part(TONGUE, look.upper, { round: 0.9 }) +
    ink.stitch(inset(TONGUE, 9), look.thread, 2.2)
  )
}

const TOE_CAP = shape([
  [150, 660, 'corner'],
  [166, 596],
  [208, 556],
  [286, 534, 'corner'],
  [318, 560],
  [330, 610],
  [322, 670, 'corner'],
  [240, 680],
])
const EYESTAY = shape([
  [352, 502, 'corner'],
  [440, 452],
  [530, 396],
  [594, 360, 'corner'],
  [622, 394],
  [640, 412, 'corner'],
  [606, 452],
  [560, 496],
  [508, 540],
  [440, 572],
  [388, 566],
  [352, 540],
])
const COUNTER = shape([
  [866, 376, 'corner'],
  [884, 420],
  [870, 510],
  [890, 660, 'corner'],
  [660, 676, 'corner'],
  [676, 610],
  [730, 556],
  [792, 520],
  [826, 470],
  [838, 404, 'corner'],
])
const SWOOSH = shape([
  [446, 652, 'corner'],
  [520, 600],
  [600, 548],
  [668, 486, 'corner'],
  [700, 492, 'corner'],
  [664, 556],
  [596, 616],
  [540, 654, 'corner'],
])
const SWOOSH_2 = shape([
  [568, 652, 'corner'],
  [636, 598],
  [700, 538],
  [736, 494, 'corner'],
  [764, 490, 'corner'],
  [732, 552],
  [690, 606],
  [640, 650, 'corner'],
])

function straps(ink: Ink, look: SneakerLook): string {
  const strap = (dx: number, dy: number, size: number): string => {
    const on = shape([
      [400 + dx, 470 + dy, 'corner'],
      [446 + dx, 436 + dy, 'corner'],
      [480 + dx, 470 + dy],
      [516 + dx + size, 522 + dy],
      [524 + dx + size, 556 + dy],
      [496 + dx + size, 570 + dy],
      [470 + dx + size, 556 + dy],
      [436 + dx, 520 + dy],
    ])
    const mark = ellipse([494 + dx + size * 0.9, 540 + dy], [13, 13])
    return (
      ink.part(on, look.accent, { round: 0.7, lift: 8 }) +
      ink.inside(on, ink.stitch(inset(on, 8), look.thread, 2.2)) +
      ink.stroke(mark, lighter(look.accent.colour, 0.5), 3, 0.75)
    )
  }
  return strap(0, 24, 0) + strap(92, -36, 10)
}

/** A low trainer from its outer side, toe to the left. */
export function sneaker(ink: Ink, look: SneakerLook): string {
  const seams = ink.stitch(beside(piece(COLLAR, 0.1, 0.9), 26), look.thread, 2.2)
  const panels =
    ink.part(TOE_CAP, look.overlay, { lift: 6 }) +
    ink.stitch(inset(TOE_CAP, 9), look.thread) +
    ink.part(SWOOSH, look.accent, { round: 0.5, lift: 4 }) +
    ink.part(SWOOSH_2, look.accent, { round: 0.5, lift: 4 }) +
    ink.part(COUNTER, look.overlay, { lift: 6 }) +
    ink.stitch(inset(COUNTER, 9), look.thread) +
    ink.part(EYESTAY, look.overlay, { lift: 6, round: 0.8 }) +
    ink.stitch(inset(EYESTAY, 9), look.thread)
  const upper =
    ink.part(UPPER, look.upper, { round: 1.6 }) +
    ink.inside(
      UPPER,
      panels +
        ink.soft(COLLAR, { colour: look.lining.colour, opacity: 1, blur: 0.6, width: 20 }) +
        ink.soft(COLLAR, { colour: '#ffffff', opacity: 0.35, blur: 4, width: 6, at: [0, 3] }) +
        seams +
        jointShade(ink, FLAT) +
        ink.soft(ellipse([262, 566], [64, 16], -18), { colour: '#ffffff', opacity: 0.4, blur: 12 }),
    )
  const tied = (): string =>
    lacing(ink, {
      along: line([
        [404, 530],
        [500, 476],
        [604, 398],
      ]),
      rows: 5,
      lace: look.accent,
      width: 16,
      reach: 62,
    }) + bow(ink, look.accent, { x: 594, y: 352, size: 0.95, width: 13 })
  return (
    opening(ink, look) +
    upper +
    (look.closure === 'laces' ? tied() : straps(ink, look)) +
    sole(ink, FLAT, { midsole: look.midsole, outsole: look.outsole, strip: 18, treads: 36, groove: 26 })
  )
}
