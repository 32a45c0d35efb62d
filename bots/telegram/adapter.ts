import type { Message, User as TelegramUser, Update } from 'grammy/types'
import type { Received } from '../../core/inbox.ts'
import { cut, LANGUAGES } from '../../core/kernel/text.ts'
import { type Action, readAction, writeAction } from '../dialogue/action.ts'
import { commandIn, type Heard, type Media, type Speaker } from '../dialogue/heard.ts'
import { nearestLanguage, wordsIn } from '../locales/words.ts'
import type { HeardInChat, SaidInChat } from '../staff/in-chat.ts'

/** Updates that we ask Telegram for; everything else never comes. */
export const ALLOWED_UPDATES = ['message', 'callback_query', 'my_chat_member', 'inline_query'] as const

/** The button of a record (a message that stays as it is): what it opens is shown in a new message. */
const RECORD_MARK = '!'

export const recordAddress = (action: Action): string => RECORD_MARK + writeAction(action)

/** An update of a private chat, or the little that we hear in groups, ready for the inbox; undefined for what is not ours to answer. */
export const receivedFrom = (update: Update): Received | undefined => {
  const from = senderOf(update)
  const inGroup = hearInGroup(update)
  const person = from ? personOf(from.id) : (inGroup?.person ?? inGroup?.chat)
  if (!person) return undefined
  return {
    source: 'telegram',
    externalId: String(update.update_id),
    person,
    sequence: BigInt(update.update_id),
    body: update,
  }
}

export const personOf = (telegramId: number): string => `telegram:${telegramId}`
export const chatOf = (person: string): number => Number(person.slice('telegram:'.length))

const senderOf = (update: Update): TelegramUser | undefined => {
  const chat = update.message?.chat ?? update.callback_query?.message?.chat ?? update.my_chat_member?.chat
  if (chat?.type !== 'private') return undefined
  const from = update.message?.from ?? update.callback_query?.from ?? update.my_chat_member?.from
  return from?.is_bot ? undefined : from
}

export interface HeardUpdate {
  readonly heard: Heard
  readonly speaker: Speaker
  /** A press: the message it was on, to be answered within seconds. */
  readonly press?: { readonly queryId: string; readonly messageId: number; readonly onRecord: boolean }
}

/** What a person did, in the dialogue's terms. */
export const hear = (update: Update): HeardUpdate | undefined => {
  const from = senderOf(update)
  if (!from) return undefined
  const speaker: Speaker = {
    person: personOf(from.id),
    name: cut([from.first_name, from.last_name].filter(Boolean).join(' '), 120),
    username: from.username ?? null,
    language: nearestLanguage(from.language_code),
  }
  if (update.callback_query) return { speaker, ...hearPress(update.callback_query) }
  if (update.message) return { speaker, heard: hearMessage(update.message) }
  if (update.my_chat_member) {
    const status = update.my_chat_member.new_chat_member.status
    return { speaker, heard: { kind: status === 'kicked' || status === 'left' ? 'blocked' : 'unblocked' } }
  }
  return undefined
}

/**
 * What concerns us in a group: presses on our messages, `/desk`, its move to a supergroup, the bot's removal. What
 * people say to each other there we neither read nor keep. `us`: the bot's username, where another's command is told apart.
 */
export const hearInGroup = (update: Update, us?: string): SaidInChat | undefined => {
  const { message, callback_query: query, my_chat_member: member } = update
  const chat = message?.chat ?? query?.message?.chat ?? member?.chat
  if (chat?.type !== 'group' && chat?.type !== 'supergroup') return undefined
  const itself = {
    chat: personOf(chat.id),
    title: cut(chat.title, 128),
    person: null,
    language: 'uk',
  } as const
  const moved = movedIn(message)
  if (moved) return { ...itself, heard: moved }
  if (member) {
    const { status } = member.new_chat_member
    return status === 'kicked' || status === 'left' ? { ...itself, heard: { kind: 'removed' } } : undefined
  }
  const from = query?.from ?? message?.from
  const anonymous = message?.sender_chat?.id === chat.id
  if (!from || (from.is_bot && !anonymous)) return undefined
  const said = anonymous
    ? itself
    : { ...itself, person: personOf(from.id), language: nearestLanguage(from.language_code) }
  if (query) {
    const action = readAction(query.data ?? '')
    return { ...said, heard: action ? { kind: 'action', action } : { kind: 'stale' } }
  }
  const [desk, whose] = /^\/desk(?:@(\w+))?\s*$/i.exec(message?.text ?? '') ?? []
  if (!desk || (us && whose && whose.toLowerCase() !== us.toLowerCase())) return undefined
  return { ...said, heard: { kind: 'desk' } }
}

/** Both chats say that the one became the other. */
const movedIn = (message: Message | undefined): HeardInChat | undefined => {
  if (!message) return undefined
  const { chat, migrate_to_chat_id: to, migrate_from_chat_id: from } = message
  if (to) return { kind: 'moved', from: personOf(chat.id), to: personOf(to) }
  return from ? { kind: 'moved', from: personOf(from), to: personOf(chat.id) } : undefined
}

const hearPress = ({ id, data = '', message }: NonNullable<Update['callback_query']>) => {
  const onRecord = data.startsWith(RECORD_MARK)
  const action = readAction(onRecord ? data.slice(1) : data)
  const heard: Heard = action ? { kind: 'action', action } : { kind: 'stale' }
  return { heard, press: { queryId: id, messageId: message?.message_id ?? 0, onRecord } }
}

/** A product that somebody shared into our own chat (inline mode): the word of the link on its button. */
const sharedWord = ({ via_bot: bot, reply_markup: markup }: Message): string | undefined => {
  const button = bot && markup?.inline_keyboard[0]?.[0]
  if (!button || !('url' in button) || !button.url) return undefined
  const [, username = '', word] = /^https:\/\/t\.me\/(\w+)\?start=([\w-]{1,64})$/.exec(button.url) ?? []
  return username.toLowerCase() === bot.username?.toLowerCase() ? word : undefined
}

const hearMessage = (message: Message): Heard => {
  const shared = sharedWord(message)
  if (shared) return { kind: 'command', name: 'start', argument: shared }
  if (message.contact) {
    const own = message.contact.user_id !== undefined && message.contact.user_id === message.from?.id
    return { kind: 'contact', phone: message.contact.phone_number, own }
  }
  if (message.text === undefined) return hearMedia(message)
  const command = commandIn(message.text)
  if (command) return command
  const isKey = (key: 'back' | 'home.button') =>
    LANGUAGES.some((language) => wordsIn(language).say(key) === message.text)
  if (isKey('back')) return { kind: 'back' }
  if (isKey('home.button')) return { kind: 'command', name: 'start', argument: '' }
  return { kind: 'text', text: message.text, ...repliesTo(message) }
}

/** Only of what was written by hand: to answer a message of ours is a choice. */
const repliesTo = ({ reply_to_message }: Message): { repliesTo?: string } =>
  reply_to_message ? { repliesTo: String(reply_to_message.message_id) } : {}

const hearMedia = (message: Message): Heard => {
  const { caption = '' } = message
  const heard = (kind: Media['kind'], file: { file_id: string } | undefined): Heard | undefined =>
    file && { kind: 'media', media: { kind, id: file.file_id, caption }, ...repliesTo(message) }
  return (
    heard('photo', message.photo?.at(-1)) ??
    heard('voice', message.voice) ??
    heard('video', message.video) ??
    heard('video_note', message.video_note) ??
    heard('audio', message.audio) ??
    heard('document', message.document) ?? { kind: 'other' }
  )
}
