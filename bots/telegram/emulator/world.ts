import { EventEmitter } from 'node:events'
import type { Entity } from './entities-html.ts'
import type { FileStore, PhotoSize } from './files.ts'
import type { JsonObject } from './params.ts'
import { nowS, type Timing } from './timing.ts'

export interface Person {
  id: number
  firstName: string
  lastName?: string
  username?: string
  languageCode: string
  phone: string
}

export interface Webhook {
  url: string
  secretToken: string
  maxConnections: number
  ipAddress?: string
  lastErrorDateS?: number
  lastErrorMessage?: string
}

export interface PendingUpdate {
  id: number
  update: JsonObject
  /** Updates of one queue are delivered one after another, queues in parallel. */
  queueKey: string
  expiresAtS: number
}

export interface Bot {
  id: number
  username: string
  firstName: string
  nextMessageId: number
  nextUpdateId: number
  /** What the bot asked to hear of; undefined is Telegram's default set. */
  allowedUpdates?: string[]
  webhook?: Webhook
  updates: PendingUpdate[]
  /** By scope and language; see `commands.ts`. */
  commands: Record<string, JsonObject[]>
  /** name, description and shortDescription by language ('' for all). */
  texts: Record<string, Record<string, string>>
  /** By chat id, or 'default'. */
  menuButtons: Record<string, JsonObject>
}

/** Telegram's Voice, Video, VideoNote or Audio, as far as they have fields in common or a shop looks at them. */
export interface Recording {
  file_id: string
  file_unique_id: string
  duration: number
  file_size: number
  mime_type?: string
  file_name?: string
  width?: number
  height?: number
  length?: number
}

/** The part of a Telegram message that differs by its kind, in Telegram's own fields. */
export interface Content {
  text?: string
  entities?: Entity[]
  link_preview_options?: JsonObject
  caption?: string
  caption_entities?: Entity[]
  show_caption_above_media?: true
  has_media_spoiler?: true
  photo?: PhotoSize[]
  document?: {
    file_id: string
    file_unique_id: string
    file_name: string
    mime_type: string
    file_size: number
  }
  voice?: Recording
  video?: Recording
  video_note?: Recording
  audio?: Recording
  contact?: { phone_number: string; first_name: string; last_name?: string; user_id?: number; vcard?: string }
  location?: JsonObject
  venue?: JsonObject
  /** Service messages of groups. */
  new_chat_members?: JsonObject[]
  migrate_to_chat_id?: number
  migrate_from_chat_id?: number
  sticker?: {
    file_id: string
    file_unique_id: string
    type: 'regular'
    width: number
    height: number
    is_animated: false
    is_video: false
    emoji: string
  }
}

export interface Message {
  id: number
  /** Rises with every change that a person would notice, over all chats. */
  revision: number
  from: 'bot' | 'person'
  /** Who of the group it is from. */
  senderId?: number
  /** Of an administrator who speaks as the group. */
  isAnonymous?: true
  dateS: number
  editDateS?: number
  content: Content
  inlineKeyboard?: JsonObject[][]
  /** A message that carried a reply keyboard (or removed one) can never be edited. */
  hadReplyMarkup?: true
  replyToMessageId?: number
  mediaGroupId?: string
  /** Sent by the person as a result of the bot's inline mode. */
  isViaBot?: true
  forwardOrigin?: JsonObject
  isProtected?: true
  isSilent?: true
}

export interface ReplyKeyboard {
  messageId: number
  keyboard: JsonObject[][]
  oneTime: boolean
  resize: boolean
  persistent: boolean
  placeholder?: string
}

/** A group, or the supergroup that one became: its id is below zero, a supergroup's begins with -100. */
export interface Group {
  id: number
  title: string
  type: 'group' | 'supergroup'
  memberIds: number[]
  /** The supergroup that lives on in its place. */
  migratedTo?: number
}

export interface Chat {
  botId: number
  /** The person of a private chat, or the group (below zero). */
  personId: number
  /** The newest revision when the person last did something. */
  actedRevision: number
  /** Whether the person ever wrote to the bot (the group ever had it); before that the bot may not write. */
  isStarted: boolean
  /** The person blocked the bot; the group has removed it. */
  isBlocked: boolean
  /** The bot is an administrator of the group, and hears everything there. */
  isAdmin?: boolean
  messages: Map<number, Message>
  replyKeyboard: ReplyKeyboard | null
  forceReply: { messageId: number; placeholder?: string } | null
  action?: { name: string; untilMs: number }
}

export interface CallbackQuery {
  id: string
  botId: number
  personId: number
  createdMs: number
  answer?: { text?: string; showAlert?: boolean; url?: string }
}

/** A result that the bot offered: what the person's phone lists, and what is sent when it is picked. */
export interface InlineResult {
  id: string
  type: string
  title?: string
  description?: string
  content: Content
  inlineKeyboard?: JsonObject[][]
}

