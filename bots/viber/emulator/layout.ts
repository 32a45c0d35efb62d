import type { JsonObject } from './json.ts'

/** A button where the phone draws it: `x` and `y` count from 0 in columns and rows. */
export interface Placed {
  button: JsonObject
  x: number
  y: number
  columns: number
  rows: number
}

export const keyboardColumns = 6

/**
 * Puts buttons into a grid as Viber's client does: in their order, each at the first free place that is not above or
 * before the one before it; what does not fit into the row goes into the row below.
 */
function place(
  buttons: readonly JsonObject[],
  { columns, rows = Number.POSITIVE_INFINITY }: { columns: number; rows?: number },
): Placed[][] {
  const blocks: Placed[][] = []
  let taken: boolean[][] = []
  let block: Placed[] = []
  let last = 0
  const isFree = (x: number, y: number, width: number, height: number) => {
    for (let dy = 0; dy < height; dy++)
      for (let dx = 0; dx < width; dx++) if (taken[y + dy]?.[x + dx]) return false
    return true
  }
  const find = (width: number, height: number) => {
    for (let at = last; ; at++) {
      const [x, y] = [at % columns, Math.floor(at / columns)]
      if (y + height > rows) return undefined
      if (x + width <= columns && isFree(x, y, width, height)) return { x, y, at }
    }
  }
  const startBlock = () => {
    block = []
    taken = []
    last = 0
    blocks.push(block)
  }
  startBlock()
  for (const button of buttons) {
    const width = Math.min(Number(button.Columns ?? columns), columns)
    const height = Math.min(Number(button.Rows ?? 1), rows)
    let found = find(width, height)
    if (!found) {
      startBlock()
      found = find(width, height)!
    }
    const { x, y, at } = found
    last = at
    for (let dy = 0; dy < height; dy++)
      for (let dx = 0; dx < width; dx++) {
        taken[y + dy] ??= []
        taken[y + dy]![x + dx] = true
      }
    block.push({ button, x, y, columns: width, rows: height })
  }
  return blocks
}

/** The buttons of a keyboard on its one grid. */
export const keyboardLayout = (keyboard: JsonObject): Placed[] =>
  place(keyboard.Buttons as JsonObject[], { columns: keyboardColumns })[0]!

/** The cards of a carousel: a new one begins where the next button finds no place in the last. */
export const carouselLayout = (richMedia: JsonObject): Placed[][] =>
  place(richMedia.Buttons as JsonObject[], {
    columns: Number(richMedia.ButtonsGroupColumns ?? 6),
    rows: Number(richMedia.ButtonsGroupRows ?? 7),
  })

/** How many rows high the buttons stand. */
export const heightOf = (placed: readonly Placed[]): number =>
  placed.reduce((height, { y, rows }) => Math.max(height, y + rows), 0)

/** The placed buttons line by line, by the row in which each begins. */
export function linesOf(placed: readonly Placed[]): Placed[][] {
  const lines = new Map<number, Placed[]>()
  for (const each of placed) lines.set(each.y, [...(lines.get(each.y) ?? []), each])
  return [...lines].toSorted(([a], [b]) => a - b).map(([, line]) => line)
}
