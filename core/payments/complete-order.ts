import { event } from '../events.ts'
import { once } from '../inbox.ts'
import {
  by,
  cashOnDelivery,
  type Needs,
  type OrderCommand,
  requireMove,
  requireOrder,
  requireWorksAtGoods,
  saveTransition,
} from '../orders/index.ts'
import { insertPayment } from './payment.store.ts'

/**
 * The customer has the goods. What was to be paid on receipt is recorded in the same transaction: as held by the
 * carrier until its payout, or as taken in our store.
 * @throws DomainError `order.impossible`, `order.forbidden`
 */
export const completeOrder =
  ({ db, clock, announce }: Needs) =>
  ({ actor, orderId, cause }: OrderCommand): Promise<void> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const order = await requireOrder(tx, orderId)
      const allowed = requireMove(order, 'COMPLETED', actor)
      await requireWorksAtGoods(tx, { order, actor })
      const amount = cashOnDelivery(order)
      if (amount > 0) {
        const provider = order.delivery.method === 'pickup' ? 'store' : 'carrier'
        await insertPayment(
          tx,
          { provider, reference: orderId, amount, recordedBy: actor.userId, now },
          orderId,
        )
      }
      await saveTransition(tx, { orderId, ...allowed, ...by(actor, allowed.role), now, details: { amount } })
      await announce(tx, event('order.completed', { orderId, number: order.number }))
    })
