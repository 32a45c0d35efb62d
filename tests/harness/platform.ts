import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { Router } from 'express'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, vi } from 'vitest'
import { type App, createApp } from '../../app.ts'
import { startWeb, type Web } from '../../bots/main.ts'
import { type Emulator, startTelegramEmulator } from '../../bots/telegram/emulator/index.ts'
import { createViberEmulator } from '../../bots/viber/emulator/index.ts'
import { readConfig, type TelegramConfig, type ViberConfig } from '../../config.ts'
import { createDb } from '../../core/kernel/db.ts'
import { createSettings } from '../../core/settings/index.ts'
import { fillDemoShop } from '../../prisma/seed/fill-demo-shop.ts'
import { createSmsGateway } from '../../sandbox/sms.ts'
import { TestClock } from './clock.ts'
import { createTestDatabase, type Filling, type TestDatabase } from './database.ts'
import type { Phone, Screen } from './phone.ts'
import { createTelegramControl, type TelegramControl } from './telegram-control.ts'
import { TelegramPerson } from './telegram-person.ts'
import { createViberControl, type ViberControl } from './viber-control.ts'
import { type ViberIntroduction, ViberPerson } from './viber-person.ts'

export const OWNER_ID = 900001
export const BOT_USERNAME = 'kram_test_bot'
export const TOKEN = '900:testtesttesttest'
export const VIBER_TOKEN = '44dafb7e0f40021e-61a47a1e6778d187-f2c5a676a07050b3'

const SMS_TOKEN = 'sms-test-token'

export type MessengerName = 'telegram' | 'viber'

/** Where those who `joins` are: their stories are told once for each (vitest.config.ts). Staff are in Telegram always. */
export const CUSTOMERS: MessengerName = process.env.CUSTOMERS === 'viber' ? 'viber' : 'telegram'
/** A Friday noon in Kyiv: the shop is open. */
export const FRIDAY_NOON = '2026-11-20T10:00:00Z'

export interface PlatformOptions {
  readonly start?: string
  /** false: an empty shop. */
  readonly demo?: boolean
  readonly redisUrl?: string
  /** Served by the stand-in's port: the sandbox's page. */
  readonly routes?: Router
  /** Strange words that persons write in these tests and may read again. */
  readonly typed?: readonly string[]
  /** Updates come to our address instead of being asked for. */
  readonly webhook?: boolean
  /** The shop is in Viber too, also where the customers of the story are not. */
  readonly viber?: boolean
  /** Text messages can be sent: a number that was only typed can be proven by a code. */
  readonly sms?: boolean
  /** Hears what the shop writes into its log, a line a call. */
  readonly log?: (line: string) => void
}

/** Both processes in one, as `npm start` runs them; several may share a database and a Telegram. */
export interface Instance {
  readonly app: App
  readonly web: Web
  stop(): Promise<void>
}

/** The whole platform over real HTTP, driven from the outside by persons with phones. */
export interface Platform {
  /** Of the instance that has been there longest. */
  readonly app: App
  readonly clock: TestClock
  readonly emulator: Emulator
  readonly telegram: TelegramControl
  readonly viber: ViberControl
  readonly web: Web
  readonly database: TestDatabase
  /** A person opens the messenger; nothing is sent yet. */
  joins(person: Joining): Promise<Customer>
  /** The same in Telegram, whatever the story's messenger: the staff, and who has both. */
  joinsTelegram(person: Joining): Promise<TelegramCustomer>
  /** What came to a number as text messages, the oldest first; with the option `sms`. */
  texts(phone: string): Promise<readonly string[]>
  joinsViber(person: ViberIntroduction): Promise<ViberCustomer>
  /** Everything that was said is answered; what follows from it may still be on its way. */
  answers(): Promise<void>
  /** Everything that was said is answered, everything that follows has followed. @throws Error with what is left */
  settles(): Promise<void>
  /** The clock goes on, the schedule runs, all settles. */
  passes(time: Parameters<TestClock['advance']>[0]): Promise<void>
  /** A second instance beside the first, which `settles` waits for too. */
  startsAnother(): Promise<Instance>
  /** Every instance ends and a new one takes its place, as after a power cut in the middle of whatever they did. */
  restarts(): Promise<void>
  /** Ends the first instance, as a deployment does; the person-facing side of the tests goes on. */
  stopsFirst(): Promise<void>
  /** A digest of all that matters, to see that nothing changed. */
  digest(): Promise<string>
  close(): Promise<void>
}

