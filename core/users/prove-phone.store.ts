import type { Tx } from '../kernel/db.ts'
import { isClaimed } from './ordering-for.store.ts'

interface Proof {
  readonly userId: string
  readonly phone: string
  readonly now: Date
}

export const setPhone = async (tx: Tx, { userId, phone, now }: Proof): Promise<void> => {
  await tx.$executeRaw`UPDATE users SET phone = ${phone}, phone_proven_at = ${now} WHERE id = ${userId}`
}

/**
 * Those who are said to have the number are locked first: whoever places an order for one of them at this moment is
 * either before us, and the order is seen here, or after us, and sees whose it is. Gives the orders that went over.
 */
export const takeOverClaimed = async (
  tx: Tx,
  { userId, phone, now }: Proof,
): Promise<{ orderId: string; number: number }[]> => {
  const claimed = await tx.$queryRaw<{ id: string }[]>`
    SELECT u.id FROM users u WHERE ${isClaimed(phone)} AND u.id <> ${userId} ORDER BY u.id FOR NO KEY UPDATE`
  if (claimed.length === 0) return []
  const ids = claimed.map(({ id }) => id)
  await tx.$executeRaw`
    UPDATE users u SET block = CASE WHEN s.blocks @> ARRAY['blocked'] THEN 'blocked' WHEN s.blocks <> '{}' THEN 'prepay_only' END
    FROM (SELECT COALESCE(array_agg(block) FILTER (WHERE block IS NOT NULL), '{}') AS blocks
      FROM users WHERE id = ANY(${[...ids, userId]})) s
    WHERE u.id = ${userId}`
  await tx.$executeRaw`UPDATE users SET merged_into_id = ${userId} WHERE id = ANY(${ids})`
  await tx.$executeRaw`UPDATE customer_notes SET user_id = ${userId} WHERE user_id = ANY(${ids})`
  for (const id of ids) {
    await tx.$executeRaw`
      DELETE FROM saved_contacts c USING saved_contacts own
      WHERE c.user_id = ${id} AND own.user_id = ${userId} AND own.kind = c.kind AND own.data = c.data`
    await tx.$executeRaw`UPDATE saved_contacts SET user_id = ${userId} WHERE user_id = ${id}`
  }
  return tx.$queryRaw<{ orderId: string; number: number }[]>`
    WITH moved AS (
      UPDATE orders SET user_id = ${userId}, updated_at = ${now},
        phone_proven = phone_proven OR COALESCE(recipient->>'phone' = ${phone}, false)
      WHERE user_id = ANY(${ids}) RETURNING id, number
    ), history AS (
      INSERT INTO order_history (order_id, at, by_user, by_role, what)
      SELECT id, ${now}, ${userId}, 'customer', 'phone_proven' FROM moved
    )
    SELECT id AS "orderId", number FROM moved ORDER BY number`
}
