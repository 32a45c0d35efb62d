import express, { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { isLoopback } from './links.ts'
import {
  type Actor,
  personOpens,
  personReads,
  personSends,
  putPerson,
  setOnline,
  setSubscribed,
} from './person-actions.ts'
import { chatView } from './person-view.ts'
import type { Platform } from './platform.ts'
import { personPresses } from './presses.ts'
import { ControlRefusal, type Status, statusNames } from './refusal.ts'
import type { WorldEvent } from './world.ts'

const place = z.object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) })
const personSchema = z.object({
  id: z
    .string()
    .regex(/^[A-Za-z0-9+/]{22}==$/, 'must be 24 signs of base64')
    .optional(),
  name: z.string().min(1),
  phone: z
    .string()
    .regex(/^\+\d{8,15}$/)
    .optional(),
  language: z.string().optional(),
  country: z.string().optional(),
  apiVersion: z.number().int().min(1).optional(),
})
/** How many of the newest messages are wanted; all of them when it is not said. */
const lastSchema = z.object({ last: z.coerce.number().int().positive().optional() })
const openSchema = z.object({ context: z.string().optional() })
const messageSchema = z.object({
  text: z.string().optional(),
  url: z.string().optional(),
  contact: z.object({ phone: z.string().min(1), name: z.string().optional() }).optional(),
  photo: z.object({ base64: z.string(), caption: z.string().optional() }).optional(),
  file: z.object({ base64: z.string(), fileName: z.string().min(1) }).optional(),
  video: z.object({ base64: z.string(), caption: z.string().optional() }).optional(),
  location: place.optional(),
  sticker: z.object({ id: z.number().int().positive() }).optional(),
})
const pressSchema = z.object({
  actionBody: z.string(),
  messageToken: z.string().optional(),
  any: z.boolean().optional(),
  location: place.optional(),
})
const times = z.number().int().positive().optional()
const isStatus = (value: number): value is Status => Object.hasOwn(statusNames, value)
const faultSchema = z.union([
  z.strictObject({
    api: z.strictObject({
      method: z.string().optional(),
      receiver: z.string().optional(),
      times,
      http: z.number().int().min(400).max(599).optional(),
      empty: z.boolean().optional(),
      hang: z.boolean().optional(),
      status: z.number().refine(isStatus).optional(),
      cut: z.boolean().optional(),
      delayMs: z.number().nonnegative().optional(),
    }),
  }),
  z.strictObject({
    webhook: z.strictObject({
      kind: z.enum(['duplicate', 'reorder', 'drop']),
      event: z.string().optional(),
      personId: z.string().optional(),
      times,
    }),
  }),
])
const phoneSchema = z.object({ online: z.boolean() })
const clockSchema = z.union([
  z.strictObject({ advanceMs: z.number().nonnegative() }),
  z.strictObject({ nowMs: z.number().positive() }),
])
const idleSchema = z.object({ timeoutMs: z.number().nonnegative().default(10_000) })

