import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import axios from 'axios'
import { BrokenFeed } from './feed.ts'

/** A feed about to be read. */
export interface OpenFeed {
  readonly chunks: AsyncIterable<Uint8Array>
  /** Undefined where the server does not say. */
  readonly bytes: number | undefined
  /** For a feed that will not be read after all. */
  close(): void
}

const ANSWER_MS = 30_000
const SILENCE_MS = 60_000

/**
 * Opens a file or an `http(s)://` address.
 *
 * @throws BrokenFeed in one line when it is not there
 */
export const openFeed = async (where: string): Promise<OpenFeed> => {
  if (/^https?:\/\//i.test(where)) return openAddress(where)
  const found = await stat(where).catch((error: NodeJS.ErrnoException) => {
    throw new BrokenFeed(error.code === 'ENOENT' ? `no such file: ${where}` : error.message, { cause: error })
  })
  if (!found.isFile()) throw new BrokenFeed(`not a file: ${where}`)
  const stream = createReadStream(where, { highWaterMark: 64 * 1024 })
  return { chunks: wholly(stream), bytes: found.size, close: () => void stream.destroy() }
}

const openAddress = async (url: string): Promise<OpenFeed> => {
  const answer = await axios
    .get<Readable>(url, { responseType: 'stream', timeout: ANSWER_MS, maxRedirects: 5 })
    .catch((error: unknown) => {
      throw new BrokenFeed(`${url} cannot be fetched: ${(error as Error).message}`, { cause: error })
    })
  const encoded = answer.headers['content-encoding'] !== undefined
  const length = Number(answer.headers['content-length'])
  return {
    chunks: wholly(answer.data),
    bytes: encoded || !(length > 0) ? undefined : length,
    close: () => void answer.data.destroy(),
  }
}

/** The stream to its end; one that breaks off or falls silent is a broken feed. */
const wholly = async function* (stream: Readable): AsyncGenerator<Uint8Array> {
  const silence = setTimeout(() => stream.destroy(new Error('nothing came for a minute')), SILENCE_MS)
  try {
    for await (const chunk of stream) {
      silence.refresh()
      yield chunk as Uint8Array
    }
  } catch (error) {
    throw new BrokenFeed(`it broke off: ${(error as Error).message}`, { cause: error })
  } finally {
    clearTimeout(silence)
  }
}
