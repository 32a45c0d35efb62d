import { Phone, type PhoneChat, request } from './phone.ts'

/** What a phone lists under `@bot words`. */
export interface InlineFound {
  queryId: string
  answered: boolean
  results: { id: string; title: string; description: string; photo?: { url: string } }[]
  nextOffset: string
  button?: { text: string; startParameter: string }
}

export interface PersonFacts {
  id?: number
  firstName: string
  lastName?: string
  phone?: string
  languageCode?: string
  /** The bot to talk to, by username or id; may be left out where the emulator knows only one. */
  bot?: string | number
}

/**
 * A person with a phone, acting on the Telegram emulator over HTTP. An action resolves as soon as the emulator has
 * accepted it; whether the bot has answered by then is for others to wait for.
 */
export class TelegramPerson extends Phone {
  readonly id: number
  readonly firstName: string
  readonly phone: string
  readonly #baseUrl: string
  /** The bot to talk to, and the group to do it in. */
  readonly #place: Place

  private constructor(
    baseUrl: string,
    person: { id: number; firstName: string; phone: string },
    place: Place,
  ) {
    super()
    this.#baseUrl = baseUrl
    this.#place = place
    this.id = person.id
    this.firstName = person.firstName
    this.phone = person.phone
  }

  get account(): string {
    return `telegram:${this.id}`
  }

  /** Makes the person known to the emulator at `baseUrl`; the same id again updates the person. */
  static async join(baseUrl: string, { bot, ...facts }: PersonFacts): Promise<TelegramPerson> {
    const root = baseUrl.replace(/\/$/, '')
    const person = await request(`${root}/control/persons`, facts)
    return new TelegramPerson(
      root,
      person as { id: number; firstName: string; phone: string },
      bot === undefined ? {} : { bot },
    )
  }

  /** The same person in a group, where all of this happens among its members. */
  in(group: number): TelegramPerson {
    return new TelegramPerson(this.#baseUrl, this, { ...this.#place, group })
  }

  /** Makes a group of this person and others. Gives its id. */
  async makesGroup(title: string, others: readonly TelegramPerson[] = []): Promise<number> {
    const members = [this, ...others].map(({ id }) => id)
    const { id } = (await request(`${this.#baseUrl}/control/groups`, { title, members })) as { id: number }
    return id
  }

  /** Adds the bot to a group, makes it an administrator there, or removes it. */
  async makesBot(status: 'member' | 'administrator' | 'kicked', group: number): Promise<void> {
    await request(`${this.#baseUrl}/control/groups/${group}/bot`, { ...this.#place, by: this.id, status })
  }

  /** Makes a supergroup of a group. Gives the id under which it lives on. */
  async upgrades(group: number): Promise<number> {
    const url = `${this.#baseUrl}/control/groups/${group}/supergroup`
    return ((await request(url, { ...this.#place, by: this.id })) as { id: number }).id
  }

  /** Writes a text, in a group also as an administrator who is not named. Gives the message's id. */
  async sends(
    text: string,
    { replyTo, anonymous }: { replyTo?: number; anonymous?: true } = {},
  ): Promise<number> {
    return this.#sendsMessage({
      text,
      ...(replyTo !== undefined && { replyTo }),
      ...(anonymous && { anonymous }),
    })
  }

  /** Hands on a text of somebody else's. */
  async forwards(text: string, forwardedFrom = 'Якась людина'): Promise<number> {
    return this.#sendsMessage({ text, forwardedFrom })
  }

  async sendsSticker(emoji = '👍'): Promise<number> {
    return this.#sendsMessage({ sticker: { emoji } })
  }

  async sharesLocation(latitude = 50.45, longitude = 30.52): Promise<number> {
    return this.#sendsMessage({ location: { latitude, longitude } })
  }

  /** Shares a contact: one's own number, or with `own: false` somebody else's card. */
  async sharesContact({
    own = true,
    phone = this.phone,
  }: {
    own?: boolean
    phone?: string
  } = {}): Promise<number> {
    return this.#sendsMessage({ contact: { own, phone, firstName: this.firstName } })
  }

  async sendsPhoto(bytes: Uint8Array, caption?: string): Promise<number> {
    const base64 = Buffer.from(bytes).toString('base64')
    return this.#sendsMessage({ photo: { base64, ...(caption !== undefined && { caption }) } })
  }

  /** Sends a voice, a video or a file: any bytes do. */
  async sendsFile(
    kind: 'voice' | 'video' | 'video_note' | 'audio' | 'document',
    { caption, replyTo }: { caption?: string; replyTo?: number } = {},
  ): Promise<number> {
    const base64 = Buffer.from(`${kind} of ${this.firstName}`).toString('base64')
    return this.#sendsMessage({ file: { kind, base64, caption }, replyTo })
  }

  /** Presses with any data whatever, as a forged client can. Gives the callback's id for `answerTo`. */
  async presses(messageId: number, data: string): Promise<string> {
    const { callbackId } = (await this.#acts('presses', { messageId, data })) as { callbackId: string }
    return callbackId
  }

  /** Types after the bot's name, in any chat, and waits for what the phone lists. */
  async asksInline(query: string, offset = '', timeoutMs = 10_000): Promise<InlineFound> {
    return (await this.#acts('inline', { query, offset, timeoutMs })) as InlineFound
  }

  /** Sends a listed result into the chat with the bot. Gives the message's id. */
  async picks(queryId: string, resultId: string): Promise<number> {
    const { messageId } = (await this.#acts('inline-results', { queryId, resultId })) as { messageId: number }
    return messageId
  }

  /** What the bot answered to a press: the little note on top of the screen. */
  async answerTo(callbackId: string): Promise<{ answered: boolean; text?: string; showAlert?: boolean }> {
    return (await request(`${this.#baseUrl}/control/presses/${callbackId}`)) as { answered: boolean }
  }

  /** All that the phone shows now, oldest message first. */
  async chat(): Promise<PhoneChat> {
    return (await request(`${this.#url('chat')}${this.#query()}`)) as PhoneChat
  }

  async blocks(): Promise<void> {
    await this.#acts('block', {})
  }

  async unblocks(): Promise<void> {
    await this.#acts('unblock', {})
  }

  async #sendsMessage(body: object): Promise<number> {
    const { messageId } = (await this.#acts('messages', body)) as { messageId: number }
    return messageId
  }

  #acts(action: string, body: object): Promise<unknown> {
    return request(this.#url(action), { ...body, ...this.#place })
  }

  #url(action: string): string {
    return `${this.#baseUrl}/control/persons/${this.id}/${action}`
  }

  #query(): string {
    const named = Object.entries(this.#place).map(([field, value]) => `${field}=${encodeURIComponent(value)}`)
    return named.length > 0 ? `?${named.join('&')}` : ''
  }
}

interface Place {
  readonly bot?: string | number
  readonly group?: number
}
