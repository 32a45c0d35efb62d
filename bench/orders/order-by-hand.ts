import { DAY_MS, later } from '../../core/kernel/clock.ts'
import { sql } from '../../core/kernel/db.ts'
import { newId } from '../../core/kernel/ids.ts'
import { DELIVERY, itemOf, RECIPIENT } from './order-by-core.ts'
import type { BenchShop, Customer, Item } from './shop.ts'

type Statement = ReturnType<typeof sql>

/** Sends one statement and returns its rows: by Prisma's raw call, or by the driver alone. */
export type Send = <Row>(statement: Statement) => Promise<Row[]>

/**
 * The fewest statements that leave the same facts as the use cases: five, each its own transaction. One cart is one
 * order and goods are taken only where they are there, as in the shop; what the shop does besides (rules of delivery
 * and payment, roles, which outlet sends, refusals in words, prices that changed) is not here.
 */
export const orderByHand = (shop: BenchShop, send: Send) => async (): Promise<void> => {
  const customer = await shop.nextCustomer()
  const cartId = only(await send<{ cartId: string }>(add(customer, itemOf(shop)))).cartId
  only(await send(fillIn(cartId, customer)))
  const orderId = newId('ord')
  const placed = await send<{ total: bigint | string }>(place(shop, { orderId, cartId, customer }))
  only(await send(confirm(shop, orderId)))
  only(await send(recordPayment(shop, { orderId, amount: Number(only(placed).total) })))
}

const only = <Row>(rows: readonly Row[]): Row => {
  if (rows.length !== 1) throw new Error(`one row was expected, ${rows.length} came`)
  return rows[0]!
}

const add = ({ userId }: Customer, { variantId }: Item): Statement => {
  const now = new Date()
  return sql`
    WITH item AS (
      SELECT p.id AS product_id, COALESCE(v.price, p.price) AS price FROM variants v JOIN products p ON p.id = v.product_id
      WHERE v.id = ${variantId} AND v.archived_at IS NULL AND p.archived_at IS NULL
    ), cart AS (
      INSERT INTO carts (id, user_id, created_at, updated_at) VALUES (${newId('crt')}, ${userId}, ${now}, ${now})
      ON CONFLICT (user_id) WHERE status = 'open' DO UPDATE SET updated_at = excluded.updated_at RETURNING id
    )
    INSERT INTO cart_lines AS l (id, cart_id, product_id, variant_id, quantity, price_seen, added_at)
    SELECT ${newId('cln')}, cart.id, item.product_id, ${variantId}, 1, item.price, ${now} FROM cart, item
    ON CONFLICT (cart_id, variant_id) WHERE variant_id IS NOT NULL DO UPDATE SET quantity = l.quantity + 1
    RETURNING cart_id AS "cartId"`
}

const fillIn = (cartId: string, { phone }: Customer): Statement => sql`
  UPDATE carts SET recipient = ${JSON.stringify({ ...RECIPIENT, phone })}::jsonb, delivery = ${JSON.stringify(DELIVERY)}::jsonb,
    payment = 'transfer', updated_at = ${new Date()}
  WHERE id = ${cartId} AND status = 'open' RETURNING id`

/** An event with a row for each of its followers, as parts of a statement in which `o` is the order. */
const announced = (
  { followersOf }: BenchShop,
  name: 'order.created' | 'order.awaiting_payment' | 'order.paid',
) => {
  const id = newId('evt')
  return sql`event AS (
      INSERT INTO events (id, name, payload, at)
      SELECT ${id}, ${name}, jsonb_build_object('orderId', o.id, 'number', o.number), ${new Date()} FROM o
    ), deliveries AS (
      INSERT INTO event_deliveries (event_id, follower, due_at)
      SELECT ${id}, unnest(${[...followersOf(name)]}::text[]), ${new Date()} FROM o
    )`
}

/** What cannot be held divides by nought, which undoes the whole statement. */
const place = (
  shop: BenchShop,
  { orderId, cartId, customer }: { orderId: string; cartId: string; customer: Customer },
): Statement => {
  const now = new Date()
  const { userId } = customer
  return sql`
    WITH closed AS (
      UPDATE carts SET status = 'ordered' WHERE id = ${cartId} AND user_id = ${userId} AND status = 'open' RETURNING *
    ), lines AS (
      SELECT (${[newId('oln'), newId('oln'), newId('oln')]}::text[])[row_number() OVER (ORDER BY l.added_at)] AS id,
        row_number() OVER (ORDER BY l.added_at) - 1 AS position, l.product_id, l.variant_id, l.quantity, p.article, p.name,
        v.values, COALESCE(v.price, p.price) AS price
      FROM cart_lines l JOIN products p ON p.id = l.product_id JOIN variants v ON v.id = l.variant_id WHERE l.cart_id = ${cartId}
    ), o AS (
      INSERT INTO orders (id, user_id, cart_id, status, status_since, source, language, recipient, phone_proven, delivery, payment,
        email, comment, sum, total, created_at, updated_at)
      SELECT ${orderId}, c.user_id, c.id, 'AWAITING_CONFIRMATION', ${now}, 'telegram', 'uk', c.recipient,
        (SELECT u.phone = c.recipient->>'phone' FROM users u WHERE u.id = c.user_id), c.delivery, c.payment, c.email, c.comment,
        l.sum, l.sum, ${now}, ${now}
      FROM closed c, (SELECT sum(price * quantity)::bigint AS sum FROM lines) l
      RETURNING id, number, total
    ), frozen AS (
      INSERT INTO order_lines (id, order_id, position, product_id, variant_id, article, name, values, quantity, price)
      SELECT lines.id, o.id, lines.position, product_id, variant_id, article, name, values, quantity, price FROM lines, o
    ), held AS (
      UPDATE stock s SET held = s.held + l.quantity FROM lines l, o
      WHERE s.variant_id = l.variant_id AND s.on_hand - s.held >= l.quantity AND s.outlet_id = (
        SELECT f.outlet_id FROM stock f JOIN outlets t ON t.id = f.outlet_id
        WHERE f.variant_id = l.variant_id AND f.on_hand - f.held >= l.quantity ORDER BY t.position LIMIT 1)
      RETURNING l.id AS line_id, s.variant_id, s.outlet_id, l.quantity
    ), promised AS (
      INSERT INTO holds (order_id, line_id, variant_id, outlet_id, quantity, until, created_at)
      SELECT ${orderId}, line_id, variant_id, outlet_id, quantity, ${later(now, DAY_MS)}, ${now} FROM held
    ), history AS (
      INSERT INTO order_history (order_id, at, by_user, by_role, what, "to")
      SELECT id, ${now}, ${userId}, 'customer', 'created', 'AWAITING_CONFIRMATION' FROM o
    ), ${announced(shop, 'order.created')}
    SELECT total, 1 / ((SELECT count(*) FROM held) = (SELECT count(*) FROM lines))::int AS held FROM o`
}

