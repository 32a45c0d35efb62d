import { mkdirSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname } from 'node:path'
import express, { Router } from 'express'
import { apiRoutes } from './api-routes.ts'
import { movableClock, systemTiming, type Timing } from './clock.ts'
import { controlRoutes } from './control-routes.ts'
import { createDeliveries, type Deliveries } from './deliveries.ts'
import { createFaults } from './faults.ts'
import { createFileStore } from './files.ts'
import { createJournal } from './journal.ts'
import { type PersonWish, putPerson, welcome } from './person-actions.ts'
import { createPhones } from './phones.ts'
import type { Platform } from './platform.ts'
import { createWorld, type ViberBot } from './world.ts'
import { loadWorld, saveWorldTo } from './world-file.ts'

export type { Timing } from './clock.ts'

export interface ViberEmulatorOptions {
  bot: ViberBot
  /** Keeps chats over restarts in this file, and files in the folder `<dataFile>.files`. */
  dataFile?: string
  timing?: Timing
  /** Who has a phone from the start; whoever is known from an earlier run stays as they are. */
  persons?: readonly (PersonWish & { id: string })[]
}

export interface ViberEmulator {
  /** Answers below `/viber`: to be mounted at the root of an application that reads no bodies before it. */
  router: Router
  /** Adds a line to `/viber/control/events`, of something else that the page shows. */
  tell(event: object): void
  /** Ends all waiting calls and deliveries and saves the state. */
  close(): Promise<void>
}

/**
 * A strict stand-in for Viber's bot API: `/viber/pa/<method>` for the bot, `/viber/control/…` for what the persons'
 * phones do, `/viber/media/…` for files. Every call is checked against the documented limits; refusals are `status` in
 * HTTP 200. What the documentation leaves to clients is found when a message arrives, and told by a `failed` event.
 *
 * Where it is not like Viber:
 * - stricter: unknown fields of keyboards and buttons, `Columns` and `Rows` of a carousel's buttons must be said, texts
 *   of buttons must be well-formed HTML and are not cropped, captions end at 120 characters, `size` must be right,
 *   pictures are JPEG or PNG only (a static GIF is Viber's, too);
 * - laxer: webhooks and media by plain HTTP, on this machine only; a phone is one device; nobody is billed;
 * - the text of a pressed button is always shown as its ActionBody; events of one person come in order.
 */
export function createViberEmulator(options: ViberEmulatorOptions): ViberEmulator {
  const { bot, dataFile, timing = systemTiming, persons = [] } = options
  if (dataFile) mkdirSync(dirname(dataFile), { recursive: true })
  const files = createFileStore(dataFile && `${dataFile}.files`)
  const world = createWorld(movableClock(timing), files, bot)
  if (dataFile) loadWorld(world, dataFile)
  for (const person of persons) if (!world.persons.has(person.id)) putPerson(world, person)
  const saving = dataFile ? saveWorldTo(world, dataFile) : undefined

  const ending = new AbortController()
  const closed = ending.signal
  const faults = createFaults()
  const journal = createJournal()
  const deliveries: Deliveries = createDeliveries({
    world,
    faults,
    journal,
    closed,
    answered: (personId, body) => welcome(platform, personId, body),
  })
  const phones = createPhones({ world, journal, closed, deliveries })
  const platform: Platform = { world, deliveries, phones, faults, journal, closed }

  const router = Router()
  router.use('/viber/pa', apiRoutes(platform))
  router.use('/viber/control', controlRoutes(platform))
  router.get('/viber/media/:key', async (request, response) => {
    const file = files.known.get(request.params.key)
    if (file) response.type(file.mimeType).send(await files.bytes(file))
    else response.status(404).end()
  })
  deliveries.webhookChanged()
  for (const chat of world.chats.values()) phones.switchedOn(chat)
  return {
    router,
    tell: (event) => void world.changes.emit('event', event),
    async close() {
      ending.abort()
      await saving?.close()
    },
  }
}

/** The stand-in alone on a port of its own, for tests. 0 takes any free port. */
export async function startViberEmulator({
  port,
  host = '127.0.0.1',
  routes,
  ...options
}: ViberEmulatorOptions & {
  port: number
  host?: string
  /** Served on the same port. */
  routes?: Router
}): Promise<{ url: string; apiUrl: string; tell: ViberEmulator['tell']; close(): Promise<void> }> {
  const emulator = createViberEmulator(options)
  const app = express()
  app.disable('x-powered-by')
  app.set('etag', false)
  app.use(emulator.router)
  if (routes) app.use(routes)
  const server = createServer(app)
  await listen(server, port, host)
  const url = `http://${host}:${(server.address() as AddressInfo).port}`
  return {
    url,
    apiUrl: `${url}/viber/pa`,
    tell: emulator.tell,
    async close() {
      await emulator.close()
      await closeServer(server)
    },
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()))
    // Calls that waited have just been cut; whatever still hangs after a moment follows them.
    setImmediate(() => server.closeIdleConnections())
    setTimeout(() => server.closeAllConnections(), 200).unref()
  })
}
