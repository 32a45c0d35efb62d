import { event } from '../events.ts'
import { type Cause, once } from '../inbox.ts'
import { type Actor, roleAmong } from '../kernel/actor.ts'
import { DomainError } from '../kernel/errors.ts'
import { type Money, minus } from '../kernel/money.ts'
import { dueNow, lockOrder, markPaid, type Needs, type Order } from '../orders/index.ts'
import { requireWithinSum } from '../staff/index.ts'
import { insertPayment, type PaymentSource } from './payment.store.ts'
import { answerSlip } from './slip.store.ts'

export interface RecordPayment {
  readonly actor: Actor
  /** As the payer or the accountant named it; an unknown one, or none, is no reason to drop the money. */
  readonly orderId: string | null
  readonly amount: Money
  readonly provider: PaymentSource
  readonly reference: string
  readonly cause?: Cause | undefined
}

/** `paid`: the order went on. `raised`: recorded, and with the accountant. `known`: this money was recorded before. */
export type RecordedPayment = 'paid' | 'raised' | 'known'

/**
 * Money came in for an order. Exactly what is due now moves it on, in the same transaction; anything else (another
 * sum, an order that does not wait for money, a cancelled one, none that is known) is recorded all the same, allotted
 * to nobody and raised: money is never dropped and never moves an order by itself.
 *
 * @throws DomainError `order.forbidden`, `staff.over_sum`; RangeError for a sum that is not above zero
 */
export const recordPayment =
  ({ db, clock, announce, settings }: Needs) =>
  async ({ actor, orderId, cause, ...payment }: RecordPayment): Promise<RecordedPayment> => {
    const role = roleAmong(actor, ['accountant', 'provider'])
    if (!role) throw new DomainError('order.forbidden')
    if (payment.amount <= 0) throw new RangeError(`a payment of ${payment.amount} kopiykas`)
    const { prepayment } = await settings.read()
    return db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      await requireWithinSum(tx, { actor, role, sum: payment.amount, now })
      const order = orderId === null ? undefined : await lockOrder(tx, orderId)
      const why = mismatch(order, payment.amount, prepayment)
      const fits = order && !why

      const paymentId = await insertPayment(
        tx,
        { ...payment, recordedBy: actor.userId, now },
        fits ? order.id : null,
      )
      if (!paymentId) return 'known'
      if (!fits) {
        await announce(
          tx,
          event('payment.mismatch', { paymentId, orderId: order?.id ?? null, why: why ?? 'unknown_order' }),
        )
        return 'raised'
      }
      await answerSlip(tx, { orderId: order.id, by: actor.userId, refusal: null, now })
      await markPaid(tx, { order, payment: { id: paymentId, amount: payment.amount }, actor, now }, announce)
      return 'paid'
    })
  }

/** Why a payment does not move an order; undefined when it is exactly what is due. */
const mismatch = (order: Order | undefined, amount: Money, prepayment: number): string | undefined => {
  if (!order) return 'unknown_order'
  if (order.status !== 'AWAITING_PAYMENT') return 'not_waiting'
  return amount === minus(dueNow(order, prepayment), order.paid) ? undefined : 'amount'
}
