import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import axios, { type AxiosRequestConfig } from 'axios'
import sharp from 'sharp'
import { type FetchPicture, type PictureFile, pictureFile } from '../../core/catalog/index.ts'
import { isPublicUrl, PrivateAddress, publicLookup } from './public-address.ts'

const TIMEOUT_MS = 8_000
const MAX_BYTES = 10 * 1024 * 1024
const MAX_PIXELS = 50_000_000
const SIDE_PIXELS = 1280
/** After so many failures in a row without an answer, a host is not asked again in this run. */
const FAILURES = 3
const FORMATS = ['jpeg', 'png', 'webp', 'gif', 'avif', 'heif']

// One thread a picture: eight of them are under way at once.
sharp.concurrency(1)

/**
 * Fetches pictures from the public internet and makes them what every messenger takes. A picture that cannot
 * be had or read is undefined; a host that does not answer is given up for the run, since the shop is often
 * set up where there is no internet.
 *
 * @param allowPrivate lets it ask loopback and private networks, for tests and for a shop's own file server
 */
export const createPictureFetcher = ({
  allowPrivate = false,
}: {
  allowPrivate?: boolean
} = {}): FetchPicture => {
  const guard = allowPrivate ? {} : { lookup: publicLookup }
  const request: AxiosRequestConfig = {
    responseType: 'arraybuffer',
    timeout: TIMEOUT_MS,
    maxContentLength: MAX_BYTES,
    maxRedirects: 3,
    // A proxy would connect for us, past the guard.
    proxy: false,
    httpAgent: new HttpAgent({ keepAlive: true, ...guard }),
    httpsAgent: new HttpsAgent({ keepAlive: true, ...guard }),
    headers: { Accept: 'image/*', 'User-Agent': 'Kram catalogue import' },
    beforeRedirect: ({ href }: Record<string, unknown>) => {
      if (!allowPrivate && !isPublicUrl(new URL(String(href)))) throw new PrivateAddress(String(href))
    },
  }
  const failures = new Map<string, number>()
  return async (address) => {
    const url = URL.parse(address)
    if (!url || !/^https?:$/.test(url.protocol) || (!allowPrivate && !isPublicUrl(url))) return undefined
    if ((failures.get(url.host) ?? 0) >= FAILURES) return undefined
    const bytes = await download(url, request)
    if (bytes === 'no answer') {
      failures.set(url.host, (failures.get(url.host) ?? 0) + 1)
      return undefined
    }
    failures.delete(url.host)
    return bytes && toPicture(bytes)
  }
}

/** The bytes; undefined for a refusal or something that is no picture; 'no answer' when the host is not there. */
const download = async (url: URL, request: AxiosRequestConfig): Promise<Buffer | undefined | 'no answer'> => {
  try {
    const answer = await axios.get<Buffer>(url.href, { ...request, signal: AbortSignal.timeout(TIMEOUT_MS) })
    const type = String(answer.headers['content-type'] ?? '')
    return /^(image\/|application\/octet-stream)/i.test(type) || type === '' ? answer.data : undefined
  } catch (error) {
    if (!axios.isAxiosError(error)) throw error
    if (error.response || error.cause instanceof PrivateAddress || error.code === 'ERR_BAD_RESPONSE')
      return undefined
    return 'no answer'
  }
}

/** A JPEG of at most 1280 pixels a side, upright, on white; undefined for what is no picture. */
export const toPicture = async (bytes: Uint8Array): Promise<PictureFile | undefined> => {
  try {
    const image = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
    const { format } = await image.metadata()
    if (!FORMATS.includes(format)) return undefined
    const { data, info } = await image
      .rotate()
      .resize(SIDE_PIXELS, SIDE_PIXELS, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 82 })
      .toBuffer({ resolveWithObject: true })
    return pictureFile({ mime: 'image/jpeg', width: info.width, height: info.height, bytes: data })
  } catch {
    // sharp throws plain Errors for whatever it cannot read: the placeholder stays.
    return undefined
  }
}
