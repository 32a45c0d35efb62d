import type { Queries, Tx } from '../kernel/db.ts'
import { sql } from '../kernel/db.ts'
import { newId } from '../kernel/ids.ts'
import { type Money, money } from '../kernel/money.ts'
import { type Orderer, ordererOf } from '../users/index.ts'
import type { Cart, CartLine, Recipient } from './cart.ts'
import type { Delivery, PaymentMethod } from './checkout-table.ts'

type CartRow = Omit<Cart, 'lines'> & {
  readonly lines: readonly (Omit<CartLine, 'price' | 'priceSeen'> & { price: number; priceSeen: number })[]
}

const columns = sql`c.id, c.user_id AS "userId", c.recipient, c.delivery, c.payment, c.email, c.comment, c.no_call AS "noCall"`

/** The lines of cart `c` with today's prices and what there is of them. */
const lines = sql`COALESCE((
  SELECT jsonb_agg(jsonb_build_object(
    'id', l.id, 'productId', l.product_id, 'article', p.article, 'name', p.name, 'variantId', l.variant_id,
    'values', COALESCE(v.values, '[]'), 'quantity', l.quantity, 'priceSeen', l.price_seen,
    'price', COALESCE(v.price, CASE WHEN l.variant_id IS NULL THEN low.price END, p.price),
    'available', CASE WHEN p.archived_at IS NOT NULL OR p.currency <> 'UAH' OR v.archived_at IS NOT NULL THEN 0
      WHEN l.variant_id IS NULL THEN low.available
      ELSE (SELECT COALESCE(sum(s.on_hand - s.held), 0) FROM stock s WHERE s.variant_id = l.variant_id) END,
    'hasOptions', EXISTS (SELECT FROM product_options o WHERE o.product_id = p.id)
  ) ORDER BY l.added_at, l.id)
  FROM cart_lines l JOIN products p ON p.id = l.product_id LEFT JOIN variants v ON v.id = l.variant_id
  LEFT JOIN LATERAL (
    SELECT min(COALESCE(lv.price, p.price)) AS price,
      COALESCE(max((SELECT sum(s.on_hand - s.held) FROM stock s WHERE s.variant_id = lv.id)), 0) AS available
    FROM variants lv WHERE lv.product_id = p.id AND lv.archived_at IS NULL
  ) low ON l.variant_id IS NULL
  WHERE l.cart_id = c.id), '[]')`

const toCart = (row: CartRow): Cart => ({
  ...row,
  lines: row.lines.map((line) => ({ ...line, price: money(line.price), priceSeen: money(line.priceSeen) })),
})

/** The user's open cart with its lines at today's prices; undefined when none was begun. */
export const findOpenCart = async (q: Queries, userId: string): Promise<Cart | undefined> => {
  const rows = await q.$queryRaw<CartRow[]>`
    SELECT ${columns}, ${lines} AS lines FROM carts c WHERE c.user_id = ${userId} AND c.status = 'open'`
  return rows[0] && toCart(rows[0])
}

/**
 * Closes the cart for good and returns what was in it, and whose it was: of any number of presses at once exactly one
 * gets it, the others wait for that one's transaction and get undefined. Locks the user, so that of two carts of theirs
 * the second sees what the first holds. Both are read after that: what was put in a moment before is never left behind.
 * The cart of a user who was merged meanwhile is that of whoever they were merged into.
 */
export const claimCart = async (
  tx: Tx,
  { cartId, userId }: { cartId: string; userId: string },
): Promise<{ cart: Cart; orderer: Orderer } | undefined> => {
  const closed = await tx.$executeRaw`
    WITH customer AS MATERIALIZED (SELECT id, merged_into_id FROM users WHERE id = ${userId} FOR UPDATE)
    UPDATE carts c SET status = 'ordered' FROM customer u
    WHERE c.id = ${cartId} AND c.user_id IN (u.id, u.merged_into_id) AND c.status = 'open'`
  if (closed === 0) return undefined
  const rows = await tx.$queryRaw<(CartRow & { readonly orderer: Orderer; readonly owner: string })[]>`
    SELECT ${columns}, ${lines} AS lines, w.owner, ${ordererOf(sql`w.owner`)} AS orderer
    FROM carts c JOIN (SELECT id, COALESCE(merged_into_id, id) AS owner FROM users) w ON w.id = c.user_id WHERE c.id = ${cartId}`
  if (!rows[0]) return undefined
  const { orderer, owner, ...row } = rows[0]
  if (owner !== userId) await tx.$executeRaw`SELECT FROM users WHERE id = ${owner} FOR UPDATE`
  return { cart: { ...toCart(row), userId: owner }, orderer }
}

