import { type Queries, sql, type Tx } from '../kernel/db.ts'
import { newId } from '../kernel/ids.ts'
import type { Block } from './customer-notes.ts'
import type { Speaking } from './user.store.ts'

/** The customer for whom a manager orders, as if they spoke themselves. */
export interface OrderingFor extends Speaking {
  /** By which they are called: proven or claimed. */
  readonly number: string
}

/** From here on whoever claims or proves this number waits for us: two at once would not see each other. */
export const lockPhone = async (tx: Tx, phone: string): Promise<void> => {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${phone}, 0))`
}

/** Users `u` who are only said to have a number: nobody speaks for them, and nobody has taken them over. */
export const isClaimed = (phone: string) => sql`u.claimed_phone = ${phone} AND u.phone IS NULL
  AND u.merged_into_id IS NULL AND u.erased_at IS NULL AND NOT EXISTS (SELECT FROM identities i WHERE i.user_id = u.id)`

/** Who proved the number, else the newest who is said to have it. */
export const findCustomerByPhone = async (
  tx: Tx,
  phone: string,
): Promise<{ id: string; block: Block | null } | undefined> => {
  const rows = await tx.$queryRaw<{ id: string; block: Block | null }[]>`
    SELECT u.id, u.block FROM users u WHERE u.phone = ${phone} OR (${isClaimed(phone)})
    ORDER BY u.phone IS NULL, u.created_at DESC, u.id LIMIT 1`
  return rows[0]
}

export const insertClaimed = async (
  tx: Tx,
  { phone, now }: { phone: string; now: Date },
): Promise<string> => {
  const id = newId('usr')
  await tx.$executeRaw`INSERT INTO users (id, claimed_phone, created_at) VALUES (${id}, ${phone}, ${now})`
  return id
}

export const saveOrderingFor = async (
  tx: Tx,
  { userId, customerId, now }: { userId: string; customerId: string; now: Date },
): Promise<void> => {
  await tx.$executeRaw`
    INSERT INTO ordering_for (user_id, customer_id, touched_at) VALUES (${userId}, ${customerId}, ${now})
    ON CONFLICT (user_id) DO UPDATE SET customer_id = excluded.customer_id, touched_at = excluded.touched_at`
}

/** Touches what is going on, and ends what was left alone for an hour, in one statement. */
export const findOrderingFor = async (
  q: Queries,
  { userId, now }: { userId: string; now: Date },
): Promise<{ isOn: boolean; customer: OrderingFor } | undefined> => {
  const rows = await q.$queryRaw<(OrderingFor & { isOn: boolean })[]>`
    WITH touched AS (
      UPDATE ordering_for SET touched_at = ${now}
      WHERE user_id = ${userId} AND touched_at > ${now}::timestamptz - interval '1 hour' RETURNING customer_id
    ), over AS (
      DELETE FROM ordering_for
      WHERE user_id = ${userId} AND touched_at <= ${now}::timestamptz - interval '1 hour' RETURNING customer_id
    ), found AS (SELECT customer_id, true AS "isOn" FROM touched UNION ALL SELECT customer_id, false FROM over)
    SELECT f."isOn", u.id, u.name, u.phone, COALESCE(u.phone, u.claimed_phone, '') AS number, u.language, ARRAY['customer'] AS roles, '{}'::text[] AS lent,
      (SELECT COALESCE(sum(l.quantity), 0)::int FROM carts c JOIN cart_lines l ON l.cart_id = c.id
        WHERE c.user_id = u.id AND c.status = 'open') AS "piecesInCart"
    FROM found f JOIN users u ON u.id = f.customer_id`
  if (!rows[0]) return undefined
  const { isOn, ...customer } = rows[0]
  return { isOn, customer }
}

/** The manager orders for nobody any more. */
export const endOrderingFor = async (q: Queries, userId: string): Promise<void> => {
  await q.$executeRaw`DELETE FROM ordering_for WHERE user_id = ${userId}`
}
