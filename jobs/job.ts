import { getNextMillis } from 'bullmq'
import type { EventName, Events } from '../core/events.ts'
import type { Tx } from '../core/kernel/db.ts'
import type { FollowersOf } from '../core/outbox.ts'

/** What a follower gets besides the event: which one it is, and the way to be done with it. */
export interface Work {
  readonly eventId: string
  /**
   * Marks the delivery as done in the follower's own transaction, so that its change and this mark are one.
   * Throws Repeated when it was done already: the transaction rolls back and nothing happens twice.
   */
  readonly done: (tx: Tx) => Promise<void>
}

/**
 * Something that follows an event. Delivered at least once: `run` calls `done` in the transaction of its change,
 * or guards itself otherwise and just returns, after which the worker marks it done.
 * It throws to be tried again; an IntegrationError that says `retry: false` is given up at once.
 */
export interface Follower<N extends EventName> {
  /** Kebab-case and for ever: it stands in the database and in job ids ('tell-order-paid'). */
  readonly name: string
  readonly run: (payload: Events[N], work: Work) => Promise<void>
}

/** Who follows what; an event that nobody thought of does not compile. */
export type Subscriptions = { readonly [N in EventName]: readonly Follower<N>[] }

/** Something that happens by the clock. It fails by throwing and simply comes again at its next time. */
export type Task = { readonly name: string; readonly run: () => Promise<unknown> } & Timing

/** Every so often, or by a cron pattern read on the clock of Kyiv. */
export type Timing = { readonly everyMs: number } | { readonly cron: string }

export const SHOP_ZONE = 'Europe/Kyiv'

/** The names of those who follow an event, as `announce` wants them. */
export const followersOf =
  (subscriptions: Subscriptions): FollowersOf =>
  (name) =>
    subscriptions[name].map((follower) => follower.name)

const KEBAB = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/

/**
 * Refuses tables that could not work, before anything starts.
 * @throws Error that names every fault: a name that is no kebab-case, one follower twice on one event,
 * one task twice, a time that is none
 */
export const checkTables = (subscriptions: Subscriptions, tasks: readonly Task[]): void => {
  const faults = [
    ...Object.entries(subscriptions).flatMap(([event, followers]) =>
      nameFaults(event, followers.map(nameOf)),
    ),
    ...nameFaults('schedule', tasks.map(nameOf)),
    ...tasks.filter((task) => !comesAgain(task)).map(({ name }) => `schedule: '${name}' has no valid time`),
  ]
  if (faults.length > 0) throw new Error(`jobs cannot start: ${faults.join('; ')}`)
}

const nameOf = ({ name }: { readonly name: string }): string => name

const nameFaults = (table: string, names: readonly string[]): string[] => [
  ...names.filter((name) => !KEBAB.test(name)).map((name) => `${table}: '${name}' is not kebab-case`),
  ...names.filter((name, i) => names.indexOf(name) !== i).map((name) => `${table}: '${name}' stands twice`),
]

const comesAgain = (task: Task): boolean => {
  if ('everyMs' in task) return Number.isSafeInteger(task.everyMs) && task.everyMs > 0
  try {
    return Number.isFinite(getNextMillis(0, { pattern: task.cron, tz: SHOP_ZONE }))
  } catch {
    return false
  }
}
