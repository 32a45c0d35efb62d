import type { Entity } from './entities-html.ts'
import { type RecordingKind, recordingKinds } from './files.ts'
import { commandsFor } from './methods/commands.ts'
import type { JsonObject } from './params.ts'
import { type Actor, placeOf } from './person-actions.ts'
import {
  type Bot,
  type Chat,
  findChat,
  type Group,
  type InlineAnswer,
  type Message,
  type ReplyKeyboard,
  type World,
} from './world.ts'

/** A message as the person's phone shows it. */
export interface ChatMessage {
  messageId: number
  /** Rises with every change that a person would notice: tells what came or changed last. */
  revision: number
  from: 'bot' | 'person'
  /** Who of a group wrote it. */
  senderId?: number
  /** Nothing that anybody said: what became of the group. */
  service?: 'bot_added' | 'upgraded'
  date: number
  editDate?: number
  text?: string
  caption?: string
  entities?: Entity[]
  photo?: { url: string; width: number; height: number }
  document?: { url: string; fileName: string; size: number }
  recording?: { kind: RecordingKind; url: string; seconds: number }
  contact?: { phone: string; firstName: string }
  location?: JsonObject
  venue?: JsonObject
  sticker?: { emoji: string }
  mediaGroupId?: string
  inlineKeyboard?: JsonObject[][]
  replyToMessageId?: number
  forwarded?: true
  /** Sent as a result of the bot's inline mode. */
  viaBot?: true
  silent?: true
}

export interface ChatView {
  messages: ChatMessage[]
  /** Messages with a higher revision came or changed after the person last did something. */
  actedRevision: number
  replyKeyboard: ReplyKeyboard | null
  forceReply: Chat['forceReply']
  commands: JsonObject[]
  menuButton: JsonObject
  blocked: boolean
  action: string | null
}

/** What the person's phone shows now. `origin` is put before file addresses. */
export function chatView(world: World, actor: Actor, origin: string): ChatView {
  const { bot, person } = actor
  const chat = findChat(world, bot, placeOf(actor))
  const isActing = chat?.action && chat.action.untilMs > world.timing.nowMs() && chat.action.name !== 'cancel'
  return {
    messages: [...(chat?.messages.values() ?? [])].map((message) => messageView(message, origin)),
    actedRevision: chat?.actedRevision ?? 0,
    replyKeyboard: chat?.replyKeyboard ?? null,
    forceReply: chat?.forceReply ?? null,
    commands: actor.group ? [] : commandsFor(bot, person),
    menuButton: bot.menuButtons[person.id] ?? bot.menuButtons.default ?? { type: 'commands' },
    blocked: chat?.isBlocked ?? false,
    action: isActing ? chat.action!.name : null,
  }
}

/** A group as its members see it among their chats. */
export function groupView(world: World, bot: Bot | undefined, { id, title, type, memberIds }: Group) {
  const chat = bot && findChat(world, bot, id)
  return { id, title, type, memberIds, hasBot: Boolean(chat?.isStarted && !chat.isBlocked) }
}

/** A result of inline mode as the person's phone lists it. */
export interface ResultView {
  id: string
  title: string
  description: string
  photo?: { url: string; width: number; height: number }
}

/** What the phone lists under the words that were typed. */
export function inlineView({ results, nextOffset, button }: InlineAnswer, origin: string) {
  return {
    results: results.map(({ id, title = '', description = '', content }): ResultView => {
      const largest = content.photo?.at(-1)
      return {
        id,
        title,
        description,
        ...(largest && {
          photo: {
            url: `${origin}/control/files/${largest.file_id}`,
            width: largest.width,
            height: largest.height,
          },
        }),
      }
    }),
    nextOffset,
    ...(button && { button }),
  }
}

function messageView(message: Message, origin: string): ChatMessage {
  const { content } = message
  const entities = content.entities ?? content.caption_entities
  const largest = content.photo?.at(-1)
  const kind = recordingKinds.find((each) => content[each])
  const fileUrl = (fileId: string) => `${origin}/control/files/${fileId}`
  return {
    messageId: message.id,
    revision: message.revision,
    from: message.from,
    ...(message.senderId !== undefined && { senderId: message.senderId }),
    date: message.dateS,
    ...(message.editDateS !== undefined && { editDate: message.editDateS }),
    ...(content.new_chat_members && { service: 'bot_added' as const }),
    ...((content.migrate_to_chat_id || content.migrate_from_chat_id) && { service: 'upgraded' as const }),
    ...(content.text !== undefined && { text: content.text }),
    ...(content.caption !== undefined && { caption: content.caption }),
    ...(entities && { entities }),
    ...(largest && {
      photo: { url: fileUrl(largest.file_id), width: largest.width, height: largest.height },
    }),
    ...(content.document && {
      document: {
        url: fileUrl(content.document.file_id),
        fileName: content.document.file_name,
        size: content.document.file_size,
      },
    }),
    ...(kind && {
      recording: { kind, url: fileUrl(content[kind]!.file_id), seconds: content[kind]!.duration },
    }),
    ...(content.contact && {
      contact: { phone: content.contact.phone_number, firstName: content.contact.first_name },
    }),
    ...(content.location && !content.venue && { location: content.location }),
    ...(content.venue && { venue: content.venue }),
    ...(content.sticker && { sticker: { emoji: content.sticker.emoji } }),
    ...(message.mediaGroupId && { mediaGroupId: message.mediaGroupId }),
    ...(message.inlineKeyboard && { inlineKeyboard: message.inlineKeyboard }),
    ...(message.replyToMessageId !== undefined && { replyToMessageId: message.replyToMessageId }),
    ...(message.isViaBot && { viaBot: true as const }),
    ...(message.forwardOrigin && { forwarded: true as const }),
    ...(message.isSilent && { silent: true as const }),
  }
}
