import { senderIn } from '../messages.ts'
import { integer, list } from '../params.ts'
import type { Call, Method } from '../platform.ts'
import { badRequest } from '../refusal.ts'
import { nowS } from '../timing.ts'
import { announce, type Chat, type Content, type Message } from '../world.ts'
import { captionContent, rendered, send } from './send.ts'
import { knownChat, writableChat } from './targets.ts'

const deletableForS = 48 * 3600
const maxDeletions = 100

const deleteMessage: Method = (call) => {
  const chat = knownChat(call)
  const message = chat.messages.get(integer(call.params, 'message_id') ?? 0)
  if (!message) throw badRequest('message to delete not found')
  if (!isDeletable(call, chat, message)) throw badRequest("message can't be deleted for everyone")
  remove(call, chat, message)
  return true
}

const deleteMessages: Method = (call) => {
  const ids = list(call.params, 'message_ids') as number[]
  if (ids.length === 0) throw badRequest('message identifiers are not specified')
  if (ids.length > maxDeletions) throw badRequest('too many message identifiers specified')
  if (ids.some((id) => id <= 0)) throw badRequest('invalid message identifier specified')
  const chat = knownChat(call)
  const messages = ids.flatMap((id) => chat.messages.get(id) ?? [])
  for (const message of messages) if (isDeletable(call, chat, message)) remove(call, chat, message)
  return true
}

/** What others wrote in a group only an administrator takes away. */
const isDeletable = ({ world }: Call, chat: Chat, message: Message) =>
  nowS(world.timing) - message.dateS < deletableForS &&
  (chat.personId > 0 || message.from === 'bot' || chat.isAdmin === true)

function remove({ world, bot }: Call, chat: Chat, message: Message): void {
  chat.messages.delete(message.id)
  if (chat.replyKeyboard?.messageId === message.id) chat.replyKeyboard = null
  if (chat.forceReply?.messageId === message.id) chat.forceReply = null
  announce(world, { kind: 'delete', personId: chat.personId, bot: bot.username, messageId: message.id })
}

const copyMessage: Method = (call) => {
  const source = sourceMessage(call, 'message to copy not found')
  const chat = writableChat(call)
  const { caption, caption_entities, show_caption_above_media, ...content } = source.message.content
  const hasMedia = Boolean(
    content.photo ?? content.document ?? content.voice ?? content.video ?? content.audio,
  )
  const kept: Content = {
    ...(caption !== undefined && { caption }),
    ...(caption_entities && { caption_entities }),
    ...(show_caption_above_media && { show_caption_above_media }),
  }
  const isReplaced = hasMedia && call.params.caption !== undefined
  const message = send(call, chat, { ...content, ...(isReplaced ? captionContent(call.params) : kept) })
  return { message_id: message.id }
}

const forwardMessage: Method = (call) => {
  const source = sourceMessage(call, 'message to forward not found')
  if (source.message.isProtected) throw badRequest("message has protected content and can't be forwarded")
  const chat = writableChat(call)
  const { message } = source
  const sender = senderIn(call.world, call.bot, source.chat, message)
  const forwardOrigin = message.forwardOrigin ?? { type: 'user', sender_user: sender, date: message.dateS }
  return rendered(call, chat, send(call, chat, message.content, { forwardOrigin }))
}

function sourceMessage(call: Call, words: string): { chat: Chat; message: Message } {
  const chat = knownChat(call, 'from_chat_id')
  const message = chat.messages.get(integer(call.params, 'message_id') ?? 0)
  if (!message) throw badRequest(words)
  return { chat, message }
}

export const existingMessageMethods: Record<string, Method> = {
  deleteMessage,
  deleteMessages,
  copyMessage,
  forwardMessage,
}