interface Joining {
  readonly id?: number
  readonly firstName: string
  readonly phone?: string
  readonly languageCode?: string
}

/** A person whose every action waits for the platform's whole answer. */
export interface Customer<P extends Phone = Phone> {
  readonly person: P
  says(text: string): Promise<void>
  taps(label: string): Promise<void>
  /** Taps and says in turn: a text that begins with `>` is said. */
  does(...steps: readonly string[]): Promise<void>
  /** Presses with any data whatever, by default on the newest message that has buttons. */
  presses(data: string, messageId?: number): Promise<void>
  sharesContact(contact?: { own?: boolean; phone?: string }): Promise<void>
  /** A photo of anything, or of these bytes. */
  sendsPhoto(bytes?: Uint8Array, caption?: string): Promise<void>
  sees(text: string | RegExp): Promise<void>
  screen(): Promise<Screen>
  buttons(): Promise<readonly string[]>
}

export interface TelegramCustomer extends Customer<TelegramPerson> {
  /** The same person in a group. */
  in(group: number): TelegramCustomer
}

export interface ViberCustomer extends Customer<ViberPerson> {
  /** Opens the chat by a link that carries a word, or by hand. */
  opens(context?: string): Promise<void>
}

/** What a customer, the staff and money did; not what is remembered of conversations. */
const TABLES = [
  'orders',
  'order_lines',
  'order_history',
  'carts',
  'cart_lines',
  'holds',
  'stock',
  'stock_movements',
  'payments',
  'payment_allocations',
  'payment_returns',
  'shipments',
  'memberships',
  'tokens',
  'settings',
]

interface Place {
  readonly database: TestDatabase
  readonly emulator: Emulator
  /** The shop is in Viber too: its stand-in answers at the port of Telegram's, as in the sandbox. */
  readonly withViber: boolean
  readonly clock: TestClock
  readonly namespace: string
}

