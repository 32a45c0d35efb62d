import { type Api, GrammyError, HttpError } from 'grammy'
import { DomainError } from '../../core/kernel/errors.ts'
import type { Log } from '../../core/kernel/log.ts'
import type { Downloaded, Media } from '../dialogue/heard.ts'
import type { TelegramSettings } from './client.ts'

/** What the Bot API server hands out at most (telegram facts: getFile). */
const MAX_BYTES = 20 * 1024 * 1024
const TIMEOUT_MS = 15_000

/**
 * The bytes of a file that a person sent. The address carries the token and is shown to nobody.
 * @throws DomainError `photo.too_big`, `photo.unreachable`: Telegram or the way to it failed, the person may send it again
 */
export const createDownload =
  ({ api, token, apiRoot, log }: TelegramSettings & { readonly api: Api; readonly log: Log }) =>
  async ({ id }: Pick<Media, 'id'>): Promise<Downloaded> => {
    const { file_path: path, file_size: size = 0 } = await api.getFile(id).catch((error: unknown) => {
      throw toRefusal(error)
    })
    if (size > MAX_BYTES) throw new DomainError('photo.too_big')
    if (!path) throw new DomainError('photo.unreachable')
    const answer = await fetch(`${apiRoot}/file/bot${token}/${path}`, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch((error: unknown) => {
      // Its address carries the token: the error names none.
      log.warn({ why: nameOf(error) }, 'a file of Telegram did not come')
      throw new DomainError('photo.unreachable')
    })
    if (!answer.ok || !answer.body) {
      log.warn({ status: answer.status }, 'a file of Telegram did not come')
      throw new DomainError('photo.unreachable')
    }
    return { bytes: await collect(answer.body, log), ending: /\.(\w+)$/.exec(path)?.[1] ?? '' }
  }

const toRefusal = (error: unknown): unknown => {
  if (error instanceof GrammyError && /too big/i.test(error.description))
    return new DomainError('photo.too_big')
  if (error instanceof GrammyError || error instanceof HttpError) return new DomainError('photo.unreachable')
  return error
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown')

const collect = async (body: AsyncIterable<Uint8Array>, log: Log): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = []
  let bytes = 0
  try {
    for await (const chunk of body) {
      bytes += chunk.length
      if (bytes > MAX_BYTES) break
      chunks.push(chunk)
    }
  } catch (error) {
    log.warn({ why: nameOf(error), bytes }, 'a file of Telegram broke off')
    throw new DomainError('photo.unreachable')
  }
  if (bytes > MAX_BYTES) throw new DomainError('photo.too_big')
  return Buffer.concat(chunks)
}
