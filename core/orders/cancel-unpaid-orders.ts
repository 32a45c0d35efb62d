import { event } from '../events.ts'
import type { Tx } from '../kernel/db.ts'
import { powerCutUntil, type Settings } from '../settings/index.ts'
import { releaseHolds } from '../stock/index.ts'
import type { Needs } from './needs.ts'

/**
 * An order nobody pays for is cancelled when its payment term ends, and its goods go back on sale.
 *
 * The term is fixed when the order starts to wait (`payBefore`), so a change of policy never shortens time
 * that somebody was promised. Money that arrives later is recorded and raised: payments/record-payment.ts.
 * The term stands still while a slip waits for the accountant.
 * While a power cut pauses cancelling (power-cut.ts), terms that end are put off to its end.
 * An order with any money on it is left to the accountant, who is told once of each of its payments.
 *
 * Runs every minute: jobs/schedule.ts. Returns how many were cancelled.
 */
export const cancelUnpaidOrders =
  ({ db, clock, announce, settings }: Needs) =>
  async ({ limit = 100 } = {}): Promise<number> => {
    const paused = pausedUntil(await settings.read(), clock.now())
    return db.transaction(async (tx) => {
      const now = clock.now()
      if (paused) return putOff(tx, now, paused)
      const cancelled = await claimOverdue(tx, now, limit)
      await releaseHolds(
        tx,
        cancelled.map(({ orderId }) => orderId),
        now,
      )
      await announce(
        tx,
        ...cancelled.map((order) => event('order.cancelled', { ...order, reason: 'unpaid' })),
        ...(await notePartlyPaid(tx, now, limit)).map((money) =>
          event('payment.mismatch', { ...money, why: 'partly_paid' }),
        ),
      )
      return cancelled.length
    })
  }

/** A power cut of all outlets pauses cancelling; that of one moved its orders' terms only. */
const pausedUntil = (settings: Settings, now: Date): Date | null =>
  settings.powerCut?.outletId === null ? powerCutUntil(settings, now) : null

/** Terms that would end within the pause, of orders that came into it, end with it. */
const putOff = async (tx: Tx, now: Date, until: Date): Promise<number> => {
  await tx.$executeRaw`
    UPDATE orders SET pay_before = ${until} WHERE status = 'AWAITING_PAYMENT' AND pay_before <= ${now} AND pay_stopped_at IS NULL`
  return 0
}

/** Overdue orders that have some of their money, noted once in their history for each time that they wait. */
const notePartlyPaid = (tx: Tx, now: Date, limit: number) => tx.$queryRaw<
  { orderId: string; paymentId: string }[]
>`
  WITH overdue AS (
    SELECT id FROM orders o
    WHERE status = 'AWAITING_PAYMENT' AND pay_before <= ${now} AND pay_stopped_at IS NULL
      AND EXISTS (SELECT FROM payment_allocations a WHERE a.order_id = o.id)
      AND NOT EXISTS (SELECT FROM order_history h
        WHERE h.order_id = o.id AND h.what = 'partly_paid' AND h.at >= o.status_since)
    ORDER BY pay_before LIMIT ${limit} FOR UPDATE SKIP LOCKED
  ), noted AS (
    INSERT INTO order_history (order_id, at, by_role, what) SELECT id, ${now}, 'system', 'partly_paid' FROM overdue
  )
  SELECT a.order_id AS "orderId", a.payment_id AS "paymentId" FROM payment_allocations a JOIN overdue ON overdue.id = a.order_id`

/** Locks, cancels and notes the overdue orders in one statement: one that is being paid this moment is skipped. */
const claimOverdue = (tx: Tx, now: Date, limit: number) => tx.$queryRaw<
  { orderId: string; number: number }[]
>`
  WITH overdue AS (
    SELECT id FROM orders o
    WHERE status = 'AWAITING_PAYMENT' AND pay_before <= ${now} AND pay_stopped_at IS NULL
      AND NOT EXISTS (SELECT FROM payment_allocations a WHERE a.order_id = o.id)
    ORDER BY pay_before LIMIT ${limit} FOR UPDATE SKIP LOCKED
  ), cancelled AS (
    UPDATE orders o SET status = 'CANCELLED', status_since = ${now}, updated_at = ${now}, cancel_reason = 'unpaid',
      pay_before = NULL, next_reminder = NULL
    FROM overdue WHERE o.id = overdue.id AND o.status = 'AWAITING_PAYMENT' RETURNING o.id, o.number
  ), history AS (
    INSERT INTO order_history (order_id, at, by_role, what, "from", "to", details)
    SELECT id, ${now}, 'system', 'moved', 'AWAITING_PAYMENT', 'CANCELLED', '{"reason":"unpaid"}' FROM cancelled
  )
  SELECT id AS "orderId", number FROM cancelled`
