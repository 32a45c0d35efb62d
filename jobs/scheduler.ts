import { SHOP_ZONE, type Task } from './job.ts'
import type { Outage } from './outage.ts'
import type { AnyQueue } from './queue-backends.ts'
import { within } from './signal.ts'

interface Needs {
  readonly tasks: readonly Task[]
  readonly ticks: AnyQueue
  readonly outage: Outage
}

export interface Scheduler {
  /** Sets the timers of all tasks, and then keeps them set: an emptied queue forgets them. */
  start(): Promise<void>
  stop(): void
}

const CHECK_MS = 30_000
const ANSWER_MS = 5_000
/** A tick that is so late did not just wait for its turn: the queue lost it. */
const LOST_AFTER_MS = 10 * 60_000

/**
 * Makes BullMQ's job schedulers what the schedule says: missing and changed ones are set, stale ones removed,
 * the rest left alone, so that a tick which came due while nobody worked is not lost by a restart.
 */
export const createScheduler = ({ tasks, ticks, outage }: Needs): Scheduler => {
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  const setAll = async (): Promise<void> => {
    const known = new Map((await ticks.getJobSchedulers()).map((scheduler) => [scheduler.key, scheduler]))
    for (const task of tasks) {
      const set = known.get(task.name)
      if (!set || differs(set, task) || isLost(set))
        await ticks.upsertJobScheduler(task.name, repeat(task), { name: task.name })
      known.delete(task.name)
    }
    for (const stale of known.keys()) await ticks.removeJobScheduler(stale)
  }

  const check = async (): Promise<void> => {
    try {
      await within(ANSWER_MS, 'set the schedule', setAll())
    } catch (error) {
      outage.began(error)
    }
    if (!stopped) timer = setTimeout(() => void check(), CHECK_MS)
  }

  return {
    start: check,
    stop: () => {
      stopped = true
      clearTimeout(timer)
    },
  }
}

const repeat = (task: Task) =>
  'cron' in task ? { pattern: task.cron, tz: SHOP_ZONE } : { every: task.everyMs }

interface SetTimer {
  readonly every?: number
  readonly pattern?: string
  readonly tz?: string
  readonly next?: number | null
}

const differs = (set: SetTimer, task: Task): boolean =>
  'cron' in task ? set.pattern !== task.cron || set.tz !== SHOP_ZONE : set.every !== task.everyMs

const isLost = ({ next }: SetTimer): boolean => typeof next === 'number' && next < Date.now() - LOST_AFTER_MS
