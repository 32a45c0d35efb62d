import express, { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { fileOfId } from './files.ts'
import { createGroup, setMembership, upgradeGroup } from './groups.ts'
import { inlineAnswer, personAsksInline, personPicksResult } from './inline-queries.ts'
import { isLoopback } from './links.ts'
import { type Actor, personPresses, personSends, putPerson, setBlocked } from './person-actions.ts'
import { chatView, groupView, inlineView } from './person-view.ts'
import type { Platform } from './platform.ts'
import { Refusal } from './refusal.ts'
import { type Bot, findBot, type Group, type Person, type WorldEvent } from './world.ts'

const personSchema = z.object({
  id: z
    .number()
    .int()
    .positive()
    .max(2 ** 52)
    .optional(),
  firstName: z.string().min(1),
  lastName: z.string().optional(),
  username: z.string().optional(),
  languageCode: z.string().optional(),
  phone: z.string().optional(),
})
const messageSchema = z.object({
  text: z.string().optional(),
  contact: z
    .object({ phone: z.string().optional(), own: z.boolean().optional(), firstName: z.string().optional() })
    .optional(),
  photo: z.object({ base64: z.string(), caption: z.string().optional() }).optional(),
  file: z
    .object({
      kind: z.enum(['voice', 'video', 'video_note', 'audio', 'document']),
      base64: z.string(),
      fileName: z.string().optional(),
      mimeType: z.string().optional(),
      caption: z.string().optional(),
    })
    .optional(),
  location: z
    .object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) })
    .optional(),
  sticker: z.object({ emoji: z.string().min(1).max(16) }).optional(),
  forwardedFrom: z.string().min(1).max(64).optional(),
  replyTo: z.number().int().optional(),
  anonymous: z.boolean().optional(),
})
const pressSchema = z.object({ messageId: z.number().int(), data: z.string() })
const inlineSchema = z.object({
  query: z.string(),
  offset: z.string().default(''),
  timeoutMs: z.number().nonnegative().default(10_000),
})
const pickSchema = z.object({ queryId: z.string(), resultId: z.string() })
const faultSchema = z.object({
  method: z.string().optional(),
  chatId: z.number().int().optional(),
  times: z.number().int().positive().optional(),
  status: z.union([z.literal(400), z.literal(403), z.literal(429), z.literal(500)]).optional(),
  retryAfter: z.number().int().positive().optional(),
  description: z.string().optional(),
  delayMs: z.number().nonnegative().optional(),
  cut: z.boolean().optional(),
})
const groupSchema = z.object({ title: z.string().min(1).max(128), members: z.array(z.number().int()).min(1) })
const membershipSchema = z.object({
  by: z.number().int(),
  status: z.enum(['member', 'administrator', 'kicked']),
})
const upgradeSchema = z.object({ by: z.number().int() })
const idleSchema = z.object({ timeoutMs: z.number().nonnegative().default(10_000) })

