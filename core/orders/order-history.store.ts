import type { Role } from '../kernel/actor.ts'
import { type Queries, type Sql, sql, type Tx } from '../kernel/db.ts'
import type { OrderStatus } from './order.ts'

export interface HistoryLine {
  readonly id: string
  readonly at: Date
  readonly byUser: string | null
  readonly byName: string | null
  readonly byRole: Role
  /** The role was lent to them by the owner. */
  readonly lent: boolean
  readonly what: string
  readonly from: OrderStatus | null
  readonly to: OrderStatus | null
  readonly details: Readonly<Record<string, unknown>>
}

/** Notes in the history something that is no change of state. */
export const noteInHistory = async (
  tx: Tx,
  note: {
    orderId: string
    byUser: string | null
    byRole: Role
    what: string
    details?: Record<string, unknown>
    now: Date
  },
): Promise<void> => {
  await tx.$executeRaw`
    INSERT INTO order_history (order_id, at, by_user, by_role, what, details)
    VALUES (${note.orderId}, ${note.now}, ${note.byUser}, ${note.byRole}, ${note.what}, ${JSON.stringify(note.details ?? {})}::jsonb)`
}

/** When the customer asked to cancel the order whose id the expression names; null where they did not, or keep it. An expression. */
export const cancelAskedAt = (orderId: Sql): Sql => sql`(
  SELECT CASE h.what WHEN 'cancel_asked' THEN h.at END FROM order_history h
  WHERE h.order_id = ${orderId} AND h.what IN ('cancel_asked', 'cancel_kept') ORDER BY h.id DESC LIMIT 1)`

/** When the customer agreed to the order as it is now; null where they did not. An expression. */
export const agreedAt = (orderId: Sql): Sql => sql`(
  SELECT CASE h.what WHEN 'agreed' THEN h.at END FROM order_history h
  WHERE h.order_id = ${orderId} AND h.what IN ('agreed', 'hour_named', 'edited', 'moved') ORDER BY h.id DESC LIMIT 1)`

export const findCancelAsked = async (q: Queries, orderId: string): Promise<Date | null> => {
  const rows = await q.$queryRaw<{ at: Date | null }[]>`SELECT ${cancelAskedAt(sql`${orderId}`)} AS at`
  return rows[0]?.at ?? null
}

/** Everything that happened to an order, oldest first. */
export const findHistory = (q: Queries, orderId: string): Promise<HistoryLine[]> => q.$queryRaw<
  HistoryLine[]
>`
  SELECT h.id::text AS id, h.at, h.by_user AS "byUser", u.name AS "byName", h.by_role AS "byRole", h.what, h."from", h."to", h.details,
    EXISTS (SELECT FROM lendings l WHERE l.user_id = h.by_user AND l.role = h.by_role
      AND l.lent_at <= h.at AND h.at < LEAST(l.until, COALESCE(l.ended_at, l.until))) AS lent
  FROM order_history h LEFT JOIN users u ON u.id = h.by_user WHERE h.order_id = ${orderId} ORDER BY h.id`

/** A page of an order's history, its last lines, or those before a line; oldest first. */
export const findHistoryPage = async (
  q: Queries,
  { orderId, before, limit }: { orderId: string; before?: number | undefined; limit: number },
): Promise<HistoryLine[]> => {
  const rows = await q.$queryRaw<HistoryLine[]>`
    SELECT h.id::text AS id, h.at, h.by_user AS "byUser", u.name AS "byName", h.by_role AS "byRole", h.what, h."from", h."to", h.details,
    EXISTS (SELECT FROM lendings l WHERE l.user_id = h.by_user AND l.role = h.by_role
      AND l.lent_at <= h.at AND h.at < LEAST(l.until, COALESCE(l.ended_at, l.until))) AS lent
    FROM order_history h LEFT JOIN users u ON u.id = h.by_user
    WHERE h.order_id = ${orderId} AND (${before ?? null}::bigint IS NULL OR h.id < ${before ?? null}::bigint)
    ORDER BY h.id DESC LIMIT ${limit}`
  return rows.reverse()
}

/** The lines of an order's history from one to another: what happened while its manager edited it. */
export const findEdits = (
  q: Queries,
  { orderId, from, to }: { orderId: string; from: string; to: string },
): Promise<HistoryLine[]> => q.$queryRaw<HistoryLine[]>`
  SELECT h.id::text AS id, h.at, h.by_user AS "byUser", NULL AS "byName", h.by_role AS "byRole", h.what, h."from", h."to", h.details
  FROM order_history h WHERE h.order_id = ${orderId} AND h.what = 'edited' AND h.id BETWEEN ${from}::bigint AND ${to}::bigint ORDER BY h.id`
