import { darker, lighter } from '../colour.ts'
import type { Ink, Material } from '../ink.ts'
import { ellipse, type Line, line, outline, polyline, shape } from '../path.ts'
import { GROUND } from '../scene.ts'
import { houseMark } from './house-mark.ts'

export interface CareLook {
  readonly body: Material
  readonly accent: Material
  readonly label: string
}

/** An upright round thing seen slightly from above. */
interface Drum {
  readonly x: number
  readonly top: number
  readonly bottom: number
  readonly radius: number
  readonly tilt?: number
}

function drum(ink: Ink, of: Drum, material: Material): string {
  const { x, top, bottom, radius, tilt = 0.16 } = of
  const rim = ellipse([x, top], [radius, radius * tilt])
  const side = outline(
    line([
      [x - radius, top],
      [x - radius, bottom],
    ]),
    polyline(
      Array.from(
        { length: 41 },
        (_, step) =>
          [
            x - radius * Math.cos((Math.PI * step) / 40),
            bottom + radius * tilt * Math.sin((Math.PI * step) / 40),
          ] as const,
      ),
    ),
    line([
      [x + radius, bottom],
      [x + radius, top],
    ]),
  )
  const { colour } = material
  const round = ink.fade(
    [
      [0, darker(colour, 0.28)],
      [0.2, lighter(colour, 0.32)],
      [0.34, lighter(colour, 0.08)],
      [0.7, darker(colour, 0.16)],
      [0.94, darker(colour, 0.5)],
      [1, darker(colour, 0.36)],
    ],
    [0, 0],
    [1, 0],
  )
  return (
    ink.fill(side, round) +
    ink.inside(
      side,
      ink.surface(side, material) +
        ink.soft(
          line([
            [x - radius, bottom + 8],
            [x + radius, bottom + 8],
          ]),
          { colour: '#140c10', opacity: 0.35, blur: 10, width: 16 },
        ),
    ) +
    ink.fill(
      rim,
      ink.fade([
        [0, lighter(colour, 0.4)],
        [1, darker(colour, 0.12)],
      ]),
    ) +
    ink.stroke(rim, darker(colour, 0.4), 1.5, 0.5)
  )
}

/** A paper label wrapped round a drum: a plain mark and lines instead of words. */
function label(ink: Ink, of: Drum, colour: string, mark: string): string {
  const bend = of.radius * (of.tilt ?? 0.16)
  const arc = (y: number): Line =>
    polyline(
      Array.from(
        { length: 41 },
        (_, step) =>
          [
            of.x - of.radius * Math.cos((Math.PI * step) / 40),
            y + bend * Math.sin((Math.PI * step) / 40),
          ] as const,
      ),
    )
  const lower = arc(of.bottom)
  const paper = outline(arc(of.top), { ...lower, dots: [...lower.dots].reverse() })
  const middle = (of.top + of.bottom) / 2 + bend
  const rule = (dy: number, half: number): string =>
    ink.stroke(
      line([
        [of.x - half, middle + dy],
        [of.x, middle + dy + 3],
        [of.x + half, middle + dy],
      ]),
      mark,
      5,
      0.75,
    )
  return (
    ink.fill(
      paper,
      ink.fade(
        [
          [0, darker(colour, 0.2)],
          [0.25, lighter(colour, 0.2)],
          [0.7, darker(colour, 0.08)],
          [1, darker(colour, 0.36)],
        ],
        [0, 0],
        [1, 0],
      ),
    ) +
    ink.inside(
      paper,
      houseMark(ink, of.x, middle - 22, mark) + rule(38, of.radius * 0.44) + rule(56, of.radius * 0.3),
    )
  )
}

/** A jar of shoe cream with a lid, and a dab of cream beside it. */
export function jar(ink: Ink, look: CareLook): string {
  const glass: Drum = { x: 500, top: 520, bottom: GROUND - 34, radius: 190 }
  const lid: Drum = { x: 500, top: 440, bottom: 520, radius: 200 }
  const ridges = Array.from({ length: 30 }, (_, index) => {
    const turn = (Math.PI * (index + 0.5)) / 30
    const x = 500 - 200 * Math.cos(turn)
    const y = 200 * 0.16 * Math.sin(turn)
    return ink.stroke(
      line([
        [x, 456 + y],
        [x, 512 + y],
      ]),
      darker(look.accent.colour, 0.6),
      3,
      0.35,
    )
  })
  return (
    drum(ink, glass, look.body) +
    label(ink, { ...glass, top: 556, bottom: 672 }, look.label, look.body.colour) +
    drum(ink, lid, look.accent) +
    ridges.join('') +
    ink.stroke(ellipse([500, 440], [168, 25]), darker(look.accent.colour, 0.4), 2, 0.45) +
    ink.soft(
      line([
        [352, 560],
        [352, 660],
      ]),
      { colour: '#ffffff', opacity: 0.5, blur: 5, width: 12 },
    )
  )
}

/** A spray can with a cap and its nozzle. */
export function spray(ink: Ink, look: CareLook): string {
  const can: Drum = { x: 500, top: 330, bottom: GROUND - 20, radius: 118 }
  const shoulder = shape([
    [382, 334, 'corner'],
    [396, 290],
    [440, 262],
    [500, 256],
    [560, 262],
    [604, 290],
    [618, 334, 'corner'],
    [560, 352],
    [500, 356],
    [440, 352],
  ])
  const cap: Drum = { x: 500, top: 176, bottom: 258, radius: 76 }
  return (
    drum(ink, can, look.body) +
    label(ink, { ...can, top: 420, bottom: 620 }, look.label, look.accent.colour) +
    ink.part(shoulder, { colour: '#d5d8d8', surface: 'patent' }, { round: 1.2 }) +
    drum(ink, cap, look.accent) +
    ink.soft(
      line([
        [412, 380],
        [412, 690],
      ]),
      { colour: '#ffffff', opacity: 0.45, blur: 5, width: 12 },
    )
  )
}
