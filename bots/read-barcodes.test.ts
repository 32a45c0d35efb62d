import sharp from 'sharp'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { withCheckDigit } from '../core/catalog/index.ts'
import { barcodePicture } from '../tests/harness/barcode-picture.ts'
import { refusal } from '../tests/harness/shop.ts'
import { readBarcodes } from './read-barcodes.ts'

const CODE = withCheckDigit('482012345678')
const OTHER = withCheckDigit('400638133393')

describe('barcodes on a photo', () => {
  afterEach(() => void vi.unstubAllGlobals())

  it.each([
    ['as it is', {}],
    ['upside down', { degrees: 180 }],
    ['lying on its side', { degrees: 90 }],
    ['held askew', { degrees: 17 }],
    ['small', { module: 2 }],
    ['in bad light', { noise: 40 }],
    ['small on a photo of 12 megapixels', { width: 4000, height: 3000, module: 3 }],
  ])('are read %s', async (_, photo) => {
    expect(await readBarcodes(await barcodePicture([CODE], photo))).toEqual([CODE])
  })

  it('are all read where there are several, and none is made up where there is none', async () => {
    expect((await readBarcodes(await barcodePicture([CODE, OTHER]))).toSorted()).toEqual(
      [CODE, OTHER].toSorted(),
    )
    expect(await readBarcodes(await barcodePicture([]))).toEqual([])
  })

  it('need nothing from the network, and what is no picture is refused', async () => {
    vi.stubGlobal('fetch', () => {
      throw new Error('nothing is fetched')
    })
    expect(await readBarcodes(await barcodePicture([CODE]))).toEqual([CODE])
    expect(await refusal(readBarcodes(Buffer.from('%PDF-1.7')))).toBe('photo.none')
    const bomb = await sharp({ create: { width: 10_000, height: 9_000, channels: 3, background: '#fff' } })
      .png()
      .toBuffer()
    expect(await refusal(readBarcodes(bomb))).toBe('photo.none')
  })

  it('of a photo of 12 megapixels hold up nobody else for long', async () => {
    const photo = await barcodePicture([CODE], { width: 4000, height: 3000, module: 6, degrees: 10 })
    await readBarcodes(photo)
    const began = process.threadCpuUsage()
    await readBarcodes(photo)
    const { user, system } = process.threadCpuUsage(began)
    expect((user + system) / 1000).toBeLessThan(500)
  })
})
