import { event } from '../events.ts'
import { reminderAfter } from './confirm-order.ts'
import type { Needs } from './needs.ts'

/**
 * Customers whose transfer has not come are reminded so many hours after they were asked for it
 * (setting `transferReminderHours`); after the last reminder comes the cancellation.
 * A reminder that was late because we were down is sent once, not several times.
 *
 * Runs every minute: jobs/schedule.ts. Returns how many are reminded.
 */
export const remindUnpaidOrders =
  ({ db, clock, announce, settings }: Needs) =>
  async ({ limit = 100 } = {}): Promise<number> => {
    const rules = await settings.read()
    return db.transaction(async (tx) => {
      const now = clock.now()
      const due = await tx.$queryRaw<{ orderId: string; number: number; since: Date }[]>`
        SELECT id AS "orderId", number, status_since AS since FROM orders
        WHERE next_reminder <= ${now} AND status = 'AWAITING_PAYMENT' AND pay_before > ${now} AND pay_stopped_at IS NULL
        ORDER BY next_reminder LIMIT ${limit} FOR UPDATE SKIP LOCKED`
      for (const { orderId, since } of due) {
        await tx.$executeRaw`UPDATE orders SET next_reminder = ${reminderAfter(since, now, rules)} WHERE id = ${orderId}`
      }
      const passed = (since: Date) =>
        rules.transferReminderHours.filter((hours) => since.getTime() + hours * 3_600_000 <= now.getTime())
          .length
      await announce(
        tx,
        ...due.map(({ since, ...fact }) => event('order.unpaid', { ...fact, reminder: passed(since) })),
      )
      return due.length
    })
  }
