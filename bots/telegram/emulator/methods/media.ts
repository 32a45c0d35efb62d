import {
  fileIdOf,
  fileOfId,
  type PhotoSize,
  photoSizes,
  type StoredFile,
  storeDocument,
  storePhoto,
  uniqueIdOf,
} from '../files.ts'
import { isLoopback } from '../links.ts'
import { text, type Upload } from '../params.ts'
import type { Call, Method } from '../platform.ts'
import { badRequest } from '../refusal.ts'
import type { Content } from '../world.ts'

const fetchTimeoutMs = 5_000
const maxFetchedPhotoBytes = 5 * 1024 * 1024
const maxFetchedBytes = 20 * 1024 * 1024

/** A photo by upload (attach://), by a file_id of this bot, or by a loopback URL. */
export async function takePhoto({ world, bot, uploads, signal }: Call, source: string): Promise<PhotoSize[]> {
  const known = knownFile({ world, bot }, source, 'photo')
  if (known) return photoSizes(bot.id, known)
  const fetched = isUrl(source) ? await fetchFile(source, signal) : undefined
  if (fetched && !fetched.mimeType.startsWith('image/'))
    throw badRequest('wrong type of the web page content')
  if (fetched && fetched.bytes.length > maxFetchedPhotoBytes)
    throw badRequest('failed to get HTTP URL content')
  const { bytes } = fetched ?? uploadOf(uploads, source, 'photo')
  return photoSizes(bot.id, await storePhoto(world.files, bytes))
}

/** A document by upload (attach://), by a file_id of this bot, or by a loopback URL. */
export async function takeDocument(
  { world, bot, uploads, signal }: Call,
  source: string,
): Promise<NonNullable<Content['document']>> {
  const known = knownFile({ world, bot }, source, 'document')
  if (known) return documentOf(bot.id, known)
  const { bytes, fileName, mimeType } = isUrl(source)
    ? await fetchFile(source, signal)
    : uploadOf(uploads, source, 'document')
  const facts = { fileName, mimeType: knownTypes[extensionOf(fileName)] ?? mimeType }
  return documentOf(bot.id, await storeDocument(world.files, bytes, facts))
}

/** Telegram goes by the name: libraries upload everything as application/octet-stream. */
const knownTypes: Record<string, string> = {
  '.pdf': 'application/pdf',
  '.zip': 'application/zip',
  '.json': 'application/json',
  '.xml': 'application/xml',
  '.csv': 'text/csv',
  '.txt': 'text/plain',
  '.html': 'text/html',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

const isUrl = (source: string) => /^https?:\/\//i.test(source)
const isAttachment = (source: string) => source.startsWith('attach://')

function knownFile(
  { world, bot }: Pick<Call, 'world' | 'bot'>,
  source: string,
  kind: StoredFile['kind'],
): StoredFile | undefined {
  if (isUrl(source) || isAttachment(source)) return undefined
  const file = fileOfId(world.files, source, bot.id)
  if (!file) throw badRequest('wrong file identifier/HTTP URL specified')
  const names: Partial<Record<StoredFile['kind'], string>> = {
    photo: 'Photo',
    document: 'Document',
    voice: 'VoiceNote',
    video: 'Video',
    video_note: 'VideoNote',
    audio: 'Audio',
  }
  if (file.kind !== kind) throw badRequest(`can't use file of type ${names[file.kind]} as ${names[kind]}`)
  return file
}

function uploadOf(uploads: ReadonlyMap<string, Upload>, source: string, what: string): Upload {
  const upload = uploads.get(source.replace(/^attach:\/\//, ''))
  if (!upload) throw badRequest(`there is no ${what} in the request`)
  return upload
}

async function fetchFile(link: string, signal: AbortSignal): Promise<Upload> {
  if (!URL.canParse(link)) throw badRequest('wrong file identifier/HTTP URL specified')
  const url = new URL(link)
  if (!isLoopback(url)) throw badRequest('failed to get HTTP URL content')
  const response = await fetchOrRefuse(url, signal)
  const bytes = Buffer.from(await response.arrayBuffer())
  if (bytes.length > maxFetchedBytes) throw badRequest('failed to get HTTP URL content')
  return {
    bytes,
    fileName: decodeURIComponent(url.pathname.split('/').at(-1) || 'file'),
    mimeType: response.headers.get('content-type')?.split(';')[0] ?? 'application/octet-stream',
  }
}

async function fetchOrRefuse(url: URL, signal: AbortSignal): Promise<Response> {
  try {
    const response = await fetch(url, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(fetchTimeoutMs)]),
    })
    if (response.ok) return response
    await response.body?.cancel()
  } catch {
    // Unreachable and answered-with-an-error are the same to Telegram.
  }
  throw badRequest('failed to get HTTP URL content')
}

/** A stored file as Telegram's Document. */
export function documentOf(botId: number, file: StoredFile): NonNullable<Content['document']> {
  return {
    file_id: fileIdOf(botId, file),
    file_unique_id: uniqueIdOf(file),
    file_name: file.fileName,
    mime_type: file.mimeType,
    file_size: file.size,
  }
}

const maxDownloadBytes = 20 * 1024 * 1024

const getFile: Method = ({ world, bot, params }) => {
  const id = text(params, 'file_id') ?? ''
  const file = fileOfId(world.files, id, bot.id)
  if (!file) throw badRequest('invalid file_id')
  if (file.size > maxDownloadBytes) throw badRequest('file is too big')
  return { file_id: id, file_unique_id: uniqueIdOf(file), file_size: file.size, file_path: filePath(file) }
}

/** The path below /file/bot<token>/ under which a file is downloaded. */
export const filePath = (file: StoredFile): string =>
  `${file.kind}s/${file.hash}${extensionOf(file.fileName)}`

const extensionOf = (name: string) => /\.[a-z0-9]{1,8}$/i.exec(name)?.[0].toLowerCase() ?? ''

/** The file behind a download path; undefined when there is none. */
export function fileOfPath(files: Call['world']['files'], path: string): StoredFile | undefined {
  const [, kind, hash] = /^(photo|document|voice|video|video_note|audio)s\/([0-9a-f]{32})/.exec(path) ?? []
  return files.known.get(`${kind}-${hash}`)
}

export const mediaMethods: Record<string, Method> = { getFile }
