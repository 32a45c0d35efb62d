import express, { type Router } from 'express'
import sharp from 'sharp'
import type { Core } from '../../core/index.ts'

/** What Viber takes: a picture message of 1 MB at most, a carousel's image the smaller the faster (viber facts). In pixels. */
const SIZES = {
  photo: { width: 1000, height: 1000, fit: 'inside' },
  card: { width: 600, height: 400, fit: 'cover' },
  square: { width: 600, height: 600, fit: 'cover' },
} as const

export type PictureSize = keyof typeof SIZES

const PATH = '/pictures/:hash/:name'

/** Where Viber fetches a picture of ours from: the same bytes at the same address for good. */
export const pictureUrl = (publicUrl: string, hash: string, size: PictureSize): string =>
  `${publicUrl}/pictures/${hash}/${size}.jpg`

/** Product photos over HTTP: Viber takes no uploads. Only what is named by its SHA-256 is there. */
export const pictureRoutes = ({ core }: { core: Core }): Router => {
  const router = express.Router()
  router.get(PATH, async (request, response, next) => {
    const { hash, name } = request.params
    const size = /^(\w+)\.jpg$/.exec(name)?.[1]
    if (!/^[0-9a-f]{64}$/.test(hash) || !size || !Object.hasOwn(SIZES, size)) return next()
    const picture = await core.catalog.picture(hash)
    if (!picture) return next()
    const { width, height, fit } = SIZES[size as PictureSize]
    const bytes = await sharp(picture.bytes)
      .resize({ width, height, fit, withoutEnlargement: fit === 'inside' })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 82, mozjpeg: false })
      .toBuffer()
    response
      .set({ 'Cache-Control': 'public, max-age=31536000, immutable', 'X-Content-Type-Options': 'nosniff' })
      .type('jpeg')
      .send(bytes)
  })
  return router
}
