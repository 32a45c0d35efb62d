import { once } from '../inbox.ts'
import { roleAmong } from '../kernel/actor.ts'
import { DomainError } from '../kernel/errors.ts'
import { type Needs, type OrderCommand, requireOrder } from '../orders/index.ts'
import { requireWithinSum } from '../staff/index.ts'
import { type Allotted, allot } from './allot.ts'
import { lockPayment } from './payment.store.ts'

/**
 * Money that no order has is given to one by the accountant: one payment to several orders, several to one.
 *
 * @throws DomainError `order.forbidden`, `order.unknown`, `payment.unknown`, `payment.order_not_waiting`,
 *   `payment.nothing_left`, `staff.over_sum`
 */
export const matchPayment =
  ({ db, clock, announce, settings }: Needs) =>
  async ({ actor, orderId, paymentId, cause }: OrderCommand & { paymentId: string }): Promise<Allotted> => {
    const role = roleAmong(actor, ['accountant'])
    if (!role) throw new DomainError('order.forbidden')
    const { prepayment } = await settings.read()
    return db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const order = await requireOrder(tx, orderId)
      const payment = await lockPayment(tx, paymentId)
      if (!payment) throw new DomainError('payment.unknown')
      await requireWithinSum(tx, { actor, role, sum: payment.left, now })
      return allot(
        tx,
        { order, payment: { id: paymentId, left: payment.left }, actor, prepayment, now },
        announce,
      )
    })
  }
