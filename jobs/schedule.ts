import { event } from '../core/events.ts'
import type { Core } from '../core/index.ts'
import { HOUR_MS, MINUTE_MS } from '../core/kernel/clock.ts'
import type { Task } from './job.ts'

/** When what happens by itself. What is due is a column with a time: a missed tick is made up by the next. */
export const createSchedule = (core: Core): readonly Task[] => [
  { name: 'cancel-unpaid-orders', everyMs: MINUTE_MS, run: () => core.orders.cancelUnpaid() },
  { name: 'remind-unpaid-orders', everyMs: MINUTE_MS, run: () => core.orders.remindUnpaid() },
  { name: 'end-marks', everyMs: MINUTE_MS, run: () => core.orders.endMarks() },
  { name: 'tell-edits', everyMs: MINUTE_MS, run: () => core.orders.tellEdits() },
  { name: 'watch-pickups', everyMs: MINUTE_MS, run: () => core.orders.watchPickups() },
  { name: 'end-holds', everyMs: MINUTE_MS, run: () => core.orders.endHolds() },
  { name: 'announce-stock-back', everyMs: 30_000, run: () => core.wishes.announceBack() },
  { name: 'watch-low-stock', everyMs: MINUTE_MS, run: () => core.stock.watchLow() },
  { name: 'return-untouched-orders', everyMs: MINUTE_MS, run: () => core.orders.returnUntouched() },
  { name: 'tell-of-unattended-orders', everyMs: MINUTE_MS, run: () => core.staff.tellOfUnattended() },
  { name: 'end-lendings', everyMs: MINUTE_MS, run: () => core.staff.endLendings() },
  { name: 'return-unanswered', everyMs: MINUTE_MS, run: () => core.support.returnUnanswered() },
  { name: 'send-notifications', everyMs: 10_000, run: () => core.notifications.sendDue() },
  { name: 'go-on-elsewhere', everyMs: MINUTE_MS, run: () => core.notifications.goOn() },
  { name: 'forget-codes', everyMs: MINUTE_MS, run: () => core.users.forgetCodes() },
  { name: 'fetch-files', everyMs: MINUTE_MS, run: () => core.files.fetchDue() },
  { name: 'forget-made-files', everyMs: HOUR_MS, run: () => core.files.forgetMade() },
  { name: 'thin-out', cron: '10 4 * * *', run: () => core.personal.thinOut() },
  { name: 'check-books', cron: '30 4 * * *', run: () => raiseDiscrepancies(core) },
]

/** The nightly look at the books: what does not hold is raised to the owner, once a day a check. */
const raiseDiscrepancies = async (core: Core): Promise<number> => {
  const found = await core.checkBooks()
  const day = core.clock.now().toISOString().slice(0, 10)
  const checks = [...new Set(found.map(({ check }) => check))]
  const raised = checks.map((check) =>
    event('work.failed', {
      key: `books:${day}:${check}`,
      what: check,
      error: found
        .filter((row) => row.check === check)
        .map((row) => row.found)
        .join('; '),
    }),
  )
  if (raised.length > 0) await core.db.transaction((tx) => core.announce(tx, ...raised))
  return found.length
}
