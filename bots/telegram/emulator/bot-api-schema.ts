import { readFileSync } from 'node:fs'
import { isObject, type Params, type Upload } from './params.ts'
import { parsedJson, type Read, readBoolean, readFloat, readInteger, readString } from './read-values.ts'
import { badRequest, Refusal } from './refusal.ts'
import { checkReplyMarkup } from './reply-markup.ts'

interface FieldSpec {
  name: string
  types: string[]
  required: boolean
}
interface Spec {
  methods: Record<string, { fields: FieldSpec[] }>
  types: Record<string, { fields?: FieldSpec[]; subtypes?: string[] }>
}

export interface MethodSchema {
  name: string
  /** Checks and coerces the parameters of one call. Unknown ones are kept out of `params` and named. */
  read(raw: Params, uploads: ReadonlyMap<string, Upload>): { params: Params; unknownParams: string[] }
}

const spec = JSON.parse(readFileSync(new URL('./telegram-bot-api.json', import.meta.url), 'utf8')) as Spec
addNewerFields(spec)
const methodNames = new Map(Object.keys(spec.methods).map((name) => [name.toLowerCase(), name]))
const readers = new Map<string, Read>()
const schemas = new Map<string, MethodSchema>()

/** What Bot API 10.3 has and the data file (10.1) lacks, as far as a shop meets it. */
function addNewerFields({ types }: Spec): void {
  types.DisabledButton = { fields: [] }
  types.InlineKeyboardButton?.fields?.push({ name: 'disabled', types: ['DisabledButton'], required: false })
}

/** The method's checker, compiled at first use; undefined when Telegram has no such method. Case is ignored. */
export function methodSchema(method: string): MethodSchema | undefined {
  const name = methodNames.get(method.toLowerCase())
  if (!name) return undefined
  const known = schemas.get(name)
  if (known) return known
  const schema = compileMethod(name)
  schemas.set(name, schema)
  return schema
}

/** All method names that the data file knows. */
export const allMethods = (): string[] => [...methodNames.values()]

const wordsWhenMissing: Record<string, string> = {
  chat_id: 'chat_id is empty',
  text: 'message text is empty',
  photo: 'there is no photo in the request',
  document: 'there is no document in the request',
  message_id: 'message identifier is not specified',
  message_ids: 'message identifiers are not specified',
  user_id: 'invalid user_id specified',
  file_id: 'file_id not specified',
  action: 'wrong parameter action in request',
  latitude: 'latitude is empty',
  longitude: 'longitude is empty',
  callback_query_id: 'query is too old and response timeout expired or query ID is invalid',
}

function compileMethod(name: string): MethodSchema {
  const fields = (spec.methods[name]?.fields ?? []).map((field) => ({
    ...field,
    read: readerOfTypes(field.types),
  }))
  const known = new Set(fields.map((field) => field.name))
  return {
    name,
    read(raw, uploads) {
      const params: Params = {}
      const unknownParams = Object.keys(raw).filter((key) => !known.has(key))
      for (const field of fields) {
        const value = uploads.has(field.name) ? `attach://${field.name}` : raw[field.name]
        const absent = value === undefined || value === null || value === ''
        if (absent && field.required)
          throw badRequest(wordsWhenMissing[field.name] ?? `Parameter "${field.name}" is required`)
        if (absent) {
          // An empty caption is a wish (copyMessage: drop the caption); an empty number is nothing.
          if (value === '' && field.types.includes('String')) params[field.name] = value
          continue
        }
        if (field.name === 'reply_markup') params.reply_markup = readReplyMarkup(value, unknownParams)
        else params[field.name] = field.read(value, field.name, unknownParams)
      }
      return { params, unknownParams }
    },
  }
}

const markupKeys = ['inline_keyboard', 'keyboard', 'remove_keyboard', 'force_reply']
const markupTypes = ['InlineKeyboardMarkup', 'ReplyKeyboardMarkup', 'ReplyKeyboardRemove', 'ForceReply']

/** Any markup, whatever the method takes: edits refuse the wrong kind in words of their own. `{}` asks for nothing. */
function readReplyMarkup(value: unknown, unknownPaths: string[]): unknown {
  checkReplyMarkup(value)
  const parsed = parsedJson(value) as Params
  if (markupKeys.every((key) => !parsed[key])) return {}
  return readerOfTypes(markupTypes)(parsed, 'reply_markup', unknownPaths)
}

