import { event } from '../events.ts'
import type { Needs } from './needs.ts'

/**
 * A pickup is kept for some days (setting `pickup`), fixed when it was ready (`collectBefore`). The day before the
 * customer is reminded; when the time is over the sellers are told to put it back: with the goods in hand they say
 * what goes on the shelf (return-order.ts).
 *
 * Runs every minute: jobs/schedule.ts. Returns how many were reminded of or are over.
 */
export const watchPickups =
  ({ db, clock, announce }: Needs) =>
  ({ limit = 100 } = {}): Promise<number> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      const due = await tx.$queryRaw<{ orderId: string; number: number; over: boolean }[]>`
        UPDATE orders o SET next_reminder = CASE WHEN o.collect_before > ${now} THEN o.collect_before END
        FROM (
          SELECT id FROM orders WHERE next_reminder <= ${now} AND status = 'ARRIVED' AND collect_before IS NOT NULL
          ORDER BY next_reminder LIMIT ${limit} FOR UPDATE SKIP LOCKED
        ) due
        WHERE o.id = due.id RETURNING o.id AS "orderId", o.number, o.collect_before <= ${now} AS over`
      const events = due.map(({ over, ...fact }) =>
        event(over ? 'order.pickup_over' : 'order.pickup_due', fact),
      )
      if (events.length > 0) await announce(tx, ...events)
      return due.length
    })
