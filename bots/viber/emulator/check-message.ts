import { newestField } from './api-versions.ts'
import { checkKeyboard, checkRichMedia } from './check-buttons.ts'
import { isObject, type JsonObject } from './json.ts'
import { forbiddenFiles, limits } from './limits.ts'
import { addressProblem, endingOf } from './links.ts'
import { badData, missingData, Refusal } from './refusal.ts'

export const messageTypes = [
  'text',
  'picture',
  'video',
  'file',
  'contact',
  'location',
  'url',
  'sticker',
  'rich_media',
] as const
export type MessageType = (typeof messageTypes)[number]

/** A message that was checked: what of it is drawn is in its raw fields. */
export interface CheckedMessage {
  /** Absent where only a keyboard is sent. */
  type?: MessageType
  minApiVersion: number
  senderName: string
  trackingData?: string
  keyboard?: JsonObject
  /** The fields of its type, as they came. */
  body: JsonObject
}

/**
 * Checks a message as Viber's server does, whoever it is for: refuses with 3 what is wrong, with 4 what is missing,
 * with 14 what needs a higher `min_api_version`. What only a phone finds out is in `phone.ts`.
 */
export function checkMessage(raw: JsonObject): CheckedMessage {
  const body = withoutNulls(raw)
  const { type, keyboard, tracking_data: trackingData } = body
  if (type === undefined && keyboard === undefined) throw missingData('type is missing')
  if (type !== undefined && !isMessageType(type)) throw badData(`type ${String(type)} is unknown`)
  const sender = field(body, 'sender')
  if (!isObject(sender)) throw badData('sender must be an object')
  const senderName = textField(sender, 'name', { of: 'sender.', max: limits.senderName, min: 1 })
  if (sender.avatar) addressField(sender, 'avatar')
  if (trackingData !== undefined) textField(body, 'tracking_data', { max: limits.trackingData })
  const minApiVersion = body.min_api_version ?? 1
  if (!isWhole(minApiVersion) || minApiVersion < 1)
    throw badData('min_api_version must be a whole number from 1')
  if (keyboard !== undefined) checkKeyboard(keyboard)
  if (type) checks[type](body)
  const newest = newestField(body)
  if (newest && newest.version > minApiVersion)
    throw new Refusal(
      14,
      `incompatibleWithVersion: ${newest.field} needs min_api_version ${newest.version}, not ${minApiVersion}`,
    )
  return {
    ...(type && { type }),
    minApiVersion,
    senderName,
    ...(typeof trackingData === 'string' && { trackingData }),
    ...(isObject(keyboard) && { keyboard }),
    body,
  }
}

/**
 * A null is as good as nothing: Viber's own library sends them. It also says that `tracking_data` must not be null, and
 * lets the words under a picture be.
 */
function withoutNulls(raw: JsonObject): JsonObject {
  if (raw.tracking_data === null) throw badData('tracking_data must be a string')
  const said = Object.entries(raw).filter(([, value]) => value !== null)
  const body = Object.fromEntries(said)
  return raw.type === 'picture' && raw.text === null ? { ...body, text: '' } : body
}

const isMessageType = (type: unknown): type is MessageType => messageTypes.includes(type as MessageType)
const isWhole = (value: unknown): value is number => Number.isSafeInteger(value)

const checks: Record<MessageType, (body: JsonObject) => void> = {
  text: (body) => void textField(body, 'text', { max: limits.text, min: 1 }),
  picture(body) {
    textField(body, 'text', { max: limits.caption })
    const media = addressField(body, 'media')
    if (!/^(jpe?g|png|gif)$/.test(endingOf(media)))
      throw badData('media of a picture must end with .jpeg, .jpg, .png or .gif')
    if (body.thumbnail !== undefined) addressField(body, 'thumbnail')
  },
  video(body) {
    if (endingOf(addressField(body, 'media')) !== 'mp4') throw badData('media of a video must end with .mp4')
    sizeField(body, limits.videoBytes)
    const { duration } = body
    if (duration !== undefined && !(isWhole(duration) && duration > 0 && duration <= limits.videoSeconds))
      throw badData(`duration must be from 1 to ${limits.videoSeconds}`)
    if (body.thumbnail !== undefined) addressField(body, 'thumbnail')
  },
  file(body) {
    const ending = endingOf(addressField(body, 'media'))
    if (!ending) throw badData('media of a file must end with its extension')
    sizeField(body, limits.fileBytes)
    const name = textField(body, 'file_name', { max: limits.fileName, min: 1 })
    const named = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase()
    if (!named) throw badData('file_name must have an extension')
    for (const each of [ending, named])
      if (forbiddenFiles.has(each)) throw badData(`files .${each} are forbidden`)
  },
  contact(body) {
    const contact = field(body, 'contact')
    if (!isObject(contact)) throw badData('contact must be an object')
    textField(contact, 'name', { of: 'contact.', max: limits.contactName, min: 1 })
    const phone = textField(contact, 'phone_number', { of: 'contact.', max: limits.contactPhone, min: 1 })
    if (!/^\+?\d+$/.test(phone)) throw badData('contact.phone_number must be digits')
  },
  location(body) {
    const location = field(body, 'location')
    if (!isObject(location)) throw badData('location must be an object')
    for (const [name, max] of [
      ['lat', 90],
      ['lon', 180],
    ] as const) {
      const value = field(location, name, 'location.')
      const degrees = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
      if (typeof degrees !== 'number' || !(Math.abs(degrees) <= max))
        throw badData(`location.${name} must be within ±${max}`)
    }
  },
  url: (body) => void addressField(body, 'media', { anyScheme: true }),
  sticker(body) {
    const id = field(body, 'sticker_id')
    if (!isWhole(Number(id)) || Number(id) <= 0) throw badData('sticker_id must be a number')
  },
  rich_media(body) {
    const richMedia = field(body, 'rich_media')
    if (!isObject(richMedia)) throw badData('rich_media must be an object')
    checkRichMedia(richMedia)
    if (body.alt_text !== undefined) textField(body, 'alt_text', { max: limits.text })
  },
}

function field(object: JsonObject, name: string, of = ''): unknown {
  const value = object[name]
  if (value === undefined || value === null) throw missingData(`${of}${name} is missing`)
  return value
}

function textField(
  object: JsonObject,
  name: string,
  { of = '', min = 0, max }: { of?: string; min?: number; max: number },
): string {
  const value = field(object, name, of)
  if (typeof value !== 'string') throw badData(`${of}${name} must be a string`)
  if (value.trim().length < min) throw missingData(`${of}${name} is empty`)
  if (value.length > max) throw badData(`${of}${name} is longer than ${max} characters`)
  return value
}

function addressField(object: JsonObject, name: string, { anyScheme = false } = {}): string {
  const value = textField(object, name, { min: 1, max: limits.url })
  const problem = anyScheme ? !URL.canParse(value) && 'is no valid URL' : addressProblem(value)
  if (problem) throw badData(`${name} ${problem}`)
  return value
}

function sizeField(body: JsonObject, max: number): void {
  const size = field(body, 'size')
  if (!isWhole(size) || size <= 0) throw badData('size must be a whole number of bytes')
  if (size > max) throw badData(`size is above ${max} bytes`)
}
