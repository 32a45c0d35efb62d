import { event } from '../events.ts'
import { type Cause, once } from '../inbox.ts'
import { type Actor, roleAmong } from '../kernel/actor.ts'
import { DomainError } from '../kernel/errors.ts'
import { type Money, minus } from '../kernel/money.ts'
import { dueNow, markPaid, type Needs, requireOrder } from '../orders/index.ts'
import { insertPayment, type PaymentSource } from './payment.store.ts'

export interface RecordPayment {
  readonly actor: Actor
  readonly orderId: string
  readonly amount: Money
  readonly provider: PaymentSource
  readonly reference: string
  readonly cause?: Cause | undefined
}

/** `paid`: the order went on. `raised`: recorded, and with the accountant. `known`: this money was recorded before. */
export type RecordedPayment = 'paid' | 'raised' | 'known'

/**
 * Money came in for an order. Exactly what is due now moves it on, in the same transaction; anything else (another
 * sum, an order that does not wait for money, a cancelled one) is recorded all the same, allotted to nobody and raised:
 * money is never dropped and never moves an order by itself.
 *
 * @throws DomainError `order.unknown`, `order.forbidden`
 */
export const recordPayment =
  ({ db, clock, announce, settings }: Needs) =>
  async ({ actor, orderId, cause, ...payment }: RecordPayment): Promise<RecordedPayment> => {
    if (!roleAmong(actor, ['accountant', 'provider'])) throw new DomainError('order.forbidden')
    const { prepayment } = await settings.read()
    return db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const order = await requireOrder(tx, orderId)
      const expected = minus(dueNow(order, prepayment), order.paid)
      const fits = order.status === 'AWAITING_PAYMENT' && payment.amount === expected

      const paymentId = await insertPayment(
        tx,
        { ...payment, recordedBy: actor.userId, now },
        fits ? orderId : null,
      )
      if (!paymentId) return 'known'
      if (!fits) {
        const why = order.status === 'AWAITING_PAYMENT' ? 'amount' : 'not_waiting'
        await announce(tx, event('payment.mismatch', { paymentId, orderId, why }))
        return 'raised'
      }
      const moved = await markPaid(tx, { order, amount: payment.amount, actor, now })
      await announce(tx, event('payment.received', { orderId, number: order.number, paymentId }), moved)
      return 'paid'
    })
  }
