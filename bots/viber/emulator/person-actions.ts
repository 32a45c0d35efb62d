import { checkMessage, type MessageType } from './check-message.ts'
import { pictureFacts } from './files.ts'
import { isObject, type JsonObject } from './json.ts'
import { limits } from './limits.ts'
import { userOf } from './methods.ts'
import type { Platform } from './platform.ts'
import { ControlRefusal, Refusal } from './refusal.ts'
import {
  addMessage,
  announce,
  type Chat,
  chatOf,
  newPersonId,
  nextToken,
  type Person,
  type World,
} from './world.ts'

export interface PersonWish {
  id?: string | undefined
  name: string
  phone?: string | undefined
  language?: string | undefined
  country?: string | undefined
  apiVersion?: number | undefined
}

export interface MessageWish {
  text?: string | undefined
  url?: string | undefined
  contact?: { phone: string; name?: string | undefined } | undefined
  photo?: { base64: string; caption?: string | undefined } | undefined
  file?: { base64: string; fileName: string } | undefined
  video?: { base64: string; caption?: string | undefined } | undefined
  location?: { latitude: number; longitude: number } | undefined
  sticker?: { id: number } | undefined
}

/** Who acts, and where files that they send can be got. */
export interface Actor {
  person: Person
  origin: string
}

const sessionMs = 24 * 3_600_000
const usualApiVersion = 10

/** Adds a person, or updates the one with this id. */
export function putPerson(world: World, wish: PersonWish): Person {
  const id = wish.id ?? newPersonId()
  const old = world.persons.get(id)
  const person: Person = {
    id,
    name: wish.name,
    phone: wish.phone ?? old?.phone ?? `+38068${String(1_000_000 + world.persons.size).padStart(7, '0')}`,
    language: wish.language ?? old?.language ?? 'uk',
    country: wish.country ?? old?.country ?? 'UA',
    apiVersion: wish.apiVersion ?? old?.apiVersion ?? usualApiVersion,
    isOnline: old?.isOnline ?? true,
  }
  world.persons.set(id, person)
  announce(world, { kind: 'person', personId: id })
  return person
}

/** The person opens the chat, by a link with a context or without one. The answer to this event is the welcome. */
export function personOpens({ world, deliveries }: Platform, { person }: Actor, context?: string): void {
  requireWebhook(world)
  const chat = acting(world, person)
  deliveries.push(person.id, 'conversation_started', {
    type: 'open',
    ...(context !== undefined && { context }),
    user: userOf(world, person),
    subscribed: chat.isSubscribed,
  })
}

/** Shows what the webhook answered to `conversation_started`, if it is a message and as Viber wants it. */
export function welcome({ world, phones, journal }: Platform, personId: string, body: JsonObject): void {
  const person = world.persons.get(personId)
  if (!person || (body.type === undefined && body.keyboard === undefined)) return
  try {
    const checked = checkMessage(body)
    if (checked.minApiVersion > person.apiVersion) throw new Refusal(13)
    const facts = { token: nextToken(world), billingStatus: 0, isWelcome: true }
    phones.send(chatOf(world, personId), checked, facts)
    journal.add({ method: 'welcome', params: body, status: 0 })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    journal.add({ method: 'welcome', params: body, status: error.status, reason: error.message })
  }
}

/** The person sends a message; whoever does is subscribed from then on. Gives its token. */
export async function personSends(platform: Platform, actor: Actor, wish: MessageWish): Promise<string> {
  requireWebhook(platform.world)
  const { type, body } = await contentOf(platform.world, actor, wish)
  return say(platform, actor, { type, body, isShown: true })
}

interface Saying {
  type: MessageType
  body: JsonObject
  /** Whether it stands in the chat as a bubble. */
  isShown: boolean
}

/** The event `message` of something that the person wrote or pressed. */
export function say({ world, deliveries }: Platform, { person }: Actor, saying: Saying): string {
  const { type, body, isShown } = saying
  const chat = acting(world, person)
  if (!chat.isSubscribed) announce(world, { kind: 'subscription', personId: person.id })
  chat.isSubscribed = true
  chat.unansweredMs = []
  chat.sessionEndsMs = world.clock.nowMs() + sessionMs
  const token = nextToken(world)
  if (isShown) {
    const { revision } = addMessage(world, chat, { token: String(token), from: 'person', type, body })
    chat.actedRevision = revision
  }
  deliveries.push(person.id, 'message', {
    message_token: token,
    sender: userOf(world, person),
    message: {
      type,
      ...body,
      ...(chat.trackingData !== undefined && { tracking_data: chat.trackingData }),
    },
    silent: !isShown,
  })
  return String(token)
}

