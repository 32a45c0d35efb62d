import { brightness, darker, lighter } from './colour.ts'
import type { Line, XY } from './path.ts'
import type { Texture } from './texture.ts'
import { type Box, boxOf } from './walk.ts'

/** What a part is made of: how it takes light and what its surface shows. */
export interface Material {
  readonly colour: string
  readonly surface: 'leather' | 'smooth' | 'patent' | 'suede' | 'textile' | 'mesh' | 'felt' | 'fur' | 'rubber'
}

export interface PartLook {
  /** How round the part looks, 1 being a padded panel. */
  readonly round?: number
  /** How far it throws a shadow on what lies under it, in pixels. */
  readonly lift?: number
  /** Colour of a row of stitches inside the edge. */
  readonly stitches?: string
}

export interface SoftLook {
  readonly colour: string
  readonly opacity: number
  readonly blur: number
  readonly width?: number
  readonly at?: XY
}

/** Gloss of each surface: strength of the light along the lit edge. */
const GLOSS = {
  leather: 0.5,
  smooth: 0.55,
  patent: 0.9,
  suede: 0.22,
  textile: 0.25,
  mesh: 0.25,
  felt: 0.18,
  fur: 0.2,
  rubber: 0.45,
} as const satisfies Record<Material['surface'], number>

const TILE: Partial<Record<Material['surface'], readonly [Texture, number]>> = {
  leather: ['leather', 0.34],
  suede: ['grain', 0.5],
  textile: ['grain', 0.4],
  felt: ['grain', 0.85],
  fur: ['pile', 1],
}

const TILE_SCALE: Readonly<Record<Texture, number>> = { leather: 0.5, grain: 0.62, pile: 0.9 }

const attributes = (all: Record<string, string | number>): string =>
  Object.entries(all)
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('')

const region = ({ x, y, width, height }: Box): string =>
  attributes({ x: x.toFixed(0), y: y.toFixed(0), width: width.toFixed(0), height: height.toFixed(0) })

/** The pen for one picture: it draws fragments of SVG and keeps the definitions that they use. */
export type Ink = ReturnType<typeof createInk>