/** What a person's phone does and shows, under /control. Refusals are `{ error }` with 400, 404 or 409. */
export function controlRoutes(platform: Platform, closed: AbortSignal): Router {
  const { world, updates, faults, journal } = platform
  const router = Router()
  router.use(allowLoopbackPages, express.json({ limit: '30mb' }))

  router.get('/persons', (_request, response) => void response.json([...world.persons.values()]))
  router.post('/persons', (request, response) => {
    response.json(putPerson(world, personSchema.parse(request.body)))
  })
  router.get('/bots', (_request, response) => {
    const bots = [...world.bots.values()].map((bot) => ({
      id: bot.id,
      username: bot.username,
      firstName: bot.texts.name?.[''] ?? bot.firstName,
      ...(bot.texts.description?.[''] && { description: bot.texts.description[''] }),
      ...(bot.texts.shortDescription?.[''] && { shortDescription: bot.texts.shortDescription[''] }),
    }))
    response.json(bots)
  })

  router.get('/groups', (request, response) => {
    const bot = findBot(world, named(request, 'bot'))
    const live = [...world.groups.values()].filter(({ migratedTo }) => migratedTo === undefined)
    response.json(live.map((group) => groupView(world, bot, group)))
  })
  router.post('/groups', (request, response) => {
    const { title, members } = groupSchema.parse(request.body)
    for (const id of members) personOrRefuse(world.persons.get(id))
    response.json(createGroup(world, { title, memberIds: members }))
  })
  router.post('/groups/:group/bot', (request, response) => {
    const { by, status } = membershipSchema.parse(request.body)
    setMembership({ world, updates }, memberOf(platform, request, by), status)
    response.json({ status })
  })
  router.post('/groups/:group/supergroup', (request, response) => {
    const { by } = upgradeSchema.parse(request.body)
    response.json({ id: upgradeGroup({ world, updates }, memberOf(platform, request, by)).id })
  })

  router.get('/persons/:id/chat', (request, response) => {
    response.json(chatView(world, actorOf(platform, request), originOf(request)))
  })
  router.post('/persons/:id/messages', async (request, response) => {
    const message = await personSends(
      { world, updates },
      actorOf(platform, request),
      messageSchema.parse(request.body),
    )
    response.json({ messageId: message.id })
  })
  router.post('/persons/:id/presses', (request, response) => {
    const press = pressSchema.parse(request.body)
    response.json({ callbackId: personPresses({ world, updates }, actorOf(platform, request), press) })
  })
  router.post('/persons/:id/inline', async (request, response) => {
    const { timeoutMs, ...asked } = inlineSchema.parse(request.body)
    const query = personAsksInline({ world, updates }, actorOf(platform, request), asked)
    const answer = await inlineAnswer(world, query, timeoutMs)
    response.json({
      queryId: query.id,
      answered: answer !== undefined,
      ...(answer && inlineView(answer, originOf(request))),
    })
  })
  router.post('/persons/:id/inline-results', (request, response) => {
    const picked = pickSchema.parse(request.body)
    response.json({
      messageId: personPicksResult({ world, updates }, actorOf(platform, request), picked).id,
    })
  })
  router.get('/presses/:callbackId', (request, response) => {
    const query = world.callbacks.get(request.params.callbackId)
    if (!query) throw new Refusal(404, 'there is no such press')
    response.json({ answered: query.answer !== undefined, ...query.answer })
  })
  for (const [path, isBlocked] of [
    ['block', true],
    ['unblock', false],
  ] as const) {
    router.post(`/persons/:id/${path}`, (request, response) => {
      setBlocked({ world, updates }, actorOf(platform, request), isBlocked)
      response.json({ blocked: isBlocked })
    })
  }

  router.post('/faults', (request, response) => {
    faults.add(withoutUndefined(faultSchema.parse(request.body)))
    response.json({ ok: true })
  })
  router.delete('/faults', (_request, response) => {
    faults.clear()
    response.json({ ok: true })
  })
  router.get(
    '/calls',
    (request, response) => void response.json(journal.since(Number(request.query.since ?? 0))),
  )
  router.get('/files/:fileId', async (request, response) => {
    const file = fileOfId(world.files, request.params.fileId)
    if (!file) throw new Refusal(404, 'there is no such file')
    response.type(file.mimeType).send(await world.files.bytes(file))
  })
  router.get('/events', (_request, response) => streamEvents(platform, response, closed))
  router.post('/idle', async (request, response) => {
    const { timeoutMs } = idleSchema.parse(request.body ?? {})
    response.json({ pending: await pendingAfter(platform, timeoutMs) })
  })
  router.use(answerError)
  return router
}

/** zod's optional fields may hold undefined, which the types of this project tell apart from absent. */
function withoutUndefined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(value).filter(([, field]) => field !== undefined)
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> }
}

function actorOf(platform: Platform, request: Request): Actor {
  const { world } = platform
  const group = named(request, 'group')
  if (group !== undefined && group !== '') return memberOf(platform, request, Number(request.params.id))
  return {
    bot: botOrRefuse(findBot(world, named(request, 'bot'))),
    person: personOrRefuse(world.persons.get(Number(request.params.id))),
  }
}

/** Somebody in a group that the request names; refuses whoever is no member. */
function memberOf({ world }: Platform, request: Request, personId: number): Actor & { group: Group } {
  const group = world.groups.get(Number(request.params.group ?? named(request, 'group')))
  if (!group) throw new Refusal(404, 'there is no such group')
  if (!group.memberIds.includes(personId)) throw new Refusal(409, 'the person is no member of this group')
  return {
    bot: botOrRefuse(findBot(world, named(request, 'bot'))),
    person: personOrRefuse(world.persons.get(personId)),
    group,
  }
}

/** What the body or the address says of a bot or a group. */
function named(request: Request, field: 'bot' | 'group'): string | number | undefined {
  const body = request.body as Partial<Record<typeof field, string | number>> | undefined
  return body?.[field] ?? (request.query[field] as string | undefined)
}

function botOrRefuse(bot: Bot | undefined): Bot {
  if (bot) return bot
  throw new Refusal(404, 'name a bot that is known: one is known from its first call on')
}

function personOrRefuse(person: Person | undefined): Person {
  if (person) return person
  throw new Refusal(404, 'there is no such person')
}

const originOf = (request: Request) => `${request.protocol}://${request.headers.host}`

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

function streamEvents({ world }: Platform, response: Response, closed: AbortSignal): void {
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

/** Resolves at once when no update waits, else as soon as none does, or with their number at the time-out. */
function pendingAfter({ world, updates }: Platform, timeoutMs: number): Promise<number> {
  if (updates.pending() === 0) return Promise.resolve(0)
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      world.changes.off('update', look)
      resolve(updates.pending())
    }
    const look = () => {
      if (updates.pending() === 0) end()
    }
    const timer = setTimeout(end, timeoutMs)
    world.changes.on('update', look)
  })
}

function answerError(
  error: unknown,
  _request: Request,
  response: Response,
  next: (error: unknown) => void,
): void {
  if (error instanceof Refusal) response.status(error.errorCode).json({ error: error.message })
  else if (error instanceof z.ZodError) response.status(400).json({ error: z.prettifyError(error) })
  else if (isUnreadableBody(error)) response.status(400).json({ error: error.message })
  else next(error)
}

const isUnreadableBody = (error: unknown): error is Error =>
  error instanceof Error && 'status' in error && (error.status === 400 || error.status === 413)
