import { type Event, event } from '../events.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Tx } from '../kernel/db.ts'
import type { Money } from '../kernel/money.ts'
import { sum } from '../kernel/money.ts'
import { readyToShip } from './confirm-order.ts'
import { by } from './needs.ts'
import { findTakenPieces, saveTransition } from './order.store.ts'
import { type Order, paidStatus, requireMove } from './order.ts'

/**
 * What was due is there: the order goes on to its parcel. A step of recording a payment, in its transaction,
 * on a locked order. Returns the event to announce with it.
 * @throws DomainError `order.impossible`, `order.forbidden`
 */
export const markPaid = async (
  tx: Tx,
  { order, amount, actor, now }: { order: Order; amount: Money; actor: Actor; now: Date },
): Promise<Event> => {
  const allowed = requireMove(order, paidStatus(order.payment), actor)
  await saveTransition(tx, {
    orderId: order.id,
    ...allowed,
    ...by(actor, allowed.role),
    now,
    details: { amount },
  })
  const paid = { ...order, paid: sum(order.paid, amount) }
  await readyToShip(tx, { order: paid, pieces: await findTakenPieces(tx, order.id), now })
  const fact = { orderId: order.id, number: order.number }
  return allowed.to === 'AWAITING_SHIPMENT' ? event('order.paid', fact) : event('order.confirmed', fact)
}
