import {
  checkDelivery,
  type Delivery,
  nameProblem,
  offeredPayments,
  type PaymentMethod,
} from '../carts/index.ts'
import { event } from '../events.ts'
import { DomainError } from '../kernel/errors.ts'
import { isPickup } from '../outlets/index.ts'
import { payAnotherWay } from './change-payment.ts'
import { claimEdit, type EditCommand, noteEdit } from './editing.ts'
import type { Needs } from './needs.ts'

export interface ChangeDelivery extends EditCommand {
  readonly delivery: Delivery
  /** Where the new way does not allow the order's payment: another one with it. */
  readonly payment?: PaymentMethod
}

/**
 * A manager changes where an order goes, and how it is paid where the new way asks for it.
 *
 * @throws DomainError `delivery.not_offered`, `payment.not_offered`, `order.paid_already`, `recipient.name_full`, `recipient.name_letters` when
 *   a parcel needs a surname or letters that a pickup did not, the directory's codes, and those of claimEdit: nothing changes
 */
export const changeDelivery =
  (needs: Needs) =>
  async ({ delivery: given, payment, ...command }: ChangeDelivery): Promise<void> => {
    const settings = await needs.settings.read()
    const delivery = await checkDelivery(needs, given)
    return needs.db.transaction(async (tx) => {
      const editing = await claimEdit(tx, command, needs.clock.now())
      const { order } = editing
      if (delivery.method === 'pickup' && !(await isPickup(tx, delivery.outletId)))
        throw new DomainError('delivery.not_offered')
      if (!offeredPayments(delivery.method, settings, needs.providers).includes(payment ?? order.payment))
        throw new DomainError('payment.not_offered')
      const problem = nameProblem({ recipient: order.recipient, delivery })
      if (problem) throw new DomainError(problem)
      await tx.$executeRaw`UPDATE orders SET delivery = ${JSON.stringify(delivery)}::jsonb WHERE id = ${order.id}`
      await noteEdit(tx, editing, { what: 'delivery', from: order.delivery, to: delivery })
      if (payment) await payAnotherWay(tx, editing, { payment, settings })
      await needs.announce(tx, event('order.changed', { orderId: order.id, number: order.number }))
    })
  }
