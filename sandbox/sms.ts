import { timingSafeEqual } from 'node:crypto'
import express, { type Request, type Response, Router } from 'express'
import { z } from 'zod'

export interface Sms {
  readonly id: string
  /** E.164, `+` and digits. */
  readonly to: string
  readonly text: string
  /** Unix seconds. */
  readonly date: number
}

export interface SmsGateway {
  /** Answers below `/viber/sms` and `/viber/control/sms`: to be mounted at the root. */
  readonly router: Router
}

const kept = 1_000
/** Seven parts of 153 signs: what gateways take at most. */
const MAX_TEXT = 1_071

const messageSchema = z.strictObject({
  to: z.string().regex(/^\+\d{10,15}$/, 'must be a number like +380671234567'),
  text: z.string().trim().min(1).max(MAX_TEXT),
})
const faultSchema = z.strictObject({
  status: z.number().int().min(400).max(599),
  times: z.number().int().positive().default(1),
})

/**
 * A stand-in for a gateway of text messages, with a protocol of the sandbox's own:
 *
 * - `POST /viber/sms/messages` `{ to, text }` with `Authorization: Bearer <token>`: 201 `{ id }`; 401 without the token,
 *   400 `{ error }` where the number or the text is no good;
 * - `GET /viber/control/sms?phone=+380…`: what that phone got (without `phone` everybody's), the oldest first;
 * - `POST /viber/control/sms/faults` `{ status, times? }`: the next calls fail so.
 *
 * Remembers the newest thousand in memory. `tell` is called with each message that came.
 */
export function createSmsGateway({
  token,
  now = Date.now,
  tell = () => undefined,
}: {
  token: string
  now?: () => number
  tell?: (event: { kind: 'sms'; phone: string }) => void
}): SmsGateway {
  const sent: Sms[] = []
  let fault = { status: 0, times: 0 }
  let count = 0
  const router = Router()
  const json = express.json()

  router.post('/viber/sms/messages', json, (request, response) => {
    if (fault.times > 0) {
      fault.times--
      response.status(fault.status).json({ error: 'ordered fault' })
      return
    }
    if (!isBearer(request, token)) {
      response.status(401).json({ error: 'the token is wrong' })
      return
    }
    const message = messageSchema.safeParse(request.body)
    if (!message.success) return refuse(response, message.error)
    const id = `sms-${++count}`
    sent.push({ id, ...message.data, date: Math.floor(now() / 1_000) })
    if (sent.length > kept) sent.shift()
    tell({ kind: 'sms', phone: message.data.to })
    response.status(201).json({ id })
  })
  router.get('/viber/control/sms', (request, response) => {
    // A plus that was not encoded arrives as a space.
    const phone = String(request.query.phone ?? '').replace(/^ /, '+')
    response.json(phone ? sent.filter(({ to }) => to === phone) : sent)
  })
  router.post('/viber/control/sms/faults', json, (request, response) => {
    const wish = faultSchema.safeParse(request.body)
    if (!wish.success) return refuse(response, wish.error)
    fault = wish.data
    response.json({ ok: true })
  })
  return { router }
}

function refuse(response: Response, error: z.ZodError): void {
  response.status(400).json({ error: z.prettifyError(error) })
}

function isBearer(request: Request, token: string): boolean {
  const given = Buffer.from(request.get('authorization') ?? '')
  const wanted = Buffer.from(`Bearer ${token}`)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}
