import { randomBytes } from 'node:crypto'
import { EventEmitter } from 'node:events'
import type { MessageType } from './check-message.ts'
import type { Clock } from './clock.ts'
import type { FileStore } from './files.ts'
import type { JsonObject } from './json.ts'

export interface Person {
  /** 24 signs of base64, `/` and `+` among them. */
  id: string
  name: string
  phone: string
  language: string
  country: string
  /** The highest `min_api_version` that this phone understands. */
  apiVersion: number
  /** Switched off, the phone gets nothing: messages stay `sent`. */
  isOnline: boolean
}

export interface Webhook {
  url: string
  /** Absent: all of them. */
  eventTypes?: string[]
  sendName: boolean
}

export interface ViberBot {
  token: string
  /** The name in `viber://pa?chatURI=…`. */
  uri: string
  name: string
}

export interface Message {
  /** 64 bits, in digits. */
  token: string
  /** Rises with every change that a person would notice, over all chats. */
  revision: number
  from: 'bot' | 'person'
  dateMs: number
  type: MessageType
  /** The fields of its type, as the API has them. */
  body: JsonObject
  /** Fetched files by the address they were fetched from. */
  files: Record<string, string>
  /** Of the bot's messages. */
  status?: 'sent' | 'delivered' | 'seen' | 'failed'
  failure?: string
  billingStatus?: number
  senderName?: string
  isWelcome?: true
}

/** What the person's phone has not got yet, in the order it was sent. */
export interface Arrival {
  token: string
  keyboard?: JsonObject
}

export interface Chat {
  personId: string
  isSubscribed: boolean
  messages: Map<string, Message>
  arrivals: Arrival[]
  /** The last keyboard that came; a message without one took it away. */
  keyboard: { token: string; keyboard: JsonObject; files: Record<string, string> } | null
  /** The newest revision when the person last did something. */
  actedRevision: number
  /** Comes back with what the person sends. */
  trackingData?: string
  /** When the bot sent what the person did not answer yet. */
  unansweredMs: number[]
  /** Until then messages are free. */
  sessionEndsMs: number
  /** When the bot asked for this person's details. */
  detailsMs: number[]
}

export interface PendingEvent {
  id: number
  personId: string
  event: string
  /** The bytes to be posted, repeated unchanged. */
  body: string
  tries: number
  /** Held back until the one behind it is delivered. */
  isHeld?: true
}

export interface WorldEvent {
  kind: 'message' | 'status' | 'keyboard' | 'subscription' | 'person'
  personId: string
  /** Of the message. */
  token?: string
}

export interface World {
  clock: Clock
  files: FileStore
  bot: ViberBot
  webhook?: Webhook
  persons: Map<string, Person>
  chats: Map<string, Chat>
  events: PendingEvent[]
  lastToken: bigint
  nextRevision: number
  nextEventId: number
  /** Emits 'event' with a WorldEvent, 'changed' after anything worth saving, 'moved' when deliveries went on. */
  changes: EventEmitter
}

const keptMessages = 1_000

/** An empty world. */
export function createWorld(clock: Clock, files: FileStore, bot: ViberBot): World {
  const changes = new EventEmitter()
  changes.setMaxListeners(0)
  return {
    clock,
    files,
    bot,
    persons: new Map(),
    chats: new Map(),
    events: [],
    lastToken: 0n,
    nextRevision: 1,
    nextEventId: 1,
    changes,
  }
}

/** A new message token: 64 bits, rising, odd and above 2^53, so that no floating point number holds it. */
export function nextToken(world: World): bigint {
  const byClock = (BigInt(Math.floor(world.clock.nowMs())) << 21n) | 1n
  world.lastToken = byClock > world.lastToken ? byClock : world.lastToken + 2n
  return world.lastToken
}

export const newPersonId = (): string => randomBytes(16).toString('base64')

/** The chat of the bot with a person, made empty at first need. */
export function chatOf(world: World, personId: string): Chat {
  const known = world.chats.get(personId)
  if (known) return known
  const chat: Chat = {
    personId,
    isSubscribed: false,
    messages: new Map(),
    arrivals: [],
    keyboard: null,
    actedRevision: 0,
    unansweredMs: [],
    sessionEndsMs: 0,
    detailsMs: [],
  }
  world.chats.set(personId, chat)
  return chat
}

/** Puts a message at the end of the chat; the oldest of very many are forgotten. */
export function addMessage(
  world: World,
  chat: Chat,
  draft: Omit<Message, 'revision' | 'dateMs' | 'files'>,
): Message {
  const message: Message = {
    revision: world.nextRevision++,
    dateMs: world.clock.nowMs(),
    files: {},
    ...draft,
  }
  chat.messages.set(message.token, message)
  if (chat.messages.size > keptMessages) chat.messages.delete(chat.messages.keys().next().value!)
  announce(world, { kind: 'message', personId: chat.personId, token: message.token })
  return message
}

/** Tells everyone who watches that something changed. */
export function announce(world: World, event: WorldEvent): void {
  world.changes.emit('changed')
  world.changes.emit('event', event)
}
