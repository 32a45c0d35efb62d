/** A button as the person sees it. */
interface InlineButton {
  text: string
  callback_data?: string
  url?: string
  switch_inline_query?: string
}

interface KeyboardButton {
  text: string
  request_contact?: boolean
}

/** A message as the person's phone shows it; the answer of the emulator's control side. */
export interface PhoneMessage {
  messageId: number
  /** Rises with every change that a person would notice. */
  revision: number
  from: 'bot' | 'person'
  /** Who of a group wrote it. */
  senderId?: number
  date: number
  editDate?: number
  text?: string
  caption?: string
  photo?: { url: string; width: number; height: number }
  document?: { url: string; fileName: string; size: number }
  recording?: { kind: 'voice' | 'video' | 'video_note' | 'audio'; url: string; seconds: number }
  contact?: { phone: string; firstName: string }
  mediaGroupId?: string
  inlineKeyboard?: InlineButton[][]
  replyToMessageId?: number
  silent?: boolean
}

export interface PhoneChat {
  messages: PhoneMessage[]
  actedRevision: number
  replyKeyboard: { keyboard: KeyboardButton[][]; oneTime: boolean } | null
  commands: { command: string; description: string }[]
  blocked: boolean
  action: string | null
}

/** The message that the bot sent or changed last: what it says and the labels of its inline buttons, row by row. */
export interface Screen {
  messageId: number
  text: string
  rows: string[][]
  photo?: { url: string; width: number; height: number }
}

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
export class TelegramPerson {
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
    this.#baseUrl = baseUrl
    this.#place = place
    this.id = person.id
    this.firstName = person.firstName
    this.phone = person.phone
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

  /**
   * Presses the inline button with this label in the newest message that has one, else the button of the reply
   * keyboard. A label that only contains the words serves when none equals them. Throws with the visible buttons
   * when there is none.
   */
  async taps(label: string): Promise<void> {
    const chat = await this.chat()
    const inline = findInline(chat, label)
    if (inline) {
      await this.#tapsInline(inline, chat)
      return
    }
    const keys = chat.replyKeyboard?.keyboard.flat() ?? []
    const key = keys.find(({ text }) => text === label) ?? keys.find(({ text }) => text.includes(label))
    if (!key) throw new Error(`${this.firstName} sees no button "${label}".\n${described(chat)}`)
    if (key.request_contact) await this.sharesContact()
    else await this.sends(key.text)
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

  /** Asserts that what the bot sent or changed since the person's last action holds the text. */
  async sees(expected: string | RegExp): Promise<void> {
    const chat = await this.chat()
    const found = newestOfBot(chat).some((message) => matches(wordsOf(message), expected))
    if (!found) throw new Error(`${this.firstName} does not see ${String(expected)}.\n${described(chat)}`)
  }

  /** The message that the bot sent or changed last. Throws when there is none. */
  async screen(): Promise<Screen> {
    const chat = await this.chat()
    const message = newestOfBot(chat).at(-1)
    if (!message) throw new Error(`${this.firstName} has heard nothing from the bot yet.\n${described(chat)}`)
    return {
      messageId: message.messageId,
      text: wordsOf(message),
      rows: labelsOf(message),
      ...(message.photo && { photo: message.photo }),
    }
  }

  /** The labels of all buttons within reach: those of the newest message that has any, then the reply keyboard. */
  async buttons(): Promise<string[]> {
    const chat = await this.chat()
    const message = chat.messages.findLast(({ inlineKeyboard }) => inlineKeyboard)
    const keys = chat.replyKeyboard?.keyboard.flat().map(({ text }) => text) ?? []
    return [...(message ? labelsOf(message).flat() : []), ...keys]
  }

  async blocks(): Promise<void> {
    await this.#acts('block', {})
  }

  async unblocks(): Promise<void> {
    await this.#acts('unblock', {})
  }

  async #tapsInline({ messageId, button }: FoundButton, chat: PhoneChat): Promise<void> {
    if (button.callback_data !== undefined) {
      await this.presses(messageId, button.callback_data)
      return
    }
    const effect = button.url ? `opens ${button.url}` : 'tells the bot nothing'
    throw new Error(`The button "${button.text}" ${effect}.\n${described(chat)}`)
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

interface FoundButton {
  messageId: number
  button: InlineButton
}

function findInline(chat: PhoneChat, label: string): FoundButton | undefined {
  const all = chat.messages
    .toReversed()
    .flatMap(({ messageId, inlineKeyboard }) =>
      (inlineKeyboard ?? []).flat().map((button) => ({ messageId, button })),
    )
  return (
    all.find(({ button }) => button.text === label) ?? all.find(({ button }) => button.text.includes(label))
  )
}

/** What the bot said or changed since the person last did something; without that, what it said last of all. */
function newestOfBot({ messages, actedRevision }: PhoneChat): PhoneMessage[] {
  const ofBot = messages.filter(({ from }) => from === 'bot').toSorted((a, b) => a.revision - b.revision)
  const since = ofBot.filter(({ revision }) => revision > actedRevision)
  return since.length > 0 ? since : ofBot.slice(-1)
}

/** Spaces that do not break are spaces to the eye. */
const wordsOf = ({ text, caption }: PhoneMessage) => (text ?? caption ?? '').replaceAll('\u00a0', ' ')
const labelsOf = ({ inlineKeyboard }: PhoneMessage) =>
  (inlineKeyboard ?? []).map((row) => row.map(({ text }) => text))
const matches = (words: string, expected: string | RegExp) =>
  typeof expected === 'string' ? words.includes(expected) : expected.test(words)

function described({ messages, replyKeyboard, blocked }: PhoneChat): string {
  const lines = messages.slice(-12).flatMap((message) => {
    const what = message.contact ? `<contact ${message.contact.phone}>` : message.photo ? '<photo> ' : ''
    return [
      `${message.from} #${message.messageId}: ${what}${wordsOf(message)}`,
      ...labelsOf(message).map(rowLine),
    ]
  })
  const keys = replyKeyboard?.keyboard.map((row) => rowLine(row.map(({ text }) => text))) ?? []
  const parts = [
    ...(lines.length > 0 ? lines : ['(the chat is empty)']),
    ...(keys.length > 0 ? ['keyboard:', ...keys] : []),
  ]
  return [...parts, ...(blocked ? ['(the person has blocked the bot)'] : [])].join('\n')
}

const rowLine = (labels: string[]) => `    ${labels.map((label) => `[${label}]`).join(' ')}`

async function request(url: string, body?: object): Promise<unknown> {
  const response = await fetch(url, {
    ...(body && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  })
  const answer = (await response.json()) as { error?: string }
  if (!response.ok)
    throw new Error(`The emulator refused ${new URL(url).pathname}: ${answer.error ?? response.status}`)
  return answer
}
