import { withAutomaticEntities } from './entities-automatic.ts'
import { photoSizes, storeDocument, storePhoto, storeRecording } from './files.ts'
import { hearsInGroup } from './groups.ts'
import { addMessage, botUserOf, chatObjectOf, renderMessage, userOf } from './messages.ts'
import { documentOf } from './methods/media.ts'
import { recordingOf } from './methods/recordings.ts'
import { badRequest, Refusal } from './refusal.ts'
import { nowS } from './timing.ts'
import type { Updates } from './updates.ts'
import {
  announce,
  type Bot,
  type Chat,
  type Content,
  chatOf,
  findChat,
  type Group,
  type Message,
  type Person,
  type World,
} from './world.ts'

export interface PersonWish {
  id?: number | undefined
  firstName: string
  lastName?: string | undefined
  username?: string | undefined
  languageCode?: string | undefined
  phone?: string | undefined
}

export interface MessageWish {
  text?: string | undefined
  contact?:
    | { phone?: string | undefined; own?: boolean | undefined; firstName?: string | undefined }
    | undefined
  photo?: { base64: string; caption?: string | undefined } | undefined
  file?:
    | {
        kind: 'voice' | 'video' | 'video_note' | 'audio' | 'document'
        base64: string
        fileName?: string | undefined
        mimeType?: string | undefined
        caption?: string | undefined
      }
    | undefined
  location?: { latitude: number; longitude: number } | undefined
  sticker?: { emoji: string } | undefined
  /** A text of somebody else's, handed on. */
  forwardedFrom?: string | undefined
  replyTo?: number | undefined
  /** In a group: as an administrator who speaks as the group. */
  anonymous?: boolean | undefined
}

interface Needs {
  world: World
  updates: Updates
}

/** Who acts, and in the chat with whom: the bot's own, or a group. */
export interface Actor {
  bot: Bot
  person: Person
  group?: Group | undefined
}

/** The chat in which the person acts, by the id of the one or the many on its other side. */
export const placeOf = ({ person, group }: Actor): number => group?.id ?? person.id

const maxTextLength = 4096
const keptCallbacks = 5_000

/** Adds a person, or updates the one with this id. */
export function putPerson(world: World, wish: PersonWish): Person {
  const id = wish.id ?? world.nextPersonId++
  const old = world.persons.get(id)
  const person: Person = {
    id,
    firstName: wish.firstName,
    languageCode: wish.languageCode ?? old?.languageCode ?? 'uk',
    phone: wish.phone ?? old?.phone ?? `+38067${String(id % 10_000_000).padStart(7, '0')}`,
  }
  const lastName = wish.lastName ?? old?.lastName
  const username = wish.username ?? old?.username
  if (lastName) person.lastName = lastName
  if (username) person.username = username
  world.persons.set(id, person)
  if (id >= world.nextPersonId) world.nextPersonId = id + 1
  announce(world, { kind: 'person', personId: id })
  return person
}

/** The person writes, shares a contact or sends a photo; the bot hears of it by an update. */
export async function personSends(
  { world, updates }: Needs,
  actor: Actor,
  wish: MessageWish,
): Promise<Message> {
  const { bot, person, group } = actor
  const content = await contentOf(world, actor, wish)
  const chat = chatOf(world, bot, placeOf(actor))
  if (!group && chat.isBlocked) throw new Refusal(409, 'the person has blocked this bot; unblock it first')
  if (!group) chat.isStarted = true
  if (wish.anonymous && group?.type !== 'supergroup')
    throw new Refusal(409, 'only administrators of a supergroup are anonymous')
  const replyTo = wish.replyTo ?? impliedReply(chat, content, person)
  if (replyTo !== undefined && !chat.messages.has(replyTo))
    throw badRequest('message to be replied not found')
  hideKeyboardAfter(world, { bot, chat, content })
  const message = addMessage(world, bot, chat, {
    from: 'person',
    content,
    ...(group && { senderId: person.id }),
    ...(wish.anonymous && { isAnonymous: true as const }),
    ...(wish.forwardedFrom && {
      forwardOrigin: { type: 'hidden_user', sender_user_name: wish.forwardedFrom, date: nowS(world.timing) },
    }),
    ...(replyTo !== undefined && { replyToMessageId: replyTo }),
  })
  chat.actedRevision = message.revision
  if (!group || hearsInGroup(bot, chat, message))
    updates.push(bot, 'message', renderMessage(world, bot, chat, message), `chat:${chat.personId}`)
  return message
}

async function contentOf(world: World, { bot, person }: Actor, wish: MessageWish): Promise<Content> {
  if (wish.contact) return { contact: contactOf(person, wish.contact) }
  if (wish.photo) {
    const file = await storePhoto(world.files, Buffer.from(wish.photo.base64, 'base64'))
    const caption = wish.photo.caption
    return { photo: photoSizes(bot.id, file), ...(caption && { caption }) }
  }
  if (wish.location) return { location: wish.location }
  if (wish.sticker) return { sticker: stickerOf(bot, wish.sticker.emoji) }
  if (wish.file) return fileContent(world, bot, wish.file)
  const text = (wish.text ?? '').trim()
  if (!text) throw badRequest('message text is empty')
  if (text.length > maxTextLength) throw badRequest('message is too long')
  const entities = withAutomaticEntities(text, [])
  return { text, ...(entities.length > 0 && { entities }) }
}

