import { createHmac, timingSafeEqual } from 'node:crypto'
import express, { type Request, type Router } from 'express'
import type { Core } from '../../core/index.ts'
import type { Log } from '../../core/kernel/log.ts'
import type { Answering } from '../answering.ts'
import { type Report, readEvent, receivedFrom, type Started, type ViberEvent } from './adapter.ts'

export const WEBHOOK_PATH = '/webhooks/viber'

export interface WebhookNeeds {
  readonly core: Core
  readonly answering: Answering
  readonly token: string
  /** What is said to somebody who opened the chat: a message in the answer itself, which goes to them alone. */
  readonly welcome: (event: Started) => Promise<Record<string, unknown>>
  /** What became of a message of ours. */
  readonly report: (event: Report) => Promise<void>
  readonly log: Log
}

/**
 * Viber's events: the signature over the raw body compared in constant time (403 without it), stored, answered 200 at
 * once and handled after. A database that is away makes it 500: Viber sends the event again. An event that we do not
 * know is answered 200 and forgotten. Viber sends the signature as a header and repeats it as `?sig=`.
 */
export const viberWebhook = ({ core, answering, token, welcome, report, log }: WebhookNeeds): Router => {
  const router = express.Router()
  const handle = async (event: ViberEvent): Promise<Record<string, unknown> | undefined> => {
    if (event.event === 'delivered' || event.event === 'seen' || event.event === 'failed') {
      await report(event)
      return undefined
    }
    if (event.event === 'conversation_started' && !event.subscribed) return welcome(event)
    for (const person of await core.inbox.receive([receivedFrom(event)])) void answering.poke(person)
    return undefined
  }
  router.post(WEBHOOK_PATH, express.raw({ type: () => true, limit: '1mb' }), async (request, response) => {
    const body: Buffer = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
    if (!isSigned(body, signatureOf(request), token))
      return void response.status(403).json({ error: 'forbidden' })
    let event: ViberEvent | undefined
    try {
      event = readEvent(body.toString('utf8'))
    } catch (error) {
      log.warn({ err: error }, 'Viber sent what is no JSON')
      return void response.status(400).json({ error: 'no JSON' })
    }
    const said = event && (await handle(event))
    if (said) response.json(said)
    else response.status(200).end()
  })
  return router
}

const signatureOf = (request: Request): string => {
  const { sig } = request.query
  return request.get('X-Viber-Content-Signature') ?? (typeof sig === 'string' ? sig : '')
}

const isSigned = (body: Buffer, given: string, token: string): boolean => {
  const expected = createHmac('sha256', token).update(body).digest()
  const signature = /^[0-9a-f]{64}$/i.test(given) ? Buffer.from(given, 'hex') : Buffer.alloc(expected.length)
  return timingSafeEqual(signature, expected)
}
