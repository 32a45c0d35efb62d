import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { type Event, event } from '../core/events.ts'
import { createDb, type Db } from '../core/kernel/db.ts'
import { createAnnounce } from '../core/outbox.ts'
import { TestClock } from '../tests/harness/clock.ts'
import { createJobs, type Jobs } from './create-jobs.ts'
import { followersOf, type Subscriptions, type Task } from './job.ts'
import type { QueuePlace } from './queue-backends.ts'
import { nobody } from './subscriptions.fixture.ts'

export interface Line {
  readonly level: number
  readonly msg: string
  readonly [field: string]: unknown
}

/** A small platform with jobs: what is announced, who follows, one clock, and the lines of its log. */
export interface Platform {
  readonly db: Db
  readonly clock: TestClock
  readonly lines: Line[]
  readonly namespace: string
  /** One more process on the same database and queue; stopped with the platform. */
  start(options?: { concurrency?: number; scheduler?: boolean; tasks?: readonly Task[] }): Promise<Jobs>
  announce(...events: readonly Event[]): Promise<void>
  deliveries(): Promise<DeliveryRow[]>
  close(): Promise<void>
}

export interface DeliveryRow {
  readonly follower: string
  readonly tries: number
  readonly state: 'done' | 'failed' | 'open'
  readonly error: string | null
}

export const aPlatform = async (
  { url, queue }: { url: string; queue: QueuePlace },
  { followers = {}, tasks = [] }: { followers?: Partial<Subscriptions>; tasks?: readonly Task[] } = {},
): Promise<Platform> => {
  const db = createDb({ url, poolMax: 10 })
  await db.client.$executeRaw`TRUNCATE events, event_deliveries`
  const clock = new TestClock('2026-11-02T10:00:00Z')
  const lines: Line[] = []
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line) as Line) })
  const subscriptions: Subscriptions = { ...nobody, ...followers }
  const announce = createAnnounce({ clock, followersOf: followersOf(subscriptions) })
  const namespace = `test-${randomBytes(4).toString('hex')}`
  const running: Jobs[] = []
  return {
    db,
    clock,
    lines,
    namespace,
    start: async (options = {}) => {
      const jobs = createJobs({
        ...{ db, clock, log, announce, subscriptions, tasks, queue, namespace, scheduler: false },
        ...options,
      })
      await jobs.start()
      running.push(jobs)
      return jobs
    },
    announce: (...events) => db.transaction((tx) => announce(tx, ...events)),
    deliveries: () => db.client.$queryRaw<DeliveryRow[]>`
      SELECT follower, tries, error,
        CASE WHEN done_at IS NOT NULL THEN 'done' WHEN failed_at IS NOT NULL THEN 'failed' ELSE 'open' END AS state
      FROM event_deliveries ORDER BY event_id, follower`,
    close: async () => {
      await Promise.all(running.map((jobs) => jobs.stop({ withinMs: 2_000 })))
      await db.close()
    },
  }
}

export const orderPaid = (number: number) => event('order.paid', { orderId: `ord_${number}`, number })

/** Something that a test waits for, or lets happen. */
export const aGate = () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { opened: promise, open: resolve }
}
