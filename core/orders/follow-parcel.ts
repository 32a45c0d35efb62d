import { event } from '../events.ts'
import { once } from '../inbox.ts'
import { by, type Needs, type OrderCommand, requireOrder } from './needs.ts'
import { saveTransition } from './order.store.ts'
import { requireMove } from './order.ts'

const ENTERED = {
  ARRIVED: 'order.arrived',
  RETURNING: 'order.returning',
} as const

/**
 * A parcel's way as the carrier (or the seller of a pickup store) tells it: arrived, or on its way back.
 * Collecting and taking back are facts of their own, with money and goods.
 * @throws DomainError `order.impossible`, `order.forbidden`
 */
export const followParcel =
  ({ db, clock, announce }: Needs) =>
  ({ actor, orderId, to, cause }: OrderCommand & { to: keyof typeof ENTERED }): Promise<void> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const order = await requireOrder(tx, orderId)
      const allowed = requireMove(order, to, actor)
      await saveTransition(tx, { orderId, ...allowed, ...by(actor, allowed.role), now })
      await announce(tx, event(ENTERED[to], { orderId, number: order.number }))
    })