function readerOfTypes(types: string[]): Read {
  if (types.every((type) => type.startsWith('Array of '))) {
    return arrayReader(readerOfTypes(types.map((type) => type.slice('Array of '.length))))
  }
  const alternatives = types.map(readerOfType)
  if (alternatives.length === 1) return alternatives[0]!
  return (value, path, unknownPaths) => {
    const refusals: unknown[] = []
    const candidates = types.length > 1 ? bestFirst(types, value) : []
    for (const index of candidates) {
      const unknownHere: string[] = []
      try {
        const result = alternatives[index]!(value, path, unknownHere)
        unknownPaths.push(...unknownHere)
        return result
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        refusals.push(error)
      }
    }
    throw refusals[0]
  }
}

/** The alternative whose `type` constant the value names comes first, then the one with most known fields. */
function bestFirst(types: string[], value: unknown): number[] {
  const parsed = parsedJson(value)
  if (!isObject(parsed)) return types.map((_, index) => index)
  const score = (type: string) => {
    const fields = spec.types[type]?.fields ?? []
    const named =
      typeof parsed.type === 'string' && type.endsWith(pascalCase(parsed.type)) ? 1_000 + 1 / type.length : 0
    return named + fields.filter((field) => parsed[field.name] !== undefined).length
  }
  const scores = types.map(score)
  return types.map((_, index) => index).sort((a, b) => scores[b]! - scores[a]!)
}

const pascalCase = (snake: string) =>
  snake.replace(/(?:^|_)([a-z])/g, (_match, letter: string) => letter.toUpperCase())

function readerOfType(type: string): Read {
  const known = readers.get(type)
  if (known) return known
  const read = compileType(type)
  readers.set(type, read)
  return read
}

function compileType(type: string): Read {
  if (type.startsWith('Array of ')) return arrayReader(readerOfType(type.slice('Array of '.length)))
  switch (type) {
    case 'Integer':
      return readInteger
    case 'Float':
      return readFloat
    case 'Boolean':
    case 'True':
      return readBoolean
    case 'String':
    case 'InputFile':
      return readString
    default:
      return objectReader(type)
  }
}

function arrayReader(readElement: Read): Read {
  return (value, path, unknownPaths) => {
    const parsed = parsedJson(value)
    if (!Array.isArray(parsed)) throw badRequest(`Can't parse ${path} JSON object`)
    return parsed.map((element, index) => readElement(element, `${path}[${index}]`, unknownPaths))
  }
}

function objectReader(type: string): Read {
  const described = spec.types[type]
  if (!described) throw new Error(`The Bot API data file does not describe the type ${type}`)
  if (described.subtypes) {
    const subtypes = described.subtypes
    let read: Read | undefined
    return (value, path, unknownPaths) => {
      read ??= readerOfTypes(subtypes)
      return read(value, path, unknownPaths)
    }
  }
  // Types refer to themselves (a message holds a message), so their fields are compiled at first use.
  let fields: Map<string, FieldSpec & { read: Read }> | undefined
  return (value, path, unknownPaths) => {
    fields ??= new Map(
      (described.fields ?? []).map((field) => [field.name, { ...field, read: readerOfTypes(field.types) }]),
    )
    const parsed =
      type === 'KeyboardButton' && typeof value === 'string' ? { text: value } : parsedJson(value)
    if (!isObject(parsed)) throw badRequest(`Can't parse ${path} JSON object`)
    return readFields(fields, parsed, path, unknownPaths)
  }
}

function readFields(
  fields: Map<string, FieldSpec & { read: Read }>,
  parsed: Params,
  path: string,
  unknownPaths: string[],
): Params {
  const result: Params = {}
  for (const [name, value] of Object.entries(parsed)) {
    if (value === null || value === undefined) continue
    const field = fields.get(name)
    if (field) result[name] = field.read(value, `${path}.${name}`, unknownPaths)
    else unknownPaths.push(`${path}.${name}`)
  }
  for (const field of fields.values()) {
    if (field.required && result[field.name] === undefined)
      throw badRequest(`Can't find field "${field.name}"`)
  }
  return result
}
