import type { JsonObject } from './params.ts'
import { nowS } from './timing.ts'
import { announce, type Bot, type Chat, type Group, type Message, type Person, type World } from './world.ts'

export type Draft = Omit<Message, 'id' | 'dateS' | 'revision'>

/** Puts a new message at the end of the chat. Its id is above all earlier ones of this bot. */
export function addMessage(world: World, bot: Bot, chat: Chat, draft: Draft): Message {
  const message: Message = {
    id: bot.nextMessageId++,
    revision: world.nextRevision++,
    dateS: nowS(world.timing),
    ...draft,
  }
  chat.messages.set(message.id, message)
  delete chat.action
  announce(world, { kind: 'message', personId: chat.personId, bot: bot.username, messageId: message.id })
  return message
}

/** The person as Telegram's User object. */
export function userOf(person: Person): JsonObject {
  return {
    id: person.id,
    is_bot: false,
    first_name: person.firstName,
    ...(person.lastName && { last_name: person.lastName }),
    ...(person.username && { username: person.username }),
    language_code: person.languageCode,
  }
}

/** The bot as Telegram's User object. */
export const botUserOf = (bot: Bot): JsonObject => ({
  id: bot.id,
  is_bot: true,
  first_name: bot.texts.name?.[''] ?? bot.firstName,
  username: bot.username,
})

/** The private chat as Telegram's Chat object. */
export function chatObjectOf(person: Person): JsonObject {
  return {
    id: person.id,
    first_name: person.firstName,
    ...(person.lastName && { last_name: person.lastName }),
    ...(person.username && { username: person.username }),
    type: 'private',
  }
}

/** The group as Telegram's Chat object. */
export const groupObjectOf = ({ id, title, type }: Group): JsonObject => ({
  id,
  title,
  type,
  ...(type === 'group' && { all_members_are_administrators: true }),
})

/** Whatever chat it is, as Telegram's Chat object. */
export const chatObjectIn = (world: World, { personId }: Chat): JsonObject =>
  personId < 0 ? groupObjectOf(world.groups.get(personId)!) : chatObjectOf(world.persons.get(personId)!)

/** Who stands for a group that speaks for itself: that it was a group before, or an anonymous administrator of it. */
const GROUP_ANONYMOUS_BOT: JsonObject = {
  id: 1_087_968_824,
  is_bot: true,
  first_name: 'Group',
  username: 'GroupAnonymousBot',
}

/** Who a message is from, as Telegram's User object. */
export function senderIn(world: World, bot: Bot, chat: Chat, message: Message): JsonObject {
  if (message.from === 'bot') return botUserOf(bot)
  if (message.isAnonymous) return GROUP_ANONYMOUS_BOT
  const person = world.persons.get(message.senderId ?? chat.personId)
  return person ? userOf(person) : GROUP_ANONYMOUS_BOT
}

/** The message as Telegram gives it to the bot. A reply holds the message that it answers, one level deep. */
export function renderMessage(world: World, bot: Bot, chat: Chat, message: Message, depth = 0): JsonObject {
  const inChat = chatObjectIn(world, chat)
  const replied =
    message.replyToMessageId === undefined ? undefined : chat.messages.get(message.replyToMessageId)
  return {
    message_id: message.id,
    from: senderIn(world, bot, chat, message),
    ...((message.content.migrate_from_chat_id || message.isAnonymous) && { sender_chat: inChat }),
    chat: inChat,
    date: message.dateS,
    ...(message.editDateS !== undefined && { edit_date: message.editDateS }),
    ...(message.isViaBot && { via_bot: botUserOf(bot) }),
    ...(message.forwardOrigin && { forward_origin: message.forwardOrigin }),
    ...(replied && depth === 0 && { reply_to_message: renderMessage(world, bot, chat, replied, 1) }),
    ...(message.isProtected && { has_protected_content: true }),
    ...(message.mediaGroupId && { media_group_id: message.mediaGroupId }),
    ...message.content,
    ...(message.inlineKeyboard && { reply_markup: { inline_keyboard: message.inlineKeyboard } }),
  }
}
