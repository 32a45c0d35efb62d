import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { readBarcodes as decode, prepareZXingModule, type ReaderOptions } from 'zxing-wasm/reader'
import { readBarcode } from '../core/catalog/index.ts'
import { DomainError } from '../core/kernel/errors.ts'

/** Nothing is fetched from anywhere: the program of the decoder is a file of its package. */
const prepare = async (): Promise<void> => {
  const file = await readFile(new URL(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')))
  const wasmBinary = new Uint8Array(file).buffer
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true })
}

let prepared: Promise<void> | undefined

const OPTIONS: ReaderOptions = {
  formats: ['EAN13', 'EAN8', 'UPCA', 'Code128'],
  tryHarder: true,
  tryRotate: true,
  maxNumberOfSymbols: 20,
}

/** Pixels of the longer side: quick first; bars that are too fine for it, once more from what is there. */
const SIDES = [1_600, 3_200]
const MAX_PIXELS = 80_000_000

/**
 * The barcodes on a picture, as they are kept (core/catalog/barcode.ts); none where none can be read. Shrunk off the
 * main thread by sharp; decoding stays on it: 10 to 90 ms for a photo of 12 megapixels.
 * @throws DomainError `photo.none` when it is no picture
 */
export const readBarcodes = async (bytes: Uint8Array): Promise<readonly string[]> => {
  prepared ??= prepare()
  await prepared
  for (const side of SIDES) {
    const { data, info } = await shrink(bytes, side)
    const found = await decode(
      {
        data: new Uint8ClampedArray(data.buffer as ArrayBuffer, data.byteOffset, data.length),
        width: info.width,
        height: info.height,
        colorSpace: 'srgb',
      },
      OPTIONS,
    )
    const codes = found.filter(({ isValid }) => isValid).map(({ text }) => readBarcode(text))
    const known = [...new Set(codes.filter((code) => code !== undefined))]
    if (known.length > 0) return known
    if (Math.max(info.width, info.height) < side) break
  }
  return []
}

const shrink = (bytes: Uint8Array, side: number) =>
  sharp(bytes, { limitInputPixels: MAX_PIXELS })
    .autoOrient()
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch(() => {
      throw new DomainError('photo.none')
    })
