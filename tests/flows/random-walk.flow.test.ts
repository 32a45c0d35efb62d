import { expect, it } from 'vitest'
import { ANSWERS, createWalk, JUNK, type Walker } from '../harness/bot-walk.ts'
import { type Customer, OWNER_ID, usePlatform } from '../harness/platform.ts'
import { diceOf } from '../harness/shop-walk.ts'
import { hires, theOwner } from './buying.ts'

const SEED = Number(process.env.SEED ?? Math.floor(Math.random() * 1_000_000))
const STEPS = Number(process.env.STEPS ?? (process.env.SOAK ? 50_000 : 2_000))
/** By an even seed two processes answer: customers and staff meet now the one and now the other. */
const PROCESSES = SEED % 2 === 0 ? 2 : 1
const CUSTOMERS = 5
const BROKEN = 'Telegram did not answer'

const shop = usePlatform({ viber: true, typed: [...JUNK, ...ANSWERS.flatMap(([, words]) => words)] })

const everybody = async (): Promise<Walker[]> => {
  const owner = await theOwner(shop, OWNER_ID)
  const staff = [
    owner,
    await hires(shop, owner, { role: 'Менеджер', firstName: 'Марія' }),
    await hires(shop, owner, { role: 'Бухгалтер', firstName: 'Алла' }),
    await hires(shop, owner, { role: 'Комірник', firstName: 'Степан' }),
  ]
  const customers: Customer[] = []
  for (let i = 0; i < CUSTOMERS; i++)
    customers.push(
      await (i % 2 === 0 ? shop.joinsTelegram : shop.joinsViber)({
        firstName: `Людина ${i}`,
        languageCode: i > 2 ? 'en' : 'uk',
      }),
    )
  for (const one of customers) await one.says('/start')
  return Promise.all(
    [...staff, ...customers].map(async (customer) => ({
      customer,
      isStaff: staff.some((one) => one.person === customer.person),
      chat: await customer.person.chat(),
    })),
  )
}

/** A connection may break on a busy machine: then the answer comes with the next try. */
const answered = async (): Promise<void> => {
  for (let tries = 0; tries < 5; tries++) {
    await shop.answers()
    const waiting = await shop.app.db.queries.$queryRaw<unknown[]>`
      SELECT id FROM inbox WHERE handled_at IS NULL AND error = ${BROKEN} LIMIT 1`
    if (waiting.length === 0) return
    shop.clock.advance({ seconds: 60 })
  }
}

/** All is answered, nothing failed, and the books hold once what has its time has had it. */
const ends = async (): Promise<void> => {
  // Hours do not pass in the moment between what happened and what follows it.
  await shop.settles()
  shop.clock.set(nextNoon(shop.clock.now()))
  for (let i = 0; i < 2; i++) await shop.passes({ minutes: 11 })
  const { core, db } = shop.app
  expect(await core.checkBooks()).toEqual([])
  const unanswered = await db.queries.$queryRaw`
    SELECT id, error FROM inbox WHERE (tries > 0 AND error <> ${BROKEN}) OR handled_at IS NULL`
  expect(unanswered).toEqual([])
  expect(await db.queries.$queryRaw`SELECT payload FROM events WHERE name = 'work.failed'`).toEqual([])
}

it(
  `whatever people tap, type and share, everybody is answered, in words, on one screen, the menu two taps away: ${STEPS} steps, SEED=${SEED}`,
  async () => {
    const dice = diceOf(SEED)
    const walkers = await everybody()
    for (let i = 1; i < PROCESSES; i++) await shop.startsAnother()
    const walk = createWalk(shop, { walkers, dice, answered })
    const done = { jumps: 0, restarts: 0, menus: 0 }
    try {
      for (let step = 0; step < STEPS; step += walkers.length) {
        const restarts = dice(80) === 0
        if (restarts) {
          done.restarts++
          walk.note('the processes restart')
        }
        if (dice(6) === 0) await shop.viber.garbles({ kind: 'duplicate' })
        await walk.round(restarts ? () => shop.restarts() : undefined)
        if (dice(10) === 0) {
          done.menus++
          await walk.goesToMenu()
          await walk.lookAgain()
        }
        if (dice(12) === 0) await shop.settles()
        if (dice(25) === 0) {
          done.jumps++
          walk.note('the clock jumps')
          await shop.settles()
          await shop.passes({ hours: dice(20), minutes: 1 })
          await walk.lookAgain()
        }
      }
      await ends()
    } catch (error) {
      const failed = await shop.app.db.queries.$queryRaw`
        SELECT person, tries, error, body FROM inbox WHERE tries > 0 OR handled_at IS NULL`
      throw new Error(
        `SEED=${SEED}: ${(error as Error).message}; after: ${walk.trail.slice(-40).join('; ')}; failed: ${JSON.stringify(failed).slice(0, 2_000)}`,
        { cause: error },
      )
    }
    const states = await shop.app.db.queries.$queryRaw<{ status: string; count: bigint }[]>`
      SELECT status, count(*) FROM orders GROUP BY status ORDER BY status`
    console.log(
      `SEED=${SEED}: ${STEPS} steps, ${PROCESSES} processes, ${done.restarts} restarts, ${done.jumps} jumps of the clock, ${done.menus} times to the menu, ${walk.buttonsSeen()} different buttons; orders: ${states.map(({ status, count }) => `${status} ${count}`).join(', ')}`,
    )
  },
  STEPS * 300,
)

const nextNoon = (now: Date): Date => {
  const noon = new Date(now)
  noon.setUTCDate(noon.getUTCDate() + 1)
  noon.setUTCHours(10, 0, 0, 0)
  return noon
}
