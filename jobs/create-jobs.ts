import type { Clock } from '../core/kernel/clock.ts'
import type { Db } from '../core/kernel/db.ts'
import type { Log } from '../core/kernel/log.ts'
import { type Announce, findDueDeliveries } from '../core/outbox.ts'
import { checkTables, type Subscriptions, type Task } from './job.ts'
import { createOutage } from './outage.ts'
import { createOutboxRelay, type OutboxRelay } from './outbox-relay.ts'
import type { QueuePlace } from './queue-backends.ts'
import { openQueues, type QueueCounts, type Queues } from './queues.ts'
import { createScheduler, type Scheduler } from './scheduler.ts'
import { createSignal, within } from './signal.ts'
import { createTaskRuns } from './task-runs.ts'
import { createDeliver } from './worker.ts'

export interface JobsOptions {
  readonly db: Db
  readonly clock: Clock
  readonly log: Log
  readonly announce: Announce
  readonly subscriptions: Subscriptions
  readonly tasks: readonly Task[]
  readonly queue: QueuePlace
  /** Apart from others on the same server; letters, digits and hyphens. Default 'kram'. */
  readonly namespace?: string
  /** How many deliveries this process works on at once. Default 10. */
  readonly concurrency?: number
  /** How long the first try of a delivery may take before it comes again; the n-th has n times that. Default a minute. */
  readonly leaseMs?: number
  /** False: tasks run only by `runTask` and `runAllTasks`. Default true. */
  readonly scheduler?: boolean
}

export type QueueHealth =
  | ({ readonly ok: true } & QueueCounts)
  | { readonly ok: false; readonly error: string }

export interface Jobs {
  /** Resolves when the workers are on. Rejects when PostgreSQL does not answer; Redis may come later. */
  start(): Promise<void>
  /** Takes nothing new and lets running jobs finish for at most `withinMs` (25 s). What is not done then comes again. */
  stop(options?: { withinMs?: number }): Promise<void>
  /** Something was announced: hand it on now. */
  poke(): void
  /**
   * Hands on and waits until no delivery is due by the clock and no job waits or runs.
   * @throws Error that says what is left when the time is over
   */
  settle(options: { timeoutMs: number }): Promise<void>
  /** @throws what the task threw, after it was logged and counted */
  runTask(name: string): Promise<void>
  /** All tasks, one after the other in the order of the schedule. @throws AggregateError of those that failed */
  runAllTasks(): Promise<void>
  /** Never rejects and answers within 500 ms. */
  queueHealth(): Promise<QueueHealth>
}

const HEALTH_MS = 500
const STOP_MS = 25_000
/** Another process's worker gives us no signal. */
const LOOK_MS = 20

/**
 * Everything that happens by itself: what follows events, and what the clock starts.
 * @throws Error when the tables cannot work (see checkTables)
 */
export const createJobs = (options: JobsOptions): Jobs => {
  const { db, clock, log, tasks, subscriptions } = options
  checkTables(subscriptions, tasks)
  const outage = createOutage(log, 'queue')
  const finished = createSignal()
  const deliver = createDeliver(options)
  const runTask = createTaskRuns(options)
  let running = 0
  let on: { queues: Queues; relay: OutboxRelay; scheduler: Scheduler } | undefined

  const started = () => {
    if (!on) throw new Error('jobs are not started')
    return on
  }

  const start = async (): Promise<void> => {
    if (on) throw new Error('jobs are started already')
    const queues = await openQueues({
      place: options.queue,
      namespace: options.namespace ?? 'kram',
      onError: outage.began,
      onFinished: finished.give,
    })
    const relay = createOutboxRelay({ db, clock, queues, outage, leaseMs: options.leaseMs ?? 60_000 })
    const scheduler = createScheduler({ tasks, ticks: queues.ticks, outage })
    on = { queues, relay, scheduler }
    queues.work(
      {
        deliver: async (job) => {
          running += 1
          const outcome = await deliver(job)
          running -= 1
          relay.poke()
          if (outcome === 'again' || outcome === 'given up') throw new Error(outcome)
        },
        runTask: (name) => runTask(name).finally(relay.poke),
      },
      { concurrency: options.concurrency ?? 10, tasks: tasks.length },
    )
    relay.start()
    if (options.scheduler ?? true) await scheduler.start()
  }

  const isSettled = async (): Promise<boolean> => {
    // While something runs here there is no need to ask the queue.
    if (running > 0) return false
    const { queues, relay } = started()
    const handedOn = relay.total
    const { waiting, active } = await queues.counts()
    if (waiting + active > 0) return false
    // In this order: with nothing running, nothing can be announced between the two looks. What the relay's
    // own round took meanwhile shows in its total, since passes wait for each other.
    await relay.pass()
    return relay.total === handedOn
  }

  const settle = async ({ timeoutMs }: { timeoutMs: number }): Promise<void> => {
    const until = performance.now() + timeoutMs
    let trouble: unknown
    started().relay.poke()
    while (performance.now() < until) {
      const settled = await isSettled().catch((error: unknown) => {
        trouble = error
        return false
      })
      if (settled) return
      await finished.wait(LOOK_MS)
    }
    const due = await findDueDeliveries(db.queries, clock.now(), 20)
    const names = due.map(({ follower, eventId, tries }) => `${follower} ${eventId} (tries: ${tries})`)
    const jobs = await started().queues.counts().then(JSON.stringify, String)
    const left = `not settled in ${timeoutMs} ms; due: ${names.join(', ') || 'nothing'}; queue: ${jobs}`
    throw new Error(left, { cause: trouble })
  }

  const queueHealth = async (): Promise<QueueHealth> => {
    try {
      const { queues } = started()
      const [counts] = await within(HEALTH_MS, 'the queue', Promise.all([queues.counts(), queues.ping()]))
      return { ok: true, ...counts }
    } catch (error) {
      return { ok: false, error: error instanceof Error ? error.message : String(error) }
    }
  }

  return {
    start,
    stop: async ({ withinMs = STOP_MS } = {}) => {
      if (!on) return
      const { queues, relay, scheduler } = on
      on = undefined
      scheduler.stop()
      await relay.stop()
      await queues.close(withinMs)
    },
    poke: () => on?.relay.poke(),
    settle,
    runTask: (name) => runTask(name).finally(() => on?.relay.poke()),
    runAllTasks: async () => {
      const errors: unknown[] = []
      for (const { name } of tasks) await runTask(name).catch((error: unknown) => errors.push(error))
      on?.relay.poke()
      if (errors.length > 0) throw new AggregateError(errors, 'tasks failed')
    },
    queueHealth,
  }
}
