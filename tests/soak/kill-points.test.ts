import { Client } from 'pg'
import { describe, expect, it } from 'vitest'
import { startTelegramEmulator } from '../../bots/telegram/emulator/index.ts'
import { checkBooks } from '../../core/books.ts'
import { createDb } from '../../core/kernel/db.ts'
import { createTestDatabase } from '../harness/database.ts'
import { BOT_USERNAME, DEMO_SHOP, FRIDAY_NOON, OWNER_ID, TOKEN } from '../harness/platform.ts'
import { diceOf } from '../harness/shop-walk.ts'
import { createTelegramControl } from '../harness/telegram-control.ts'
import { TelegramPerson } from '../harness/telegram-person.ts'
import { FAILPOINTS, type Fail, type Failpoint } from './failpoints.ts'
import { startKilledPlatform } from './killed-platform.ts'

const SEED = Number(process.env.SEED ?? Math.floor(Math.random() * 1_000_000))
const dice = diceOf(SEED)
/** How often each point is tried by `npm run soak`, each time at another moment of the order. */
const TIMES = process.env.SOAK ? 4 : 1
const POINTS = process.env.SOAK ? FAILPOINTS : rotating(2)

/** A whole order: who does what. `>` is said, `@` shares the own contact, everything else is tapped. */
const STORY = [
  [
    'olena',
    '>/start',
    '>12.1.250',
    '35',
    'Кошик',
    'Оформити',
    'Нова пошта: відділення',
    '>Київ',
    '>12',
    '>Коваль Олена',
  ],
  ['olena', '@', 'Переказом на рахунок', 'Підтвердити замовлення'],
  ['oksana', 'Беру', 'Підтвердити: переказ', 'Гроші надійшли', 'Так, зарахувати'],
  ['oksana', 'Пакувати', '35', 'Спаковано', '>20450000000001', 'Передали курʼєру', 'Так, передали'],
] as const

/** Each message of the story, told once unless a process died over it. */
const TOLD = [
  /^Замовлення № \d+ отримали/,
  /^Замовлення № \d+ підтвердили/,
  /^Оплату отримали/,
  /^Замовлення № \d+ відправили/,
]

/** Runs the story on a platform that dies at a point. Gives how often each point was passed. */
const plays = async (fail: Fail | undefined) => {
  const [database, emulator] = await Promise.all([
    createTestDatabase({ filling: DEMO_SHOP }),
    startTelegramEmulator({
      port: 0,
      sandboxBot: { token: TOKEN, username: BOT_USERNAME, firstName: 'Kram' },
    }),
  ])
  const telegram = createTelegramControl(emulator.url)
  const platform = await startKilledPlatform(
    { databaseUrl: database.url, apiRoot: emulator.url, token: TOKEN, ownerId: OWNER_ID },
    { start: new Date(FRIDAY_NOON), fail, idle: telegram.idle },
  )
  try {
    const persons = {
      oksana: await TelegramPerson.join(emulator.url, { id: OWNER_ID, firstName: 'Оксана' }),
      olena: await TelegramPerson.join(emulator.url, { firstName: 'Олена' }),
    }
    await persons.oksana.sends('/start')
    await platform.settles()
    for (const [who, ...steps] of STORY) {
      for (const step of steps) {
        const person = persons[who]
        if (step === '@') await person.sharesContact()
        else await (step.startsWith('>') ? person.sends(step.slice(1)) : person.taps(step))
        await platform.settles()
      }
    }
    await holds(database.url)
    const words = (await persons.olena.chat()).messages
      .filter(({ from }) => from === 'bot')
      .map(({ text }) => text?.split('\n')[0] ?? '')
    const times = TOLD.map((word) => words.filter((text) => word.test(text)).length)
    const refused = await telegram.refused()
    return { passed: { ...platform.passed }, deaths: platform.deaths, times, refused }
  } finally {
    await platform.stop()
    await emulator.close()
    await database.drop()
  }
}

/** One order, shipped; everything that was said is handled, nothing set aside; the books hold. */
const holds = async (url: string): Promise<void> => {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const rows = async (sql: string) => (await client.query(sql)).rows
    expect(await rows('SELECT status FROM orders')).toEqual([{ status: 'SHIPPED' }])
    expect(await rows('SELECT id FROM payments')).toHaveLength(1)
    expect(
      await rows('SELECT id, error FROM inbox WHERE handled_at IS NULL OR set_aside_at IS NOT NULL'),
    ).toEqual([])
    expect(
      await rows('SELECT follower FROM event_deliveries WHERE done_at IS NULL OR failed_at IS NOT NULL'),
    ).toEqual([])
    expect(
      await rows(`SELECT key, state FROM notifications WHERE state IN ('queued', 'sending', 'failed')`),
    ).toEqual([])
  } finally {
    await client.end()
  }
  const db = createDb({ url, poolMax: 2 })
  expect(await checkBooks(db.client, new Date(FRIDAY_NOON))).toEqual([])
  await db.close()
}

function rotating(count: number): Failpoint[] {
  const left: Failpoint[] = [...FAILPOINTS]
  return Array.from({ length: count }, () => left.splice(dice(left.length), 1)[0]!)
}

describe(`a process that dies in the middle of an order, SEED=${SEED}`, () => {
  let usual: Readonly<Record<Failpoint, number>>

  it('and one that does not: each step is told once', { timeout: 120_000 }, async () => {
    const { passed, deaths, times, refused } = await plays(undefined)
    expect({ deaths, times, refused }).toEqual({ deaths: 0, times: [1, 1, 1, 1], refused: [] })
    for (const point of FAILPOINTS) expect(passed[point], point).toBeGreaterThan(0)
    usual = passed
  })

  for (const point of POINTS) {
    for (let time = 1; time <= TIMES; time++) {
      it(`${point} (${time}): one order, shipped, each step told, at most one of them twice`, {
        timeout: 240_000,
      }, async () => {
        const nth = 1 + dice(Math.max(1, Math.floor(usual[point] * 0.9)))
        const { deaths, times, refused } = await plays({ at: point, nth })
        expect(refused).toEqual([])
        expect(deaths, `${point}, the ${nth}th time`).toBe(1)
        for (const [i, count] of times.entries()) expect(count, String(TOLD[i])).toBeGreaterThanOrEqual(1)
        expect(
          times.reduce((sum, count) => sum + count, 0),
          `${point}, the ${nth}th time: ${times}`,
        ).toBeLessThanOrEqual(5)
      })
    }
  }
})
