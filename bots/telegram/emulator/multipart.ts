import type { Params, Upload } from './params.ts'
import { badRequest } from './refusal.ts'

/**
 * Reads a multipart/form-data body into fields and files. Node's own `formData()` refuses the unquoted Cyrillic file
 * names that grammY sends and Telegram takes.
 */
export function readMultipart(
  body: Buffer,
  contentType: string,
): { fields: Params; uploads: Map<string, Upload> } {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType)
  if (!boundary) throw unreadable()
  const fields: Params = {}
  const uploads = new Map<string, Upload>()
  for (const part of partsOf(body, Buffer.from(`--${boundary[1] ?? boundary[2]}`))) {
    const { name, fileName, mimeType, content } = readPart(part)
    if (fileName === undefined) fields[name] = content.toString()
    else uploads.set(name, { bytes: content, fileName, mimeType })
  }
  return { fields, uploads }
}

const unreadable = () => badRequest("can't parse the multipart body of the request")
const lineBreak = '\r\n'

/** The parts between the delimiters, without the line breaks that belong to these. */
function* partsOf(body: Buffer, delimiter: Buffer): Generator<Buffer> {
  let at = body.indexOf(delimiter)
  if (at < 0) throw unreadable()
  for (;;) {
    const begin = at + delimiter.length
    if (body.toString('latin1', begin, begin + 2) === '--') return
    at = body.indexOf(Buffer.concat([Buffer.from(lineBreak), delimiter]), begin)
    if (at < 0) throw unreadable()
    yield body.subarray(begin + lineBreak.length, at)
    at += lineBreak.length
  }
}

function readPart(part: Buffer): { name: string; fileName?: string; mimeType: string; content: Buffer } {
  const end = part.indexOf(lineBreak + lineBreak)
  if (end < 0) throw unreadable()
  const head = part.toString('utf8', 0, end)
  const disposition = /^content-disposition:.*$/im.exec(head)?.[0] ?? ''
  const name = parameterOf(disposition, 'name')
  if (name === undefined) throw unreadable()
  const fileName = parameterOf(disposition, 'filename')
  return {
    name,
    ...(fileName !== undefined && { fileName }),
    mimeType: /^content-type:\s*([^\s;]+)/im.exec(head)?.[1] ?? 'application/octet-stream',
    content: Buffer.from(part.subarray(end + 2 * lineBreak.length)),
  }
}

function parameterOf(disposition: string, name: string): string | undefined {
  const match = new RegExp(`[;\\s]${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^;\\r\\n]*))`, 'i').exec(disposition)
  return match ? (match[1]?.replace(/\\(.)/g, '$1') ?? match[2]?.trim()) : undefined
}
