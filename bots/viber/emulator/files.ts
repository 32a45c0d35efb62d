import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { isLoopback } from './links.ts'

/** What is known of a stored file; its bytes are kept apart. */
export interface StoredFile {
  /** Its name in addresses: a digest and an extension. */
  key: string
  mimeType: string
  size: number
}

export interface FileStore {
  known: Map<string, StoredFile>
  save(bytes: Buffer, facts: { ending: string; mimeType: string }): Promise<StoredFile>
  bytes(file: StoredFile): Promise<Buffer>
}

const keptInMemory = 256 * 1024 * 1024
const fetchTimeoutMs = 10_000

/** Keeps files in `folder`, or the newest 256 MB of them in memory. */
export function createFileStore(folder?: string): FileStore {
  const known = new Map<string, StoredFile>()
  const inMemory = new Map<string, Buffer>()
  let total = 0
  if (folder) mkdirSync(folder, { recursive: true })

  function forgetOldest(): void {
    for (const [key, bytes] of inMemory) {
      if (total <= keptInMemory) return
      inMemory.delete(key)
      known.delete(key)
      total -= bytes.length
    }
  }
  return {
    known,
    async save(bytes, { ending, mimeType }) {
      const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 32)
      const file = { key: `${digest}.${ending || 'bin'}`, mimeType, size: bytes.length }
      if (known.has(file.key)) return file
      if (folder) await writeFile(join(folder, file.key), bytes)
      else {
        inMemory.set(file.key, bytes)
        total += bytes.length
      }
      known.set(file.key, file)
      forgetOldest()
      return file
    },
    bytes: async ({ key }) => (folder ? readFile(join(folder, key)) : inMemory.get(key)!),
  }
}

export type Fetched = { bytes: Buffer } | { problem: string }

/** Gets a file of at most `maxBytes` from an address of this machine, as a phone gets media. */
export async function fetchFile(address: string, maxBytes: number, closed: AbortSignal): Promise<Fetched> {
  if (!isLoopback(new URL(address)))
    return { problem: 'is not on this machine: the stand-in goes nowhere else' }
  try {
    const signal = AbortSignal.any([AbortSignal.timeout(fetchTimeoutMs), closed])
    const response = await fetch(address, { signal, redirect: 'manual' })
    if (response.status !== 200) {
      await response.body?.cancel()
      return { problem: `answered ${response.status}` }
    }
    const chunks: Uint8Array[] = []
    let size = 0
    for await (const chunk of response.body ?? []) {
      size += chunk.length
      if (size > maxBytes) return { problem: `is larger than ${maxBytes} bytes` }
      chunks.push(chunk)
    }
    return size === 0 ? { problem: 'is empty' } : { bytes: Buffer.concat(chunks) }
  } catch (error) {
    return { problem: `could not be fetched: ${error instanceof Error ? error.message : String(error)}` }
  }
}

/** The ending and type of a JPEG or PNG picture; undefined for anything else. */
export async function pictureFacts(
  bytes: Buffer,
): Promise<{ ending: string; mimeType: string; width: number; height: number } | undefined> {
  try {
    const { format, width, height } = await sharp(bytes).metadata()
    if (format !== 'jpeg' && format !== 'png') return undefined
    return { ending: format === 'jpeg' ? 'jpg' : 'png', mimeType: `image/${format}`, width, height }
  } catch {
    return undefined
  }
}
