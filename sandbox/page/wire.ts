/** What the sandbox's server answers, as this page reads it: `/sandbox.json` and `/control`. */

export type Side = 'customer' | 'staff'

export interface Setup {
  readonly title: string
  readonly bot: string
  readonly customers: readonly number[]
  readonly staff: readonly number[]
}

export interface Person {
  readonly id: number
  readonly firstName: string
  readonly lastName?: string
  readonly username?: string
  readonly phone?: string
  /** A group's chat stands among people: its id is negative, and its members act in it. */
  readonly group?: Group
}

export interface Group {
  readonly id: number
  readonly title: string
  readonly type: 'group' | 'supergroup'
  readonly memberIds: readonly number[]
  /** Whether the bot is in it. */
  readonly hasBot: boolean
}

/** Somebody who acts: in the chat with the bot, or in a group. */
export interface Who {
  readonly personId: number
  readonly group?: number
}

export interface Bot {
  readonly id: number
  readonly username: string
  readonly firstName: string
  readonly description?: string
}

/** Telegram's MessageEntity; offset and length count UTF-16 units. */
export interface Entity {
  readonly type: string
  readonly offset: number
  readonly length: number
  readonly url?: string
  readonly language?: string
}

/** Telegram's InlineKeyboardButton: `text` and one of the rest. */
export interface InlineButton {
  readonly text: string
  readonly style?: string
  readonly callback_data?: string
  readonly url?: string
  readonly copy_text?: { readonly text: string }
  /** Chooses a chat and calls the bot there; here the one chat there is. */
  readonly switch_inline_query?: string
  readonly disabled?: object
}

export interface KeyboardButton {
  readonly text: string
  readonly style?: string
  readonly request_contact?: boolean
  readonly [other: string]: unknown
}

export interface ReplyKeyboard {
  /** The message that brought it. */
  readonly messageId: number
  readonly keyboard: readonly (readonly (KeyboardButton | string)[])[]
  readonly oneTime: boolean
  readonly placeholder?: string
}

/** A place on the map, in degrees. */
export interface Location {
  readonly latitude: number
  readonly longitude: number
}

export interface Venue {
  readonly location: Location
  readonly title: string
  readonly address: string
}

export interface Photo {
  readonly url: string
  readonly width: number
  readonly height: number
}

/** What was spoken or filmed. */
export interface Recording {
  readonly kind: 'voice' | 'video' | 'video_note' | 'audio'
  readonly url: string
  readonly seconds: number
}

export interface ChatMessage {
  readonly messageId: number
  readonly from: 'bot' | 'person'
  /** Who of a group wrote it. */
  readonly senderId?: number
  /** Nothing that anybody said: what became of the group. */
  readonly service?: 'bot_added' | 'upgraded'
  /** Unix seconds. */
  readonly date: number
  readonly editDate?: number
  readonly text?: string
  readonly caption?: string
  readonly entities?: readonly Entity[]
  readonly photo?: Photo
  readonly document?: { readonly url: string; readonly fileName: string; readonly size: number }
  readonly recording?: Recording
  readonly contact?: { readonly phone: string; readonly firstName: string }
  readonly location?: Location
  readonly venue?: Venue
  readonly sticker?: { readonly emoji: string }
  readonly forwarded?: boolean
  /** Sent as a result of the bot's inline mode. */
  readonly viaBot?: boolean
  readonly mediaGroupId?: string
  readonly inlineKeyboard?: readonly (readonly InlineButton[])[]
  readonly replyToMessageId?: number
  readonly silent?: boolean
}

export interface Command {
  readonly command: string
  readonly description: string
}

/** What one person's phone shows of the chat with the bot, oldest message first. */
export interface ChatView {
  readonly messages: readonly ChatMessage[]
  readonly replyKeyboard: ReplyKeyboard | null
  /** The bot asked for an answer to one of its messages: the next words will be a reply to it. */
  readonly forceReply?: { readonly messageId: number; readonly placeholder?: string } | null
  readonly commands: readonly Command[]
  readonly blocked: boolean
  readonly action: string | null
}

export interface PressAnswer {
  readonly answered: boolean
  readonly text?: string
  readonly showAlert?: boolean
}

/** What the bot found for words typed after its name. */
export interface InlineFound {
  readonly queryId: string
  /** False where the bot did not answer in time. */
  readonly answered: boolean
  readonly results?: readonly InlineResult[]
  /** Empty where there is no more. */
  readonly nextOffset?: string
  /** Above the results: opens the chat with the bot. */
  readonly button?: { readonly text: string; readonly startParameter: string }
}

export interface InlineResult {
  readonly id: string
  readonly title: string
  readonly description: string
  readonly photo?: Photo
}

/** A line of `/control/events`: which person's phone is to be looked at again. */
export interface LiveEvent {
  readonly kind:
    | 'message'
    | 'edit'
    | 'delete'
    | 'keyboard'
    | 'action'
    | 'answer'
    | 'commands'
    | 'person'
    | 'block'
  readonly personId?: number
}

/** What a person can send. */
export type Outgoing =
  | { readonly text: string; readonly replyTo?: number }
  | { readonly contact: { readonly phone: string; readonly own: boolean; readonly firstName?: string } }
  | { readonly file: { readonly kind: 'voice'; readonly base64: string } }
  | { readonly photo: { readonly base64: string; readonly caption?: string } }

export interface NewPerson {
  readonly firstName: string
  readonly lastName?: string
  readonly phone?: string
}
