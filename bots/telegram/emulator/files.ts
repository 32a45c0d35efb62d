import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { badRequest } from './refusal.ts'

/** Recordings: what has a length in time. */
export const recordingKinds = ['voice', 'video', 'video_note', 'audio'] as const
export type RecordingKind = (typeof recordingKinds)[number]
export type FileKind = 'photo' | 'document' | RecordingKind

/** What is known of a stored file; its bytes are kept apart. */
export interface StoredFile {
  hash: string
  kind: FileKind
  fileName: string
  mimeType: string
  size: number
  width?: number
  height?: number
  durationS?: number
}

export interface PhotoSize {
  file_id: string
  file_unique_id: string
  width: number
  height: number
  file_size: number
}

export interface FileStore {
  known: Map<string, StoredFile>
  save(file: StoredFile, bytes: Buffer): Promise<void>
  bytes(file: StoredFile): Promise<Buffer>
}

const maxPhotoBytes = 10 * 1024 * 1024
const maxPhotoSides = 10_000
const maxPhotoRatio = 20
const photoExtensions: Record<string, string> = { jpeg: 'jpg', png: 'png', webp: 'webp', gif: 'gif' }

/** Keeps files in memory, or in `folder` where one is given. */
export function createFileStore(folder?: string): FileStore {
  const known = new Map<string, StoredFile>()
  const inMemory = new Map<string, Buffer>()
  if (folder) mkdirSync(folder, { recursive: true })
  return {
    known,
    async save(file, bytes) {
      const key = keyOf(file)
      if (known.has(key)) return
      if (folder) await writeFile(join(folder, key), bytes)
      else inMemory.set(key, bytes)
      known.set(key, file)
    },
    async bytes(file) {
      const key = keyOf(file)
      return folder ? readFile(join(folder, key)) : inMemory.get(key)!
    },
  }
}

export const keyOf = (file: { kind: FileKind; hash: string }) => `${file.kind}-${file.hash}`

/** Stores the bytes as a photo after Telegram's checks: an image, at most 10 MB, sides and ratio in bounds. */
export async function storePhoto(store: FileStore, bytes: Buffer): Promise<StoredFile> {
  if (bytes.length === 0) throw badRequest('file must be non-empty')
  if (bytes.length > maxPhotoBytes)
    throw badRequest(
      `file of size ${bytes.length} bytes is too big for a photo; the maximum size is ${maxPhotoBytes} bytes`,
    )
  const hash = hashOf(bytes)
  const known = store.known.get(keyOf({ kind: 'photo', hash }))
  if (known) return known
  const { width, height, format } = await imageFacts(bytes)
  if (width + height > maxPhotoSides || Math.max(width / height, height / width) > maxPhotoRatio)
    throw badRequest('PHOTO_INVALID_DIMENSIONS')
  const extension = photoExtensions[format] ?? 'jpg'
  const mimeType = `image/${extension === 'jpg' ? 'jpeg' : extension}`
  const file: StoredFile = {
    hash,
    kind: 'photo',
    fileName: `${hash.slice(0, 12)}.${extension}`,
    mimeType,
    size: bytes.length,
    width,
    height,
  }
  await store.save(file, bytes)
  return file
}

async function imageFacts(bytes: Buffer): Promise<{ width: number; height: number; format: string }> {
  try {
    const { autoOrient, format } = await sharp(bytes).metadata()
    return { ...autoOrient, format }
  } catch {
    throw badRequest('IMAGE_PROCESS_FAILED')
  }
}

/** Stores any bytes as a document. */
export async function storeDocument(
  store: FileStore,
  bytes: Buffer,
  facts: { fileName: string; mimeType: string },
): Promise<StoredFile> {
  if (bytes.length === 0) throw badRequest('file must be non-empty')
  const file: StoredFile = { hash: hashOf(bytes), kind: 'document', size: bytes.length, ...facts }
  await store.save(file, bytes)
  return store.known.get(keyOf(file))!
}

/** Stores any bytes as a voice, a video or a sound; how long it lasts is not looked up. */
export async function storeRecording(
  store: FileStore,
  bytes: Buffer,
  facts: { kind: RecordingKind; fileName: string; mimeType: string },
): Promise<StoredFile> {
  if (bytes.length === 0) throw badRequest('file must be non-empty')
  const { kind, fileName, mimeType } = facts
  const sides = kind === 'video' || kind === 'video_note' ? { width: 240, height: 240 } : {}
  const file: StoredFile = {
    hash: hashOf(bytes),
    kind,
    fileName,
    mimeType,
    size: bytes.length,
    durationS: 1,
    ...sides,
  }
  await store.save(file, bytes)
  return store.known.get(keyOf(file))!
}

const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex').slice(0, 32)

const prefixes: Record<FileKind, string> = {
  photo: 'AgAC',
  document: 'BQAC',
  voice: 'AwAC',
  video: 'BAAC',
  video_note: 'DQAC',
  audio: 'CQAC',
}

const isKind = (kind: string | undefined): kind is FileKind =>
  kind !== undefined && Object.hasOwn(prefixes, kind)

/** The id by which this bot, and only this bot, may send the file again. It never changes. */
export function fileIdOf(botId: number, file: StoredFile, size = 'w'): string {
  return prefixes[file.kind] + Buffer.from(`${botId}.${file.kind}.${file.hash}.${size}`).toString('base64url')
}

/** The file behind an id of this bot (of any bot where `botId` is left out); undefined when there is none. */
export function fileOfId(store: FileStore, fileId: string, botId?: number): StoredFile | undefined {
  const [owner, kind, hash] = Buffer.from(fileId.slice(4), 'base64url').toString('latin1').split('.')
  if (!owner || !hash || !isKind(kind)) return undefined
  if (botId !== undefined && owner !== String(botId)) return undefined
  return fileId.startsWith(prefixes[kind]) ? store.known.get(keyOf({ kind, hash })) : undefined
}

export const uniqueIdOf = (file: StoredFile, size = 'w'): string =>
  `AQAD${Buffer.from(file.hash.slice(0, 16), 'hex').toString('base64url')}${size}`

const boxes = [
  { letter: 's', side: 90 },
  { letter: 'm', side: 320 },
  { letter: 'x', side: 800 },
  { letter: 'y', side: 1280 },
  { letter: 'w', side: 2560 },
]

/** The sizes Telegram would offer, smallest first. All of them lead to the bytes as they were sent. */
export function photoSizes(botId: number, file: StoredFile): PhotoSize[] {
  const width = file.width ?? 1
  const height = file.height ?? 1
  const longest = Math.max(width, height)
  const last = boxes.findIndex(({ side }) => side >= longest)
  return boxes.slice(0, last < 0 ? boxes.length : last + 1).map(({ letter, side }) => {
    const scale = Math.min(1, side / longest)
    return {
      file_id: fileIdOf(botId, file, letter),
      file_unique_id: uniqueIdOf(file, letter),
      width: Math.max(1, Math.round(width * scale)),
      height: Math.max(1, Math.round(height * scale)),
      file_size: Math.max(1, Math.round(file.size * scale * scale)),
    }
  })
}
