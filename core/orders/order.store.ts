import type { Cart } from '../carts/index.ts'
import type { Role } from '../kernel/actor.ts'
import { also, type Queries, type Sql, sql, type Tx } from '../kernel/db.ts'
import { newId } from '../kernel/ids.ts'
import { allocate, type Money, minus, money, sum, ZERO } from '../kernel/money.ts'
import type { Language } from '../kernel/text.ts'
import type { Order, OrderLine, OrderStatus } from './order.ts'
import { agreedAt, cancelAskedAt } from './order-history.store.ts'

type Row = Omit<Order, 'sum' | 'discount' | 'points' | 'deliveryPrice' | 'total' | 'paid'> & {
  readonly [K in 'sum' | 'discount' | 'points' | 'deliveryPrice' | 'total' | 'paid']: bigint
}

const columns = sql`o.id, o.number, o.user_id AS "userId", o.status, o.status_since AS "statusSince", o.source, o.language,
  o.recipient, o.phone_proven AS "phoneProven", o.delivery, o.payment, o.email, o.comment, o.no_call AS "noCall", o.sum, o.discount, o.points,
  o.delivery_price AS "deliveryPrice", o.total, o.holder_id AS "holderId", o.pay_before AS "payBefore", o.pay_stopped_at AS "payStoppedAt",
  o.version, o.mark, o.mark_until AS "markUntil",
  o.call_attempts AS "callAttempts", o.called_since AS "calledSince", o.last_called_at AS "lastCalledAt", o.packed_at AS "packedAt", o.collect_before AS "collectBefore", o.cancel_reason AS "cancelReason", o.created_at AS "createdAt",
  (SELECT COALESCE(sum(a.amount), 0)::bigint FROM payment_allocations a WHERE a.order_id = o.id) AS paid,
  (SELECT COALESCE(sum(h.quantity), 0)::int FROM holds h WHERE h.order_id = o.id AND h.state = 'open') AS held,
  COALESCE((SELECT jsonb_agg(jsonb_build_object('id', l.id, 'productId', l.product_id, 'variantId', l.variant_id,
      'article', l.article, 'name', l.name, 'values', l.values, 'quantity', l.quantity, 'price', l.price, 'discount', l.discount)
      ORDER BY l.position) FROM order_lines l WHERE l.order_id = o.id), '[]') AS lines,
  COALESCE((SELECT jsonb_agg(jsonb_build_object('id', s.id, 'outletId', s.outlet_id, 'cashOnDelivery', s.cash_on_delivery,
      'trackingNumber', s.tracking_number, 'packed', s.packed_at IS NOT NULL, 'shipped', s.shipped_at IS NOT NULL) ORDER BY s.created_at, s.id)
    FROM shipments s WHERE s.order_id = o.id AND s.cancelled_at IS NULL), '[]') AS shipments`

const toOrder = (row: Row): Order => ({
  ...row,
  sum: money(row.sum),
  discount: money(row.discount),
  points: money(row.points),
  deliveryPrice: money(row.deliveryPrice),
  total: money(row.total),
  paid: money(row.paid),
})

/** An order with its lines, live shipments, what is paid and what is held. */
export const findOrder = async (q: Queries, orderId: string): Promise<Order | undefined> => {
  const rows = await q.$queryRaw<Row[]>`SELECT ${columns} FROM orders o WHERE o.id = ${orderId}`
  return rows[0] && toOrder(rows[0])
}

/** Orders by a condition of whoever asks ("WHERE … ORDER BY … LIMIT …" over `o`). */
export const findOrders = async (q: Queries, where: Sql): Promise<Order[]> => {
  const rows = await q.$queryRaw<Row[]>`SELECT ${columns} FROM orders o ${where}`
  return rows.map(toOrder)
}

/** The order that a person names on the phone. */
export const findOrderByNumber = async (q: Queries, number: number): Promise<Order | undefined> => {
  const rows = await q.$queryRaw<Row[]>`SELECT ${columns} FROM orders o WHERE o.number = ${number}`
  return rows[0] && toOrder(rows[0])
}

/** The short numbers of orders. */
export const findNumbers = (
  q: Queries,
  orderIds: readonly string[],
): Promise<{ id: string; number: number }[]> =>
  q.$queryRaw<
    { id: string; number: number }[]
  >`SELECT id, number FROM orders WHERE id = ANY(${[...orderIds]})`

/** What a card says besides the order. */
export interface Besides {
  /** Who has it. */
  readonly holderName: string | null
  /** Other orders of the same phone that are not shipped yet. */
  readonly alsoOpen: readonly number[]
  /** Since when a slip waits for an answer. */
  readonly slipAt: Date | null
  /** When the customer agreed to it as it is. */
  readonly agreedAt: Date | null
  /** When the customer asked to cancel it. */
  readonly cancelAskedAt: Date | null
}

