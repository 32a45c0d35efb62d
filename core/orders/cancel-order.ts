import { event } from '../events.ts'
import { once } from '../inbox.ts'
import { requireWithinSum } from '../staff/index.ts'
import { releaseHolds } from '../stock/index.ts'
import { freeAllocations } from './allocation.store.ts'
import { by, type Needs, type OrderCommand, requireHolder, requireOrder } from './needs.ts'
import { cancelShipments, saveTransition } from './order.store.ts'
import { requireMove } from './order.ts'

/** Why an order is cancelled: a key of the locales (`cancel.<reason>`), or a manager's own words. */
export type CancelReason =
  | 'changed_mind'
  | 'not_reached'
  | 'not_in_stock'
  | 'duplicate'
  | 'unpaid'
  | (string & {})

/**
 * An order is cancelled: what it held or took goes back on sale. Customers alone while nothing is paid and
 * nothing packed. Money that was paid is no longer allotted to the order: it is with the accountant, who is
 * told of each payment, to be given back or to pay for another order.
 *
 * @throws DomainError `order.cancel_by_manager`, `order.impossible`, `order.forbidden`; `order.taken` where a
 *   colleague has it, `staff.over_sum` where more was paid than a lent role may give back
 */
export const cancelOrder =
  ({ db, clock, announce }: Needs) =>
  ({ actor, orderId, cause, reason }: OrderCommand & { reason: CancelReason }): Promise<void> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const order = await requireOrder(tx, orderId)
      const allowed = requireMove(order, 'CANCELLED', actor)
      if (allowed.role === 'manager') {
        await requireHolder(tx, order, actor)
        if (order.paid > 0) await requireWithinSum(tx, { actor, role: allowed.role, sum: order.paid, now })
      }
      await saveTransition(tx, { orderId, ...allowed, ...by(actor, allowed.role), now, cancelReason: reason })
      await releaseHolds(tx, [orderId], now)
      await cancelShipments(tx, [orderId], now)
      const payments = order.paid > 0 ? await freeAllocations(tx, orderId) : []
      await announce(
        tx,
        event('order.cancelled', { orderId, number: order.number, reason, paid: order.paid }),
        ...payments.map((paymentId) =>
          event('payment.mismatch', { paymentId, orderId, why: 'order_cancelled' }),
        ),
      )
    })
