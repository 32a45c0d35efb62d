import { join, type Queries, type Sql, sql, type Tx } from '../kernel/db.ts'
import { DATA_GROUPS, type DataGroup, PERSONAL_TABLES } from './personal-tables.store.ts'

const TABLES = Object.entries(PERSONAL_TABLES)

/** Rows by table, the tables by what they tell of. */
export type KeptData = Readonly<Record<DataGroup, Readonly<Record<string, readonly unknown[]>>>>

/** Everything that is kept of a person, in one statement: one moment's view. */
export const findKept = async (q: Queries, userId: string): Promise<KeptData> => {
  const parts = TABLES.map(
    ([table, { kept }]) =>
      sql`SELECT ${table} AS table, COALESCE((SELECT jsonb_agg(to_jsonb(x)) FROM (${kept(userId)}) x), '[]') AS rows`,
  )
  const found = await q.$queryRaw<{ table: string; rows: unknown[] }[]>(join(parts, ' UNION ALL '))
  const rowsOf = new Map(found.map(({ table, rows }) => [table, rows]))
  const ofGroup = (group: DataGroup) =>
    TABLES.filter(([, table]) => table.group === group).map(([table]) => [table, rowsOf.get(table) ?? []])
  return Object.fromEntries(
    DATA_GROUPS.map((group) => [group, Object.fromEntries(ofGroup(group))]),
  ) as unknown as KeptData
}

/** What is kept, counted, for the screen that tells of it. */
export interface DataSummary {
  readonly name: string | null
  readonly phone: string | null
  readonly reminders: boolean
  readonly messengers: number
  readonly contacts: number
  readonly pieces: number
  readonly wishes: number
  readonly orders: number
  readonly messages: number
}

export const findSummary = async (q: Queries, userId: string): Promise<DataSummary | undefined> => {
  const rows = await q.$queryRaw<DataSummary[]>`
    SELECT u.name, u.phone, u.reminders,
      (SELECT count(*)::int FROM identities i WHERE i.user_id = u.id) AS messengers,
      (SELECT count(*)::int FROM saved_contacts s WHERE s.user_id = u.id) AS contacts,
      (SELECT COALESCE(sum(l.quantity), 0)::int FROM carts c JOIN cart_lines l ON l.cart_id = c.id
        WHERE c.user_id = u.id AND c.status = 'open') AS pieces,
      (SELECT count(*)::int FROM favourites f WHERE f.user_id = u.id) + (SELECT count(*)::int FROM product_views v WHERE v.user_id = u.id)
        + (SELECT count(*)::int FROM stock_watches w WHERE w.user_id = u.id) AS wishes,
      (SELECT count(*)::int FROM orders o WHERE o.user_id = u.id) AS orders,
      (SELECT count(*)::int FROM notifications n WHERE n.user_id = u.id)
        + (SELECT count(*)::int FROM inbox b JOIN identities i ON i.person = b.person WHERE i.user_id = u.id) AS messages
    FROM users u WHERE u.id = ${userId} AND u.erased_at IS NULL`
  return rows[0]
}

/**
 * Locks the user who goes, so that no cart of theirs becomes an order meanwhile; of one who was merged a moment ago,
 * whoever they were merged into. Undefined when they are gone already.
 */
export const lockUser = async (tx: Tx, userId: string): Promise<string | undefined> => {
  const rows = await tx.$queryRaw<{ mergedInto: string | null; erasedAt: Date | null }[]>`
    SELECT merged_into_id AS "mergedInto", erased_at AS "erasedAt" FROM users WHERE id = ${userId} FOR UPDATE`
  const user = rows[0]
  if (!user || user.erasedAt) return undefined
  return user.mergedInto === null ? userId : lockUser(tx, user.mergedInto)
}

export interface Hindrance {
  readonly code: 'data.works_here' | 'data.order_on_way' | 'data.money_due'
  /** Of the order; 0 where it is none's. */
  readonly number: number
}

