import { event } from '../events.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Tx } from '../kernel/db.ts'
import type { Money } from '../kernel/money.ts'
import { sum, ZERO } from '../kernel/money.ts'
import type { Announce } from '../outbox.ts'
import { readyToShip } from './confirm-order.ts'
import { by } from './needs.ts'
import { saveTransition } from './order.store.ts'
import { type Order, paidStatus, requireMove } from './order.ts'

export interface PaidInFull {
  readonly order: Order
  /** The payment that covered what was due; none where the rest was forgiven. */
  readonly payment?: { readonly id: string; readonly amount: Money }
  readonly actor: Actor
  readonly now: Date
}

/**
 * What was due is there: the order goes on to its parcel and that is announced. A step of recording a payment, in its
 * transaction, on a locked order.
 * @throws DomainError `order.impossible`, `order.forbidden`
 */
export const markPaid = async (
  tx: Tx,
  { order, payment, actor, now }: PaidInFull,
  announce: Announce,
): Promise<void> => {
  const allowed = requireMove(order, paidStatus(order.payment), actor)
  const fact = { orderId: order.id, number: order.number }
  await saveTransition(
    tx,
    {
      orderId: order.id,
      ...allowed,
      ...by(actor, allowed.role),
      now,
      ...(payment ? { details: { amount: payment.amount } } : {}),
    },
    readyToShip({ ...order, paid: sum(order.paid, payment?.amount ?? ZERO) }, now),
    announce.parts(
      ...(payment ? [event('payment.received', { ...fact, paymentId: payment.id })] : []),
      event(allowed.to === 'AWAITING_SHIPMENT' ? 'order.paid' : 'order.confirmed', fact),
    ),
  )
}