export interface NewLine {
  readonly userId: string
  readonly productId: string
  readonly variantId: string | null
  readonly quantity: number
  /** The cart is to have so many of it, or what there is, instead of so many more: the same again changes nothing. */
  readonly upTo?: boolean
  readonly now: Date
}

export interface AddedLine {
  readonly quantity: number
  readonly available: number
  /** Today's. */
  readonly price: Money
}

/**
 * Puts pieces into the user's open cart, begun here when there is none and then filled in from the user's last
 * order. The same variant again adds to its line. One statement, so that two presses at once are two pieces in one line.
 * Undefined when there is no such product on sale, or nothing is left of what was asked for.
 */
export const addLine = async (q: Queries, line: NewLine): Promise<AddedLine | undefined> => {
  const { userId, productId, variantId, quantity, upTo = false, now } = line
  const put = upTo ? sql`LEAST(${quantity}, item.available)` : sql`${quantity}`
  const together = upTo
    ? sql`GREATEST(l.quantity, excluded.quantity)`
    : sql`LEAST(99, l.quantity + excluded.quantity)`
  const rows = await q.$queryRaw<(Omit<AddedLine, 'price'> & { price: bigint })[]>`
    WITH item AS (
      SELECT p.id AS product_id, min(COALESCE(v.price, p.price)) AS price,
        COALESCE(max((SELECT sum(s.on_hand - s.held) FROM stock s WHERE s.variant_id = v.id)), 0)::int AS available
      FROM products p JOIN variants v ON v.product_id = p.id AND v.archived_at IS NULL
      WHERE p.id = ${productId} AND p.archived_at IS NULL AND p.currency = 'UAH'
        AND (${variantId}::text IS NULL OR v.id = ${variantId})
      GROUP BY p.id
    ), last AS (
      SELECT recipient, delivery, payment, email FROM orders WHERE user_id = ${userId} ORDER BY created_at DESC LIMIT 1
    ), cart AS (
      INSERT INTO carts (id, user_id, recipient, delivery, payment, email, created_at, updated_at)
      SELECT ${newId('crt')}, ${userId}, COALESCE((SELECT recipient FROM last), '{}'), (SELECT delivery FROM last),
        (SELECT payment FROM last), (SELECT email FROM last), ${now}, ${now}
      FROM item WHERE item.available > 0
      ON CONFLICT (user_id) WHERE status = 'open' DO UPDATE SET updated_at = excluded.updated_at
      RETURNING id
    ), ${
      variantId === null
        ? sql`line AS (
      INSERT INTO cart_lines AS l (id, cart_id, product_id, variant_id, quantity, price_seen, added_at)
      SELECT ${newId('cln')}, cart.id, item.product_id, NULL, ${put}, item.price, ${now} FROM cart, item
      ON CONFLICT (cart_id, product_id) WHERE variant_id IS NULL
      DO UPDATE SET quantity = ${together}, price_seen = excluded.price_seen
      RETURNING quantity)`
        : sql`line AS (
      INSERT INTO cart_lines AS l (id, cart_id, product_id, variant_id, quantity, price_seen, added_at)
      SELECT ${newId('cln')}, cart.id, item.product_id, ${variantId}, ${put}, item.price, ${now} FROM cart, item
      ON CONFLICT (cart_id, variant_id) WHERE variant_id IS NOT NULL
      DO UPDATE SET quantity = ${together}, price_seen = excluded.price_seen
      RETURNING quantity)`
    }
    SELECT line.quantity, item.available, item.price FROM line, item`
  return rows[0] && { ...rows[0], price: money(rows[0].price) }
}

/** Sets a line's quantity; 0 takes it out. False when the line is not in the user's open cart. */
export const setLineQuantity = async (
  q: Queries,
  { userId, lineId, quantity }: { userId: string; lineId: string; quantity: number },
): Promise<boolean> => {
  // Locked, so that a cart that is being ordered this moment is not changed behind the order's back.
  const open = sql`c AS (SELECT id FROM carts WHERE user_id = ${userId} AND status = 'open' FOR UPDATE)`
  const changed =
    quantity === 0
      ? await q.$executeRaw`WITH ${open} DELETE FROM cart_lines l USING c WHERE l.id = ${lineId} AND l.cart_id = c.id`
      : await q.$executeRaw`
          WITH ${open} UPDATE cart_lines l SET quantity = ${quantity} FROM c WHERE l.id = ${lineId} AND l.cart_id = c.id`
  return changed === 1
}

