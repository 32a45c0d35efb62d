import { mediaCaption, messageText } from '../formatted-text.ts'
import { addMessage, renderMessage } from '../messages.ts'
import { flag, integer, isObject, type JsonObject, list, object, type Params, text } from '../params.ts'
import type { Call, Method } from '../platform.ts'
import { badRequest } from '../refusal.ts'
import { type Markup, readMarkup } from '../reply-markup.ts'
import { announce, type Chat, type Content, type Message } from '../world.ts'
import { takeDocument, takePhoto } from './media.ts'
import { writableChat } from './targets.ts'

export interface SendOptions {
  mediaGroupId?: string
  forwardOrigin?: Message['forwardOrigin']
}

/** Puts the bot's message into the chat with what all sending methods share: reply, silence, keyboards. */
export function send(call: Call, chat: Chat, content: Content, options: SendOptions = {}): Message {
  const { world, bot, params } = call
  const markup = readMarkup(object(params, 'reply_markup'))
  if (chat.personId < 0 && markup?.kind === 'keyboard' && asksForContact(markup.rows))
    throw badRequest('phone number can be requested in private chats only')
  const replyToMessageId = repliedMessage(params, chat)
  const message = addMessage(world, bot, chat, {
    from: 'bot',
    content,
    ...(markup?.kind === 'inline' && { inlineKeyboard: markup.rows }),
    ...(markup && markup.kind !== 'inline' && { hadReplyMarkup: true as const }),
    ...(replyToMessageId !== undefined && { replyToMessageId }),
    ...(options.mediaGroupId && { mediaGroupId: options.mediaGroupId }),
    ...(options.forwardOrigin && { forwardOrigin: options.forwardOrigin }),
    ...(flag(params, 'protect_content') && { isProtected: true as const }),
    ...(flag(params, 'disable_notification') && { isSilent: true as const }),
  })
  if (markup && markup.kind !== 'inline') showKeyboard(call, chat, { markup, message })
  return message
}

const asksForContact = (rows: JsonObject[][]) => rows.flat().some((button) => button.request_contact === true)

export const rendered = ({ world, bot }: Call, chat: Chat, message: Message) =>
  renderMessage(world, bot, chat, message)

function repliedMessage(params: Params, chat: Chat): number | undefined {
  const asked = object(params, 'reply_parameters')
  const id = asked && integer(asked, 'message_id')
  if (!id) return undefined
  if (chat.messages.has(id)) return id
  if (asked.allow_sending_without_reply === true) return undefined
  throw badRequest('message to be replied not found')
}

function showKeyboard({ world, bot }: Call, chat: Chat, shown: { markup: Markup; message: Message }): void {
  const { markup, message } = shown
  chat.forceReply = null
  if (markup.kind === 'keyboard') {
    const { options } = markup
    const placeholder = options.input_field_placeholder
    chat.replyKeyboard = {
      messageId: message.id,
      keyboard: markup.rows,
      oneTime: options.one_time_keyboard === true,
      resize: options.resize_keyboard === true,
      persistent: options.is_persistent === true,
      ...(typeof placeholder === 'string' && { placeholder }),
    }
  } else {
    chat.replyKeyboard = null
    if (markup.kind === 'force-reply')
      chat.forceReply = {
        messageId: message.id,
        ...(markup.placeholder && { placeholder: markup.placeholder }),
      }
  }
  announce(world, { kind: 'keyboard', personId: chat.personId, bot: bot.username })
}

/** The caption fields of a message's content from the parameters `caption`, `parse_mode`, `caption_entities`. */
export function captionContent(params: Params): Content {
  const { text: caption, entities } = mediaCaption({
    text: text(params, 'caption') ?? '',
    parseMode: text(params, 'parse_mode'),
    entities: list(params, 'caption_entities'),
  })
  if (!caption) return {}
  return {
    caption,
    ...(entities.length > 0 && { caption_entities: entities }),
    ...(flag(params, 'show_caption_above_media') && { show_caption_above_media: true as const }),
  }
}

/** The text fields of a message's content from the parameters `text`, `parse_mode`, `entities`. */
export function textContent(params: Params): Content {
  const formatted = messageText({
    text: text(params, 'text') ?? '',
    parseMode: text(params, 'parse_mode'),
    entities: list(params, 'entities'),
  })
  const preview = object(params, 'link_preview_options')
  return {
    text: formatted.text,
    ...(formatted.entities.length > 0 && { entities: formatted.entities }),
    ...(preview && { link_preview_options: preview }),
  }
}

