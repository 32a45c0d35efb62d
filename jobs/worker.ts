import { type EventName, event } from '../core/events.ts'
import type { Clock } from '../core/kernel/clock.ts'
import type { Db } from '../core/kernel/db.ts'
import { IntegrationError, Repeated } from '../core/kernel/errors.ts'
import type { Log } from '../core/kernel/log.ts'
import {
  type Announce,
  type DueDelivery,
  deliveryDone,
  deliveryFailed,
  findDelivery,
} from '../core/outbox.ts'
import type { Follower, Subscriptions } from './job.ts'
import type { DeliveryJob } from './queues.ts'

interface Needs {
  readonly db: Db
  readonly clock: Clock
  readonly log: Log
  readonly announce: Announce
  readonly subscriptions: Subscriptions
}

/** After so many tries somebody of the staff is told instead. */
export const MAX_TRIES = 8

/** `again`: failed, and due again when its lease is over. `given up`: failed for good. `nothing`: it was done before. */
export type Outcome = 'done' | 'repeated' | 'nothing' | 'again' | 'given up'

/**
 * Brings one delivery to its follower and writes one line about it; never rejects.
 * How often and when is PostgreSQL's matter (event_deliveries), not the queue's.
 */
export const createDeliver =
  (needs: Needs) =>
  async (job: DeliveryJob): Promise<Outcome> => {
    const startedAt = performance.now()
    const { outcome, error, tries } = await attempt(needs, job)
    const durationMs = Math.round(performance.now() - startedAt)
    const line = { job: job.follower, id: job.eventId, try: tries, durationMs, outcome }
    if (error === undefined) needs.log.info(line, 'job')
    else if (isPassing(error) && outcome === 'again') needs.log.warn({ ...line, why: describe(error) }, 'job')
    else needs.log.error({ ...line, err: error }, 'job')
    return outcome
  }

interface Attempt {
  readonly outcome: Outcome
  readonly tries?: number
  readonly error?: unknown
}

const attempt = async (needs: Needs, job: DeliveryJob): Promise<Attempt> => {
  let delivery: DueDelivery | undefined
  try {
    delivery = await findDelivery(needs.db.queries, job)
    if (!delivery) return { outcome: 'nothing' }
    await follow(needs, delivery)
    return { outcome: 'done', tries: delivery.tries }
  } catch (error) {
    if (!delivery) return { outcome: 'again', error }
    const { tries } = delivery
    if (error instanceof Repeated) return { outcome: await markRepeated(needs, delivery), tries }
    if (tries < MAX_TRIES && !isFinal(error)) return { outcome: 'again', tries, error }
    return giveUp(needs, delivery, error)
  }
}

const follow = async ({ db, clock, subscriptions }: Needs, delivery: DueDelivery): Promise<void> => {
  const { event: told, eventId, follower: name } = delivery
  const followers: readonly Follower<never>[] = subscriptions[told.name] ?? []
  const follower = followers.find((one) => one.name === name)
  if (!follower) throw new Error(`nobody named '${name}' follows ${told.name} here`)
  let markedByFollower = false
  await follower.run(told.payload as never, {
    eventId,
    done: async (tx) => {
      markedByFollower = true
      if (!(await deliveryDone(tx, delivery, clock.now()))) throw new Repeated(`${name} ${eventId}`)
    },
  })
  if (!markedByFollower) await deliveryDone(db.queries, delivery, clock.now())
}

/**
 * A follower's change was made before: by an earlier try, which marked the delivery too, or by somebody else
 * (a guard of the follower's own), and then the mark is made here.
 */
const markRepeated = async ({ db, clock, log }: Needs, delivery: DueDelivery): Promise<Outcome> => {
  try {
    await deliveryDone(db.queries, delivery, clock.now())
    return 'repeated'
  } catch (error) {
    log.error({ err: error, job: delivery.follower, id: delivery.eventId }, 'could not mark a job as done')
    return 'again'
  }
}

/** Sets the delivery aside and raises it, in one transaction. Failing at that, it is due again and ends here again. */
const giveUp = async (needs: Needs, delivery: DueDelivery, error: unknown): Promise<Attempt> => {
  const { eventId, follower, tries } = delivery
  const why = describe(error)
  try {
    await needs.db.transaction(async (tx) => {
      const first = await deliveryFailed(tx, delivery, { now: needs.clock.now(), error: why })
      // Who tells about failures cannot tell about its own.
      if (!first || TELLS_OF_FAILURE.includes(delivery.event.name)) return
      await needs.announce(
        tx,
        event('work.failed', { key: `${follower}:${eventId}`, what: follower, error: why }),
      )
    })
    return { outcome: 'given up', tries, error }
  } catch (failure) {
    return {
      outcome: 'again',
      tries,
      error: new AggregateError([error, failure], 'failed, and could not be given up'),
    }
  }
}

const TELLS_OF_FAILURE: readonly EventName[] = ['work.failed']

const isFinal = (error: unknown): boolean => error instanceof IntegrationError && !error.retry

const isPassing = (error: unknown): boolean => error instanceof IntegrationError && error.retry

/** One line about an error, for the staff, the database and the log; without the bot tokens that network errors quote. */
export const describe = (error: unknown): string =>
  (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).replace(BOT_TOKEN, '[token]')

const BOT_TOKEN = /\d+:[\w-]{20,}/g
