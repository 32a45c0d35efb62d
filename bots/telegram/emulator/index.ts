import { mkdirSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname } from 'node:path'
import express, { type Request, type Response, type Router } from 'express'
import { botApiRoutes, refuse } from './bot-api-routes.ts'
import { callMethod } from './call-method.ts'
import { controlRoutes } from './control-routes.ts'
import { createFaults } from './faults.ts'
import { createFileStore } from './files.ts'
import { createJournal } from './journal.ts'
import type { Platform } from './platform.ts'
import { Refusal } from './refusal.ts'
import { systemTiming, type Timing } from './timing.ts'
import { createUpdates } from './updates.ts'
import { createWebhookDelivery } from './webhook-delivery.ts'
import { botOfToken, createWorld, type SandboxBot, type World } from './world.ts'
import { loadWorld, saveWorldTo } from './world-file.ts'

export type { Timing } from './timing.ts'

export interface EmulatorOptions {
  /** 0 takes any free port. */
  port: number
  host?: string
  /** Keeps chats over restarts in this file, and files in the folder `<dataFile>.files`. */
  dataFile?: string
  /** A bot that is known from the start, by a name of its own. */
  sandboxBot?: SandboxBot
  timing?: Timing
  /** Served on the same port, after the Bot API and the control side: the sandbox's page. */
  routes?: Router
}

export interface Emulator {
  url: string
  /** Ends all waiting calls and deliveries, saves the state and frees the port. */
  close(): Promise<void>
}

/**
 * Starts a strict stand-in for the Telegram Bot API: `/bot<token>/<method>` for bots, `/control/…` for what the
 * persons' phones do. Every call is checked against Telegram's published limits; refusals are in Telegram's words.
 *
 * Where it is not like Telegram:
 * - stricter: wrong types of parameters, two actions on one button, an album of one (Telegram lets these pass);
 * - laxer: no rate limits but the ordered faults, webhooks and photo addresses by plain HTTP, on this machine only;
 * - private chats and groups whose members the control side names, no channels and topics; methods that are not in `methods/` are checked and then refused as unsupported;
 * - all sizes of a photo lead to the same bytes; legacy Markdown and custom emoji in MarkdownV2 are not read.
 */
export async function startTelegramEmulator(options: EmulatorOptions): Promise<Emulator> {
  const { port, host = '127.0.0.1', dataFile, sandboxBot, timing = systemTiming } = options
  if (dataFile) mkdirSync(dirname(dataFile), { recursive: true })
  const world = createWorld(timing, createFileStore(dataFile && `${dataFile}.files`), sandboxBot)
  if (dataFile) loadWorld(world, dataFile)
  if (sandboxBot) nameSandboxBot(world, sandboxBot)
  const saving = dataFile ? saveWorldTo(world, dataFile) : undefined

  const platform: Platform = {
    world,
    updates: createUpdates(world),
    faults: createFaults(),
    journal: createJournal(),
  }
  const closed = new AbortController()
  const delivery = createWebhookDelivery({
    world,
    updates: platform.updates,
    execute: (bot, method, raw) =>
      callMethod(platform, { bot, method, raw, uploads: new Map(), signal: closed.signal }),
  })
  const server = createServer(application(platform, { closed: closed.signal, routes: options.routes }))
  await listen(server, port, host)
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    async close() {
      closed.abort()
      delivery.close()
      await closeServer(server)
      await saving?.close()
    },
  }
}

/** The names given at start win over those of an earlier run. */
function nameSandboxBot(world: World, { token, username, firstName }: SandboxBot): void {
  const bot = botOfToken(world, token)
  if (!bot) throw new Error('The token of the sandbox bot must look like <digits>:<letters and digits>')
  bot.username = username
  bot.firstName = firstName
}

function application(
  platform: Platform,
  { closed, routes }: { closed: AbortSignal; routes: Router | undefined },
): express.Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('etag', false)
  app.use(botApiRoutes(platform, closed))
  app.use('/control', controlRoutes(platform, closed))
  if (routes) app.use(routes)
  app.use((_request: Request, response: Response) => refuse(response, new Refusal(404, 'Not Found')))
  app.use((error: unknown, _request: Request, response: Response, _next: unknown) => {
    console.error('telegram emulator:', error)
    refuse(response, new Refusal(500, 'Internal Server Error'))
  })
  return app
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
    // Long polls have just been answered; whatever still hangs after a moment is cut.
    setImmediate(() => server.closeIdleConnections())
    setTimeout(() => server.closeAllConnections(), 200).unref()
  })
}
