type Rgb = readonly [red: number, green: number, blue: number]

function parse(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16)
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255]
}

/** A colour between two `#rrggbb` colours; share 0 is the first, 1 the second. */
export function mix(from: string, to: string, share: number): string {
  const [a, b] = [parse(from), parse(to)]
  const channel = (index: 0 | 1 | 2): string =>
    Math.round(a[index] + (b[index] - a[index]) * share)
      .toString(16)
      .padStart(2, '0')
  return `#${channel(0)}${channel(1)}${channel(2)}`
}

/** Shade leans to a warm near-black rather than to grey, so that colours stay alive in the dark. */
export const darker = (colour: string, share: number): string => mix(colour, '#1c1218', share)

/** Light is slightly warm. */
export const lighter = (colour: string, share: number): string => mix(colour, '#fffaf0', share)

/** How bright the eye takes a colour for, 0…1. */
export function brightness(colour: string): number {
  const [red, green, blue] = parse(colour)
  return (0.299 * red + 0.587 * green + 0.114 * blue) / 255
}
