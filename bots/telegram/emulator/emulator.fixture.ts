import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import sharp from 'sharp'
import { onTestFinished } from 'vitest'
import { type EmulatorOptions, startTelegramEmulator } from './index.ts'
import type { Timing } from './timing.ts'

export const token = '123456:test-token'

export interface BotApiAnswer {
  ok: boolean
  // A test reads whatever it expects; wrong expectations fail there.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  result?: any
  error_code?: number
  description?: string
  parameters?: { retry_after?: number; migrate_to_chat_id?: number }
}

/** Starts an emulator that ends with the test, with short ways to call it. */
export async function anEmulator(options: Partial<EmulatorOptions> = {}) {
  const emulator = await startTelegramEmulator({ port: 0, ...options })
  let isClosed = false
  const close = async () => {
    if (isClosed) return
    isClosed = true
    await emulator.close()
  }
  onTestFinished(close)
  const { url } = emulator
  return {
    url,
    close,
    /** Calls a method with a JSON body. */
    call: (method: string, params: object = {}, ofToken = token): Promise<BotApiAnswer> =>
      post(`${url}/bot${ofToken}/${method}`, params) as Promise<BotApiAnswer>,
    /** Calls a method as multipart, with files. */
    callWithFiles: async (method: string, fields: Record<string, string | Blob>): Promise<BotApiAnswer> => {
      const form = new FormData()
      for (const [name, value] of Object.entries(fields)) {
        if (typeof value === 'string') form.append(name, value)
        else form.append(name, value, `${name}.bin`)
      }
      const response = await fetch(`${url}/bot${token}/${method}`, { method: 'POST', body: form })
      return (await response.json()) as BotApiAnswer
    },
    control: (path: string, body?: object) =>
      body ? post(`${url}/control${path}`, body) : get(`${url}/control${path}`),
  }
}

export type TestEmulator = Awaited<ReturnType<typeof anEmulator>>

/** A person who has already written to the bot, so that the bot may write back. Gives the person's id. */
export async function aStartedPerson(emulator: TestEmulator, firstName = 'Олена'): Promise<number> {
  await emulator.call('getMe')
  const { id } = (await emulator.control('/persons', { firstName })) as { id: number }
  await emulator.control(`/persons/${id}/messages`, { text: '/start' })
  await emulator.call('getUpdates', { offset: -1 })
  const updates = await emulator.call('getUpdates')
  await emulator.call('getUpdates', { offset: updates.result[0].update_id + 1 })
  return id
}

/** The result of a call that must succeed. */
export async function resultOf(answer: Promise<BotApiAnswer>) {
  const { ok, result, description } = await answer
  if (!ok) throw new Error(`The call was refused: ${description}`)
  return result
}

/** The words of a refusal; fails when the call succeeded. */
export async function refusalOf(answer: Promise<BotApiAnswer>): Promise<string> {
  const { ok, description } = await answer
  if (ok) throw new Error('The call was expected to be refused')
  return description ?? ''
}

export async function aPng(width = 400, height = 300, color = 'red'): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: color } })
    .png()
    .toBuffer()
}

export const blobOf = (bytes: Buffer, type = 'application/octet-stream') =>
  new Blob([new Uint8Array(bytes)], { type })

export interface ManualTiming extends Timing {
  /** Moves the clock and wakes whoever is due. */
  advance(ms: number): void
  /** Resolves with the length of the next sleep that begins (or began, if nobody asked yet). */
  nextSleepMs(): Promise<number>
}

/** A clock that stands still until it is moved. */
export function manualTiming(): ManualTiming {
  let now = Date.UTC(2026, 10, 22)
  const sleepers = new Set<{ dueMs: number; wake: () => void }>()
  const begun = aQueue<number>()
  return {
    nowMs: () => now,
    sleep(ms, signal) {
      begun.put(ms)
      return new Promise((resolve) => {
        const wake = () => {
          sleepers.delete(sleeper)
          resolve()
        }
        const sleeper = { dueMs: now + ms, wake }
        sleepers.add(sleeper)
        if (signal?.aborted) sleeper.wake()
        signal?.addEventListener('abort', sleeper.wake, { once: true })
      })
    },
    advance(ms) {
      now += ms
      for (const sleeper of [...sleepers]) if (sleeper.dueMs <= now) sleeper.wake()
    },
    nextSleepMs: () => begun.take(),
  }
}

/** What one side puts in, the other waits for. */
function aQueue<T>() {
  const items: T[] = []
  const takers: ((item: T) => void)[] = []
  return {
    put(item: T) {
      const taker = takers.shift()
      if (taker) taker(item)
      else items.push(item)
    },
    take: (): Promise<T> =>
      items.length > 0 ? Promise.resolve(items.shift()!) : new Promise((resolve) => takers.push(resolve)),
  }
}

export interface Delivery {
  // biome-ignore lint/suspicious/noExplicitAny: an update of any kind
  update: any
  headers: IncomingMessage['headers']
  answer(status: number, options?: { body?: object; retryAfter?: number }): void
}

/** A bot's webhook whose every delivery the test answers by hand. Ends with the test. */
export async function aWebhook() {
  const deliveries = aQueue<Delivery>()
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    deliveries.put({
      update: JSON.parse(Buffer.concat(chunks).toString()),
      headers: request.headers,
      answer(status, { body, retryAfter } = {}) {
        if (retryAfter !== undefined) response.setHeader('retry-after', retryAfter)
        response.writeHead(status, { 'content-type': 'application/json' })
        response.end(body ? JSON.stringify(body) : '')
      },
    })
  })
  const url = `${await listening(server)}/telegram`
  return { url, next: () => deliveries.take() }
}

/** A site that answers every path with these bytes. Ends with the test. */
export async function aSite(bytes: Buffer, contentType: string): Promise<string> {
  const server = createServer((request, response) => {
    response.writeHead(request.url === '/missing' ? 404 : 200, { 'content-type': contentType })
    response.end(bytes)
  })
  return listening(server)
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function post(url: string, body: object): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return response.json()
}

async function get(url: string): Promise<unknown> {
  return (await fetch(url)).json()
}
