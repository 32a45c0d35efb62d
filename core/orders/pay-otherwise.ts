import { offeredPayments, type PaymentMethod, type Providers } from '../carts/index.ts'
import { event } from '../events.ts'
import { once } from '../inbox.ts'
import { roleAmong } from '../kernel/actor.ts'
import { DomainError } from '../kernel/errors.ts'
import type { Settings } from '../settings/index.ts'
import { type Block, findBlock } from '../users/index.ts'
import { by, type Needs, type OrderCommand, requireOrder } from './needs.ts'
import { type Order, requireMove } from './order.ts'
import { noteInHistory } from './order-history.store.ts'
import { backToConfirmation } from './reopen-order.ts'

/**
 * The customer pays in another way («Змінити спосіб оплати»), as long as the order waits for its money: it goes back to
 * be confirmed anew, the goods stay promised, the old details no longer hold. What was paid stays paid.
 *
 * @throws DomainError `payment.not_offered` for what this order cannot be paid by, `order.unknown` for anybody else's,
 *   `order.impossible` once it waits for money no longer: nothing changes
 */
export const payOtherwise =
  (needs: Needs) =>
  async ({ actor, orderId, cause, payment }: OrderCommand & { payment: PaymentMethod }): Promise<void> => {
    const settings = await needs.settings.read()
    return needs.db.transaction(async (tx) => {
      const now = needs.clock.now()
      await once(tx, cause, now)
      const order = await requireOrder(tx, orderId)
      const { number, userId, payment: from } = order
      if (userId !== actor.userId || !roleAmong(actor, ['customer'])) throw new DomainError('order.unknown')
      const allowed = requireMove(order, 'AWAITING_CONFIRMATION', actor)
      const block = await findBlock(tx, userId)
      if (!otherPayments(order, { settings, providers: needs.providers, block }).includes(payment))
        throw new DomainError('payment.not_offered')
      const who = by(actor, allowed.role)
      await backToConfirmation(tx, order, { ...who, now, settings })
      await tx.$executeRaw`UPDATE orders SET payment = ${payment}, version = version + 1 WHERE id = ${orderId}`
      const change = { what: 'payment', from, to: payment }
      await noteInHistory(tx, { orderId, ...who, what: 'edited', details: { change }, now })
      await needs.announce(tx, event('order.due', { orderId, number }))
    })
  }

/** How else a customer may pay an order: as its delivery allows, not on receipt alone once something is paid, nor where they are to pay in advance. */
export const otherPayments = (
  { delivery, payment, paid }: Pick<Order, 'delivery' | 'payment' | 'paid'>,
  { settings, providers, block }: { settings: Settings; providers: Providers; block: Block | null },
): PaymentMethod[] =>
  offeredPayments(delivery.method, settings, providers).filter(
    (method) => method !== payment && (method !== 'on_receipt' || (paid === 0 && block === null)),
  )
