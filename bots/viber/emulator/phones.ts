import { buttonTextProblem } from './button-text.ts'
import type { CheckedMessage } from './check-message.ts'
import type { Deliveries } from './deliveries.ts'
import { fetchFile, pictureFacts } from './files.ts'
import type { Journal } from './journal.ts'
import { isObject, type JsonObject } from './json.ts'
import { carouselLayout, heightOf, keyboardLayout } from './layout.ts'
import { limits } from './limits.ts'
import { endingOf } from './links.ts'
import { type Arrival, addMessage, announce, type Chat, type Message, type World } from './world.ts'

/** The persons' phones, as far as they act by themselves: they get messages, look at them and say what is wrong. */
export interface Phones {
  /** Puts a message into the chat; the phone gets it when it is its turn. */
  send(chat: Chat, checked: CheckedMessage, facts: SendFacts): void
  /** A phone was switched on: what waited arrives. */
  switchedOn(chat: Chat): void
  /** How many messages are on their way to phones that are on. */
  pending(): number
}

export interface SendFacts {
  token: bigint
  billingStatus: number
  isWelcome?: boolean
}

interface Needs {
  world: World
  journal: Journal
  closed: AbortSignal
  /** Events of what became of a message. */
  deliveries: Pick<Deliveries, 'push'>
}

/** Collects what is fetched for one message, so that each address is fetched once. */
type Gather = (address: string, what: string, check: Check) => Promise<void>
interface Check {
  maxBytes: number
  size?: number
  isPicture: boolean
}

/**
 * A message arrives in its turn: its media are fetched, and what Viber leaves to the client is checked there. Well:
 * it is `delivered`, its keyboard is shown or the old one goes. Not: it is `failed`, after the server said status 0.
 */
export function createPhones({ world, journal, closed, deliveries }: Needs): Phones {
  const busy = new Set<Chat>()

  async function arrive(chat: Chat, { token, keyboard }: Arrival): Promise<void> {
    const message = chat.messages.get(token)
    const fetched: Record<string, string> = {}
    const problem = await problemOf(message, keyboard, fetched)
    if (closed.aborted) return
    chat.arrivals.shift()
    if (message) {
      message.files = fetched
      message.status = problem ? 'failed' : 'delivered'
      if (problem) message.failure = problem
      message.revision = world.nextRevision++
    }
    if (!problem) chat.keyboard = keyboard ? { token, keyboard, files: fetched } : null
    else journal.add({ method: 'client', params: message?.body ?? { keyboard }, status: -1, reason: problem })
    deliveries.push(chat.personId, problem ? 'failed' : 'delivered', {
      message_token: BigInt(token),
      user_id: chat.personId,
      ...(problem && { desc: problem }),
    })
    announce(world, { kind: 'status', personId: chat.personId, token })
    world.changes.emit('moved')
  }

  async function problemOf(
    message: Message | undefined,
    keyboard: JsonObject | undefined,
    fetched: Record<string, string>,
  ): Promise<string | undefined> {
    const problems: string[] = []
    const asked = new Map<string, Promise<void>>()
    const gather: Gather = (address, what, check) => {
      const known = asked.get(address)
      if (known) return known
      const got = fetchInto(fetched, address, check).then((problem) => {
        if (problem) problems.push(`${what} ${address} ${problem}`)
      })
      asked.set(address, got)
      return got
    }
    const work: Promise<void>[] = []
    if (keyboard) {
      const rows = heightOf(keyboardLayout(keyboard))
      if (rows > limits.keyboardRows)
        problems.push(`keyboard is ${rows} rows high, not ${limits.keyboardRows}`)
      work.push(...lookAtButtons(keyboard, problems, gather))
    }
    if (message) work.push(...lookAtMessage(message, problems, gather))
    await Promise.all(work)
    return problems.length > 0 ? problems.join('; ') : undefined
  }

  async function fetchInto(
    fetched: Record<string, string>,
    address: string,
    { maxBytes, size, isPicture }: Check,
  ): Promise<string | undefined> {
    const got = await fetchFile(address, maxBytes, closed)
    if ('problem' in got) return got.problem
    if (size !== undefined && got.bytes.length !== size)
      return `has ${got.bytes.length} bytes, and size says ${size}`
    const facts = isPicture
      ? await pictureFacts(got.bytes)
      : { ending: endingOf(address), mimeType: 'application/octet-stream' }
    if (!facts) return 'is no JPEG or PNG picture'
    fetched[address] = (await world.files.save(got.bytes, facts)).key
    return undefined
  }

  async function arriveAll(chat: Chat): Promise<void> {
    if (busy.has(chat)) return
    busy.add(chat)
    try {
      while (!closed.aborted && world.persons.get(chat.personId)?.isOnline && chat.arrivals[0])
        await arrive(chat, chat.arrivals[0])
    } finally {
      busy.delete(chat)
    }
  }

  const isOn = ({ personId }: Chat) => world.persons.get(personId)?.isOnline === true
  return {
    send(chat, { type, body, keyboard, senderName, trackingData }, { token, billingStatus, isWelcome }) {
      const digits = String(token)
      if (type)
        addMessage(world, chat, {
          token: digits,
          from: 'bot',
          type,
          body: contentOf(body),
          status: 'sent',
          billingStatus,
          senderName,
          ...(isWelcome && { isWelcome: true }),
        })
      if (trackingData === undefined) delete chat.trackingData
      else chat.trackingData = trackingData
      chat.arrivals.push({ token: digits, ...(keyboard && { keyboard }) })
      world.changes.emit('changed')
      // After the answer has gone out: the phone is not faster than that.
      setImmediate(() => void arriveAll(chat))
    },
    switchedOn: (chat) => void arriveAll(chat),
    pending: () =>
      [...world.chats.values()].reduce((sum, chat) => sum + (isOn(chat) ? chat.arrivals.length : 0), 0),
  }
}