/** A sticker of a set that everybody has: nobody asks for its file. */
function stickerOf(bot: Bot, emoji: string): NonNullable<Content['sticker']> {
  const name = Buffer.from(emoji).toString('hex')
  return {
    file_id: `CAACAgIAAxk${bot.id}${name}`,
    file_unique_id: `AgAD${name}`,
    type: 'regular',
    width: 512,
    height: 512,
    is_animated: false,
    is_video: false,
    emoji,
  }
}

const usualTypes = {
  voice: 'audio/ogg',
  video: 'video/mp4',
  video_note: 'video/mp4',
  audio: 'audio/mpeg',
  document: 'application/octet-stream',
} as const

/** A file as the person's phone sends it. A round video takes no words. */
async function fileContent(world: World, bot: Bot, file: NonNullable<MessageWish['file']>): Promise<Content> {
  const { kind, caption, fileName = kind, mimeType = usualTypes[file.kind] } = file
  if (kind === 'video_note' && caption) throw badRequest('a round video has no caption')
  const bytes = Buffer.from(file.base64, 'base64')
  const words = caption ? { caption } : {}
  if (kind === 'document') {
    const stored = await storeDocument(world.files, bytes, { fileName, mimeType })
    return { document: documentOf(bot.id, stored), ...words }
  }
  const stored = await storeRecording(world.files, bytes, { kind, fileName, mimeType })
  return { [kind]: recordingOf(bot.id, stored), ...words }
}

/** One's own contact carries one's id; anybody else's card carries it only when Telegram knows the number. */
function contactOf(
  person: Person,
  wish: NonNullable<MessageWish['contact']>,
): NonNullable<Content['contact']> {
  const own = wish.own ?? false
  return {
    phone_number: wish.phone ?? person.phone,
    first_name: wish.firstName ?? person.firstName,
    ...(own && person.lastName && { last_name: person.lastName }),
    ...(own && { user_id: person.id }),
  }
}

/** A contact shared by the keyboard's button, and a text written under force_reply, answer that message. */
function impliedReply(chat: Chat, content: Content, person: Person): number | undefined {
  if (content.contact?.user_id === person.id) {
    const buttons = chat.replyKeyboard?.keyboard.flat() ?? []
    const messageId = chat.replyKeyboard?.messageId ?? 0
    if (buttons.some((button) => button.request_contact === true) && chat.messages.has(messageId))
      return messageId
  }
  return chat.forceReply?.messageId
}

function hideKeyboardAfter(
  world: World,
  { bot, chat, content }: { bot: Bot; chat: Chat; content: Content },
): void {
  chat.forceReply = null
  if (!chat.replyKeyboard?.oneTime) return
  const isUsed = chat.replyKeyboard.keyboard
    .flat()
    .some((button) => (content.contact ? button.request_contact === true : button.text === content.text))
  if (!isUsed) return
  chat.replyKeyboard = null
  announce(world, { kind: 'keyboard', personId: chat.personId, bot: bot.username })
}

/** The person presses an inline button; any data may be sent, as a forged client can. Gives the callback's id. */
export function personPresses(
  { world, updates }: Needs,
  actor: Actor,
  press: { messageId: number; data: string },
): string {
  const { bot, person, group } = actor
  const chat = findChat(world, bot, placeOf(actor))
  const message = chat?.messages.get(press.messageId)
  if (!chat || !message) throw new Refusal(404, 'there is no such message in this chat')
  if (!group && chat.isBlocked) throw new Refusal(409, 'the person has blocked this bot; unblock it first')
  chat.actedRevision = world.nextRevision++
  const id = String(world.nextCallbackId++)
  world.callbacks.set(id, { id, botId: bot.id, personId: person.id, createdMs: world.timing.nowMs() })
  if (world.callbacks.size > keptCallbacks) world.callbacks.delete(world.callbacks.keys().next().value!)
  const query = {
    id,
    from: userOf(person),
    message: renderMessage(world, bot, chat, message),
    chat_instance: `${bot.id}${Math.abs(chat.personId)}`,
    data: press.data,
  }
  // A bot that is no member any more hears of no press on what it left behind.
  if (!group || !chat.isBlocked) updates.push(bot, 'callback_query', query, `callback:${person.id}`)
  return id
}

/** The person blocks or unblocks the bot, which hears my_chat_member when that changes anything. */
export function setBlocked({ world, updates }: Needs, { bot, person }: Actor, isBlocked: boolean): void {
  const chat = chatOf(world, bot, person.id)
  if (chat.isBlocked === isBlocked) return
  chat.isBlocked = isBlocked
  announce(world, { kind: 'block', personId: person.id, bot: bot.username })
  const member = (isKicked: boolean) =>
    isKicked
      ? { user: botUserOf(bot), status: 'kicked', until_date: 0 }
      : { user: botUserOf(bot), status: 'member' }
  const update = {
    chat: chatObjectOf(person),
    from: userOf(person),
    date: nowS(world.timing),
    old_chat_member: member(!isBlocked),
    new_chat_member: member(isBlocked),
  }
  updates.push(bot, 'my_chat_member', update, `member:${person.id}`)
}