const confirm = (shop: BenchShop, orderId: string): Statement => {
  const now = new Date()
  return sql`
    WITH o AS (
      UPDATE orders SET status = 'AWAITING_PAYMENT', status_since = ${now}, updated_at = ${now},
        pay_before = ${later(now, 3 * DAY_MS)}, next_reminder = ${later(now, DAY_MS)}
      WHERE id = ${orderId} AND status = 'AWAITING_CONFIRMATION' RETURNING id, number
    ), taken AS (
      UPDATE holds h SET state = 'taken', until = NULL FROM o WHERE h.order_id = o.id AND h.state = 'open'
      RETURNING h.variant_id, h.outlet_id, h.quantity
    ), changed AS (
      UPDATE stock s SET on_hand = s.on_hand - t.quantity, held = s.held - t.quantity FROM taken t
      WHERE s.variant_id = t.variant_id AND s.outlet_id = t.outlet_id
    ), movements AS (
      INSERT INTO stock_movements (variant_id, outlet_id, delta, reason, order_id, at)
      SELECT variant_id, outlet_id, -quantity, 'taken', ${orderId}, ${now} FROM taken
    ), history AS (
      INSERT INTO order_history (order_id, at, by_user, by_role, what, "from", "to")
      SELECT id, ${now}, ${shop.manager.userId}, 'manager', 'moved', 'AWAITING_CONFIRMATION', 'AWAITING_PAYMENT' FROM o
    ), ${announced(shop, 'order.awaiting_payment')}
    SELECT id FROM o`
}

let payments = 0

const recordPayment = (
  shop: BenchShop,
  { orderId, amount }: { orderId: string; amount: number },
): Statement => {
  const now = new Date()
  const { userId } = shop.accountant
  return sql`
    WITH o AS (
      UPDATE orders SET status = 'AWAITING_SHIPMENT', status_since = ${now}, updated_at = ${now}, pay_before = NULL, next_reminder = NULL
      WHERE id = ${orderId} AND status = 'AWAITING_PAYMENT' AND total = ${amount}::bigint RETURNING id, number
    ), came AS (
      INSERT INTO payments (id, provider, reference, amount, received_at, recorded_by)
      SELECT ${newId('pay')}, 'bank_transfer', ${`hand-${++payments}`}, ${amount}::bigint, ${now}, ${userId} FROM o RETURNING id
    ), allotted AS (
      INSERT INTO payment_allocations (payment_id, order_id, amount, at) SELECT came.id, o.id, ${amount}::bigint, ${now} FROM came, o
    ), history AS (
      INSERT INTO order_history (order_id, at, by_user, by_role, what, "from", "to", details)
      SELECT id, ${now}, ${userId}, 'accountant', 'moved', 'AWAITING_PAYMENT', 'AWAITING_SHIPMENT',
        jsonb_build_object('amount', ${amount}::bigint) FROM o
    ), taken AS (
      SELECT h.outlet_id, h.line_id, h.quantity FROM holds h JOIN o ON o.id = h.order_id WHERE h.state = 'taken'
    ), parcels AS (
      INSERT INTO shipments (id, order_id, outlet_id, cash_on_delivery, created_at)
      SELECT (${[newId('shp'), newId('shp')]}::text[])[row_number() OVER ()], ${orderId}, outlet_id, 0, ${now}
      FROM (SELECT DISTINCT outlet_id FROM taken) t RETURNING id, outlet_id
    ), packed AS (
      INSERT INTO shipment_lines (shipment_id, line_id, quantity)
      SELECT p.id, t.line_id, sum(t.quantity)::int FROM parcels p JOIN taken t ON t.outlet_id = p.outlet_id GROUP BY 1, 2
    ), received AS (
      INSERT INTO events (id, name, payload, at)
      SELECT ${newId('evt')}, 'payment.received',
        jsonb_build_object('orderId', o.id, 'number', o.number, 'paymentId', came.id), ${now} FROM o, came
    ), ${announced(shop, 'order.paid')}
    SELECT id FROM o`
}