export const findBesides = async (q: Queries, order: Order): Promise<Besides> => {
  const rows = await q.$queryRaw<Besides[]>`
    SELECT (SELECT name FROM users WHERE id = ${order.holderId}) AS "holderName",
      COALESCE((SELECT array_agg(number ORDER BY number) FROM orders
        WHERE recipient->>'phone' = ${order.recipient.phone ?? null} AND id <> ${order.id} AND status LIKE 'AWAITING_%'), '{}') AS "alsoOpen",
      (SELECT at FROM slips WHERE order_id = ${order.id} AND answered_at IS NULL) AS "slipAt",
      ${agreedAt(sql`${order.id}`)} AS "agreedAt", ${cancelAskedAt(sql`${order.id}`)} AS "cancelAskedAt"`
  return rows[0]!
}

/**
 * The same, locked: whoever changes an order holds this lock, so that of two changes the second sees the first.
 * Two statements: one that waited for the lock would see lines, money and holds as they were before it waited.
 */
export const lockOrder = async (tx: Tx, orderId: string): Promise<Order | undefined> => {
  await tx.$executeRaw`SELECT FROM orders WHERE id = ${orderId} FOR UPDATE`
  return findOrder(tx, orderId)
}

/** The order that came of a cart, if one did. */
export const findOrderByCart = async (
  q: Queries,
  { cartId, userId }: { cartId: string; userId: string },
): Promise<Order | undefined> => {
  const rows = await q.$queryRaw<Row[]>`SELECT ${columns} FROM orders o WHERE o.cart_id = ${cartId}
    AND o.user_id IN (SELECT COALESCE(merged_into_id, id) FROM users WHERE id = ${userId})`
  return rows[0] && toOrder(rows[0])
}

/** The order by phone that came of a cart, whosever it is. */
export const findPhoneOrder = async (q: Queries, cartId: string): Promise<string | undefined> => {
  const rows = await q.$queryRaw<
    { id: string }[]
  >`SELECT id FROM orders WHERE cart_id = ${cartId} AND source = 'phone'`
  return rows[0]?.id
}

export interface NewOrder {
  readonly id: string
  readonly cart: Cart
  readonly lines: readonly OrderLine[]
  readonly source: string
  readonly language: Language
  readonly phoneProven: boolean
  readonly sum: Money
  readonly discount: Money
  readonly byUser: string
  readonly byRole: Role
  /** Who has it from the start, where they are on shift. */
  readonly holderId: string | null
  readonly now: Date
}

/** The new order as a part of the statement that inserts it: "orderId", number. */
export const placed = sql`placed`

/**
 * The order, its frozen lines and the first line of its history, in one statement with what happens at the same
 * moment. Returns its short number.
 */
export const insertOrder = async (tx: Tx, order: NewOrder, ...parts: readonly Sql[]): Promise<number> => {
  const { cart, now } = order
  const rows = await tx.$queryRaw<{ number: number }[]>`
    WITH ${placed} AS (
      INSERT INTO orders (id, user_id, cart_id, status, status_since, source, language, recipient, phone_proven, delivery, payment,
        email, comment, no_call, holder_id, sum, discount, total, created_at, updated_at)
      VALUES (${order.id}, ${cart.userId}, ${cart.id}, 'AWAITING_CONFIRMATION', ${now}, ${order.source}, ${order.language},
        ${JSON.stringify(cart.recipient)}::jsonb, ${order.phoneProven}, ${JSON.stringify(cart.delivery)}::jsonb, ${cart.payment},
        ${cart.email}, ${cart.comment}, ${cart.noCall},
        (SELECT user_id FROM shifts WHERE user_id = ${order.holderId}), ${order.sum}, ${order.discount}, ${minus(order.sum, order.discount)}, ${now}, ${now})
      RETURNING id AS "orderId", number
    ), frozen AS (
      INSERT INTO order_lines (id, order_id, position, product_id, variant_id, article, name, values, quantity, price, discount)
      SELECT l.id, ${order.id}, l.position, l."productId", l."variantId", l.article, l.name, l.values, l.quantity, l.price, l.discount
      FROM jsonb_to_recordset(${JSON.stringify(order.lines.map((line, position) => ({ ...line, position })))}::jsonb)
        AS l(id text, position int, "productId" text, "variantId" text, article text, name jsonb, values jsonb, quantity int, price bigint, discount bigint)
    ), history AS (
      INSERT INTO order_history (order_id, at, by_user, by_role, what, "to")
      VALUES (${order.id}, ${now}, ${order.byUser}, ${order.byRole}, 'created', 'AWAITING_CONFIRMATION')
    )${also(parts)}
    SELECT number FROM ${placed}`
  return rows[0]!.number
}

export interface Transition {
  readonly orderId: string
  readonly from: OrderStatus
  readonly to: OrderStatus
  readonly byUser: string | null
  readonly byRole: Role
  readonly now: Date
  readonly payBefore?: Date | null
  readonly nextReminder?: Date | null
  readonly cancelReason?: string | null
  /** Until when a pickup is kept. */
  readonly collectBefore?: Date | null
  readonly details?: Readonly<Record<string, unknown>>
}

