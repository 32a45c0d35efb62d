import { randomUUID } from 'node:crypto'
import type { Router } from 'express'
import { pino } from 'pino'
import { afterAll, beforeAll, expect } from 'vitest'
import { type App, createApp } from '../../app.ts'
import { startWeb, type Web } from '../../bots/main.ts'
import { type Emulator, startTelegramEmulator } from '../../bots/telegram/emulator/index.ts'
import { readConfig } from '../../config.ts'
import { fillDemoShop } from '../../prisma/seed/fill-demo-shop.ts'
import { TestClock } from './clock.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { TelegramPerson } from './telegram-person.ts'

export const OWNER_ID = 900001
const TOKEN = '900:testtesttesttest'
/** A Friday noon in Kyiv: the shop is open. */
export const FRIDAY_NOON = '2026-11-20T10:00:00Z'

export interface PlatformOptions {
  readonly start?: string
  /** false: an empty shop. */
  readonly demo?: boolean
  readonly redisUrl?: string
  /** Served by the stand-in's port: the sandbox's page. */
  readonly routes?: Router
  readonly webhook?: boolean
}

/** The whole platform over real HTTP, driven from the outside by persons with phones. */
export interface Platform {
  readonly app: App
  readonly clock: TestClock
  readonly emulator: Emulator
  readonly web: Web
  readonly database: TestDatabase
  /** A person opens the messenger; nothing is sent yet. */
  joins(person: { id?: number; firstName: string; phone?: string; languageCode?: string }): Promise<Customer>
  /** Everything that was said is answered, everything that follows has followed. @throws Error with what is left */
  settles(): Promise<void>
  /** The clock goes on, the schedule runs, all settles. */
  passes(time: Parameters<TestClock['advance']>[0]): Promise<void>
  close(): Promise<void>
}

/** A person whose every action waits for the platform's whole answer. */
export interface Customer {
  readonly person: TelegramPerson
  says(text: string): Promise<void>
  taps(label: string): Promise<void>
  sharesContact(contact?: { own?: boolean; phone?: string }): Promise<void>
  sees(text: string | RegExp): Promise<void>
  buttons(): Promise<readonly string[]>
}

export const startPlatform = async (options: PlatformOptions = {}): Promise<Platform> => {
  const [database, emulator] = await Promise.all([
    createTestDatabase(),
    startTelegramEmulator({
      port: 0,
      sandboxBot: { token: TOKEN, username: 'kram_test_bot', firstName: 'Kram' },
      ...(options.routes ? { routes: options.routes } : {}),
    }),
  ])
  const clock = new TestClock(options.start ?? FRIDAY_NOON)
  const config = readConfig({
    PORT: '0',
    OWNERS: `telegram:${OWNER_ID}`,
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
    ...(options.redisUrl ? { REDIS_URL: options.redisUrl } : {}),
  })
  const app = await createApp(config, {
    databaseUrl: database.url,
    telegram: { mode: 'polling', token: TOKEN, apiRoot: emulator.url },
    clock,
    namespace: `t${randomUUID().slice(0, 8)}`,
    scheduler: false,
    ...(process.env.LOG_LEVEL ? {} : { log: pino({ level: 'silent' }) }),
  })
  if (options.demo !== false) await fillDemoShop(app.core)
  await app.jobs.start()
  const web = await startWeb(app)

  const settles = async (): Promise<void> => {
    const idle = await fetch(`${emulator.url}/control/idle`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ timeoutMs: 10_000 }),
    })
    expect(await idle.json()).toEqual({ pending: 0 })
    await app.answering.idle()
    await app.answering.sweep()
    await app.jobs.settle({ timeoutMs: 15_000 })
  }

  const joins = async (introduced: Parameters<typeof TelegramPerson.join>[1]): Promise<Customer> => {
    const person = await TelegramPerson.join(emulator.url, introduced)
    const then = async (action: Promise<unknown>) => {
      await action
      await settles()
    }
    return {
      person,
      says: (text) => then(person.sends(text)),
      taps: (label) => then(person.taps(label)),
      sharesContact: (contact) => then(person.sharesContact(contact)),
      sees: async (text) => void (await person.sees(text)),
      buttons: () => person.buttons(),
    }
  }

  return {
    app,
    clock,
    emulator,
    web,
    database,
    joins,
    settles,
    passes: async (time) => {
      clock.advance(time)
      await app.jobs.runAllTasks()
      await settles()
    },
    close: async () => {
      await web.stop()
      await app.jobs.stop()
      await app.close()
      await emulator.close()
      await database.drop()
    },
  }
}

/** A platform for the tests of one file; at its end the books are checked. */
export const usePlatform = (options: PlatformOptions = {}): Platform => {
  let platform: Platform | undefined
  beforeAll(async () => {
    platform = await startPlatform(options)
  })
  afterAll(async () => {
    if (!platform) return
    const discrepancies = await platform.app.core.checkBooks()
    await platform.close()
    expect(discrepancies).toEqual([])
  })
  return new Proxy({} as Platform, {
    get: (_, name) => {
      if (!platform) throw new Error('the platform is there from beforeAll on')
      return Reflect.get(platform, name)
    },
  })
}
