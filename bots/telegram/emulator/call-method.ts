import { methodSchema } from './bot-api-schema.ts'
import { refusalOf } from './faults.ts'
import { methods } from './methods/index.ts'
import type { Params, Upload } from './params.ts'
import type { Answer, Platform, Request } from './platform.ts'
import { badRequest, Refusal } from './refusal.ts'

/** Performs one Bot API call as Telegram would, with the ordered faults, and writes it into the journal. */
export async function callMethod(platform: Platform, request: Request): Promise<Answer> {
  const { world, journal, faults } = platform
  const { bot, raw, uploads } = request
  const schema = methodSchema(request.method)
  const method = schema?.name ?? request.method
  const fault = schema && faults.next(method, raw.chat_id)
  const record = { bot: bot.username, method, params: shown(raw, uploads) }
  let unknownParams: string[] = []
  try {
    if (!schema) throw new Refusal(404, 'Not Found: method not found')
    if (fault?.delayMs) await world.timing.sleep(fault.delayMs, request.signal)
    const refusal = fault && refusalOf(fault)
    if (refusal) throw refusal
    const read = schema.read(raw, uploads)
    unknownParams = read.unknownParams
    const perform = methods[method]
    if (!perform) throw badRequest('method is not supported by the emulator')
    const result = await perform({
      world,
      updates: platform.updates,
      bot,
      params: read.params,
      uploads,
      signal: request.signal,
    })
    journal.add({ ...record, ...(unknownParams.length > 0 && { unknownParams }), ok: true })
    return { status: 200, body: { ok: true, result }, isCut: fault?.cut === true }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { errorCode, message: description, parameters } = error
    journal.add({
      ...record,
      ...(unknownParams.length > 0 && { unknownParams }),
      ok: false,
      errorCode,
      description,
    })
    const body = { ok: false as const, error_code: errorCode, description, ...(parameters && { parameters }) }
    return { status: errorCode, body, isCut: fault?.cut === true }
  }
}

function shown(raw: Params, uploads: ReadonlyMap<string, Upload>): Params {
  if (uploads.size === 0) return raw
  const files = [...uploads].map(([name, { fileName, bytes }]) => [
    name,
    `<${fileName}, ${bytes.length} bytes>`,
  ])
  return { ...raw, ...Object.fromEntries(files) }
}
