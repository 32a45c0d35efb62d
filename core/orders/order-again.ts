import { addLine } from '../carts/index.ts'
import { type Cause, once } from '../inbox.ts'
import { later } from '../kernel/clock.ts'
import { DomainError } from '../kernel/errors.ts'
import type { Money } from '../kernel/money.ts'
import type { Text } from '../kernel/text.ts'
import type { Needs } from './needs.ts'
import { findOrder } from './order.store.ts'
import type { OrderLine } from './order.ts'

/** What became of a line that was ordered again. */
export interface AgainLine {
  readonly name: Text
  readonly values: readonly Text[]
  readonly wanted: number
  /** Pieces that can be ordered now; 0: sold out, or sold no more. */
  readonly available: number
  readonly was: Money
  /** Today's; as it was where there is none. */
  readonly price: Money
}

export interface OrderedAgain {
  readonly number: number
  readonly lines: readonly AgainLine[]
}

/**
 * A customer orders once more what they ordered before: what is still there goes into the cart at today's price, and
 * what is not is said. The cart gets no more of a thing than the order had, so that a second tap changes nothing.
 *
 * @throws DomainError `order.unknown` for anybody else's order; `order.all_gone` when nothing of it is there
 * @throws Repeated when the update that causes it was done already
 */
export const orderAgain =
  ({ db, clock }: Needs) =>
  async ({
    userId,
    orderId,
    cause,
  }: {
    userId: string
    orderId: string
    cause?: Cause | undefined
  }): Promise<OrderedAgain> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const order = await findOrder(tx, orderId)
      if (!order || order.userId !== userId) throw new DomainError('order.unknown')
      const lines: AgainLine[] = []
      for (const [i, line] of together(order.lines).entries()) {
        const { productId, variantId, name, values, quantity, price: was } = line
        // A moment apart each, so that they stand in the cart as they stood in the order.
        const at = later(now, i)
        const added = await addLine(tx, { userId, productId, variantId, quantity, upTo: true, now: at })
        const { available = 0, price = was } = added ?? {}
        lines.push({ name, values, wanted: quantity, available, was, price })
      }
      if (lines.every(({ available }) => available === 0))
        throw new DomainError('order.all_gone', { number: order.number })
      return { number: order.number, lines }
    })

/** A size that stands in two lines of an order is one line of a cart. */
const together = (lines: readonly OrderLine[]): OrderLine[] => {
  const byGoods = new Map<string, OrderLine>()
  for (const line of lines) {
    const goods = `${line.productId} ${line.variantId}`
    const known = byGoods.get(goods)
    byGoods.set(goods, known ? { ...known, quantity: Math.min(99, known.quantity + line.quantity) } : line)
  }
  return [...byGoods.values()]
}
