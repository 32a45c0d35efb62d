import { type InlineButton, Phone, type PhoneChat, type PhoneMessage, request } from './phone.ts'

/** The mark of our buttons: what follows it is the address that Telegram's buttons carry too (bots/viber/adapter.ts). */
const PRESS_MARK = 'kram:'

/** So many messages are within a thumb's reach: nothing is taken out of a chat in Viber, and walks are long. */
const SCREENFULS = 200

/** A button of the emulator's control side. */
interface ViberButton {
  readonly label: string
  readonly actionType: string
  readonly actionBody: string
  readonly image?: string
}

interface ViberMessage {
  readonly token: string
  readonly revision: number
  readonly from: 'bot' | 'person'
  readonly date: number
  readonly type: string
  readonly text?: string
  readonly caption?: string
  readonly media?: string
  readonly fileName?: string
  readonly size?: number
  readonly contact?: { readonly name?: string; readonly phone: string }
  readonly richMedia?: { readonly cards: readonly { readonly rows: readonly (readonly ViberButton[])[] }[] }
  readonly welcome?: true
}

export interface ViberIntroduction {
  readonly firstName: string
  readonly phone?: string
  readonly languageCode?: string
  /** How much their Viber understands: 10 is of today. */
  readonly apiVersion?: number
}

export interface ViberChat {
  readonly messages: readonly ViberMessage[]
  readonly keyboard: { readonly token: string; readonly rows: readonly (readonly ViberButton[])[] } | null
  readonly subscribed: boolean
  readonly actedRevision: number
}

/**
 * A person with Viber on their phone, acting on the emulator over HTTP. Its chat reads like Telegram's: messages that
 * make one screen are one message, and under the newest stand the buttons of its carousel and of the keyboard.
 */
export class ViberPerson extends Phone {
  readonly id: string
  readonly firstName: string
  readonly phone: string
  readonly #url: string

  private constructor(url: string, { id, name, phone }: { id: string; name: string; phone: string }) {
    super()
    this.#url = url
    this.id = id
    this.firstName = name
    this.phone = phone
  }

  get account(): string {
    return `viber:${this.id}`
  }

  /** Makes the person known to the emulator at `baseUrl`. */
  static async join(
    baseUrl: string,
    { firstName, phone, languageCode, apiVersion }: ViberIntroduction,
  ): Promise<ViberPerson> {
    const control = `${baseUrl.replace(/\/$/, '')}/viber/control`
    const facts = {
      name: firstName,
      ...(phone && { phone }),
      ...(languageCode && { language: languageCode }),
      ...(apiVersion && { apiVersion }),
    }
    const person = await request(`${control}/persons`, facts)
    return new ViberPerson(control, person as { id: string; name: string; phone: string })
  }

  /** Opens the chat, by a link that carries a word or by hand; nothing is said. */
  async opens(context?: string): Promise<void> {
    await this.#acts('open', context === undefined ? {} : { context })
  }

  /** A `/start` with a word is what opening the chat by a link is here. */
  async sends(text: string): Promise<number> {
    const [, word = ''] = /^\/start(?:\s+(\S+))?$/.exec(text) ?? []
    if (word) await this.opens(word)
    else await this.#acts('messages', { text })
    return 0
  }

  /** The own number by the button that shares it, else a card; Viber does not say whose a card is. */
  async sharesContact({
    own = true,
    phone = this.phone,
  }: {
    own?: boolean
    phone?: string
  } = {}): Promise<number> {
    const { keyboard } = await this.#chat()
    const shares = keyboard?.rows.flat().some(({ actionType }) => actionType === 'share-phone')
    if (own && shares && phone === this.phone) await this.#acts('presses', { actionBody: 'phone' })
    else await this.#acts('messages', { contact: { phone, name: this.firstName } })
    return 0
  }

  async sendsPhoto(bytes: Uint8Array, caption?: string): Promise<number> {
    const base64 = Buffer.from(bytes).toString('base64')
    await this.#acts('messages', { photo: { base64, ...(caption !== undefined && { caption }) } })
    return 0
  }

  /** A file of any bytes, with its name. */
  async sendsFile(fileName: string, bytes: Uint8Array): Promise<number> {
    await this.#acts('messages', { file: { fileName, base64: Buffer.from(bytes).toString('base64') } })
    return 0
  }

  async sendsSticker(): Promise<number> {
    await this.#acts('messages', { sticker: { id: 40133 } })
    return 0
  }

  async sharesLocation(latitude = 50.45, longitude = 30.52): Promise<number> {
    await this.#acts('messages', { location: { latitude, longitude } })
    return 0
  }

