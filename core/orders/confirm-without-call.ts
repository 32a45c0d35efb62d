import { event } from '../events.ts'
import { SYSTEM } from '../kernel/actor.ts'
import type { Tx } from '../kernel/db.ts'
import { readyToShip } from './confirm-order.ts'
import { findStanding } from './customer.store.ts'
import { type Needs, requireOrder } from './needs.ts'
import { saveTransition } from './order.store.ts'
import { confirmedStatus, requireMove } from './order.ts'
import { takeStock } from './take-stock.ts'
import { goesWithoutCall, wishOfOrder } from './without-call.ts'

/**
 * An order whose customer wrote «Не телефонуйте, усе вірно» is confirmed by the system where that needs nobody
 * (without-call.ts); any other stays with the managers. Looked at under the order's lock, so that a manager who takes
 * it at the same moment has it, and of two at once one confirms.
 *
 * Follows `order.created` (jobs/subscriptions.ts), so that a crash between the two leaves it confirmed a little later.
 * Returns whether it was confirmed.
 */
export const confirmWithoutCall =
  (needs: Needs) =>
  async ({ orderId, done }: { orderId: string; done?: (tx: Tx) => Promise<void> }): Promise<boolean> => {
    const settings = await needs.settings.read()
    return needs.db.transaction(async (tx) => {
      const now = needs.clock.now()
      await done?.(tx)
      const order = await requireOrder(tx, orderId)
      if (!order.noCall || !goesWithoutCall(wishOfOrder(order), await findStanding(tx, order), settings))
        return false
      const { from, to } = requireMove(order, confirmedStatus(order.payment), SYSTEM)
      await takeStock(tx, order, now)
      await saveTransition(
        tx,
        { orderId, from, to, byUser: null, byRole: 'system', now, details: { reason: 'no_call' } },
        readyToShip(order, now),
        needs.announce.parts(event('order.confirmed', { orderId, number: order.number })),
      )
      return true
    })
  }
