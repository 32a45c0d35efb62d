import sharp from 'sharp'

const LEFT = '0001101 0011001 0010011 0111101 0100011 0110001 0101111 0111011 0110111 0001011'.split(' ')
const PARITY = 'LLLLLL LLGLGG LLGGLG LLGGGL LGLLGG LGGLLG LGGGLL LGLGLG LGLGGL LGGLGL'.split(' ')

const inverted = (bits: string) => bits.replace(/./g, (bit) => (bit === '1' ? '0' : '1'))

/** The bars of an EAN-13 as GS1 draws them, drawn by hand: the decoder must not be asked by its own encoder. */
const bars = (code: string): string => {
  const digits = [...code].map(Number)
  const left = digits.slice(1, 7).map((digit, i) => {
    const l = LEFT[digit]!
    return PARITY[digits[0]!]![i] === 'L' ? l : [...inverted(l)].reverse().join('')
  })
  const right = digits.slice(7).map((digit) => inverted(LEFT[digit]!))
  return ['101', ...left, '01010', ...right, '101'].join('')
}

const label = (code: string, module: number): Buffer => {
  const bits = bars(code)
  const rects = [...bits].map((bit, i) =>
    bit === '1'
      ? `<rect x="${(i + 11) * module}" y="${4 * module}" width="${module}" height="${40 * module}"/>`
      : '',
  )
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${(bits.length + 22) * module}" height="${48 * module}"><rect width="100%" height="100%" fill="#fff"/>${rects.join('')}</svg>`,
  )
}

export interface Photo {
  readonly width?: number
  readonly height?: number
  /** Pixels of the thinnest bar. */
  readonly module?: number
  readonly degrees?: number
  /** Standard deviation of the noise, of 255. */
  readonly noise?: number
}

/** A photo of a box with these EAN-13 on it, one below the other. */
export const barcodePicture = async (
  codes: readonly string[],
  { width = 1280, height = 960, module = 4, degrees = 0, noise = 0 }: Photo = {},
): Promise<Buffer> => {
  const labels = await Promise.all(
    codes.map((code) =>
      sharp(label(code, module))
        .rotate(degrees, { background: '#ffffff' })
        .png()
        .toBuffer({ resolveWithObject: true }),
    ),
  )
  let top = 20
  const placed = labels.map(({ data, info }) => {
    const at = { input: data, left: Math.round((width - info.width) / 2), top }
    top += info.height + 20
    return at
  })
  const box = sharp({ create: { width, height, channels: 3, background: '#c8a878' } }).composite(placed)
  if (noise === 0) return box.jpeg({ quality: 80 }).toBuffer()
  const grain = await sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#808080',
      noise: { type: 'gaussian', mean: 128, sigma: noise },
    },
  })
    .png()
    .toBuffer()
  return sharp(await box.png().toBuffer())
    .composite([{ input: grain, blend: 'overlay' }])
    .jpeg({ quality: 70 })
    .toBuffer()
}
