import { darker } from '../colour.ts'
import type { Ink } from '../ink.ts'
import { type Line, line, outline, polyline, reversed, type XY } from '../path.ts'
import { beside, piece, pointAt } from '../walk.ts'

/** A sole seen from the side. `feather` is its upper edge, toe to heel; `bottom` goes back, heel to toe. */
export interface SoleForm {
  readonly feather: Line
  readonly bottom: Line
}

export interface SoleLook {
  readonly midsole: string
  readonly outsole: string
  /** Depth of the outsole's strip, in pixels. */
  readonly strip?: number
  /** How many cuts the tread has; 0 for a smooth sole. */
  readonly treads?: number
  /** Draws the line of a welt or a foxing band at this depth under the feather edge. */
  readonly groove?: number
  /** A row of stitches along the welt. */
  readonly welt?: string
}

/** The flat sole that most low shoes here stand on. */
export const FLAT: SoleForm = {
  feather: line([
    [166, 612],
    [236, 634],
    [330, 646],
    [470, 650],
    [620, 644],
    [760, 630],
    [868, 604],
  ]),
  bottom: line([
    [868, 604],
    [880, 640],
    [879, 690],
    [852, 722],
    [800, 731],
    [690, 731],
    [560, 727],
    [420, 731],
    [285, 729],
    [196, 712],
    [152, 678],
    [146, 640],
    [166, 612],
  ]),
}

/** A leather or rubber sole with a low separate heel. */
export const HEELED: SoleForm = {
  feather: line([
    [146, 664],
    [220, 682],
    [330, 688],
    [470, 682],
    [620, 664],
    [760, 654],
    [882, 650],
  ]),
  bottom: line([
    [882, 650],
    [887, 674],
    [882, 731, 'corner'],
    [664, 731, 'corner'],
    [656, 704],
    [640, 698, 'corner'],
    [560, 704],
    [470, 722],
    [360, 731],
    [260, 729],
    [180, 716],
    [140, 690],
    [136, 672],
    [146, 664],
  ]),
}

/** A thick sole with deep lugs, for winter and rain. */
export const LUGGED: SoleForm = {
  feather: line([
    [148, 636],
    [220, 656],
    [330, 664],
    [470, 662],
    [620, 650],
    [760, 640],
    [880, 632],
  ]),
  bottom: line([
    [880, 632],
    [890, 664],
    [888, 716],
    [876, 732, 'corner'],
    [660, 732, 'corner'],
    [650, 712],
    [624, 708, 'corner'],
    [560, 722],
    [440, 732],
    [300, 732],
    [206, 720],
    [148, 690],
    [132, 656],
    [148, 636],
  ]),
}

/** A thin flexible sole for ballet flats and slippers. */
export const THIN: SoleForm = {
  feather: line([
    [146, 700],
    [220, 708],
    [330, 711],
    [470, 711],
    [620, 707],
    [760, 702],
    [876, 696],
  ]),
  bottom: line([
    [876, 696],
    [884, 714],
    [880, 731, 'corner'],
    [700, 731, 'corner'],
    [690, 724],
    [560, 727],
    [420, 731],
    [285, 731],
    [196, 728],
    [146, 718],
    [138, 706],
    [146, 700],
  ]),
}

const cuts = (ink: Ink, bottom: Line, look: SoleLook): string => {
  const { treads = 0, strip = 18 } = look
  return Array.from({ length: treads }, (_, index) => {
    const { at, heading } = pointAt(bottom, 0.1 + (index * 0.8) / Math.max(treads, 1))
    const to: XY = [at[0] + heading[1] * strip * 0.8, at[1] - heading[0] * strip * 0.8]
    return ink.stroke(polyline([at, to]), darker(look.outsole, 0.75), strip > 24 ? 7 : 3.4, 0.75)
  }).join('')
}

/** Draws a sole: body, outsole strip with tread, groove, shade under the upper and over the ground. */
export function sole(ink: Ink, form: SoleForm, look: SoleLook): string {
  const { strip = 18, groove, welt } = look
  const body = outline(form.feather, form.bottom)
  const bottom = reversed(form.bottom)
  const run = piece(bottom, 0.07, 0.93)
  const seam = groove === undefined ? undefined : beside(form.feather, groove)
  return (
    ink.part(body, { colour: look.midsole, surface: 'smooth' }, { round: 0.9 }) +
    ink.inside(
      body,
      ink.stroke(run, look.outsole, strip * 2) +
        ink.soft(beside(run, -strip), { colour: '#241820', opacity: 0.3, blur: 1.6, width: 3 }) +
        cuts(ink, bottom, look) +
        ink.soft(bottom, { colour: '#120a0e', opacity: 0.5, blur: 7, width: 13 }) +
        (seam
          ? ink.soft(seam, { colour: darker(look.midsole, 0.6), opacity: 0.6, blur: 0.8, width: 2.6 }) +
            ink.soft(seam, { colour: '#ffffff', opacity: 0.5, blur: 0.8, width: 2, at: [0, 3] })
          : '') +
        (welt ? ink.stitch(beside(piece(form.feather, 0.02, 0.98), 8), welt, 2.4) : '') +
        ink.soft(form.feather, { colour: '#140c10', opacity: 0.5, blur: 4, width: 7 }),
    )
  )
}

/** The shade that the joint with the sole throws up on the upper. */
export const jointShade = (ink: Ink, form: SoleForm): string =>
  ink.soft(form.feather, { colour: '#140c10', opacity: 0.45, blur: 13, width: 20, at: [0, 6] })
