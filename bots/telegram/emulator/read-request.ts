import type { IncomingMessage } from 'node:http'
import { readMultipart } from './multipart.ts'
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
  else if (contentType.startsWith('multipart/form-data')) {
    const form = readMultipart(body, contentType)
    Object.assign(raw, form.fields)
    return { raw, uploads: form.uploads }
  }
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
