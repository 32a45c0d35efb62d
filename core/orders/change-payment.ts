import { offeredPayments, type PaymentMethod } from '../carts/index.ts'
import { event } from '../events.ts'
import type { Tx } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import type { Settings } from '../settings/index.ts'
import { claimEdit, type EditCommand, type Editing, noteEdit } from './editing.ts'
import { by, type Needs } from './needs.ts'
import { backToConfirmation } from './reopen-order.ts'

/**
 * A manager changes how an order is paid. One that was confirmed already goes back to be confirmed anew, since its
 * state follows from its payment. What was paid stays paid, so it cannot be paid on receipt alone any more.
 *
 * @throws DomainError `payment.not_offered`, `order.paid_already`, and those of claimEdit: nothing changes
 */
export const changePayment =
  (needs: Needs) =>
  async ({ payment, ...command }: EditCommand & { payment: PaymentMethod }): Promise<void> => {
    const settings = await needs.settings.read()
    return needs.db.transaction(async (tx) => {
      const editing = await claimEdit(tx, command, needs.clock.now())
      const { order } = editing
      if (!offeredPayments(order.delivery.method, settings, needs.providers).includes(payment))
        throw new DomainError('payment.not_offered')
      await payAnotherWay(tx, editing, { payment, settings })
      await needs.announce(tx, event('order.changed', { orderId: order.id, number: order.number }))
    })
  }

/** A step of changing the payment or the delivery. @throws DomainError `order.paid_already` */
export const payAnotherWay = async (
  tx: Tx,
  editing: Editing,
  { payment, settings }: { payment: PaymentMethod; settings: Settings },
): Promise<void> => {
  const { order, actor, role, now } = editing
  if (payment === order.payment) return
  if (payment === 'on_receipt' && order.paid > 0)
    throw new DomainError('order.paid_already', { number: order.number })
  if (order.status !== 'AWAITING_CONFIRMATION')
    await backToConfirmation(tx, order, { ...by(actor, role), now, settings })
  await tx.$executeRaw`UPDATE orders SET payment = ${payment} WHERE id = ${order.id}`
  await noteEdit(tx, editing, { what: 'payment', from: order.payment, to: payment })
}
