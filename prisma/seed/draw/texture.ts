import sharp from 'sharp'

/** Surfaces that a material may show; each is a tile of light and dark specks, seamless both ways. */
export type Texture = 'grain' | 'leather' | 'pile'

const SIDE = 256

/** A small generator of numbers 0…1 that gives the same row for the same seed on every machine. */
export function numbersFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const wrap = (value: number): number => (value + SIDE) % SIDE

function speckle(seed: number): Float64Array {
  const next = numbersFrom(seed)
  return Float64Array.from({ length: SIDE * SIDE }, () => next() * 2 - 1)
}

function smoothed(field: Float64Array, radiusX: number, radiusY: number): Float64Array {
  return field.map((_, index) => {
    const [x, y] = [index % SIDE, Math.floor(index / SIDE)]
    let sum = 0
    for (let dy = -radiusY; dy <= radiusY; dy += 1)
      for (let dx = -radiusX; dx <= radiusX; dx += 1) sum += field[wrap(y + dy) * SIDE + wrap(x + dx)]!
    return sum / Math.sqrt((2 * radiusX + 1) * (2 * radiusY + 1))
  })
}

/** Distance to the nearest of scattered points: the pebbles of a leather's grain. */
function pebbles(seed: number, count: number): Float64Array {
  const next = numbersFrom(seed)
  const seeds = Array.from({ length: count }, () => [next() * SIDE, next() * SIDE] as const)
  const apart = (a: number, b: number): number => Math.min(Math.abs(a - b), SIDE - Math.abs(a - b))
  return Float64Array.from({ length: SIDE * SIDE }, (_, index) => {
    const [x, y] = [index % SIDE, Math.floor(index / SIDE)]
    return Math.min(...seeds.map(([sx, sy]) => Math.hypot(apart(x, sx), apart(y, sy))))
  })
}

/** Light from the top left falling on a height field. */
function lit(heights: Float64Array): Float64Array {
  return heights.map((height, index) => {
    const [x, y] = [index % SIDE, Math.floor(index / SIDE)]
    return heights[wrap(y - 1) * SIDE + wrap(x - 1)]! - height
  })
}

async function tile(field: Float64Array, strength: number): Promise<string> {
  const spread = Math.sqrt(field.reduce((sum, value) => sum + value * value, 0) / field.length) || 1
  const pixels = new Uint8Array(SIDE * SIDE * 4)
  field.forEach((value, index) => {
    const level = Math.min(Math.abs(value / spread) * strength, 1)
    pixels.set([...(value > 0 ? [255, 255, 255] : [0, 0, 0]), Math.round(level * 255)], index * 4)
  })
  const png = await sharp(pixels, { raw: { width: SIDE, height: SIDE, channels: 4 } })
    .png()
    .toBuffer()
  return `data:image/png;base64,${png.toString('base64')}`
}

/** Draws the tiles once; each as a data URL of a 256 px PNG with alpha. */
export async function drawTextures(): Promise<Readonly<Record<Texture, string>>> {
  const [grain, leather, pile] = await Promise.all([
    tile(smoothed(speckle(11), 1, 1), 0.12),
    tile(lit(smoothed(pebbles(23, 900), 1, 1)), 0.1),
    tile(smoothed(speckle(37), 1, 5), 0.16),
  ])
  return { grain, leather, pile }
}
