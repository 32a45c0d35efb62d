import { DateTime } from 'luxon'
import { event } from '../core/events.ts'
import type { Clock } from '../core/kernel/clock.ts'
import type { Db } from '../core/kernel/db.ts'
import type { Log } from '../core/kernel/log.ts'
import type { Announce } from '../core/outbox.ts'
import { SHOP_ZONE, type Task } from './job.ts'
import { describe } from './worker.ts'

interface Needs {
  readonly db: Db
  readonly clock: Clock
  readonly log: Log
  readonly announce: Announce
  readonly tasks: readonly Task[]
}

/** After so many failures in a row somebody of the staff is told, once a day. */
export const MAX_FAILURES = 5

/**
 * Runs tasks of the schedule by name: one line of log each. A second call while the task runs in this process
 * waits for that run instead of starting another.
 *
 * Failures in a row are counted by each process for itself, so a restart begins anew.
 * @throws whatever the task threw, after it was logged and counted
 */
export const createTaskRuns = (needs: Needs) => {
  const tasks = new Map(needs.tasks.map((task) => [task.name, task]))
  const running = new Map<string, Promise<void>>()
  const failures = new Map<string, number>()
  const raisedOn = new Map<string, string>()

  const failed = async (name: string, error: unknown): Promise<void> => {
    const inARow = (failures.get(name) ?? 0) + 1
    failures.set(name, inARow)
    const date = DateTime.fromJSDate(needs.clock.now(), { zone: SHOP_ZONE }).toISODate() ?? ''
    if (inARow < MAX_FAILURES || raisedOn.get(name) === date) return
    const payload = { key: `task:${name}:${date}`, what: name, error: describe(error) }
    await needs.db.transaction((tx) => needs.announce(tx, event('work.failed', payload)))
    raisedOn.set(name, date)
  }

  const run = async (task: Task): Promise<void> => {
    const startedAt = performance.now()
    const line = () => ({ task: task.name, durationMs: Math.round(performance.now() - startedAt) })
    try {
      await task.run()
      failures.delete(task.name)
      needs.log.info({ ...line(), outcome: 'done' }, 'task')
    } catch (error) {
      needs.log.error({ ...line(), outcome: 'failed', err: error }, 'task')
      await failed(task.name, error)
      throw error
    }
  }

  return async (name: string): Promise<void> => {
    const task = tasks.get(name)
    if (!task) throw new Error(`no task '${name}' in the schedule`)
    const earlier = running.get(name)
    if (earlier) return earlier
    const mine = run(task).finally(() => running.delete(name))
    running.set(name, mine)
    return mine
  }
}