export interface InlineAnswer {
  results: InlineResult[]
  nextOffset: string
  /** Above the results: opens the private chat with the bot. */
  button?: { text: string; startParameter: string }
}

/** What a person typed after the bot's name. */
export interface InlineQuery {
  id: string
  botId: number
  personId: number
  query: string
  offset: string
  createdMs: number
  answer?: InlineAnswer
}

export interface WorldEvent {
  kind: 'message' | 'edit' | 'delete' | 'keyboard' | 'action' | 'answer' | 'commands' | 'person' | 'block'
  personId?: number
  bot?: string
  messageId?: number
  callbackId?: string
}

export interface World {
  timing: Timing
  files: FileStore
  persons: Map<number, Person>
  groups: Map<number, Group>
  bots: Map<number, Bot>
  chats: Map<string, Chat>
  callbacks: Map<string, CallbackQuery>
  inlineQueries: Map<string, InlineQuery>
  /** Answers that are given again without asking the bot, until their time. */
  inlineCache: Map<string, { answer: InlineAnswer; untilMs: number }>
  nextPersonId: number
  /** Counted up; a group's id is its negative. */
  nextGroupId: number
  nextRevision: number
  nextCallbackId: number
  nextMediaGroupId: number
  sandboxBot: SandboxBot | undefined
  /** Emits 'inline' with an answered InlineQuery, 'event' with a WorldEvent, 'changed' after anything worth saving, 'update' with a Bot. */
  changes: EventEmitter
}

export interface SandboxBot {
  token: string
  username: string
  firstName: string
}

/** An empty world. Ids start from the clock, so that they keep rising even if an earlier world was lost. */
export function createWorld(timing: Timing, files: FileStore, sandboxBot?: SandboxBot): World {
  const changes = new EventEmitter()
  changes.setMaxListeners(0)
  return {
    timing,
    files,
    persons: new Map(),
    groups: new Map(),
    bots: new Map(),
    chats: new Map(),
    callbacks: new Map(),
    inlineQueries: new Map(),
    inlineCache: new Map(),
    nextPersonId: 700_000_001,
    nextGroupId: 4_000_001,
    nextRevision: 1,
    nextCallbackId: nowS(timing) * 100_000,
    nextMediaGroupId: nowS(timing) * 10_000,
    sandboxBot,
    changes,
  }
}

/** The bot of a token `<digits>:<something>`, made known at its first call; undefined for any other token. */
export function botOfToken(world: World, token: string): Bot | undefined {
  const id = Number(/^([1-9]\d{0,15}):[\w-]{1,80}$/.exec(token)?.[1])
  if (!Number.isSafeInteger(id)) return undefined
  const known = world.bots.get(id)
  if (known) return known
  const isSandboxBot = world.sandboxBot?.token === token
  const bot: Bot = {
    id,
    username: isSandboxBot ? world.sandboxBot!.username : `bot${id}_bot`,
    firstName: isSandboxBot ? world.sandboxBot!.firstName : `Bot ${id}`,
    nextMessageId: Math.max(1, nowS(world.timing) - 1_700_000_000),
    nextUpdateId: nowS(world.timing),
    updates: [],
    commands: {},
    texts: { name: {}, description: {}, shortDescription: {} },
    menuButtons: {},
  }
  world.bots.set(id, bot)
  world.changes.emit('changed')
  return bot
}

/** The bot of a username or an id; without a reference the only bot there is. */
export function findBot(world: World, reference: string | number | undefined): Bot | undefined {
  const bots = [...world.bots.values()]
  if (reference === undefined || reference === '') return bots.length === 1 ? bots[0] : undefined
  const wanted = String(reference).replace(/^@/, '').toLowerCase()
  return bots.find((bot) => String(bot.id) === wanted || bot.username.toLowerCase() === wanted)
}

/** The chat of a bot with a person or, below zero, a group. */
export const findChat = (world: World, bot: Bot, personId: number): Chat | undefined =>
  world.chats.get(`${bot.id}:${personId}`)

/** The chat of a bot and a person, made empty at first need. */
export function chatOf(world: World, bot: Bot, personId: number): Chat {
  const known = findChat(world, bot, personId)
  if (known) return known
  const chat: Chat = {
    botId: bot.id,
    personId,
    actedRevision: 0,
    isStarted: false,
    isBlocked: false,
    messages: new Map(),
    replyKeyboard: null,
    forceReply: null,
  }
  world.chats.set(`${bot.id}:${personId}`, chat)
  return chat
}

/** Tells everyone who watches the emulator that something changed. */
export function announce(world: World, event: WorldEvent): void {
  world.changes.emit('changed')
  world.changes.emit('event', event)
}