/** Starts a picture; ids count from one, so the same drawing always gives the same text. */
export function createInk(textures: Readonly<Record<Texture, string>>) {
  const defs: string[] = []
  const shared = new Map<string, string>()
  const define = (make: (id: string) => string): string => {
    const id = `d${defs.length + 1}`
    defs.push(make(id))
    return id
  }
  const once = (key: string, make: (id: string) => string): string => {
    const known = shared.get(key)
    if (known !== undefined) return known
    const id = define(make)
    shared.set(key, id)
    return id
  }

  const blurred = (box: Box, radius: number): string =>
    `url(#${define((id) => `<filter id="${id}" filterUnits="userSpaceOnUse"${region(box)}><feGaussianBlur stdDeviation="${radius}"/></filter>`)})`

  const fade = (
    stops: readonly (readonly [number, string, number?])[],
    from: XY = [0, 0],
    to: XY = [0.6, 1],
  ): string =>
    `url(#${define((id) => {
      const rows = stops.map(
        ([offset, colour, opacity = 1]) =>
          `<stop${attributes({ offset, 'stop-color': colour, 'stop-opacity': opacity })}/>`,
      )
      return `<linearGradient id="${id}"${attributes({ x1: from[0], y1: from[1], x2: to[0], y2: to[1] })}>${rows.join('')}</linearGradient>`
    })})`

  const inside = (of: Line, content: string): string =>
    `<g clip-path="url(#${define((id) => `<clipPath id="${id}"><path d="${of.d}"/></clipPath>`)})">${content}</g>`

  const soft = (of: Line, look: SoftLook): string => {
    const { colour, opacity, blur, width, at = [0, 0] } = look
    const paint =
      width === undefined ? { fill: colour } : { fill: 'none', stroke: colour, 'stroke-width': width }
    const box = boxOf(of, blur * 3 + (width ?? 0))
    const filter = blur > 0 ? { filter: blurred(box, blur) } : {}
    return `<path d="${of.d}"${attributes({ ...paint, opacity, ...filter, transform: `translate(${at[0]} ${at[1]})`, 'stroke-linecap': 'round' })}/>`
  }

  const stroke = (of: Line, colour: string, width: number, opacity = 1, dash = ''): string =>
    `<path d="${of.d}"${attributes({ fill: 'none', stroke: colour, 'stroke-width': width, 'stroke-opacity': opacity, 'stroke-linecap': 'round', 'stroke-linejoin': 'round', ...(dash ? { 'stroke-dasharray': dash } : {}) })}/>`

  const fill = (of: Line, paint: string, opacity = 1): string =>
    `<path d="${of.d}"${attributes({ fill: paint, 'fill-opacity': opacity })}/>`

  /** A row of stitches: each a short thread with a little shade under it. */
  const stitch = (along: Line, colour: string, width = 2.6): string =>
    stroke({ ...along, d: along.d }, darker(colour, 0.7), width + 1.6, 0.3, '8 6') +
    stroke(along, colour, width, 0.95, '8 6')

  const surface = (of: Line, material: Material): string => {
    if (material.surface === 'mesh') {
      const dark = darker(material.colour, 0.5)
      const id = once(
        `mesh${dark}`,
        (own) =>
          `<pattern id="${own}" width="11" height="9" patternUnits="userSpaceOnUse"><g fill="${dark}" fill-opacity="0.55"><ellipse cx="3" cy="2.4" rx="2.1" ry="1.5"/><ellipse cx="8.5" cy="6.9" rx="2.1" ry="1.5"/></g></pattern>`,
      )
      return fill(of, `url(#${id})`)
    }
    const known = TILE[material.surface]
    if (known === undefined) return ''
    const [name, strength] = known
    const id = once(
      name,
      (own) =>
        `<pattern id="${own}" width="256" height="256" patternUnits="userSpaceOnUse" patternTransform="scale(${TILE_SCALE[name]})"><image href="${textures[name]}" width="256" height="256"/></pattern>`,
    )
    return fill(of, `url(#${id})`, strength)
  }

  /** A panel with volume: base colour, surface, shade away from the light and a lit edge towards it. */
  const part = (of: Line, material: Material, look: PartLook = {}): string => {
    const { colour } = material
    const { round = 1, lift = 0 } = look
    const bright = brightness(colour)
    const base = fade([
      [0, lighter(colour, 0.1 + 0.08 * (1 - bright))],
      [0.45, colour],
      [1, darker(colour, 0.2)],
    ])
    const shade = darker(colour, bright > 0.75 ? 0.5 : 0.75)
    const volume =
      fill(of, base) +
      surface(of, material) +
      soft(of, {
        colour: shade,
        opacity: 0.5,
        blur: 13 * round + 2,
        width: 30 * round,
        at: [-7 * round, -11 * round],
      }) +
      soft(of, {
        colour: lighter(colour, 0.75),
        opacity: GLOSS[material.surface],
        blur: 3 + 3.5 * round,
        width: 9 * round,
        at: [7 * round, 9 * round],
      })
    const under =
      lift > 0
        ? soft(of, { colour: '#140c10', opacity: 0.42, blur: lift, at: [lift * 0.35, lift * 0.8] })
        : ''
    const edge = stroke(of, bright < 0.3 ? lighter(colour, 0.16) : darker(colour, 0.55), 1.5, 0.55)
    return under + inside(of, volume) + edge
  }

  /** A soft tuft of fur: light where it bulges, no hard edge. */
  const tuft = (of: Line, colour: string): string =>
    soft(of, { colour: darker(colour, 0.55), opacity: 0.35, blur: 4, at: [2, 5] }) +
    soft(of, { colour, opacity: 1, blur: 1.4 }) +
    inside(
      of,
      surface(of, { colour, surface: 'fur' }) +
        soft(of, { colour: darker(colour, 0.6), opacity: 0.22, blur: 6, width: 12, at: [-4, -7] }) +
        soft(of, { colour: '#ffffff', opacity: 0.5, blur: 5, width: 7, at: [5, 7] }),
    )

  return { defs, define, tuft, blurred, fade, inside, soft, stroke, fill, stitch, surface, part }
}
