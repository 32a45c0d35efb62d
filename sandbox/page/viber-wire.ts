/** What the sandbox's server answers about Viber, as this page reads it: `/viber/control`. */

export interface ViberBot {
  /** The name in `viber://pa?chatURI=…`. */
  readonly uri: string
  readonly name: string
}

export interface ViberPerson {
  readonly id: string
  readonly name: string
  readonly phone: string
}

/** A button at its place in a grid; `x` and `y` count from 0. */
export interface ViberButton {
  readonly x: number
  readonly y: number
  readonly columns: number
  readonly rows: number
  /** With Viber's HTML. */
  readonly text?: string
  /** The words of it alone. */
  readonly label: string
  readonly actionType: string
  readonly actionBody: string
  readonly bgColor?: string
  readonly image?: string
  readonly bgMedia?: string
  readonly imageScaleType?: string
  readonly bgMediaScaleType?: string
  readonly textSize: string
  readonly textHAlign: string
  readonly textVAlign: string
  /** Of 100. */
  readonly textOpacity: number
  readonly frame?: {
    readonly BorderWidth?: number
    readonly BorderColor?: string
    readonly CornerRadius?: number
  }
}

export type ButtonRows = readonly (readonly ViberButton[])[]

export interface ViberKeyboard {
  /** Of the message that brought it. */
  readonly token: string
  readonly bgColor?: string
  /** `regular`, `minimized` or `hidden`. */
  readonly inputFieldState: string
  readonly rows: ButtonRows
}

export interface Carousel {
  readonly columns: number
  readonly rows: number
  readonly bgColor?: string
  readonly cards: readonly { readonly rows: ButtonRows }[]
}

export interface ViberMessage {
  readonly token: string
  readonly from: 'bot' | 'person'
  /** Unix seconds. */
  readonly date: number
  readonly type:
    | 'text'
    | 'picture'
    | 'video'
    | 'file'
    | 'contact'
    | 'location'
    | 'url'
    | 'sticker'
    | 'rich_media'
  readonly senderName?: string
  readonly text?: string
  readonly caption?: string
  /** A copy on this server; nothing where it could not be fetched. */
  readonly media?: string
  readonly fileName?: string
  readonly size?: number
  readonly url?: string
  readonly contact?: { readonly name?: string; readonly phone: string }
  readonly location?: { readonly latitude: number; readonly longitude: number }
  readonly stickerId?: number
  readonly richMedia?: Carousel
  /** Of the bot's messages. */
  readonly status?: 'sent' | 'delivered' | 'seen' | 'failed'
  readonly failure?: string
}

/** What one person's phone shows of the chat with the bot, oldest message first. */
export interface ViberChat {
  readonly messages: readonly ViberMessage[]
  readonly keyboard: ViberKeyboard | null
  readonly subscribed: boolean
  /** Rises whenever the person does something. */
  readonly actedRevision: number
  readonly online: boolean
}

export interface ViberPressed {
  readonly action: string
}

/** A line of `/viber/control/events`: whose phone is to be looked at again. */
export type ViberEvent =
  | {
      readonly kind: 'message' | 'status' | 'keyboard' | 'subscription' | 'person'
      readonly personId: string
    }
  | { readonly kind: 'sms'; readonly phone: string }

/** What a person can send. */
export type ViberOutgoing =
  | { readonly text: string }
  | { readonly contact: { readonly phone: string; readonly name: string } }
  | { readonly photo: { readonly base64: string; readonly caption?: string } }
  | { readonly file: { readonly base64: string; readonly fileName: string } }
  | { readonly location: ViberPlace }
  | { readonly sticker: { readonly id: number } }

export interface ViberPlace {
  readonly latitude: number
  readonly longitude: number
}

/** A text message that came to a phone's number, whatever messengers it has. */
export interface Sms {
  readonly id: string
  readonly to: string
  readonly text: string
  /** Unix seconds. */
  readonly date: number
}