export const startPlatform = async (options: PlatformOptions = {}): Promise<Platform> => {
  const withViber = options.viber ?? CUSTOMERS === 'viber'
  const viberEmulator = withViber
    ? createViberEmulator({ bot: { token: VIBER_TOKEN, uri: 'kramtest', name: 'Kram' } })
    : undefined
  const gateway = options.sms ? createSmsGateway({ token: SMS_TOKEN }) : undefined
  const served = [gateway?.router, viberEmulator?.router, options.routes].filter(
    (router) => router !== undefined,
  )
  const [database, emulator] = await Promise.all([
    createTestDatabase(options.demo === false ? {} : { filling: DEMO_SHOP }),
    startTelegramEmulator({
      port: 0,
      sandboxBot: { token: TOKEN, username: BOT_USERNAME, firstName: 'Kram' },
      ...(served.length > 0 ? { routes: Router().use(...served) } : {}),
    }),
  ])
  const clock = new TestClock(options.start ?? FRIDAY_NOON)
  const place: Place = {
    database,
    emulator,
    withViber,
    clock,
    namespace: `t${randomUUID().slice(0, 8)}`,
  }
  const telegram = createTelegramControl(emulator.url)
  const viber = createViberControl(withViber ? emulator.url : undefined)
  const first = await startInstance(place, options)
  const instances = new Set<Instance>([first])
  const oldest = (): Instance => [...instances][0] ?? first
  const add = async (): Promise<Instance> => {
    const another = await startInstance(place, options)
    instances.add(another)
    return another
  }

  const answers = async (): Promise<void> => {
    expect(await telegram.idle()).toEqual({ pending: 0 })
    expect(await viber.idle()).toEqual({ pending: 0 })
    for (const each of instances) {
      await each.app.answering.idle()
      await each.app.answering.sweep()
    }
    // What was answered is on its way to the phones, which fetch its pictures and tell that they have it.
    expect(await viber.idle()).toEqual({ pending: 0 })
  }

  const settles = async (): Promise<void> => {
    await answers()
    for (const each of instances) await each.app.jobs.settle({ timeoutMs: 45_000 })
    // What the jobs sent is fetched and reported by the phones.
    expect(await viber.idle()).toEqual({ pending: 0 })
  }

  const joinsTelegram = async (introduced: Joining): Promise<TelegramCustomer> =>
    telegramCustomer(await TelegramPerson.join(emulator.url, introduced), settles)
  const joinsViber = async (introduced: ViberIntroduction): Promise<ViberCustomer> => {
    if (!withViber) throw new Error('this platform has no Viber')
    const person = await ViberPerson.join(emulator.url, introduced)
    return { ...customerOf(person, settles), opens: (context) => person.opens(context).then(settles) }
  }

  const stop = async (instance: Instance): Promise<void> => {
    if (!instances.delete(instance)) return
    await instance.stop()
    // One address stands for all of them outside; here it is that of whoever told it last.
    await [...instances].at(-1)?.app.viber?.announce(AbortSignal.abort())
  }
  return {
    get app() {
      return oldest().app
    },
    get web() {
      return oldest().web
    },
    clock,
    emulator,
    telegram,
    viber,
    database,
    joins: CUSTOMERS === 'viber' && withViber ? joinsViber : joinsTelegram,
    joinsTelegram,
    joinsViber,
    texts: async (phone) => {
      const answer = await fetch(`${emulator.url}/viber/control/sms?phone=${encodeURIComponent(phone)}`)
      return ((await answer.json()) as { text: string }[]).map(({ text }) => text)
    },
    answers,
    settles,
    passes: async (time) => {
      clock.advance(time)
      for (const each of instances) await each.app.jobs.runAllTasks()
      await settles()
    },
    startsAnother: async () => {
      const another = await add()
      return { ...another, stop: () => stop(another) }
    },
    restarts: async () => {
      viber.shopRestarts()
      const before = [...instances]
      for (const each of before) await stop(each)
      for (const _ of before) await add()
    },
    stopsFirst: () => stop(first),
    digest: async () => {
      const digests = TABLES.map(
        (table) => `SELECT md5(COALESCE(string_agg(t::text, ',' ORDER BY t::text), '')) FROM ${table} t`,
      )
      const rows = await oldest().app.db.client.$queryRawUnsafe<unknown[]>(digests.join(' UNION ALL '))
      return JSON.stringify(rows)
    },
    close: async () => {
      for (const each of [...instances]) await stop(each)
      await viberEmulator?.close()
      await emulator.close()
      await database.drop()
    },
  }
}

/** The demo shop, ready to be copied. */
export const DEMO_SHOP: Filling = {
  name: 'demo',
  fill: async (url) => {
    const clock = new TestClock(FRIDAY_NOON)
    const db = createDb({ url, poolMax: 2 })
    await fillDemoShop({ db, clock, settings: createSettings({ db, clock }) })
    await db.close()
  },
}

