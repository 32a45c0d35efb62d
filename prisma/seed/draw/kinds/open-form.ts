import { darker } from '../colour.ts'
import type { Ink, Material } from '../ink.ts'
import { type Line, line, outline } from '../path.ts'
import { band, beside, inset, piece } from '../walk.ts'
import type { SoleForm } from './sole.ts'

export interface OpenLook {
  readonly upper: Material
  readonly accent: Material
  readonly lining: Material
  readonly midsole: string
  readonly outsole: string
  readonly thread: string
}

export const CONTOUR: SoleForm = {
  feather: line([
    [152, 640],
    [200, 662],
    [300, 672],
    [420, 668],
    [540, 650],
    [660, 640],
    [770, 640],
    [880, 624],
  ]),
  bottom: line([
    [880, 624],
    [892, 656],
    [888, 700],
    [858, 726],
    [800, 731],
    [690, 731],
    [560, 727],
    [420, 731],
    [285, 729],
    [196, 714],
    [148, 684],
    [138, 654],
    [152, 640],
  ]),
}

/** The strip of insole seen beyond the near edge of an open shoe. */
export function footbed(ink: Ink, form: SoleForm, material: Material): string {
  const far = line([
    [160, 634],
    [220, 638],
    [320, 646],
    [430, 642],
    [550, 622],
    [670, 612],
    [780, 612],
    [874, 604],
  ])
  const bed = outline(far, { ...form.feather, dots: [...form.feather.dots].reverse() })
  return ink.part(bed, material, { round: 0.6 })
}

/** The free end of a touch-fastened strap, raised over what it closes. */
export const touchTab = (ink: Ink, tab: Line, look: OpenLook): string =>
  ink.part(tab, look.accent, { round: 0.7, lift: 8 }) +
  ink.inside(tab, ink.stitch(inset(tab, 8), look.thread, 2.2))

/** An ankle strap seen slightly from above: `far` goes behind the shoe, `near` in front. */
export function ankleStrap(
  ink: Ink,
  material: Material,
  look: { thread: string; width: number },
): { far: string; near: string } {
  const near = line([
    [868, 446],
    [800, 462],
    [710, 462],
    [620, 446],
    [570, 426],
    [546, 402],
    [562, 382],
  ])
  const far = line([
    [556, 388],
    [590, 378],
    [660, 376],
    [760, 388],
    [850, 410],
  ])
  const edge = look.width / 2 - 7
  return {
    far: ink.part(
      band(far, look.width * 0.86),
      { ...material, colour: darker(material.colour, 0.42) },
      { round: 0.6 },
    ),
    near:
      ink.part(band(near, look.width, look.width * 0.5), material, { round: 0.7, lift: 7 }) +
      ink.stitch(beside(piece(near, 0.03, 0.78), edge), look.thread, 2) +
      ink.stitch(beside(piece(near, 0.03, 0.78), -edge), look.thread, 2),
  }
}
