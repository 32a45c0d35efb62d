import { event } from '../events.ts'
import { once } from '../inbox.ts'
import { roleAmong } from '../kernel/actor.ts'
import type { Tx } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import { money, sum, times, ZERO } from '../kernel/money.ts'
import type { Text } from '../kernel/text.ts'
import { holdEnd } from '../settings/index.ts'
import { holdStock, lockGoods, releaseLineHolds } from '../stock/index.ts'
import { by, type Needs, type OrderCommand, requireOrder } from './needs.ts'
import { noteInHistory, spreadDiscount } from './order.store.ts'
import { mayEdit, type Order, wholeDiscount } from './order.ts'

export interface SettleSize extends OrderCommand {
  readonly lineId: string
  readonly variantId: string
}

/**
 * A manager settles the size of a line (an open one, or another than was ordered) while the order awaits
 * confirmation: it is held at once, and the line takes that size's price.
 *
 * @throws DomainError `order.not_editable`, `order.forbidden`, `order.line_gone`, `stock.short`
 */
export const settleSize =
  ({ db, clock, announce, settings }: Needs) =>
  async ({ actor, orderId, lineId, variantId, cause }: SettleSize): Promise<void> => {
    const { hours, holdEndsAt } = await settings.read()
    return db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const role = roleAmong(actor, ['manager'])
      if (!role) throw new DomainError('order.forbidden')
      const order = await requireOrder(tx, orderId)
      if (order.status !== 'AWAITING_CONFIRMATION' || !mayEdit(order, actor)) {
        throw new DomainError('order.not_editable', { number: order.number })
      }
      const line = order.lines.find(({ id }) => id === lineId)
      const variant = line && (await findVariantOf(tx, line.productId, variantId))
      if (!line || !variant) throw new DomainError('order.line_gone', { number: order.number })
      if (line.variantId === variantId) return

      const variantIds = line.variantId ? [line.variantId, variantId] : [variantId]
      await lockGoods(tx, { orderId, variantIds })
      await releaseLineHolds(tx, { orderId, lineId, now })
      await holdStock(tx, {
        orderId,
        wanted: [{ lineId, variantId, quantity: line.quantity }],
        preferredOutletId: order.delivery.outletId,
        until: holdEnd(now, hours, holdEndsAt),
        now,
      })
      await saveSize(tx, { order, lineId, variant, now })
      await noteInHistory(tx, {
        orderId,
        ...by(actor, role),
        what: 'size_settled',
        details: { article: line.article, values: variant.values },
        now,
      })
      await announce(tx, event('order.changed', { orderId, number: order.number }))
    })
  }

interface FoundVariant {
  readonly id: string
  readonly values: readonly Text[]
  readonly price: bigint
}

const findVariantOf = async (
  tx: Tx,
  productId: string,
  variantId: string,
): Promise<FoundVariant | undefined> => {
  const rows = await tx.$queryRaw<FoundVariant[]>`
    SELECT v.id, v.values, COALESCE(v.price, p.price) AS price FROM variants v JOIN products p ON p.id = v.product_id
    WHERE v.id = ${variantId} AND v.product_id = ${productId} AND v.archived_at IS NULL`
  return rows[0]
}

const saveSize = async (
  tx: Tx,
  { order, lineId, variant, now }: { order: Order; lineId: string; variant: FoundVariant; now: Date },
): Promise<void> => {
  const price = money(variant.price)
  const costs = order.lines.map((line) => times(line.id === lineId ? price : line.price, line.quantity))
  const goods = sum(ZERO, ...costs)
  const discount = wholeDiscount(goods, order)
  await tx.$executeRaw`
    UPDATE order_lines SET variant_id = ${variant.id}, values = ${JSON.stringify(variant.values)}::jsonb, price = ${price}
    WHERE id = ${lineId}`
  const lines = order.lines.map(({ id }, i) => ({ id, cost: costs[i]! }))
  await spreadDiscount(tx, { order, lines, discount, now })
}
