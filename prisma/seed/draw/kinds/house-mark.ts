import type { Ink } from '../ink.ts'
import { type Line, line, polyline } from '../path.ts'

/** The shop's mark: a shoe's outline under a roof. */
export function houseMark(ink: Ink, x: number, y: number, colour: string, size = 1): string {
  const at = (rows: readonly (readonly [number, number])[]): Line =>
    line(rows.map(([dx, dy]) => [x + dx * size, y + dy * size] as const))
  const roof = polyline([
    [x - 40 * size, y - 8 * size],
    [x, y - 40 * size],
    [x + 40 * size, y - 8 * size],
  ])
  return (
    ink.stroke(roof, colour, 6 * size) +
    ink.stroke(
      at([
        [-30, 20],
        [-26, 6],
        [-6, 0],
        [10, -12],
        [16, -4],
        [30, -10],
        [32, 20],
        [-30, 20],
      ]),
      colour,
      5 * size,
    )
  )
}
