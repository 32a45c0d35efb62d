import axios from 'axios'
import { DomainError } from '../../core/kernel/errors.ts'
import type { Downloaded, Media } from '../dialogue/heard.ts'

const MAX_BYTES = 20 * 1024 * 1024
const TIMEOUT_MS = 15_000

/**
 * The bytes of a file that a person sent: Viber names it by an address of its own.
 * @throws DomainError `photo.too_big`, `photo.unreachable`: the person may send it again
 */
export const download = async ({ id: url }: Pick<Media, 'id'>): Promise<Downloaded> => {
  const answer = await axios
    .get<ArrayBuffer>(url, { responseType: 'arraybuffer', timeout: TIMEOUT_MS, maxContentLength: MAX_BYTES })
    .catch((error: unknown) => {
      const tooBig = axios.isAxiosError(error) && /maxContentLength/.test(error.message)
      throw new DomainError(tooBig ? 'photo.too_big' : 'photo.unreachable')
    })
  return { bytes: new Uint8Array(answer.data), ending: /\.(\w+)$/.exec(new URL(url).pathname)?.[1] ?? '' }
}