/** What a person's phone does and shows, and what the stand-in's world does. Refusals are `{ error }` with 400, 404 or 409. */
export function controlRoutes(platform: Platform): Router {
  const { world, faults, deliveries, journal } = platform
  const router = Router()
  router.use(allowLoopbackPages, express.json({ limit: '80mb' }))

  router.get('/bot', (_request, response) => {
    const { uri, name } = world.bot
    response.json({ uri, name, webhook: world.webhook?.url ?? null })
  })
  router.get('/persons', (_request, response) => void response.json([...world.persons.values()]))
  router.post('/persons', (request, response) => {
    response.json(putPerson(world, personSchema.parse(request.body)))
  })
  router.get('/persons/:id/chat', (request, response) => {
    const { person, origin } = actorOf(platform, request)
    const { last } = lastSchema.parse(request.query)
    response.json(chatView(world, person, { origin, last }))
  })
  router.post('/persons/:id/open', (request, response) => {
    personOpens(platform, actorOf(platform, request), openSchema.parse(request.body ?? {}).context)
    response.json({ ok: true })
  })
  router.post('/persons/:id/messages', async (request, response) => {
    const wish = messageSchema.parse(request.body)
    response.json({ token: await personSends(platform, actorOf(platform, request), wish) })
  })
  router.post('/persons/:id/presses', (request, response) => {
    response.json(personPresses(platform, actorOf(platform, request), pressSchema.parse(request.body)))
  })
  router.post('/persons/:id/read', (request, response) => {
    response.json({ seen: personReads(platform, actorOf(platform, request)) })
  })
  for (const [path, isSubscribed] of [
    ['subscribe', true],
    ['unsubscribe', false],
  ] as const) {
    router.post(`/persons/:id/${path}`, (request, response) => {
      setSubscribed(platform, actorOf(platform, request), isSubscribed)
      response.json({ subscribed: isSubscribed })
    })
  }
  router.post('/persons/:id/phone', (request, response) => {
    const { online } = phoneSchema.parse(request.body)
    setOnline(platform, actorOf(platform, request), online)
    response.json({ online })
  })

  router.post('/faults', (request, response) => {
    const fault = faultSchema.parse(request.body)
    if ('api' in fault) faults.addApi(fault.api)
    else faults.addDelivery(fault.webhook)
    response.json({ ok: true })
  })
  router.delete('/faults', (_request, response) => {
    faults.clear()
    deliveries.release()
    response.json({ ok: true })
  })
  router.get('/calls', (request, response) => void response.json(journal.since(sinceOf(request))))
  router.get('/refused', (request, response) => {
    response.json(
      journal.since(sinceOf(request)).filter(({ status, isOrdered }) => status !== 0 && !isOrdered),
    )
  })
  router.post('/clock', (request, response) => {
    const { clock } = world
    const wish = clockSchema.parse(request.body)
    clock.move('nowMs' in wish ? wish.nowMs - clock.nowMs() : wish.advanceMs)
    response.json({ nowMs: clock.nowMs() })
  })
  router.get('/events', (_request, response) => streamEvents(platform, response))
  router.post('/idle', async (request, response) => {
    const { timeoutMs } = idleSchema.parse(request.body ?? {})
    response.json({ pending: await pendingAfter(platform, timeoutMs) })
  })
  router.use(answerError)
  return router
}

const sinceOf = (request: Request) => Number(request.query.since ?? 0)

function actorOf({ world }: Platform, request: Request): Actor {
  const person = world.persons.get(String(request.params.id))
  if (!person) throw new ControlRefusal(404, 'there is no such person')
  return { person, origin: `${request.protocol}://${request.headers.host}` }
}

/** Pages on this machine may look in, whatever their port. */
function allowLoopbackPages(request: Request, response: Response, next: () => void): void {
  const { origin } = request.headers
  if (origin && URL.canParse(origin) && isLoopback(new URL(origin))) {
    response.set({
      'access-control-allow-origin': origin,
      'access-control-allow-headers': 'content-type',
      'access-control-allow-methods': 'GET, POST, DELETE',
      vary: 'origin',
    })
  }
  if (request.method === 'OPTIONS') response.status(204).end()
  else next()
}

function streamEvents({ world, closed }: Platform, response: Response): void {
  response.set({ 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  response.flushHeaders()
  response.write(': here come the changes\n\n')
  const tell = (event: WorldEvent) => response.write(`data: ${JSON.stringify(event)}\n\n`)
  const end = () => response.end()
  world.changes.on('event', tell)
  closed.addEventListener('abort', end, { once: true })
  response.once('close', () => {
    world.changes.off('event', tell)
    closed.removeEventListener('abort', end)
  })
}

/** Resolves at once when nothing is under way, else as soon as nothing is, or with how much at the time-out. */
function pendingAfter({ world, deliveries, phones }: Platform, timeoutMs: number): Promise<number> {
  const pending = () => deliveries.pending() + phones.pending()
  if (pending() === 0) return Promise.resolve(0)
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      world.changes.off('moved', look)
      resolve(pending())
    }
    const look = () => {
      if (pending() === 0) end()
    }
    const timer = setTimeout(end, timeoutMs)
    world.changes.on('moved', look)
  })
}

function answerError(
  error: unknown,
  _request: Request,
  response: Response,
  next: (error: unknown) => void,
): void {
  if (error instanceof ControlRefusal) response.status(error.httpStatus).json({ error: error.message })
  else if (error instanceof z.ZodError) response.status(400).json({ error: z.prettifyError(error) })
  else if (isUnreadableBody(error)) response.status(400).json({ error: error.message })
  else next(error)
}

const isUnreadableBody = (error: unknown): error is Error =>
  error instanceof Error && 'status' in error && (error.status === 400 || error.status === 413)
