import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface StandIn {
  readonly url: string
  /** Calls so far, refused ones included. */
  readonly calls: () => number
  /** Resolves with the message's id when the bot next draws in this chat, by its id of Telegram or of Viber. Rejects when it does not in time. */
  nextScreen(chat: string, withinMs: number): Promise<number>
  close(): Promise<void>
}

/** Where Viber's API is; all else is Telegram's. */
export const VIBER_ROOT = '/viber/pa'

const PHOTO = [{ file_id: 'standin-photo', file_unique_id: 'standin', width: 800, height: 800 }]
const BOT = { id: 900, is_bot: true, first_name: 'Kram', username: 'kram_bench_bot' }

/**
 * The least that a bot needs of Telegram and of Viber, as fast as it can be answered: every call succeeds with a result
 * of the right kind, except that in Telegram a text cannot be edited into a photo. (The emulators check what they are
 * sent; here that would be what is measured.)
 */
export const startStandIn = async (): Promise<StandIn> => {
  let calls = 0
  let lastMessageId = 0
  const photos = new Set<number>()
  const waiting = new Map<string, (messageId: number) => void>()

  const drawn = (chatId: number, messageId: number, isPhoto: boolean): string => {
    if (isPhoto) photos.add(messageId)
    else photos.delete(messageId)
    waiting.get(String(chatId))?.(messageId)
    const content = isPhoto ? { photo: PHOTO } : { text: '.' }
    return ok({
      message_id: messageId,
      date: 1,
      chat: { id: chatId, type: 'private' },
      from: BOT,
      ...content,
    })
  }

  const answer = (method: string, { chatId, messageId }: Target): string => {
    switch (method) {
      case 'sendMessage':
      case 'sendPhoto':
        return drawn(chatId, ++lastMessageId, method === 'sendPhoto')
      case 'editMessageText':
        return photos.has(messageId) ? NO_TEXT : drawn(chatId, messageId, false)
      case 'editMessageMedia':
        return drawn(chatId, messageId, true)
      case 'getMe':
        return ok(BOT)
      default:
        return ok(true)
    }
  }

  /** A screen is there with the message that has its keyboard. */
  const answerViber = (method: string, body: string): string => {
    const token = ++lastMessageId
    const receiver = /"receiver":"([^"]+)"/.exec(body)?.[1]
    if (method === 'send_message' && receiver && body.includes('"keyboard":{')) waiting.get(receiver)?.(token)
    return `{"status":0,"status_message":"ok","uri":"kram","name":"Kram","message_token":${token}}`
  }

  const server = createServer(async (request, response) => {
    calls += 1
    const method = request.url?.slice(request.url.lastIndexOf('/') + 1) ?? ''
    const sent = await read(request)
    const body = request.url?.startsWith(VIBER_ROOT)
      ? answerViber(method, sent.toString('latin1'))
      : answer(method, targetOf(sent))
    const status = body === NO_TEXT ? 400 : 200
    response.writeHead(status, {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
    })
    response.end(body)
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: () => calls,
    nextScreen: (chat, withinMs) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`the bot drew nothing in ${withinMs} ms`)), withinMs)
        waiting.set(chat, (messageId) => {
          clearTimeout(late)
          waiting.delete(chat)
          resolve(messageId)
        })
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const ok = (result: unknown): string => JSON.stringify({ ok: true, result })

const NO_TEXT = JSON.stringify({
  ok: false,
  error_code: 400,
  description: 'Bad Request: there is no text in the message to edit',
})

interface Target {
  readonly chatId: number
  readonly messageId: number
}

/** JSON, or a form with a picture in it: the two numbers are found in both without parsing the rest. */
const targetOf = (body: Buffer): Target => {
  const text = body.toString('latin1')
  const number = (name: string) => Number(new RegExp(`"${name}"(?::|\r\n\r\n)(\\d+)`).exec(text)?.[1] ?? 0)
  return { chatId: number('chat_id'), messageId: number('message_id') }
}

const read = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
}
