import { type Line, polyline, type XY } from './path.ts'

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** The rectangle round a curve, widened on every side by `pad`. */
export function boxOf({ dots }: Line, pad = 0): Box {
  const xs = dots.map(([x]) => x)
  const ys = dots.map(([, y]) => y)
  const [x, y] = [Math.min(...xs) - pad, Math.min(...ys) - pad]
  return { x, y, width: Math.max(...xs) + pad - x, height: Math.max(...ys) + pad - y }
}

const gap = (a: XY, b: XY): number => Math.hypot(a[0] - b[0], a[1] - b[1])

/** The point at a share (0…1) of the curve's length, with the unit direction of travel. */
export function pointAt({ dots }: Line, share: number): { at: XY; heading: XY } {
  const total = dots.slice(1).reduce((sum, dot, index) => sum + gap(dots[index]!, dot), 0)
  let left = Math.min(Math.max(share, 0), 1) * total
  for (let index = 1; index < dots.length; index += 1) {
    const [from, to] = [dots[index - 1]!, dots[index]!]
    const step = gap(from, to)
    if (step === 0) continue
    if (left <= step || index === dots.length - 1) {
      const t = Math.min(left / step, 1)
      const heading: XY = [(to[0] - from[0]) / step, (to[1] - from[1]) / step]
      return { at: [from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t], heading }
    }
    left -= step
  }
  return { at: dots[0]!, heading: [1, 0] }
}

/** The piece of a curve between two shares of its length. */
export function piece(of: Line, from: number, to: number): Line {
  const steps = 60
  return polyline(
    Array.from({ length: steps + 1 }, (_, step) => pointAt(of, from + ((to - from) * step) / steps).at),
  )
}

const signedArea = (dots: readonly XY[]): number =>
  dots.reduce((sum, [x, y], index) => {
    const [nx, ny] = dots[(index + 1) % dots.length]!
    return sum + x * ny - nx * y
  }, 0)

/**
 * A curve beside another one at a distance: to the right of travel when positive (on screen).
 * Points that come too near the original (inside of tight bends) are left out, so that it never loops.
 */
export function beside(of: Line, by: number): Line {
  const { dots, closed } = of
  const count = dots.length
  const shifted = dots.map((dot, index): XY => {
    const before = dots[index - 1] ?? (closed ? dots[count - 2]! : dot)
    const after = dots[index + 1] ?? (closed ? dots[1]! : dot)
    const length = gap(before, after) || 1
    return [dot[0] - ((after[1] - before[1]) / length) * by, dot[1] + ((after[0] - before[0]) / length) * by]
  })
  const reach = Math.abs(by) * 0.97
  return polyline(
    shifted.filter((dot) => dots.every((own) => gap(own, dot) >= reach)),
    closed,
  )
}

/** A closed curve drawn inside another one, at a distance from its edge. */
export const inset = (of: Line, by: number): Line => beside(of, signedArea(of.dots) > 0 ? by : -by)

/** A band along a curve, its width going from one end's to the other's. */
export function band(of: Line, startWidth: number, endWidth = startWidth): Line {
  const steps = 40
  const edge = (side: 1 | -1): XY[] =>
    Array.from({ length: steps + 1 }, (_, step) => {
      const share = step / steps
      const { at, heading } = pointAt(of, share)
      const half = (side * (startWidth + (endWidth - startWidth) * share)) / 2
      return [at[0] - heading[1] * half, at[1] + heading[0] * half]
    })
  return polyline([...edge(1), ...edge(-1).reverse()], true)
}
