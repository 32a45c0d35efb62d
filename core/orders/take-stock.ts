import type { Tx } from '../kernel/db.ts'
import { holdStock, lockGoods, takeOpenHolds } from '../stock/index.ts'
import type { Order } from './order.ts'

/**
 * The goods of a confirmed order leave the shelf's count: what is held is taken; what no hold promises any
 * more (it ended, or went beyond the limit) is taken where it is still there.
 * @throws DomainError `stock.short` when it is not: then nothing is taken
 */
export const takeStock = async (tx: Tx, order: Order, now: Date): Promise<void> => {
  const variantIds = order.lines.flatMap(({ variantId }) => variantId ?? [])
  if (order.held < pieces(order)) await lockGoods(tx, { orderId: order.id, variantIds })
  const taken = order.held > 0 ? await takeOpenHolds(tx, order.id, now) : []
  const missing = order.lines.flatMap(({ id, variantId, quantity }) => {
    const had = taken.filter((piece) => piece.lineId === id).reduce((sum, piece) => sum + piece.quantity, 0)
    return variantId !== null && had < quantity ? [{ lineId: id, variantId, quantity: quantity - had }] : []
  })
  if (missing.length === 0) return
  await holdStock(tx, {
    orderId: order.id,
    wanted: missing,
    preferredOutletId: taken[0]?.outletId ?? order.delivery.outletId,
    until: null,
    now,
  })
  await takeOpenHolds(tx, order.id, now)
}

const pieces = ({ lines }: Order): number => lines.reduce((sum, { quantity }) => sum + quantity, 0)
