import { once } from '../inbox.ts'
import { roleAmong } from '../kernel/actor.ts'
import { DomainError } from '../kernel/errors.ts'
import { type Money, minus, sum, times } from '../kernel/money.ts'
import {
  by,
  markPaid,
  type Needs,
  noteInHistory,
  type Order,
  type OrderCommand,
  requireOrder,
  spreadDiscount,
} from '../orders/index.ts'
import { requireWithinSum } from '../staff/index.ts'
import { answerSlip } from './slip.store.ts'

/**
 * What a partly paid transfer lacks, where the accountant may forgive it (setting `forgivenShortage`): to the kopiyka,
 * so that the order costs what came and nothing of it is left over. Undefined where there is nothing to forgive.
 */
export const forgivable = (
  order: Pick<Order, 'status' | 'payment' | 'total' | 'paid'>,
  forgivenShortage: number,
): Money | undefined => {
  const lacks = minus(order.total, order.paid)
  if (order.status !== 'AWAITING_PAYMENT' || order.payment !== 'transfer' || order.paid === 0)
    return undefined
  return lacks > 0 && lacks <= forgivenShortage ? lacks : undefined
}

/**
 * The accountant forgives a small shortage of a transfer: it becomes a discount, and the order goes on.
 *
 * @throws DomainError `order.forbidden`, `order.unknown`; `payment.not_forgivable` { number }
 */
export const forgiveShortage =
  ({ db, clock, announce, settings }: Needs) =>
  async ({ actor, orderId, cause }: OrderCommand): Promise<void> => {
    const role = roleAmong(actor, ['accountant'])
    if (!role) throw new DomainError('order.forbidden')
    const { forgivenShortage } = await settings.read()
    return db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const order = await requireOrder(tx, orderId)
      const { number } = order
      const amount = forgivable(order, forgivenShortage)
      if (amount === undefined) throw new DomainError('payment.not_forgivable', { number })
      await requireWithinSum(tx, { actor, role, sum: amount, now })

      const discount = sum(order.discount, amount)
      const lines = order.lines.map(({ id, price, quantity }) => ({ id, cost: times(price, quantity) }))
      await spreadDiscount(tx, { order, lines, discount, now })
      await noteInHistory(tx, {
        orderId,
        ...by(actor, role),
        what: 'shortage_forgiven',
        details: { amount },
        now,
      })
      const total = minus(order.total, amount)
      await answerSlip(tx, { orderId, by: actor.userId, refusal: null, now })
      await markPaid(tx, { order: { ...order, discount, total }, actor, now }, announce)
    })
  }
