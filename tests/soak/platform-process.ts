import { setTimeout as wait } from 'node:timers/promises'
import { createApp } from '../../app.ts'
import { startWeb } from '../../bots/main.ts'
import { readConfig } from '../../config.ts'
import { TestClock } from '../harness/clock.ts'
import { type Fail, type Failpoint, layFailpoints } from './failpoints.ts'

/** What the test says to the process. */
export type Order = { readonly do: 'settle' } | { readonly do: 'pass'; readonly seconds: number }

/** What it answers; the first word is that it is ready. */
export interface Answer {
  readonly passed: Readonly<Record<Failpoint, number>>
  readonly error?: string
}

/** How it is started. */
export interface Settings {
  readonly databaseUrl: string
  readonly apiRoot: string
  readonly token: string
  readonly ownerId: number
  readonly now: string
  readonly fail?: Fail
}

/** Both processes of the platform in one, on a clock that the test moves, with a point at which it dies. */
const settings = JSON.parse(process.argv[2] ?? '') as Settings
const clock = new TestClock(settings.now)
const config = readConfig({
  PORT: '0',
  LOG_LEVEL: process.env.LOG_LEVEL || 'silent',
  OWNERS: `telegram:${settings.ownerId}`,
})
const app = await createApp(config, {
  databaseUrl: settings.databaseUrl,
  telegram: { mode: 'polling', token: settings.token, apiRoot: settings.apiRoot },
  clock,
  scheduler: false,
})
const passed = layFailpoints(app, settings.fail)
await app.jobs.start()
await startWeb(app)

const SETTLE_MS = 3_000
const LOOK_MS = 20

/** What follows and is neither done nor given up, and messages that are on their way. */
const left = async (): Promise<number> => {
  const soon = new Date(clock.now().getTime() + 125_000)
  const rows = await app.db.client.$queryRaw<{ left: number }[]>`
    SELECT ((SELECT count(*) FROM event_deliveries WHERE done_at IS NULL AND failed_at IS NULL)
      + (SELECT count(*) FROM notifications WHERE state IN ('queued', 'sending') AND due_at <= ${soon}))::int AS left`
  return rows[0]?.left ?? 0
}

/**
 * By the database and not by the queue, which counts the jobs of a dead process for half a minute. What such a one
 * left in the middle comes again when the clock has moved on: it is not waited for here.
 */
const settle = async (): Promise<void> => {
  await app.answering.idle()
  await app.answering.sweep()
  const until = performance.now() + SETTLE_MS
  while ((await left()) > 0 && performance.now() < until) await wait(LOOK_MS)
}

process.on('message', (order: Order) => {
  const work = async () => {
    if (order.do === 'pass') {
      clock.advance({ seconds: order.seconds })
      await app.jobs.runAllTasks()
    }
    await settle()
  }
  work().then(
    () => process.send?.({ passed } satisfies Answer),
    (error: unknown) => process.send?.({ passed, error: String(error) } satisfies Answer),
  )
})
process.on('disconnect', () => process.exit(0))
process.send?.({ passed } satisfies Answer)