  /** Viber hands on a text as the person's own. */
  forwards(text: string): Promise<number> {
    return this.sends(text)
  }

  async presses(_messageId: number, data: string): Promise<string> {
    await this.#acts('presses', { actionBody: PRESS_MARK + data, any: true })
    return ''
  }

  async blocks(): Promise<void> {
    await this.#acts('unsubscribe', {})
  }

  async unblocks(): Promise<void> {
    await this.#acts('subscribe', {})
  }

  /** Looks at the chat: what came is seen. */
  async reads(): Promise<void> {
    await this.#acts('read', {})
  }

  /** The phone is off, or on again: what was sent meanwhile comes then. */
  async switches(to: 'on' | 'off'): Promise<void> {
    await this.#acts('phone', { online: to === 'on' })
  }

  async chat(): Promise<PhoneChat> {
    const { messages, keyboard, subscribed, actedRevision } = await this.#chat()
    const read = screensOf(messages)
    const newest = read.findLast(({ from }) => from === 'bot')
    const keys = keyboard?.rows.map((row) => row.flatMap(keyOf)) ?? []
    if (newest && keys.length > 0) newest.inlineKeyboard = [...(newest.inlineKeyboard ?? []), ...keys]
    return {
      messages: read,
      actedRevision,
      replyKeyboard: null,
      commands: [],
      blocked: !subscribed,
      action: null,
    }
  }

  /** The chat as Viber shows it. */
  shown(): Promise<ViberChat> {
    return this.#chat()
  }

  async #chat(): Promise<ViberChat> {
    return (await request(
      `${this.#url}/persons/${encodeURIComponent(this.id)}/chat?last=${SCREENFULS}`,
    )) as ViberChat
  }

  #acts(action: string, body: object): Promise<unknown> {
    return request(`${this.#url}/persons/${encodeURIComponent(this.id)}/${action}`, body)
  }
}

/** A picture with the words after it, and a carousel with the words before it, are one screen. */
const screensOf = (messages: readonly ViberMessage[]): PhoneMessage[] => {
  const screens: PhoneMessage[] = []
  let before: ViberMessage | undefined
  for (const message of messages) {
    const last = screens.at(-1)
    const together =
      before?.from === 'bot' &&
      message.from === 'bot' &&
      ((before.type === 'picture' && message.type === 'text') ||
        (before.type === 'file' && message.type === 'text') ||
        (before.type === 'video' && message.type === 'text') ||
        (before.type === 'text' && message.type === 'rich_media'))
    const read = readMessage(message)
    if (last && together) Object.assign(last, { ...last, ...read, text: read.text ?? last.text })
    else screens.push(read)
    before = message
  }
  return screens
}

/** Some number that stays the message's own, however many are shown. */
const idOf = ({ token }: ViberMessage): number => Number(BigInt(token) % 1_000_000_007n)

const readMessage = (message: ViberMessage): PhoneMessage => {
  const { revision, from, date, type, text, caption, media, fileName, size, contact, richMedia } = message
  const rows = richMedia?.cards.flatMap(({ rows }) => rows.map((row) => row.flatMap(keyOf)))
  return {
    messageId: idOf(message),
    revision,
    from,
    date,
    ...(text !== undefined && { text: withoutMarks(text) }),
    ...(caption !== undefined && { caption }),
    ...(type === 'picture' && media && { photo: { url: media, width: 0, height: 0 } }),
    ...(type === 'file' && media && { document: { url: media, fileName: fileName ?? '', size: size ?? 0 } }),
    ...(type === 'video' && media && { recording: { kind: 'video' as const, url: media, seconds: 0 } }),
    ...(contact && { contact: { phone: contact.phone, firstName: contact.name ?? '' } }),
    ...(rows && { inlineKeyboard: rows.filter((row) => row.length > 0) }),
  }
}

/** Viber draws what stands between stars as bold. */
const withoutMarks = (text: string): string => text.replace(/^\*([^*\n]+)\*$/gm, '$1')

/** A button that can be pressed; a picture of a carousel's card says nothing. What stands on two lines is one label. */
const keyOf = ({ label: written, actionType, actionBody }: ViberButton): InlineButton[] => {
  if (actionType === 'none' || written === '') return []
  const label = written.replaceAll('\n', ' · ')
  if (actionType === 'open-url') return [{ text: label, url: actionBody }]
  if (actionType === 'share-phone') return [{ text: label, shares_phone: true }]
  return [
    {
      text: label,
      callback_data: actionBody.startsWith(PRESS_MARK) ? actionBody.slice(PRESS_MARK.length) : actionBody,
    },
  ]
}
