import type { IncomingMessage } from 'node:http'
import { isObject, type Params, type Upload } from './params.ts'
import { badRequest, Refusal } from './refusal.ts'

const maxBodyBytes = 50 * 1024 * 1024

/** Reads the parameters of a call from the query, urlencoded, JSON or multipart body; later ones win. */
export async function readRequest(
  request: IncomingMessage,
  query: URLSearchParams,
): Promise<{ raw: Params; uploads: Map<string, Upload> }> {
  const raw: Params = Object.fromEntries(query)
  const uploads = new Map<string, Upload>()
  if (request.method !== 'POST') return { raw, uploads }
  const body = await readBody(request)
  const contentType = request.headers['content-type'] ?? ''
  if (body.length === 0) return { raw, uploads }
  if (contentType.startsWith('application/json')) Object.assign(raw, parsedJson(body))
  else if (contentType.startsWith('application/x-www-form-urlencoded'))
    Object.assign(raw, Object.fromEntries(new URLSearchParams(body.toString())))
  else if (contentType.startsWith('multipart/form-data'))
    await readMultipart(body, contentType, { raw, uploads })
  return { raw, uploads }
}

/** The whole body; more than 50 MB is refused with 413. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBodyBytes) throw new Refusal(413, 'Request Entity Too Large')
    chunks.push(chunk)
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
}

function parsedJson(body: Buffer): Params {
  let value: unknown
  try {
    value = JSON.parse(body.toString())
  } catch {
    throw badRequest("can't parse JSON object of the request")
  }
  if (!isObject(value)) throw badRequest('object expected as the body of the request')
  return value
}

async function readMultipart(
  body: Buffer,
  contentType: string,
  into: { raw: Params; uploads: Map<string, Upload> },
): Promise<void> {
  const form = await parsedForm(body, contentType)
  for (const [name, value] of form) {
    if (typeof value === 'string') {
      into.raw[name] = value
    } else {
      const bytes = Buffer.from(await value.arrayBuffer())
      into.uploads.set(name, {
        bytes,
        fileName: value.name,
        mimeType: value.type || 'application/octet-stream',
      })
    }
  }
}

async function parsedForm(body: Buffer, contentType: string): Promise<FormData> {
  try {
    return await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData()
  } catch {
    throw badRequest("can't parse the multipart body of the request")
  }
}