/** Why a person cannot go yet: a role in the shop, an order that is not over, money that is theirs. */
export const findHindrance = async (q: Queries, userId: string): Promise<Hindrance | undefined> => {
  const rows = await q.$queryRaw<Hindrance[]>`
    SELECT 'data.works_here' AS code, 0 AS number FROM memberships m JOIN groups g ON g.code = m.group_code AND g.kind = 'staff'
      WHERE m.user_id = ${userId}
    UNION ALL
    SELECT 'data.works_here', 0 FROM lendings WHERE user_id = ${userId} AND ended_at IS NULL
    UNION ALL
    (SELECT 'data.order_on_way', number FROM orders
      WHERE user_id = ${userId} AND status NOT IN ('COMPLETED', 'RETURNED', 'CANCELLED') ORDER BY number LIMIT 1)
    UNION ALL
    (SELECT 'data.money_due', o.number FROM events e JOIN orders o ON o.id = e.payload->>'orderId'
      JOIN payments p ON p.id = e.payload->>'paymentId'
      WHERE e.name = 'payment.mismatch' AND o.user_id = ${userId}
        AND p.amount > (SELECT COALESCE(sum(a.amount), 0) FROM payment_allocations a WHERE a.payment_id = p.id)
          + (SELECT COALESCE(sum(r.amount), 0) FROM payment_returns r WHERE r.payment_id = p.id)
      ORDER BY o.number LIMIT 1)
    LIMIT 1`
  return rows[0]
}

/** The person goes out of every table, in their order. */
export const eraseEverywhere = async (
  tx: Tx,
  erasing: { userId: string; now: Date; cause: bigint | null },
): Promise<void> => {
  // What the history of an order may lose, and only within this transaction: prisma/migrations, erasing.
  await tx.$executeRaw`SELECT set_config('kram.erasing', 'on', true)`
  for (const [, { erase }] of TABLES) await tx.$executeRaw(erase(erasing) as Sql)
  await tx.$executeRaw`SELECT set_config('kram.erasing', 'off', true)`
}

/**
 * What was said long ago loses its words, at most `limit` rows of each kind: bodies of answered updates before
 * `inboxBefore`, what the shop's messages were about before `notificationsBefore`, and whatever is left of accounts that
 * were erased. That an update was done, and that a message was sent, stays known. Returns how many rows.
 */
export const thinOut = async (
  q: Queries,
  {
    inboxBefore,
    notificationsBefore,
    limit,
  }: { inboxBefore: Date; notificationsBefore: Date; limit: number },
): Promise<number> => {
  const old = await q.$executeRaw`
    UPDATE inbox SET body = '{}', error = NULL WHERE id IN (
      SELECT id FROM inbox WHERE body <> '{}' AND received_at < ${inboxBefore} AND (handled_at IS NOT NULL OR set_aside_at IS NOT NULL)
      ORDER BY id LIMIT ${limit})`
  const erased = await q.$executeRaw`
    UPDATE inbox SET body = '{}', error = NULL, person = 'erased' WHERE id IN (
      SELECT b.id FROM inbox b WHERE b.person LIKE b.source || ':%' AND (b.handled_at IS NOT NULL OR b.set_aside_at IS NOT NULL)
        AND NOT EXISTS (SELECT FROM identities i JOIN users u ON u.id = i.user_id
          WHERE i.person = b.person AND u.created_at < b.received_at + interval '1 day')
      ORDER BY b.id LIMIT ${limit})`
  const told = await q.$executeRaw`
    UPDATE notifications SET params = '{}', error = NULL WHERE id IN (
      SELECT id FROM notifications WHERE params <> '{}' AND created_at < ${notificationsBefore} AND state NOT IN ('queued', 'sending')
      ORDER BY created_at LIMIT ${limit})`
  const left = await q.$executeRaw`
    DELETE FROM conversations c WHERE lease_by IS NULL AND NOT EXISTS (SELECT FROM identities i WHERE i.person = c.person)
      AND NOT EXISTS (SELECT FROM inbox b WHERE b.person = c.person AND b.handled_at IS NULL AND b.set_aside_at IS NULL)`
  const reported = await q.$executeRaw`
    DELETE FROM message_receipts WHERE (person, message_id) IN (
      SELECT person, message_id FROM message_receipts
      WHERE GREATEST(delivered_at, seen_at, failed_at) < ${notificationsBefore} LIMIT ${limit})`
  return old + erased + told + left + reported
}