const sendMessage: Method = (call) => {
  const content = textContent(call.params)
  const chat = writableChat(call)
  return rendered(call, chat, send(call, chat, content))
}

const sendPhoto: Method = async (call) => {
  const caption = captionContent(call.params)
  writableChat(call)
  const photo = await takePhoto(call, text(call.params, 'photo') ?? '')
  const chat = writableChat(call)
  const spoiler: Content = flag(call.params, 'has_spoiler') ? { has_media_spoiler: true } : {}
  return rendered(call, chat, send(call, chat, { photo, ...caption, ...spoiler }))
}

const sendDocument: Method = async (call) => {
  const caption = captionContent(call.params)
  writableChat(call)
  const document = await takeDocument(call, text(call.params, 'document') ?? '')
  const chat = writableChat(call)
  return rendered(call, chat, send(call, chat, { document, ...caption }))
}

const sendContact: Method = (call) => {
  const chat = writableChat(call)
  const phone = text(call.params, 'phone_number') ?? ''
  const lastName = text(call.params, 'last_name')
  const vcard = text(call.params, 'vcard')
  const owner = [...call.world.persons.values()].find((person) => digits(person.phone) === digits(phone))
  const contact = {
    phone_number: phone,
    first_name: text(call.params, 'first_name') ?? '',
    ...(lastName && { last_name: lastName }),
    ...(vcard && { vcard }),
    ...(owner && { user_id: owner.id }),
  }
  return rendered(call, chat, send(call, chat, { contact }))
}

const digits = (phone: string) => phone.replaceAll(/\D/g, '')

const sendLocation: Method = (call) => {
  const chat = writableChat(call)
  return rendered(call, chat, send(call, chat, { location: locationOf(call.params) }))
}

const sendVenue: Method = (call) => {
  const chat = writableChat(call)
  const location = locationOf(call.params)
  const venue = { location, title: text(call.params, 'title'), address: text(call.params, 'address') }
  return rendered(call, chat, send(call, chat, { location, venue }))
}

function locationOf(params: Params) {
  const { latitude, longitude } = params as { latitude: number; longitude: number }
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) throw badRequest('wrong location specified')
  return { latitude, longitude }
}

const sendMediaGroup: Method = async (call) => {
  writableChat(call)
  const contents = await albumContents(call, list(call.params, 'media') ?? [])
  const chat = writableChat(call)
  const mediaGroupId = String(call.world.nextMediaGroupId++)
  return contents.map((content) => rendered(call, chat, send(call, chat, content, { mediaGroupId })))
}

async function albumContents(call: Call, media: unknown[]): Promise<Content[]> {
  if (media.length === 0) throw badRequest('there are no messages to send')
  if (media.length > 10) throw badRequest('too many messages to send as an album')
  // Telegram's own server lets a lone item through; its reference demands 2-10.
  if (media.length < 2) throw badRequest('media group must include 2-10 items')
  const kinds = new Set(media.map((item) => isObject(item) && item.type))
  if (kinds.size > 1 && kinds.has('document'))
    throw badRequest("Document can't be mixed with other media types")
  const contents: Content[] = []
  for (const item of media) contents.push(await inputMediaContent(call, item as Params))
  return contents
}

/** The content of an InputMedia; the emulator knows photos and documents. */
export async function inputMediaContent(call: Call, media: Params): Promise<Content> {
  const caption = captionContent(media)
  const source = text(media, 'media') ?? ''
  switch (media.type) {
    case 'photo': {
      const photo = await takePhoto(call, source)
      return { photo, ...caption, ...(flag(media, 'has_spoiler') && { has_media_spoiler: true as const }) }
    }
    case 'document':
      return { document: await takeDocument(call, source), ...caption }
    default:
      throw badRequest(
        `can't parse InputMedia: type "${String(media.type)}" is not supported by the emulator`,
      )
  }
}

export const sendMethods: Record<string, Method> = {
  sendMessage,
  sendPhoto,
  sendDocument,
  sendContact,
  sendLocation,
  sendVenue,
  sendMediaGroup,
}
