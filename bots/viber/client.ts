import axios, { isAxiosError } from 'axios'
import createJson from 'json-bigint'
import viberBot from 'viber-bot'
import { IntegrationError } from '../../core/kernel/errors.ts'
import type { Drawing, ViberKeyboard, ViberMessage } from './drawing.ts'

export interface ViberSettings {
  readonly token: string
  /** `https://chatapi.viber.com/pa`, or the sandbox. */
  readonly apiUrl: string
}

/** Who the bot is, as Viber introduces it. */
export interface ViberAccount {
  /** Of its deep links: `viber://pa?chatURI=…`. */
  readonly uri: string
  readonly name: string
}

/** Fields of keyboards and carousels that we use came with this level of the API at the latest. */
export const MIN_API_VERSION = 7

/** Viber refuses longer names of the sender. */
const SENDER_NAME_MAX = 28
const TIMEOUT_MS = 8_000

/** Events that are not sent without being asked for; `message`, `subscribed` and `unsubscribed` always come. */
const EVENT_TYPES = ['delivered', 'seen', 'failed', 'subscribed', 'unsubscribed', 'conversation_started']

const METHODS: Readonly<Record<string, string>> = {
  setWebhook: 'set_webhook',
  getAccountInfo: 'get_account_info',
  sendMessage: 'send_message',
}

/** 64-bit numbers stay exact, as strings. */
const JSON_EXACT = createJson({ storeAsString: true })

/** Viber said no: HTTP 200 with a status above 0 (viber facts, status codes). */
export class ViberRefused extends Error {
  readonly status: number

  constructor(status: number, words: string) {
    super(`Viber: ${status} ${words}`)
    this.name = 'ViberRefused'
    this.status = status
  }
}

/** What the caller can do about a refusal. */
export type Refusal =
  | 'blocked' // cannot be written to: not subscribed, not registered, no device that could show it
  | 'too_many' // a hundred messages without an answer: later, or elsewhere
  | 'too_old' // the person's Viber is older than what was sent: plainer words
  | 'closed' // the bot itself may not write: its token, its state, its money

const REFUSALS: ReadonlyMap<number, Refusal> = new Map([
  ...[5, 6, 11].map((status) => [status, 'blocked'] as const),
  [12, 'too_many'],
  ...[13, 14].map((status) => [status, 'too_old'] as const),
  ...[2, 7, 8, 9, 10, 15, 19, 20, 21, 22, 23, 24].map((status) => [status, 'closed'] as const),
])

/** Why Viber refused; undefined for anything else than these. */
export const refusalOf = (error: unknown): Refusal | undefined =>
  error instanceof ViberRefused ? REFUSALS.get(error.status) : undefined

/** The way to Viber broke after the request went out: it may have arrived. */
export class ViberSilent extends IntegrationError {
  constructor() {
    super('Viber did not answer', { retry: true })
    this.name = 'ViberSilent'
  }
}

export type ViberApi = ReturnType<typeof createViberApi>

/**
 * Viber's REST API. viber-bot makes the messages and keeps their order; its transport, which rounds 64-bit tokens
 * and may never settle, is replaced by ours. `account` is asked for when a message is sent: the sender's name is in it.
 */
export const createViberApi = (
  { token, apiUrl }: ViberSettings,
  account: () => Pick<ViberAccount, 'name'>,
) => {
  const http = axios.create({
    baseURL: apiUrl,
    timeout: TIMEOUT_MS,
    headers: { 'X-Viber-Auth-Token': token, 'Content-Type': 'application/json' },
    responseType: 'text',
    transformResponse: (body: unknown) => body,
  })

  const request = async (endpoint: string, data: Record<string, unknown>): Promise<unknown> => {
    const method = METHODS[endpoint]
    if (!method) throw new Error(`viber-bot asks for ${endpoint}`)
    const answer = await http
      .post<string>(`/${method}`, JSON.stringify(withoutNothing(data)))
      .catch((error: unknown) => {
        throw brokenWay(error)
      })
    const said = readAnswer(answer.data)
    if (said.status !== 0) throw new ViberRefused(said.status, said.status_message ?? '')
    return said
  }

  const bot = () => {
    const made = new viberBot.Bot({
      authToken: token,
      name: cutName(account().name),
      avatar: '',
      registerToEvents: EVENT_TYPES,
    })
    made._client._sendRequest = request
    return made
  }

  return {
    /** Viber calls the address at once and refuses one that does not answer. @throws ViberRefused, IntegrationError */
    setWebhook: async (url: string): Promise<void> => void (await bot().setWebhook(url)),

    account: async (): Promise<ViberAccount> => {
      const { uri = '', name = '' } = (await bot().getBotProfile()) as Partial<ViberAccount>
      return { uri, name }
    },

    /**
     * Sends messages one after another, the keyboard with the last. Gives their tokens, exact.
     * @throws ViberRefused, IntegrationError (ViberSilent: it may have arrived)
     */
    send: async (
      receiver: string,
      { messages, keyboard }: Drawing,
      minApiVersion = MIN_API_VERSION,
    ): Promise<string[]> => {
      const made = messages.map((message, i) =>
        messageOf(message, { keyboard: i === messages.length - 1 ? keyboard : null, minApiVersion }),
      )
      return (await bot().sendMessage({ id: receiver }, made)).map(String)
    },

    /** One message as the answer to `conversation_started`, which is sent to nobody else. */
    welcome: (message: ViberMessage, keyboard: ViberKeyboard | null): Record<string, unknown> =>
      withoutNothing({
        sender: { name: cutName(account().name) },
        ...messageOf(message, { keyboard: null, minApiVersion: MIN_API_VERSION }).toJson(),
        min_api_version: MIN_API_VERSION,
        ...(keyboard ? { keyboard } : {}),
      }),
  }
}