/** The person presses Subscribe, or Unsubscribe; nothing happens where it is so already. */
export function setSubscribed(
  { world, deliveries }: Platform,
  { person }: Actor,
  isSubscribed: boolean,
): void {
  requireWebhook(world)
  const chat = acting(world, person)
  if (chat.isSubscribed === isSubscribed) return
  chat.isSubscribed = isSubscribed
  announce(world, { kind: 'subscription', personId: person.id })
  if (isSubscribed) deliveries.push(person.id, 'subscribed', { user: userOf(world, person) })
  else deliveries.push(person.id, 'unsubscribed', { user_id: person.id })
}

/** The person looks at the chat: everything that arrived is seen. Gives how many messages that were. */
export function personReads({ world, deliveries }: Platform, { person }: Actor): number {
  const unread = [...chatOf(world, person.id).messages.values()].filter(
    ({ from, status }) => from === 'bot' && status === 'delivered',
  )
  for (const message of unread) {
    message.status = 'seen'
    message.revision = world.nextRevision++
    deliveries.push(person.id, 'seen', { message_token: BigInt(message.token), user_id: person.id })
    announce(world, { kind: 'status', personId: person.id, token: message.token })
  }
  return unread.length
}

/** The phone is switched on or off; what was sent meanwhile arrives when it is on again. */
export function setOnline({ world, phones }: Platform, { person }: Actor, isOnline: boolean): void {
  person.isOnline = isOnline
  announce(world, { kind: 'person', personId: person.id })
  if (isOnline) phones.switchedOn(chatOf(world, person.id))
}

function requireWebhook({ webhook }: World): void {
  if (!webhook) throw new ControlRefusal(409, 'the bot has set no webhook: nobody can write to it')
}

/** The chat of a person who does something now. */
export function acting(world: World, { id }: Person): Chat {
  const chat = chatOf(world, id)
  chat.actedRevision = world.nextRevision++
  world.changes.emit('changed')
  return chat
}

async function contentOf(
  world: World,
  { origin }: Actor,
  wish: MessageWish,
): Promise<{ type: MessageType; body: JsonObject }> {
  const stored = async (base64: string, known?: { ending: string; mimeType: string }) => {
    const bytes = Buffer.from(base64, 'base64')
    if (bytes.length === 0) throw new ControlRefusal(400, 'the file is empty')
    const facts = known ?? (await pictureFacts(bytes))
    if (!facts) throw new ControlRefusal(400, 'the photo is no JPEG or PNG')
    const file = await world.files.save(bytes, facts)
    return { media: `${origin}/viber/media/${file.key}`, file_name: file.key, size: file.size }
  }
  if (wish.contact) {
    const { phone, name } = wish.contact
    return { type: 'contact', body: { contact: { ...(name && { name }), phone_number: phone } } }
  }
  if (wish.photo) {
    const media = await stored(wish.photo.base64)
    return { type: 'picture', body: { ...media, thumbnail: media.media, text: wish.photo.caption ?? '' } }
  }
  if (wish.video) {
    const media = await stored(wish.video.base64, { ending: 'mp4', mimeType: 'video/mp4' })
    return { type: 'video', body: { ...media, duration: 1, text: wish.video.caption ?? '' } }
  }
  if (wish.file) {
    const { fileName, base64 } = wish.file
    const ending = /\.([a-z0-9]+)$/i.exec(fileName)?.[1]?.toLowerCase() ?? 'bin'
    const media = await stored(base64, { ending, mimeType: 'application/octet-stream' })
    return { type: 'file', body: { ...media, file_name: fileName } }
  }
  if (wish.location) {
    const { latitude, longitude } = wish.location
    return { type: 'location', body: { location: { lat: latitude, lon: longitude } } }
  }
  if (wish.sticker) return { type: 'sticker', body: { sticker_id: wish.sticker.id } }
  if (wish.url) return { type: 'url', body: { media: wish.url } }
  const text = (wish.text ?? '').trim()
  if (!text) throw new ControlRefusal(400, 'the message is empty')
  if (text.length > limits.text) throw new ControlRefusal(400, 'the message is too long')
  return { type: 'text', body: { text } }
}

/** The buttons that a message or the keyboard has. */
export const buttonsOf = (layout: unknown): JsonObject[] =>
  isObject(layout) && Array.isArray(layout.Buttons) ? (layout.Buttons as JsonObject[]) : []
