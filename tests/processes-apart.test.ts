import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Emulator, startTelegramEmulator } from '../bots/telegram/emulator/index.ts'
import { systemClock } from '../core/kernel/clock.ts'
import { createDb } from '../core/kernel/db.ts'
import { createSettings } from '../core/settings/index.ts'
import { fillDemoShop } from '../prisma/seed/fill-demo-shop.ts'
import { createTestDatabase, type TestDatabase } from './harness/database.ts'
import { type StartedProcess, startNode } from './harness/process.ts'
import { TelegramPerson } from './harness/telegram-person.ts'

const TOKEN = '900:processesapart01'
const OWNER_ID = 900001

let database: TestDatabase
let telegram: Emulator
beforeAll(async () => {
  ;[database, telegram] = await Promise.all([
    createTestDatabase(),
    startTelegramEmulator({
      port: 0,
      sandboxBot: { token: TOKEN, username: 'kram_test_bot', firstName: 'Kram' },
    }),
  ])
  const db = createDb({ url: database.url, poolMax: 2 })
  await fillDemoShop({ db, clock: systemClock, settings: createSettings({ db, clock: systemClock }) })
  await db.close()
})
afterAll(async () => {
  await telegram.close()
  await database.drop()
})

const startApart = (file: string): StartedProcess =>
  startNode(file, {
    PORT: '0',
    WORKER_PORT: '0',
    DATABASE_URL: database.url,
    TELEGRAM_BOT_TOKEN: TOKEN,
    TELEGRAM_API_ROOT: telegram.url,
    OWNERS: `telegram:${OWNER_ID}`,
    LOG_LEVEL: 'warn',
  })

const opened = async (started: StartedProcess): Promise<string> => {
  const [, url = ''] = await started.prints(/^Kram .* at (http:\/\/[\w.:]+)/m)
  return url
}

const readiness = async (url: string) => {
  const response = await fetch(`${url}/readyz`)
  return [response.status, await response.json()]
}

const soon = <T>(look: () => Promise<T>): Promise<T> => vi.waitFor(look, { timeout: 15_000, interval: 30 })

/** Does one thing after the other, each as soon as the bot has answered the one before. `>` says, else taps. */
const does = async (person: TelegramPerson, ...steps: readonly string[]): Promise<void> => {
  const heard = async () =>
    Math.max(0, ...(await person.chat()).messages.filter(({ from }) => from === 'bot').map((m) => m.revision))
  for (const step of steps) {
    const before = await heard()
    if (step.startsWith('>')) await person.sends(step.slice(1))
    else await soon(() => person.taps(step))
    await soon(async () => expect(await heard()).toBeGreaterThan(before))
  }
}

const refusedPolls = async (): Promise<unknown[]> => {
  const calls = (await (await fetch(`${telegram.url}/control/calls`)).json()) as {
    method: string
    ok: boolean
  }[]
  expect(calls.some(({ method }) => method === 'getUpdates')).toBe(true)
  return calls.filter(({ method, ok }) => method === 'getUpdates' && !ok)
}

describe('web and worker apart', () => {
  it('share the work: of two webs one asks Telegram, either answers, and what follows is done by the worker', async () => {
    const first = startApart('bots/main.ts')
    const firstUrl = await opened(first)
    const olena = await TelegramPerson.join(telegram.url, { firstName: 'Олена', phone: '+380671234567' })
    const owner = await TelegramPerson.join(telegram.url, { id: OWNER_ID, firstName: 'Оксана' })
    await does(owner, '>/start')
    await does(olena, '>/start', '>12.1.250')
    expect(await readiness(firstUrl)).toMatchObject([200, { ok: true, database: { ok: true } }])

    const second = startApart('bots/main.ts')
    await opened(second)
    expect(await refusedPolls()).toEqual([])
    first.signal('SIGTERM')
    expect(await first.ended).toMatchObject({ code: 0, stderr: '' })

    await does(olena, '35', 'Кошик', 'Оформити замовлення', 'Самовивіз', 'Велика Васильківська')
    await does(olena, '>Коваль Олена', '>+380671234567', 'При отриманні', 'Підтвердити замовлення')
    await soon(() => olena.sees(/№ \d+/))
    expect(JSON.stringify(await owner.chat())).not.toContain('№')

    const worker = startApart('jobs/main.ts')
    const workerUrl = await opened(worker)
    await soon(() => owner.sees(/№ \d+/))
    expect(await readiness(workerUrl)).toMatchObject([200, { ok: true, queue: { ok: true } }])
    expect(await refusedPolls()).toEqual([])

    for (const each of [worker, second]) each.signal('SIGINT')
    expect(await worker.ended).toMatchObject({ code: 0, stderr: '' })
    expect(await second.ended).toMatchObject({ code: 0, stderr: '' })
  }, 60_000)
})