/**
 * Moves an order that is still in `from`, with its line in the history and what happens at the same moment, in one
 * statement. A mark and the packing belong to the state that is left. False when the order is no longer there: the
 * other parts happen all the same, so whoever has any holds the order's lock.
 */
export const saveTransition = async (
  tx: Tx,
  transition: Transition,
  ...parts: readonly Sql[]
): Promise<boolean> => {
  const { orderId, from, to, now } = transition
  const details = {
    ...transition.details,
    ...(transition.cancelReason ? { reason: transition.cancelReason } : {}),
  }
  const moved = await tx.$executeRaw`
    WITH moved AS (
      UPDATE orders SET status = ${to}, status_since = ${now}, updated_at = ${now}, mark = NULL, mark_until = NULL, call_attempts = 0, called_since = NULL, last_called_at = NULL,
        packed_at = CASE WHEN ${to} IN ('AWAITING_CONFIRMATION', 'CANCELLED') THEN NULL ELSE packed_at END,
        pay_stopped_at = NULL, pay_before = ${transition.payBefore ?? null}, next_reminder = ${transition.nextReminder ?? null},
        collect_before = COALESCE(${transition.collectBefore ?? null}::timestamptz, collect_before),
        cancel_reason = ${transition.cancelReason ?? null}
      WHERE id = ${orderId} AND status = ${from}
      RETURNING id
    )${also(parts)}
    INSERT INTO order_history (order_id, at, by_user, by_role, what, "from", "to", details)
    SELECT id, ${now}, ${transition.byUser}, ${transition.byRole}, 'moved', ${from}, ${to}, ${JSON.stringify(details)}::jsonb FROM moved`
  return moved === 1
}

/**
 * One parcel for each outlet that the order's goods are taken from, as parts of a statement; the first carries what is
 * paid on receipt. The goods are taken by an earlier statement.
 */
export const parcelling = (
  { id: orderId, lines }: Pick<Order, 'id' | 'lines'>,
  { cashOnDelivery, now }: { cashOnDelivery: Money; now: Date },
): Sql => {
  // As many as there can be parcels: no outlet gives less than a piece.
  const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0)
  const ids = Array.from({ length: pieces }, () => newId('shp'))
  return sql`
    taken AS (
      SELECT id, line_id, outlet_id, quantity FROM holds WHERE order_id = ${orderId} AND state = 'taken'
    ), parcels AS (
      INSERT INTO shipments (id, order_id, outlet_id, cash_on_delivery, created_at)
      SELECT (${ids}::text[])[n], ${orderId}, outlet_id, CASE n WHEN 1 THEN ${cashOnDelivery}::bigint ELSE 0 END, ${now}::timestamptz
      FROM (SELECT outlet_id, row_number() OVER (ORDER BY min(id)) AS n FROM taken GROUP BY outlet_id) outlets
      RETURNING id, outlet_id
    ), contents AS (
      INSERT INTO shipment_lines (shipment_id, line_id, quantity)
      SELECT p.id, t.line_id, sum(t.quantity)::int FROM parcels p JOIN taken t ON t.outlet_id = p.outlet_id GROUP BY 1, 2
    )`
}

/**
 * An order's sum is that of its lines, its discount is spread over them in kopiykas, its total follows. A step, on a
 * locked order; `cost` of a line is its price times its quantity.
 */
export const spreadDiscount = async (
  tx: Tx,
  {
    order,
    lines,
    discount,
    now,
  }: {
    order: Pick<Order, 'id' | 'points' | 'deliveryPrice'>
    lines: readonly { readonly id: string; readonly cost: Money }[]
    discount: Money
    now: Date
  },
): Promise<void> => {
  const costs = lines.map(({ cost }) => cost)
  const goods = sum(ZERO, ...costs)
  const total = money(goods - discount - order.points + order.deliveryPrice)
  const discounts = allocate(discount, costs).map((amount, i) => ({ id: lines[i]!.id, amount }))
  await tx.$executeRaw`
    WITH spread AS (
      UPDATE order_lines l SET discount = d.amount
      FROM jsonb_to_recordset(${JSON.stringify(discounts)}::jsonb) AS d(id text, amount bigint) WHERE l.id = d.id AND l.discount <> d.amount
    )
    UPDATE orders SET sum = ${goods}, discount = ${discount}, total = ${total}, updated_at = ${now} WHERE id = ${order.id}`
}

/** The order's live parcels are no longer sent. */
export const cancelShipments = async (tx: Tx, orderIds: readonly string[], now: Date): Promise<void> => {
  await tx.$executeRaw`
    UPDATE shipments SET cancelled_at = ${now} WHERE order_id = ANY(${[...orderIds]}) AND cancelled_at IS NULL AND shipped_at IS NULL`
}
