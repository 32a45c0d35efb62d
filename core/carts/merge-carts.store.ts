import type { Tx } from '../kernel/db.ts'
import type { Merge } from '../kernel/merge.ts'

/**
 * A step. Of two open carts the one written last stays, with its delivery and payment; the lines of the other come into
 * it, of the same size the larger quantity: who puts the same pair in on two phones wants one. A cart that a manager
 * fills in for who was only said to have a number stays with that one: what becomes of it is orders/place-order.ts.
 */
export const mergeCarts = async (tx: Tx, { stays, goes, goesSpoke }: Merge): Promise<void> => {
  await tx.$executeRaw`UPDATE carts SET user_id = ${stays} WHERE user_id = ${goes} AND status = 'ordered'`
  if (!goesSpoke) return
  await tx.$executeRaw`SELECT FROM carts WHERE user_id IN (${stays}, ${goes}) AND status = 'open' ORDER BY id FOR UPDATE`
  const carts = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM carts WHERE user_id IN (${stays}, ${goes}) AND status = 'open'
    ORDER BY updated_at DESC, user_id = ${stays} DESC`
  const [last, other] = carts
  if (last && other) await joinCarts(tx, last.id, other.id)
  if (last) await tx.$executeRaw`UPDATE carts SET user_id = ${stays} WHERE id = ${last.id}`
}

const joinCarts = async (tx: Tx, last: string, other: string): Promise<void> => {
  await tx.$executeRaw`
    UPDATE cart_lines l SET quantity = GREATEST(l.quantity, o.quantity) FROM cart_lines o
    WHERE l.cart_id = ${last} AND o.cart_id = ${other} AND o.product_id = l.product_id AND o.variant_id IS NOT DISTINCT FROM l.variant_id`
  await tx.$executeRaw`
    DELETE FROM cart_lines o USING cart_lines l
    WHERE l.cart_id = ${last} AND o.cart_id = ${other} AND o.product_id = l.product_id AND o.variant_id IS NOT DISTINCT FROM l.variant_id`
  await tx.$executeRaw`UPDATE cart_lines SET cart_id = ${last} WHERE cart_id = ${other}`
  await tx.$executeRaw`
    UPDATE carts l SET recipient = o.recipient || l.recipient, email = COALESCE(l.email, o.email), comment = COALESCE(l.comment, o.comment),
      delivery = COALESCE(l.delivery, o.delivery), payment = CASE WHEN l.delivery IS NULL THEN o.payment ELSE l.payment END
    FROM carts o WHERE l.id = ${last} AND o.id = ${other}`
  await tx.$executeRaw`DELETE FROM carts WHERE id = ${other}`
}
