import { event } from '../events.ts'
import { SYSTEM } from '../kernel/actor.ts'
import { DAY_MS, later } from '../kernel/clock.ts'
import type { Tx } from '../kernel/db.ts'
import { powerCutUntil, type Settings } from '../settings/index.ts'
import { releaseHolds } from '../stock/index.ts'
import { by, type Needs, requireOrder } from './needs.ts'
import { saveTransition } from './order.store.ts'
import { mayCancel, type Order } from './order.ts'
import { noteInHistory } from './order-history.store.ts'

/**
 * A mark whose time is over ends, and the order is somebody's work again: one that nobody reached the customer about
 * comes back to the queue, for whoever takes it; of any other its holder is reminded.
 *
 * Three calls in vain over two days cancel an order that is not confirmed (setting `notReached`). Never one with any
 * money on it, nor while a power cut pauses cancelling: those go back to the queue.
 *
 * Runs every minute: jobs/schedule.ts. Returns how many marks ended.
 */
export const endMarks =
  (needs: Needs) =>
  async ({ limit = 100 } = {}): Promise<number> => {
    const settings = await needs.settings.read()
    const paused = settings.powerCut?.outletId === null && powerCutUntil(settings, needs.clock.now()) !== null
    const notReached = paused ? null : settings.notReached
    return needs.db.transaction(async (tx) => {
      const now = needs.clock.now()
      const due = await tx.$queryRaw<{ id: string }[]>`
        SELECT id FROM orders WHERE mark_until <= ${now} ORDER BY mark_until LIMIT ${limit} FOR UPDATE SKIP LOCKED`
      for (const { id } of due) await endMark(tx, await requireOrder(tx, id), { needs, notReached, now })
      return due.length
    })
  }

const endMark = async (
  tx: Tx,
  order: Order,
  { needs, notReached, now }: { needs: Needs; notReached: Settings['notReached'] | null; now: Date },
): Promise<void> => {
  const { id: orderId, number, mark, status: from } = order
  const fact = { orderId, number }
  const system = { orderId, ...by(SYSTEM, 'system'), now }
  if (notReached && isGivenUp(order, notReached, now)) {
    const reason = 'not_reached'
    await saveTransition(tx, { ...system, from, to: 'CANCELLED', cancelReason: reason })
    await releaseHolds(tx, [orderId], now)
    return needs.announce(tx, event('order.cancelled', { ...fact, reason }))
  }
  await tx.$executeRaw`
    UPDATE orders SET mark = NULL, mark_until = NULL, updated_at = ${now},
      holder_id = CASE WHEN mark = 'not_reached' THEN NULL ELSE holder_id END
    WHERE id = ${orderId}`
  await noteInHistory(tx, { ...system, what: 'mark_ended', details: { mark } })
  await needs.announce(tx, event('order.due', fact))
}

const isGivenUp = (order: Order, { attempts, days }: Settings['notReached'], now: Date): boolean =>
  order.mark === 'not_reached' &&
  order.callAttempts >= attempts &&
  order.calledSince !== null &&
  later(order.calledSince, days * DAY_MS) <= now &&
  order.paid === 0 &&
  mayCancel(order, SYSTEM)
