import { darker } from '../colour.ts'
import type { Ink, Material } from '../ink.ts'
import { ellipse, type Line } from '../path.ts'
import { pointAt } from '../walk.ts'

/** A tuft of curls along a line: a fur or sheepskin edge. */
export function furEdge(ink: Ink, along: Line, fur: Material, size = 34): string {
  const rows = [
    { shift: 0, shade: 0.07, scale: 1 },
    { shift: 0.5, shade: 0, scale: 0.86 },
  ]
  return rows
    .map(({ shift, shade, scale }) =>
      Array.from({ length: 13 }, (_, index) => {
        const { at } = pointAt(along, (index + shift) / 12.5)
        const [dx, dy] = [((index * 37) % 9) - 4, ((index * 53) % 11) - 5 - shift * 6]
        const curl = ellipse(
          [at[0] + dx, at[1] + dy],
          [size * 0.92 * scale, size * 0.84 * scale],
          (index * 41) % 60,
        )
        return ink.tuft(curl, darker(fur.colour, shade))
      }).join(''),
    )
    .join('')
}
