import type { Tx } from '../kernel/db.ts'
import type { Merge } from '../kernel/merge.ts'

export interface MovedOrder {
  readonly orderId: string
  readonly number: number
}

/**
 * A step: the orders of one are the other's, and the history of each says so. Orders that a member of the staff had in
 * hand stay in hand. Returns those that are still to be done something about: their cards show whose they are.
 */
export const mergeOrders = async (
  tx: Tx,
  { stays, goes, now }: Merge,
  phone: string,
): Promise<MovedOrder[]> => {
  await tx.$executeRaw`UPDATE orders SET holder_id = ${stays} WHERE holder_id = ${goes}`
  return tx.$queryRaw<MovedOrder[]>`
    WITH moved AS (
      UPDATE orders SET user_id = ${stays}, updated_at = ${now},
        phone_proven = phone_proven OR COALESCE(recipient->>'phone' = ${phone}, false)
      WHERE user_id = ${goes} RETURNING id, number, status
    ), history AS (
      INSERT INTO order_history (order_id, at, by_user, by_role, what)
      SELECT id, ${now}, ${stays}, 'customer', 'phone_proven' FROM moved
    )
    SELECT id AS "orderId", number FROM moved WHERE status NOT IN ('COMPLETED', 'RETURNED', 'CANCELLED') ORDER BY number`
}
