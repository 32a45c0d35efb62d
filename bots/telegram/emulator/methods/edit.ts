import { isDeepStrictEqual } from 'node:util'
import { renderMessage } from '../messages.ts'
import { object, type Params } from '../params.ts'
import type { Call, Method } from '../platform.ts'
import { badRequest } from '../refusal.ts'
import { inlineRows } from '../reply-markup.ts'
import { nowS } from '../timing.ts'
import { announce, type Chat, type Content, type Message } from '../world.ts'
import { captionContent, inputMediaContent, textContent } from './send.ts'
import { editableMessage } from './targets.ts'

/** Puts new content and keyboard into a message, or refuses when nothing would change. */
function apply(call: Call, target: { chat: Chat; message: Message }, content: Content) {
  const { world, bot, params } = call
  const { chat, message } = target
  const rows = inlineRows(object(params, 'reply_markup'))
  if (isDeepStrictEqual(content, message.content) && isDeepStrictEqual(rows, message.inlineKeyboard))
    throw badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    )
  // Taking away an old message's keyboard does not draw the person's eye to it.
  if (rows || !isDeepStrictEqual(content, message.content)) message.revision = world.nextRevision++
  message.editDateS = nowS(world.timing)
  message.content = content
  if (rows) message.inlineKeyboard = rows
  else delete message.inlineKeyboard
  announce(world, { kind: 'edit', personId: chat.personId, bot: bot.username, messageId: message.id })
  return renderMessage(world, bot, chat, message)
}

const editMessageText: Method = (call) => {
  if (call.params.text === undefined && call.params.rich_message !== undefined)
    throw badRequest('rich messages are not supported by the emulator')
  const content = textContent(call.params)
  const target = editableMessage(call)
  if (target.message.content.text === undefined) throw badRequest('there is no text in the message to edit')
  return apply(call, target, content)
}

const editMessageCaption: Method = (call) => {
  const target = editableMessage(call)
  const { content } = target.message
  const { photo, document, voice, video, audio } = content
  if (!(photo ?? document ?? voice ?? video ?? audio))
    throw badRequest('there is no caption in the message to edit')
  return apply(call, target, { ...withoutCaption(content), ...captionContent(call.params) })
}

function withoutCaption(content: Content): Content {
  const {
    caption: _caption,
    caption_entities: _entities,
    show_caption_above_media: _above,
    ...rest
  } = content
  return rest
}

const editMessageMedia: Method = async (call) => {
  const media = object(call.params, 'media') as Params
  const before = editableMessage(call)
  const { text, photo, document } = before.message.content
  if (text === undefined && !photo && !document) throw badRequest("message media can't be edited")
  const content = await inputMediaContent(call, media)
  if (before.message.mediaGroupId && Boolean(photo) !== Boolean(content.photo))
    throw badRequest("Can't change media type in the album")
  return apply(call, editableMessage(call), content)
}

const editMessageReplyMarkup: Method = (call) => {
  const target = editableMessage(call)
  return apply(call, target, target.message.content)
}

export const editMethods: Record<string, Method> = {
  editMessageText,
  editMessageCaption,
  editMessageMedia,
  editMessageReplyMarkup,
}
