import { darker, lighter } from '../colour.ts'
import type { Ink } from '../ink.ts'
import { line, polyline, slab } from '../path.ts'
import { houseMark } from './house-mark.ts'

/** A closed box on its own: what stands for a product without a photo. */
export function parcel(ink: Ink, paper: string): string {
  const front = slab(250, 520, { width: 500, height: 210, radius: 5 })
  const lid = slab(238, 456, { width: 524, height: 84, radius: 5 })
  const top = polyline(
    [
      [238, 458],
      [300, 392],
      [700, 392],
      [762, 458],
    ],
    true,
  )
  return (
    ink.part(front, { colour: darker(paper, 0.08), surface: 'textile' }, { round: 1.2 }) +
    ink.inside(
      front,
      ink.soft(
        line([
          [240, 540],
          [770, 540],
        ]),
        { colour: '#140c10', opacity: 0.35, blur: 12, width: 22 },
      ),
    ) +
    ink.fill(
      top,
      ink.fade([
        [0, lighter(paper, 0.5)],
        [1, lighter(paper, 0.12)],
      ]),
    ) +
    ink.part(lid, { colour: paper, surface: 'textile' }, { round: 0.9 }) +
    houseMark(ink, 500, 636, darker(paper, 0.32), 1.5)
  )
}
