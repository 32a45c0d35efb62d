import type { Clock } from '../core/kernel/clock.ts'
import type { Db } from '../core/kernel/db.ts'
import { claimDeliveries, type Delivery, returnDeliveries } from '../core/outbox.ts'
import type { Outage } from './outage.ts'
import type { Queues } from './queues.ts'
import { createSignal } from './signal.ts'

export interface OutboxRelay {
  /** Looks at once instead of at the next poll. */
  poke(): void
  /** Hands on what is due, at most one batch; never two at once in one process. Returns how many. */
  pass(): Promise<number>
  /** How many it has handed on in all. */
  readonly total: number
  start(): void
  stop(): Promise<void>
}

interface Needs {
  readonly db: Db
  readonly clock: Clock
  readonly queues: Pick<Queues, 'add' | 'ping'>
  readonly outage: Outage
  /** For how long the first try of a delivery has it to itself; each further try has it so much longer. */
  readonly leaseMs: number
}

const BATCH = 100
const POLL_MS = 1_000

/**
 * Hands due deliveries from the outbox to the queue. It never marks them done: what gets lost in the queue,
 * or with it, is due again when its lease is over. What the queue does not take goes back with its try.
 */
export const createOutboxRelay = ({ db, clock, queues, outage, leaseMs }: Needs): OutboxRelay => {
  const signal = createSignal()
  let turn: Promise<unknown> = Promise.resolve()
  let looping: Promise<void> | undefined
  let stopped = false
  let total = 0

  const handOn = async (): Promise<number> => {
    // While something is away nothing is claimed, so that an outage costs no tries.
    const wasAway = outage.lasts
    if (wasAway) await queues.ping()
    const claimed = await claimDeliveries(db, { now: clock.now(), limit: BATCH, leaseMs })
    if (claimed.length > 0) await add(claimed)
    if (wasAway) outage.over()
    total += claimed.length
    return claimed.length
  }

  const add = async (claimed: readonly Delivery[]): Promise<void> => {
    try {
      await queues.add(claimed)
    } catch (error) {
      await returnDeliveries(db, claimed, clock.now())
      throw error
    }
  }

  const pass = (): Promise<number> => {
    const mine = turn.then(handOn)
    turn = mine.catch(() => undefined)
    return mine
  }

  const loop = async (): Promise<void> => {
    while (!stopped) {
      const found = await pass().catch((error: unknown) => {
        outage.began(error)
        return 0
      })
      if (found === 0) await signal.wait(POLL_MS)
    }
  }

  return {
    poke: signal.give,
    pass,
    get total() {
      return total
    },
    start: () => {
      looping ??= loop()
    },
    stop: async () => {
      stopped = true
      signal.give()
      await looping
    },
  }
}