const startInstance = async (
  { database, emulator, withViber, clock, namespace }: Place,
  options: PlatformOptions,
): Promise<Instance> => {
  const port = options.webhook || withViber ? await freePort() : 0
  const publicUrl = `http://127.0.0.1:${port}`
  const config = readConfig({
    PORT: String(port),
    OWNERS: `telegram:${OWNER_ID}`,
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
    ...(options.redisUrl ? { REDIS_URL: options.redisUrl } : {}),
  })
  const bot = { token: TOKEN, apiRoot: emulator.url }
  const telegram: TelegramConfig = options.webhook
    ? { mode: 'webhook', ...bot, publicUrl }
    : { mode: 'polling', ...bot }
  const viber: ViberConfig | null = withViber
    ? { token: VIBER_TOKEN, apiUrl: `${emulator.url}/viber/pa`, publicUrl }
    : null
  const app = await createApp(config, {
    databaseUrl: database.url,
    telegram,
    viber,
    ...(options.sms ? { sms: { url: `${emulator.url}/viber/sms`, token: SMS_TOKEN } } : {}),
    clock,
    namespace,
    scheduler: false,
    ...logFor(options),
  })
  await app.jobs.start()
  const web = await startWeb(app)
  return {
    app,
    web,
    stop: async () => {
      await web.stop()
      await app.jobs.stop()
      await app.close()
    },
  }
}

const logFor = ({ log }: PlatformOptions) => {
  if (log) return { log: pino({ level: 'info' }, { write: log }) }
  return process.env.LOG_LEVEL ? {} : { log: pino({ level: 'silent' }) }
}

const telegramCustomer = (person: TelegramPerson, settles: () => Promise<void>): TelegramCustomer => ({
  ...customerOf(person, settles),
  in: (group) => telegramCustomer(person.in(group), settles),
})

const customerOf = <P extends Phone>(person: P, settles: () => Promise<void>): Customer<P> => {
  const then = async (action: Promise<unknown>) => {
    await action
    await settles()
  }
  const customer: Customer<P> = {
    person,
    says: (text) => then(person.sends(text)),
    taps: (label) => then(person.taps(label)),
    does: async (...steps) => {
      for (const step of steps)
        await (step.startsWith('>') ? customer.says(step.slice(1)) : customer.taps(step))
    },
    presses: async (data, messageId) =>
      then(person.presses(messageId ?? (await newestButtons(person)), data)),
    sharesContact: (contact) => then(person.sharesContact(contact)),
    sendsPhoto: (bytes, caption) => then(person.sendsPhoto(bytes ?? PIXEL, caption)),
    sees: async (text) => void (await person.sees(text)),
    screen: () => person.screen(),
    buttons: () => person.buttons(),
  }
  return customer
}

/** The newest message that has buttons, else the newest of all. */
export const newestButtons = async (person: Phone): Promise<number> => {
  const { messages } = await person.chat()
  const newest = messages.findLast(({ inlineKeyboard }) => inlineKeyboard) ?? messages.at(-1)
  return newest?.messageId ?? 0
}

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

/** A webhook's address is told before the server listens, so a port that was free a moment ago has to do. */
const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (typeof address !== 'object' || !address) throw new Error('no free port')
  return address.port
}

/** A story has many steps; a computer that does other things too has time for them. */
const STORY_MS = 120_000

/** A platform for the tests of one file; at its end the books, and all that was said to Telegram, are checked. */
export const usePlatform = (options: PlatformOptions = {}): Platform => {
  let platform: Platform | undefined
  vi.setConfig({ testTimeout: STORY_MS })
  beforeAll(async () => {
    platform = await startPlatform(options)
  })
  afterAll(async () => {
    if (!platform) return
    const discrepancies = await platform.app.core.checkBooks()
    const refused = [...(await platform.telegram.refused()), ...(await platform.viber.refused())]
    const unspeakable = [
      ...(await platform.telegram.unspeakable(options.typed)),
      ...(await platform.viber.unspeakable(options.typed)),
    ]
    await platform.close()
    expect(discrepancies).toEqual([])
    expect(refused).toEqual([])
    expect(unspeakable).toEqual([])
  })
  return new Proxy({} as Platform, {
    get: (_, name) => {
      if (!platform) throw new Error('the platform is there from beforeAll on')
      return Reflect.get(platform, name)
    },
  })
}