const messageOf = (
  message: ViberMessage,
  { keyboard, minApiVersion }: { keyboard: ViberKeyboard | null; minApiVersion: number },
) => {
  const { Text, Picture, Video, File, RichMedia } = viberBot.Message
  switch (message.type) {
    case 'text':
      return new Text(message.text, keyboard, null, null, null, minApiVersion)
    case 'picture':
      return new Picture(message.url, message.text, null, keyboard, null, null, null, minApiVersion)
    case 'video':
      return new Video(message.url, message.size, null, null, null, keyboard, null, null, null, minApiVersion)
    case 'file':
      return new File(message.url, message.size, message.name, keyboard, null, null, null, minApiVersion)
    case 'carousel': {
      const media = {
        Type: 'rich_media',
        ButtonsGroupColumns: 6,
        ButtonsGroupRows: message.rows,
        BgColor: '#FFFFFF',
        Buttons: message.buttons,
      }
      return new RichMedia(media, keyboard, null, null, null, message.alt, minApiVersion)
    }
  }
}

const cutName = (name: string): string => name.slice(0, SENDER_NAME_MAX).toWellFormed()

/**
 * viber-bot sends what is not there as null, an empty tracking_data as two quotes, and the token in the body; the words
 * of a picture, which may be empty but not missing, it leaves out.
 */
const withoutNothing = ({ auth_token: _, ...given }: Record<string, unknown>): Record<string, unknown> => {
  const data = given.type === 'picture' ? { ...given, text: given.text ?? '' } : given
  return withoutNulls(data)
}

const withoutNulls = (data: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(data)
      .filter(
        ([key, value]) =>
          value !== null && value !== undefined && !(key === 'tracking_data' && value === '""'),
      )
      .map(([key, value]) => [key, key === 'sender' ? withoutEmpty(value as object) : value]),
  )

const withoutEmpty = (value: object): object =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== '' && each !== null))

interface Answer {
  readonly status: number
  readonly status_message?: string
}

const readAnswer = (body: string): Answer => {
  try {
    const answer = JSON_EXACT.parse(body) as Partial<Answer>
    if (typeof answer.status === 'number') return { ...answer, status: answer.status }
  } catch {
    // Said below: whoever answered was not Viber's API.
  }
  throw new ViberSilent()
}

/**
 * Viber's refusal in our terms, to be thrown. What may go through later is tried again; a bot that may not write is
 * not, and what Viber does not understand is our bug: it stays what it is.
 */
export const toFailure = (error: unknown): unknown => {
  const refusal = refusalOf(error)
  if (!(error instanceof ViberRefused) || !refusal) return error
  return new IntegrationError(error.message, { retry: refusal === 'too_many', cause: error })
}

/** Failures of the way to Viber. */
const brokenWay = (error: unknown): unknown => {
  if (!isAxiosError(error)) return error
  const status = error.response?.status
  if (status === undefined) return NEVER_SENT.has(error.code ?? '') ? unreachable() : new ViberSilent()
  if (status === 429 || status >= 500)
    return new IntegrationError(`Viber: HTTP ${status}`, {
      retry: true,
      retryAfterMs: secondsOf(error.response?.headers),
    })
  return new IntegrationError(`Viber: HTTP ${status}`, { retry: false })
}

/** No connection was made: nothing went out. */
const NEVER_SENT: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH'])

const unreachable = () => new IntegrationError('Viber cannot be reached', { retry: true })

const secondsOf = (headers: unknown): number | null => {
  const seconds = Number((headers as Record<string, unknown> | undefined)?.['retry-after'])
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null
}