/**
 * Gives a line another variant of its product (null = size not chosen). Where the cart has that variant already
 * the two become one line. False when line and variant do not belong together or to the user's open cart.
 */
export const setLineVariant = async (
  tx: Tx,
  { userId, lineId, variantId }: { userId: string; lineId: string; variantId: string | null },
): Promise<boolean> => {
  await tx.$executeRaw`SELECT FROM carts WHERE user_id = ${userId} AND status = 'open' FOR UPDATE`
  const found = await tx.$queryRaw<{ cartId: string; productId: string; quantity: number; price: bigint }[]>`
    SELECT l.cart_id AS "cartId", l.product_id AS "productId", l.quantity,
      (SELECT min(COALESCE(v.price, p.price)) FROM variants v
        WHERE v.product_id = p.id AND v.archived_at IS NULL AND (${variantId}::text IS NULL OR v.id = ${variantId})) AS price
    FROM cart_lines l JOIN carts c ON c.id = l.cart_id JOIN products p ON p.id = l.product_id
    WHERE l.id = ${lineId} AND c.user_id = ${userId} AND c.status = 'open'`
  const line = found[0]
  if (!line || line.price === null) return false
  const same = sql`cart_id = ${line.cartId} AND product_id = ${line.productId} AND variant_id IS NOT DISTINCT FROM ${variantId} AND id <> ${lineId}`
  const twin = await tx.$queryRaw<
    { quantity: number }[]
  >`DELETE FROM cart_lines WHERE ${same} RETURNING quantity`
  const quantity = Math.min(99, line.quantity + (twin[0]?.quantity ?? 0))
  await tx.$executeRaw`
    UPDATE cart_lines SET variant_id = ${variantId}, quantity = ${quantity}, price_seen = ${line.price} WHERE id = ${lineId}`
  return true
}

/** What the checkout fills in; absent fields stay as they are. */
export interface CartChange {
  readonly recipient?: Recipient
  readonly delivery?: Delivery
  readonly payment?: PaymentMethod | null
  readonly email?: string | null
  readonly comment?: string | null
  readonly noCall?: boolean
}

/** Changes the user's open cart in one statement and returns its id; undefined when there is none. Recipient fields are merged. */
export const changeCart = async (
  q: Queries,
  userId: string,
  { change, now }: { change: CartChange; now: Date },
): Promise<string | undefined> => {
  const keep = <T>(column: ReturnType<typeof sql>, value: T | undefined) =>
    value === undefined ? column : sql`${value}`
  const { recipient = {} } = change
  // A new name replaces the old one whole: who is known by the first name has no surname of somebody else.
  const known = recipient.firstName === undefined ? sql`recipient` : sql`(recipient - 'surname')`
  const rows = await q.$queryRaw<{ id: string }[]>`
    UPDATE carts SET updated_at = ${now}, recipient = ${known} || ${JSON.stringify(recipient)}::jsonb,
      delivery = ${change.delivery === undefined ? sql`delivery` : sql`${JSON.stringify(change.delivery)}::jsonb`},
      payment = ${keep(sql`payment`, change.payment)}, email = ${keep(sql`email`, change.email)},
      comment = ${keep(sql`comment`, change.comment)}, no_call = ${keep(sql`no_call`, change.noCall)}
    WHERE user_id = ${userId} AND status = 'open' RETURNING id`
  return rows[0]?.id
}

/** The customer has seen these prices of their lines; one that moved again since then is still to be said. */
export const notePricesSeen = async (
  q: Queries,
  { cartId, lines: seen }: { cartId: string; lines: readonly Pick<CartLine, 'id' | 'price'>[] },
): Promise<void> => {
  const rows = JSON.stringify(seen.map(({ id, price }) => ({ id, price })))
  await q.$executeRaw`
    UPDATE cart_lines l SET price_seen = s.price FROM jsonb_to_recordset(${rows}::jsonb) AS s(id text, price bigint)
    WHERE l.id = s.id AND l.cart_id = ${cartId}`
}
