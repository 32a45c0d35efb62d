import type { Tx } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import { type Money, sum, times, ZERO } from '../kernel/money.ts'
import { holdEnd, type Settings } from '../settings/index.ts'
import { holdStock, lockGoods, releaseLines, takeOpenHolds } from '../stock/index.ts'
import type { Editing } from './editing.ts'
import { spreadDiscount } from './order.store.ts'
import { type Order, type OrderLine, wholeDiscount } from './order.ts'

/**
 * An order's lines become these: what is no longer wanted goes back on sale, what is new is held (and taken, where the
 * order's goods are), and the sums follow. Lines that stay as they are keep their goods. A step of every edit of goods.
 * @throws DomainError `stock.short`, `order.last_line`: nothing changes
 */
export const saveLines = async (
  tx: Tx,
  { order, now }: Editing,
  { lines, settings }: { lines: readonly OrderLine[]; settings: Settings },
): Promise<void> => {
  if (lines.length === 0) throw new DomainError('order.last_line', { number: order.number })
  const kept = (line: OrderLine) =>
    order.lines.some(
      ({ id, variantId, quantity }) =>
        id === line.id && variantId === line.variantId && quantity === line.quantity,
    )
  const wanted = lines.filter((line) => !kept(line))
  const left = order.lines.filter(({ id }) => !lines.some((line) => line.id === id && kept(line)))
  const variantIds = [...wanted, ...left].flatMap(({ variantId }) => variantId ?? [])

  await lockGoods(tx, { orderId: order.id, variantIds })
  await releaseLines(tx, { orderId: order.id, lineIds: left.map(({ id }) => id), now })
  await holdStock(tx, {
    orderId: order.id,
    wanted: wanted.flatMap(({ id, variantId, quantity }) =>
      variantId ? [{ lineId: id, variantId, quantity }] : [],
    ),
    preferredOutletId: order.delivery.outletId ?? order.shipments[0]?.outletId,
    until: holdEnd(now, settings.hours, settings.holdEndsAt),
    now,
  })
  if (order.status !== 'AWAITING_CONFIRMATION') await takeOpenHolds(tx, order.id, now)
  await writeLines(tx, { order, lines })
  await saveSums(tx, { order, lines, now })
}

/** A cancelled parcel no longer says what was to be in it: a line that is gone is gone from there too. */
export const writeLines = async (
  tx: Tx,
  { order, lines }: { order: Order; lines: readonly OrderLine[] },
): Promise<void> => {
  const gone = order.lines.filter(({ id }) => !lines.some((line) => line.id === id)).map(({ id }) => id)
  if (gone.length > 0) {
    await tx.$executeRaw`DELETE FROM shipment_lines WHERE line_id = ANY(${gone})`
    await tx.$executeRaw`DELETE FROM order_lines WHERE order_id = ${order.id} AND id = ANY(${gone})`
  }
  await tx.$executeRaw`
    INSERT INTO order_lines AS o (id, order_id, position, product_id, variant_id, article, name, values, quantity, price)
    SELECT l.id, ${order.id}, l.position, l."productId", l."variantId", l.article, l.name, l.values, l.quantity, l.price
    FROM jsonb_to_recordset(${JSON.stringify(lines.map((line, position) => ({ ...line, position })))}::jsonb)
      AS l(id text, position int, "productId" text, "variantId" text, article text, name jsonb, values jsonb, quantity int, price bigint)
    ON CONFLICT (id) DO UPDATE SET position = excluded.position, variant_id = excluded.variant_id, values = excluded.values,
      quantity = excluded.quantity, price = excluded.price WHERE o.order_id = ${order.id}`
}

/**
 * The sum of these lines, the discount spread over them, the total in whole hryvnias.
 * `discount`: another one than the order has, in whole hryvnias.
 */
export const saveSums = async (
  tx: Tx,
  {
    order,
    lines,
    discount: given = order.discount,
    now,
  }: { order: Order; lines: readonly OrderLine[]; discount?: Money; now: Date },
): Promise<void> => {
  const costs = lines.map((line) => times(line.price, line.quantity))
  const goods = sum(ZERO, ...costs)
  const discount = wholeDiscount(goods, { ...order, discount: given })
  const priced = lines.map(({ id }, i) => ({ id, cost: costs[i]! }))
  await spreadDiscount(tx, { order, lines: priced, discount, now })
}
