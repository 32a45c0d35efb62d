import { darker, lighter } from '../colour.ts'
import type { Ink } from '../ink.ts'
import { ellipse, line, shape } from '../path.ts'
import { GROUND } from '../scene.ts'
import { numbersFrom } from '../texture.ts'
import { band } from '../walk.ts'
import type { CareLook } from './containers.ts'
import { houseMark } from './house-mark.ts'

/** A horsehair brush lying on its bristles. */
export function brush(ink: Ink, look: CareLook): string {
  const next = numbersFrom(5)
  const wood = shape([
    [160, 560, 'corner'],
    [164, 520],
    [220, 480],
    [360, 452],
    [500, 444],
    [640, 452],
    [780, 480],
    [836, 520],
    [840, 560, 'corner'],
    [836, 596],
    [800, 606],
    [500, 610],
    [200, 606],
    [164, 596],
  ])
  const grip = line([
    [200, 540],
    [340, 520],
    [500, 514],
    [660, 520],
    [800, 540],
  ])
  const hair = Array.from({ length: 420 }, (_, index) => {
    const x = 196 + (index * 608) / 420
    const bend = (x - 500) * 0.05 + (next() - 0.5) * 12
    const shade = next()
    const colour =
      shade < 0.5 ? darker(look.accent.colour, 0.5 - shade * 0.6) : lighter(look.accent.colour, shade * 0.3)
    return ink.stroke(
      line([
        [x, 596],
        [x + bend * 0.4, 660],
        [x + bend, GROUND - 6 - next() * 10],
      ]),
      colour,
      4.2,
      0.95,
    )
  })
  const veins = Array.from({ length: 9 }, (_, row) => {
    const y = 470 + row * 16
    const points = Array.from(
      { length: 8 },
      (_, step) => [150 + step * 100, y + (next() - 0.5) * 12] as const,
    )
    return ink.soft(line(points), {
      colour: darker(look.body.colour, 0.6),
      opacity: 0.28,
      blur: 0.8,
      width: 2 + next() * 2,
    })
  })
  return (
    hair.join('') +
    ink.soft(
      line([
        [190, 612],
        [810, 612],
      ]),
      { colour: '#120a0e', opacity: 0.55, blur: 9, width: 22 },
    ) +
    ink.part(wood, { ...look.body, surface: 'smooth' }, { round: 2 }) +
    ink.inside(
      wood,
      veins.join('') +
        ink.soft(grip, { colour: darker(look.body.colour, 0.7), opacity: 0.45, blur: 6, width: 16 }) +
        ink.soft(grip, { colour: '#ffffff', opacity: 0.3, blur: 4, width: 6, at: [0, 10] }) +
        houseMark(ink, 500, 574, darker(look.body.colour, 0.6), 0.6),
    ) +
    ink.soft(
      line([
        [260, 488],
        [500, 458],
        [700, 476],
      ]),
      { colour: '#ffffff', opacity: 0.4, blur: 7, width: 10 },
    )
  )
}

/** A long shoehorn with a leather loop, lying flat. */
export function shoehorn(ink: Ink, look: CareLook): string {
  const blade = shape([
    [130, 500],
    [150, 440],
    [230, 420],
    [330, 448],
    [430, 474],
    [640, 478],
    [800, 474],
    [860, 484],
    [872, 502],
    [858, 522],
    [800, 530],
    [640, 526],
    [430, 530],
    [330, 560],
    [230, 586],
    [150, 562],
  ])
  const hollow = shape([
    [160, 502],
    [178, 462],
    [240, 450],
    [320, 474],
    [400, 500],
    [320, 530],
    [240, 556],
    [178, 542],
  ])
  const loop = band(
    line([
      [836, 502],
      [900, 470],
      [948, 500],
      [904, 540],
      [838, 504],
    ]),
    13,
  )
  return (
    ink.soft(blade, { colour: '#1c1014', opacity: 0.4, blur: 14, at: [14, 22] }) +
    ink.part(loop, look.accent, { round: 0.4, lift: 6 }) +
    ink.part(blade, look.body, { round: 1.6 }) +
    ink.inside(
      hollow,
      ink.fill(hollow, darker(look.body.colour, 0.28)) +
        ink.soft(hollow, { colour: '#120a0e', opacity: 0.5, blur: 12, width: 26, at: [6, 12] }),
    ) +
    ink.fill(ellipse([836, 502], [11, 11]), darker(look.body.colour, 0.6))
  )
}
