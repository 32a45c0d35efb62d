import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import sharp from 'sharp'
import { onTestFinished } from 'vitest'
import { startViberEmulator, type Timing } from './index.ts'
import type { ChatView } from './person-view.ts'

export const bot = {
  token: '44dafb7e0f40021e-61a47a1e6778d187-f2c5a676a07050b3',
  uri: 'kramtest',
  name: 'Крам',
}

export interface ApiAnswer {
  status: number
  status_message: string
  /** In digits. */
  message_token?: string
  billing_status?: number
  // A test reads whatever it expects; wrong expectations fail there.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  [field: string]: any
}

/** Starts a stand-in that ends with the test, with short ways to call it. */
export async function anEmulator(options: { dataFile?: string; timing?: Timing } = {}) {
  const emulator = await startViberEmulator({ port: 0, bot, ...options })
  let isClosed = false
  const close = async () => {
    if (isClosed) return
    isClosed = true
    await emulator.close()
  }
  onTestFinished(close)
  const { url, apiUrl } = emulator
  const post = (path: string, body: unknown, headers: object = {}) =>
    fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  const control = async (path: string, body?: object) => {
    const response = await (body
      ? post(`${url}/viber/control${path}`, body)
      : fetch(`${url}/viber/control${path}`))
    // biome-ignore lint/suspicious/noExplicitAny: see ApiAnswer
    return (await response.json()) as any
  }
  return {
    url,
    apiUrl,
    close,
    control,
    raw: (method: string, body: unknown, token = bot.token) =>
      post(`${apiUrl}/${method}`, body, { 'x-viber-auth-token': token }),
    async call(method: string, body: unknown = {}): Promise<ApiAnswer> {
      const response = await post(`${apiUrl}/${method}`, body, { 'x-viber-auth-token': bot.token })
      if (response.status !== 200) throw new Error(`HTTP ${response.status}`)
      return parsed(await response.text())
    },
    forgets: (path: string) => fetch(`${url}/viber/control${path}`, { method: 'DELETE' }),
    idle: (timeoutMs = 5_000) => control('/idle', { timeoutMs }),
    of: (id: string) => phoneOf(control, id),
  }
}

export type TestEmulator = Awaited<ReturnType<typeof anEmulator>>

// biome-ignore lint/suspicious/noExplicitAny: see ApiAnswer
function phoneOf(control: (path: string, body?: object) => Promise<any>, id: string) {
  const path = `/persons/${encodeURIComponent(id)}`
  return {
    id,
    chat: () => control(`${path}/chat`) as Promise<ChatView>,
    does: (what: string, body: object = {}) => control(`${path}/${what}`, body),
    says: (text: string) => control(`${path}/messages`, { text }),
    presses: (actionBody: string, more: object = {}) => control(`${path}/presses`, { actionBody, ...more }),
  }
}

/** JSON whose 64-bit tokens are kept as digits. */
// biome-ignore lint/suspicious/noExplicitAny: see ApiAnswer
export const parsed = (text: string): any => JSON.parse(text.replace(/("message_token":)(\d+)/g, '$1"$2"'))

/** The bot has a webhook that answers 200, and a person has written to it. */
export async function aChat(options: Parameters<typeof anEmulator>[0] = {}) {
  const emulator = await anEmulator(options)
  const webhook = await aWebhook()
  await emulator.call('set_webhook', { url: webhook.url })
  const olena = await aPerson(emulator, { name: 'Олена', phone: '+380671234567' })
  await olena.says('Добрий день')
  await emulator.idle()
  webhook.received.length = 0
  const send = (fields: object) =>
    emulator.call('send_message', {
      receiver: olena.id,
      sender: { name: 'Крам' },
      type: 'text',
      text: 'x',
      ...fields,
    })
  return { emulator, webhook, olena, send }
}

export async function aPerson(emulator: TestEmulator, wish: object) {
  const { id } = await emulator.control('/persons', wish)
  return emulator.of(id)
}

/** The status and words of a refusal; fails when the call succeeded. */
export async function refusalOf(answer: Promise<ApiAnswer>): Promise<[number, string]> {
  const { status, status_message: words } = await answer
  if (status === 0) throw new Error('The call was expected to be refused')
  return [status, words]
}

export const aButton = (fields: object = {}) => ({
  Columns: 6,
  Rows: 1,
  ActionType: 'reply',
  ActionBody: 'kram:home',
  Text: 'Додому',
  ...fields,
})

export const aKeyboard = (...buttons: object[]) => ({
  Type: 'keyboard',
  Buttons: buttons.length > 0 ? buttons : [aButton()],
})

/** Cards of a text above a button, each of them full. */
export const aCarousel = (cards = 2, fields: object = {}) => ({
  Type: 'rich_media',
  ButtonsGroupColumns: 6,
  ButtonsGroupRows: 3,
  Buttons: Array.from({ length: cards }, (_, i) => [
    aButton({ Rows: 2, Text: `Товар ${i}`, ActionBody: `kram:product ${i}` }),
    aButton({ Text: 'Купити', ActionBody: `kram:buy ${i}` }),
  ]).flat(),
  ...fields,
})

export interface Received {
  // biome-ignore lint/suspicious/noExplicitAny: an event of any kind
  event: any
  raw: string
  url: URL
  headers: IncomingMessage['headers']
}
export type WebhookAnswer = { status?: number; body?: unknown } | undefined

/** A bot's webhook: remembers everything in order and answers 200, or as `answers` says. Ends with the test. */
export async function aWebhook(
  answers: (received: Received) => WebhookAnswer | Promise<WebhookAnswer> = () => undefined,
) {
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const raw = Buffer.concat(chunks).toString()
    const one = {
      event: parsed(raw),
      raw,
      url: new URL(request.url ?? '', 'http://127.0.0.1'),
      headers: request.headers,
    }
    received.push(one)
    const { status = 200, body } = (await answers(one)) ?? {}
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  })
  const kinds = () => received.map(({ event }) => event.event as string)
  return { url: `${await listening(server)}/viber`, received, kinds }
}

/** A site that answers each path with its bytes, any other with 404. Ends with the test. */
export async function aSite(files: Readonly<Record<string, Buffer | string>>) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const path = String(request.url)
    asked.push(path)
    const bytes = files[path]
    response.writeHead(bytes === undefined ? 404 : 200)
    response.end(bytes)
  })
  return { url: await listening(server), asked }
}

export const aPicture = (format: 'jpeg' | 'png' | 'webp' = 'jpeg', side = 40): Promise<Buffer> =>
  sharp({ create: { width: side, height: side, channels: 3, background: 'red' } })
    .toFormat(format)
    .toBuffer()

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
