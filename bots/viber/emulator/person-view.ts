import { plainText } from './button-text.ts'
import type { JsonObject } from './json.ts'
import { carouselLayout, keyboardLayout, linesOf, type Placed } from './layout.ts'
import { chatOf, type Message, type Person, type World } from './world.ts'

/** A button as the phone draws it, at its place in a grid of columns and rows. */
export interface ButtonView {
  x: number
  y: number
  columns: number
  rows: number
  /** With Viber's HTML. */
  text?: string
  /** The words of it alone. */
  label: string
  actionType: string
  actionBody: string
  silent: boolean
  bgColor?: string
  /** Copies on this server. */
  image?: string
  bgMedia?: string
  imageScaleType?: string
  bgMediaScaleType?: string
  textSize: string
  textHAlign: string
  textVAlign: string
  textOpacity: number
  frame?: JsonObject
}

export interface KeyboardView {
  token: string
  bgColor?: string
  inputFieldState: string
  defaultHeight: boolean
  customDefaultHeight?: number
  columns: number
  rows: ButtonView[][]
}

/** A message as the person's phone shows it. */
export interface ChatMessage {
  token: string
  revision: number
  from: 'bot' | 'person'
  /** Unix seconds. */
  date: number
  type: Message['type']
  senderName?: string
  text?: string
  caption?: string
  /** A copy on this server of a picture, video or file. */
  media?: string
  fileName?: string
  size?: number
  url?: string
  contact?: { name?: string; phone: string }
  location?: { latitude: number; longitude: number }
  stickerId?: number
  richMedia?: { columns: number; rows: number; bgColor?: string; cards: { rows: ButtonView[][] }[] }
  altText?: string
  status?: Message['status']
  failure?: string
  billingStatus?: number
  welcome?: true
}

export interface ChatView {
  messages: ChatMessage[]
  keyboard: KeyboardView | null
  subscribed: boolean
  actedRevision: number
  /** Unix seconds until which messages are free; 0 where there was no session. */
  sessionEnds: number
  /** Messages of the last hour that the person did not answer. */
  unanswered: number
  online: boolean
}

/** What the person's phone shows now, of its messages the `last` ones. `origin` is put before file addresses. */
export function chatView(
  world: World,
  person: Person,
  { origin, last }: { origin: string; last?: number | undefined },
): ChatView {
  const chat = chatOf(world, person.id)
  const { keyboard: shown } = chat
  return {
    messages: [...chat.messages.values()]
      .slice(last === undefined ? 0 : -last)
      .map((message) => messageView(message, origin)),
    keyboard: shown && keyboardView(shown, origin),
    subscribed: chat.isSubscribed,
    actedRevision: chat.actedRevision,
    sessionEnds: Math.floor(chat.sessionEndsMs / 1_000),
    unanswered: chat.unansweredMs.length,
    online: person.isOnline,
  }
}

type Files = Readonly<Record<string, string>>
const copyOf = (address: unknown, files: Files, origin: string): string | undefined => {
  const key = typeof address === 'string' ? files[address] : undefined
  return key && `${origin}/viber/media/${key}`
}

function keyboardView(
  { token, keyboard, files }: { token: string; keyboard: JsonObject; files: Files },
  origin: string,
): KeyboardView {
  return {
    token,
    ...(typeof keyboard.BgColor === 'string' && { bgColor: keyboard.BgColor }),
    inputFieldState: String(keyboard.InputFieldState ?? 'regular'),
    defaultHeight: keyboard.DefaultHeight === true,
    ...(typeof keyboard.CustomDefaultHeight === 'number' && {
      customDefaultHeight: keyboard.CustomDefaultHeight,
    }),
    columns: 6,
    rows: rowsView(keyboardLayout(keyboard), files, origin),
  }
}

const rowsView = (placed: readonly Placed[], files: Files, origin: string): ButtonView[][] =>
  linesOf(placed).map((line) => line.map((each) => buttonView(each, files, origin)))

function buttonView({ button, x, y, columns, rows }: Placed, files: Files, origin: string): ButtonView {
  const image = copyOf(button.Image, files, origin)
  const bgMedia = copyOf(button.BgMedia, files, origin)
  const text = typeof button.Text === 'string' ? button.Text : undefined
  return {
    x,
    y,
    columns,
    rows,
    ...(text !== undefined && { text }),
    label: plainText(text ?? ''),
    actionType: String(button.ActionType ?? 'reply'),
    actionBody: String(button.ActionBody),
    silent: button.Silent === true,
    ...(typeof button.BgColor === 'string' && { bgColor: button.BgColor }),
    ...(image && { image }),
    ...(bgMedia && { bgMedia }),
    ...(typeof button.ImageScaleType === 'string' && { imageScaleType: button.ImageScaleType }),
    ...(typeof button.BgMediaScaleType === 'string' && { bgMediaScaleType: button.BgMediaScaleType }),
    textSize: String(button.TextSize ?? 'regular'),
    textHAlign: String(button.TextHAlign ?? 'center'),
    textVAlign: String(button.TextVAlign ?? 'middle'),
    textOpacity: Number(button.TextOpacity ?? 100),
    ...(button.Frame !== undefined && { frame: button.Frame as JsonObject }),
  }
}

function messageView(message: Message, origin: string): ChatMessage {
  const { token, revision, from, dateMs, type, body, status, failure, billingStatus } = message
  return {
    token,
    revision,
    from,
    date: Math.floor(dateMs / 1_000),
    type,
    ...(message.senderName && { senderName: message.senderName }),
    ...contentView(message, origin),
    ...(typeof body.alt_text === 'string' && { altText: body.alt_text }),
    ...(status && { status }),
    ...(failure && { failure }),
    ...(billingStatus !== undefined && { billingStatus }),
    ...(message.isWelcome && { welcome: true }),
  }
}

function contentView({ from, type, body, files }: Message, origin: string): Partial<ChatMessage> {
  switch (type) {
    case 'text':
      return { text: String(body.text) }
    case 'picture':
    case 'video':
    case 'file': {
      const media = from === 'person' ? String(body.media) : copyOf(body.media, files, origin)
      return {
        ...(media && { media }),
        ...(typeof body.text === 'string' && body.text !== '' && { caption: body.text }),
        ...(typeof body.file_name === 'string' && { fileName: body.file_name }),
        ...(typeof body.size === 'number' && { size: body.size }),
      }
    }
    case 'url':
      return { url: String(body.media) }
    case 'contact': {
      const { name, phone_number: phone } = body.contact as JsonObject
      return { contact: { ...(typeof name === 'string' && { name }), phone: String(phone) } }
    }
    case 'location': {
      const { lat, lon } = body.location as JsonObject
      return { location: { latitude: Number(lat), longitude: Number(lon) } }
    }
    case 'sticker':
      return { stickerId: Number(body.sticker_id) }
    case 'rich_media': {
      const richMedia = body.rich_media as JsonObject
      return {
        richMedia: {
          columns: Number(richMedia.ButtonsGroupColumns ?? 6),
          rows: Number(richMedia.ButtonsGroupRows ?? 7),
          ...(typeof richMedia.BgColor === 'string' && { bgColor: richMedia.BgColor }),
          cards: carouselLayout(richMedia).map((card) => ({ rows: rowsView(card, files, origin) })),
        },
      }
    }
    default:
      return type satisfies never
  }
}
