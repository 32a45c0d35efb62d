import { event } from '../events.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Tx } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import { type Money, minus, money, sum } from '../kernel/money.ts'
import {
  by,
  dueNow,
  markPaid,
  type Needs,
  noteInHistory,
  type Order,
  resumePaymentTerm,
} from '../orders/index.ts'
import { allotPayment } from './payment.store.ts'
import { answerSlip } from './slip.store.ts'

export interface Allotting {
  readonly order: Order
  /** `left`: what of the payment no order has. */
  readonly payment: { readonly id: string; readonly left: Money }
  readonly actor: Actor
  readonly prepayment: number
  readonly now: Date
}

/** What became of the order: it went on, or waits for the rest. `allotted`: how much of the payment it took. */
export interface Allotted {
  readonly outcome: 'paid' | 'partly'
  readonly allotted: Money
}

/**
 * A person gives an order what it takes of a payment: never more than the order costs, never more than is left of the
 * payment. Where what is due now is covered the order goes on; else it waits for the rest and its term, where a slip
 * had stopped it, goes on. A step, on a locked order.
 *
 * @throws DomainError `payment.order_not_waiting` { number }; `payment.nothing_left`
 */
export const allot = async (
  tx: Tx,
  { order, payment, actor, prepayment, now }: Allotting,
  announce: Needs['announce'],
): Promise<Allotted> => {
  const { id: orderId, number } = order
  if (order.status !== 'AWAITING_PAYMENT') throw new DomainError('payment.order_not_waiting', { number })
  const allotted = money(Math.min(payment.left, minus(order.total, order.paid)))
  if (allotted <= 0) throw new DomainError('payment.nothing_left')
  await allotPayment(tx, { paymentId: payment.id, orderId, amount: allotted, now })
  const answered = await answerSlip(tx, { orderId, by: actor.userId, refusal: null, now })

  if (sum(order.paid, allotted) >= dueNow(order, prepayment)) {
    await markPaid(tx, { order, payment: { id: payment.id, amount: allotted }, actor, now }, announce)
    return { outcome: 'paid', allotted }
  }
  if (answered) await resumePaymentTerm(tx, orderId, now)
  await noteInHistory(tx, {
    orderId,
    ...by(actor, 'accountant'),
    what: 'allotted',
    details: { amount: allotted },
    now,
  })
  await announce(
    tx,
    event('payment.received', { orderId, number, paymentId: payment.id }),
    event('order.partly_paid', { orderId, number, amount: allotted }),
  )
  return { outcome: 'partly', allotted }
}
