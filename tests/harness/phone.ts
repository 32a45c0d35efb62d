/** A button as the person sees it. */
export interface InlineButton {
  text: string
  callback_data?: string
  url?: string
  switch_inline_query?: string
  /** Viber's button that shares the own number. */
  shares_phone?: true
}

export interface KeyboardButton {
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

/** What a person does and sees on a phone, whatever the messenger. */
export abstract class Phone {
  abstract readonly firstName: string
  /** As the shop names it: "telegram:123". */
  abstract readonly account: string
  /** Writes a text. Gives the message's id. */
  abstract sends(text: string): Promise<number>
  /** Shares a contact: one's own number, or with `own: false` somebody else's card. */
  abstract sharesContact(contact?: { own?: boolean; phone?: string }): Promise<number>
  abstract sendsPhoto(bytes: Uint8Array, caption?: string): Promise<number>
  abstract sendsSticker(): Promise<number>
  abstract sharesLocation(): Promise<number>
  /** Hands on a text of somebody else's. */
  abstract forwards(text: string): Promise<number>
  /** Presses with any data whatever, as a forged client can. */
  abstract presses(messageId: number, data: string): Promise<string>
  /** All that the phone shows now, oldest message first. */
  abstract chat(): Promise<PhoneChat>
  /** Puts an end to hearing from the bot, and takes it back. */
  abstract blocks(): Promise<void>
  abstract unblocks(): Promise<void>

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

  async #tapsInline({ messageId, button }: FoundButton, chat: PhoneChat): Promise<void> {
    if (button.shares_phone) {
      await this.sharesContact()
      return
    }
    if (button.callback_data !== undefined) {
      await this.presses(messageId, button.callback_data)
      return
    }
    const effect = button.url ? `opens ${button.url}` : 'tells the bot nothing'
    throw new Error(`The button "${button.text}" ${effect}.\n${described(chat)}`)
  }
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

/** @throws Error with the emulator's own words */
export async function request(url: string, body?: object): Promise<unknown> {
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
