import type { Ink } from '../ink.ts'
import { ellipse, type Line, line, slab } from '../path.ts'
import { numbersFrom } from '../texture.ts'
import { band, inset } from '../walk.ts'
import type { CareLook } from './containers.ts'
import { houseMark } from './house-mark.ts'

const coil = (dy: number): Line =>
  line([
    [300, 470 + dy],
    [260, 420 + dy],
    [300, 372 + dy],
    [500, 362 + dy],
    [700, 372 + dy],
    [742, 420 + dy],
    [700, 470 + dy],
    [500, 480 + dy],
    [310, 468 + dy],
  ])

/** A pair of laces wound up in a paper band. */
export function laces(ink: Ink, look: CareLook): string {
  const next = numbersFrom(9)
  const rounds = Array.from({ length: 9 }, (_, index) => {
    const of = coil(18 + index * 17 + next() * 5)
    return ink.part(band(of, 19), look.accent, { round: 0.4, lift: 5 })
  })
  const end = (rows: readonly (readonly [number, number])[]): string => {
    const of = line(rows)
    const last = rows.at(-1)!
    const before = rows.at(-2)!
    const tip = line([last, [last[0] + (last[0] - before[0]) * 0.55, last[1] + (last[1] - before[1]) * 0.55]])
    return (
      ink.part(band(of, 18), look.accent, { round: 0.4, lift: 5 }) +
      ink.part(band(tip, 12), { colour: '#e9e4d8', surface: 'patent' }, { round: 0.3, lift: 3 })
    )
  }
  const paper = slab(404, 340, { width: 192, height: 320, radius: 6 })
  return (
    ink.soft(ellipse([514, 530], [250, 140]), { colour: '#1c1014', opacity: 0.35, blur: 22, at: [10, 22] }) +
    end([
      [300, 600],
      [230, 660],
      [250, 740],
      [340, 770],
    ]) +
    end([
      [700, 600],
      [780, 650],
      [770, 730],
      [690, 780],
    ]) +
    rounds.join('') +
    ink.part(paper, look.body, { round: 0.9, lift: 8 }) +
    ink.stroke(inset(paper, 14), look.label, 2.5, 0.7) +
    houseMark(ink, 500, 480, look.label, 1.3) +
    [560, 582]
      .map((y, row) =>
        ink.stroke(
          line([
            [450 + row * 16, y],
            [550 - row * 16, y],
          ]),
          look.label,
          5,
          0.7,
        ),
      )
      .join('')
  )
}
