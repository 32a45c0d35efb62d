/** A point of a curve; `corner` ends one smooth run and starts the next. */
export type Pt = readonly [x: number, y: number, corner?: 'corner']
export type XY = readonly [x: number, y: number]

/** A curve: its SVG path data and the same curve as a fine polyline. */
export interface Line {
  readonly d: string
  readonly dots: readonly XY[]
  readonly closed: boolean
}

const SAMPLES = 14

const fixed = (value: number): string => String(Math.round(value * 10) / 10)
const xy = ([x, y]: XY): string => `${fixed(x)} ${fixed(y)}`
const distance = (a: XY, b: XY): number => Math.hypot(a[0] - b[0], a[1] - b[1])

type Cubic = readonly [XY, XY, XY, XY]

/** Centripetal Catmull–Rom through p1 and p2, as a cubic Bézier: no loops where points crowd. */
function cubicThrough(p0: XY, p1: XY, p2: XY, p3: XY): Cubic {
  const d1 = Math.max(Math.sqrt(distance(p0, p1)), 1e-3)
  const d2 = Math.max(Math.sqrt(distance(p1, p2)), 1e-3)
  const d3 = Math.max(Math.sqrt(distance(p2, p3)), 1e-3)
  const near = (axis: 0 | 1): number =>
    (d1 * d1 * p2[axis] - d2 * d2 * p0[axis] + (2 * d1 * d1 + 3 * d1 * d2 + d2 * d2) * p1[axis]) /
    (3 * d1 * (d1 + d2))
  const far = (axis: 0 | 1): number =>
    (d3 * d3 * p1[axis] - d2 * d2 * p3[axis] + (2 * d3 * d3 + 3 * d3 * d2 + d2 * d2) * p2[axis]) /
    (3 * d3 * (d3 + d2))
  return [p1, [near(0), near(1)], [far(0), far(1)], p2]
}

function pointOn([a, b, c, e]: Cubic, t: number): XY {
  const u = 1 - t
  const mix = (axis: 0 | 1): number =>
    u * u * u * a[axis] + 3 * u * u * t * b[axis] + 3 * u * t * t * c[axis] + t * t * t * e[axis]
  return [mix(0), mix(1)]
}

const mirrored = (of: XY, around: XY): XY => [2 * around[0] - of[0], 2 * around[1] - of[1]]

function smoothRun(run: readonly XY[]): Cubic[] {
  return run.slice(1).map((to, index) => {
    const from = run[index]!
    return cubicThrough(run[index - 1] ?? mirrored(to, from), from, to, run[index + 2] ?? mirrored(from, to))
  })
}

function fromCubics(cubics: readonly Cubic[], closed: boolean): Line {
  const first = cubics[0]![0]
  const body = cubics.map(([, b, c, e]) => `C${xy(b)} ${xy(c)} ${xy(e)}`).join('')
  const dots = cubics.flatMap((cubic) =>
    Array.from({ length: SAMPLES }, (_, step) => pointOn(cubic, (step + 1) / SAMPLES)),
  )
  return { d: `M${xy(first)}${body}${closed ? 'Z' : ''}`, dots: [first, ...dots], closed }
}

/** A smooth open curve through the points, broken at corners. */
export function line(points: readonly Pt[]): Line {
  const cubics: Cubic[] = []
  let run: XY[] = []
  points.forEach((point, index) => {
    run.push([point[0], point[1]])
    const ends = index === points.length - 1 || (point[2] === 'corner' && run.length > 1)
    if (!ends) return
    cubics.push(...smoothRun(run))
    run = [[point[0], point[1]]]
  })
  return fromCubics(cubics, false)
}

/** A smooth closed curve through the points; a curve with corners starts and ends at its first one. */
export function shape(points: readonly Pt[]): Line {
  const corner = points.findIndex((point) => point[2] === 'corner')
  if (corner >= 0) {
    const turned = [...points.slice(corner), ...points.slice(0, corner), points[corner]!]
    const open = line(turned)
    return { d: `${open.d}Z`, dots: open.dots, closed: true }
  }
  const count = points.length
  const at = (index: number): XY => {
    const point = points[(index + count) % count]!
    return [point[0], point[1]]
  }
  const cubics = points.map((_, i) => cubicThrough(at(i - 1), at(i), at(i + 1), at(i + 2)))
  return fromCubics(cubics, true)
}

/** A curve of straight pieces through ready points. */
export function polyline(dots: readonly XY[], closed = false): Line {
  return { d: dots.length === 0 ? '' : `M${dots.map(xy).join('L')}${closed ? 'Z' : ''}`, dots, closed }
}

/** An ellipse, tilted by an angle in degrees. */
export function ellipse(centre: XY, radii: XY, tiltDeg = 0): Line {
  const tilt = (tiltDeg * Math.PI) / 180
  return shape(
    Array.from({ length: 12 }, (_, index): Pt => {
      const angle = (index * Math.PI) / 6
      const [x, y] = [radii[0] * Math.cos(angle), radii[1] * Math.sin(angle)]
      return [
        centre[0] + x * Math.cos(tilt) - y * Math.sin(tilt),
        centre[1] + x * Math.sin(tilt) + y * Math.cos(tilt),
      ]
    }),
  )
}

/** A rectangle with rounded corners. */
export function slab(x: number, y: number, size: { width: number; height: number; radius?: number }): Line {
  const { width, height } = size
  const r = Math.min(size.radius ?? 0, width / 2, height / 2)
  const arc = (cx: number, cy: number, from: number): XY[] =>
    Array.from({ length: 7 }, (_, step) => {
      const angle = from + (step * Math.PI) / 12
      return [cx + r * Math.cos(angle), cy + r * Math.sin(angle)]
    })
  const dots = [
    ...arc(x + r, y + r, Math.PI),
    ...arc(x + width - r, y + r, Math.PI * 1.5),
    ...arc(x + width - r, y + height - r, 0),
    ...arc(x + r, y + height - r, Math.PI / 2),
  ]
  return polyline(dots, true)
}

/** Open curves, one after the other, closed into one outline. */
export function outline(...lines: readonly Line[]): Line {
  return polyline(
    lines.flatMap((part) => part.dots),
    true,
  )
}

/** The same curve walked the other way. */
export const reversed = (of: Line): Line => polyline([...of.dots].reverse(), of.closed)
