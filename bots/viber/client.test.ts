import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { IntegrationError } from '../../core/kernel/errors.ts'
import { createViberApi, refusalOf, ViberSilent } from './client.ts'
import type { Drawing } from './drawing.ts'

const TOKEN = '44dafb7e0f40021e-61a47a1e6778d187-f2c5a676a07050b3'
const OK = '{"status":0,"status_message":"ok","message_token":5741311803571721087,"billing_status":1}'

interface Called {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: Record<string, unknown>
}

let server: Server
let url = ''
let calls: Called[] = []
let answers: { status?: number; body: string; headers?: Record<string, string> }[] = []

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    calls.push({
      path: request.url ?? '',
      headers: request.headers,
      body: JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>,
    })
    const { status = 200, body, headers = {} } = answers.shift() ?? { body: OK }
    response.writeHead(status, headers).end(body)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/pa`
})
afterAll(() => void server.close())
beforeEach(() => {
  calls = []
  answers = []
})

const api = (apiUrl = url) => createViberApi({ token: TOKEN, apiUrl }, () => ({ name: 'Крам' }))
const words: Drawing = { messages: [{ type: 'text', text: 'Добрий день' }], keyboard: null }
const failure = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  )

it('viber-bot is the release whose private transport is replaced here: another one is to be looked at first', () => {
  const version = createRequire(import.meta.url)('viber-bot/package.json') as { version: string }
  expect(version.version).toBe('1.0.18')
  const { Bot } = createRequire(import.meta.url)('viber-bot') as {
    Bot: new (of: object) => { _client: object }
  }
  const bot = new Bot({ authToken: TOKEN, name: 'Крам', avatar: '' })
  expect(bot._client).toHaveProperty('_sendRequest')
})

describe('a message to Viber', () => {
  it('goes with the token in its header alone, with the sender, and with nothing that is not there', async () => {
    await api().send('u1', words)
    expect(calls).toHaveLength(1)
    expect(calls[0]).toMatchObject({ path: '/pa/send_message', headers: { 'x-viber-auth-token': TOKEN } })
    expect(calls[0]!.body).toEqual({
      receiver: 'u1',
      sender: { name: 'Крам' },
      type: 'text',
      text: 'Добрий день',
      min_api_version: 7,
    })
  })

  it('has its token back to the last of 64 bits', async () => {
    expect(await api().send('u1', words)).toEqual(['5741311803571721087'])
  })

  it('of several goes in order, the keyboard with the last, and leaves what it was given as it was', async () => {
    const keyboard = { Type: 'keyboard', Buttons: [], BgColor: '#FFFFFF', DefaultHeight: false } as const
    const drawing: Drawing = {
      messages: [
        { type: 'picture', url: 'https://shop/p.jpg' },
        { type: 'text', text: 'Туфлі' },
      ],
      keyboard,
    }
    await api().send('u1', drawing)
    expect(calls.map(({ body }) => [body.type, body.keyboard !== undefined])).toEqual([
      ['picture', false],
      ['text', true],
    ])
    expect(drawing.messages).toHaveLength(2)
  })
})

describe("Viber's refusals", () => {
  it('are told apart by what can be done about them', async () => {
    const expected = {
      6: 'blocked',
      5: 'blocked',
      11: 'blocked',
      12: 'too_many',
      13: 'too_old',
      2: 'closed',
      24: 'closed',
      3: undefined,
    }
    for (const [status, refusal] of Object.entries(expected)) {
      answers = [{ body: `{"status":${status},"status_message":"no"}` }]
      expect(refusalOf(await failure(api().send('u1', words)))).toBe(refusal)
    }
  })

  it('stop what comes after: no keyboard without its words', async () => {
    answers = [{ body: '{"status":6,"status_message":"receiverNotSubscribed"}' }]
    const drawing: Drawing = { ...words, messages: [...words.messages, ...words.messages] }
    expect(refusalOf(await failure(api().send('u1', drawing)))).toBe('blocked')
    expect(calls).toHaveLength(1)
  })
})

describe('a Viber that is away', () => {
  it('may have taken a message whose answer is empty or no answer of its own', async () => {
    for (const body of ['', '<html>', '{}']) {
      answers = [{ body }]
      expect(await failure(api().send('u1', words))).toBeInstanceOf(ViberSilent)
    }
  })

  it('is asked again later, to the second where it says when', async () => {
    answers = [{ status: 502, body: '<html>' }]
    expect(await failure(api().send('u1', words))).toMatchObject({ retry: true, retryAfterMs: null })
    answers = [{ status: 429, body: '{}', headers: { 'Retry-After': '7' } }]
    expect(await failure(api().send('u1', words))).toMatchObject({ retry: true, retryAfterMs: 7000 })
  })

  it('took nothing where no connection was made', async () => {
    const refused = await failure(api('http://127.0.0.1:1/pa').send('u1', words))
    expect(refused).toBeInstanceOf(IntegrationError)
    expect(refused).not.toBeInstanceOf(ViberSilent)
    expect(refused).toMatchObject({ retry: true })
  })
})
