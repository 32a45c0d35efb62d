import { event } from '../events.ts'
import type { Needs } from './needs.ts'

/**
 * What a manager changed on an order is told to the customer once, all of it together, when nothing was changed for
 * two minutes. Of an order that ended meanwhile its end is told instead.
 *
 * Runs every minute: jobs/schedule.ts. Returns how many orders it was.
 */
export const tellEdits =
  ({ db, clock, announce }: Needs) =>
  ({ limit = 100 } = {}): Promise<number> =>
    db.transaction(async (tx) => {
      const due = await tx.$queryRaw<
        { orderId: string; number: number; from: string; to: string; open: boolean }[]
      >`
        WITH due AS (
          SELECT id, tell_edits_from FROM orders WHERE tell_edits_at <= ${clock.now()}
          ORDER BY tell_edits_at LIMIT ${limit} FOR UPDATE SKIP LOCKED
        )
        UPDATE orders o SET tell_edits_at = NULL, tell_edits_from = NULL FROM due WHERE o.id = due.id
        RETURNING o.id AS "orderId", o.number, due.tell_edits_from::text AS "from",
          (SELECT max(h.id)::text FROM order_history h WHERE h.order_id = o.id) AS "to", o.status LIKE 'AWAITING_%' AS open`
      const told = due.filter(({ open }) => open)
      await announce(tx, ...told.map(({ open: _, ...fact }) => event('order.edited', fact)))
      return told.length
    })