const contentFields = [
  'text',
  'media',
  'thumbnail',
  'size',
  'duration',
  'file_name',
  'contact',
  'location',
  'sticker_id',
  'rich_media',
  'alt_text',
  'tracking_data',
]
const contentOf = (body: JsonObject): JsonObject =>
  Object.fromEntries(
    contentFields.filter((name) => body[name] !== undefined).map((name) => [name, body[name]]),
  )

function* lookAtButtons(layout: JsonObject, problems: string[], gather: Gather): Generator<Promise<void>> {
  for (const button of layout.Buttons as JsonObject[]) {
    const text = typeof button.Text === 'string' ? button.Text : ''
    const problem = buttonTextProblem(text)
    if (problem) problems.push(`button text ${JSON.stringify(text)}: ${problem}`)
    if (text.length > limits.buttonText)
      problems.push(`button text is longer than ${limits.buttonText} characters: ${JSON.stringify(text)}`)
    for (const field of ['Image', 'BgMedia'] as const) {
      const isPicture = field === 'Image' || button.BgMediaType !== 'gif'
      if (typeof button[field] === 'string')
        yield gather(button[field], field, { maxBytes: limits.buttonImageBytes, isPicture })
    }
  }
}

function* lookAtMessage(
  { type, body }: Message,
  problems: string[],
  gather: Gather,
): Generator<Promise<void>> {
  const size = Number(body.size)
  if (isObject(body.rich_media)) {
    const cards = carouselLayout(body.rich_media).length
    if (cards > limits.cards) problems.push(`rich_media has ${cards} cards, not ${limits.cards}`)
    yield* lookAtButtons(body.rich_media, problems, gather)
  }
  const media = String(body.media)
  if (type === 'picture') yield gather(media, 'media', { maxBytes: limits.pictureBytes, isPicture: true })
  if (type === 'file') yield gather(media, 'media', { maxBytes: limits.fileBytes, isPicture: false, size })
  if (type === 'video') yield gather(media, 'media', { maxBytes: limits.videoBytes, isPicture: false, size })
  if (typeof body.thumbnail === 'string')
    yield gather(body.thumbnail, 'thumbnail', { maxBytes: limits.thumbnailBytes, isPicture: true })
}
