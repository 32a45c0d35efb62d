import { type Queries, type Sql, sql } from '../kernel/db.ts'
import { matching, type Wanted } from './customer.store.ts'
import { findOrders } from './order.store.ts'
import type { Order, OrderStatus } from './order.ts'

/** A customer's orders, newest first, a page by key: `before` is the order that the page begins after. */
export const findOrdersOf = async (
  q: Queries,
  { userId, before, limit }: { userId: string; before?: string | undefined; limit: number },
): Promise<Order[]> => {
  const beyond = before
    ? sql`AND (o.created_at, o.id) < (SELECT e.created_at, e.id FROM orders e WHERE e.id = ${before})`
    : sql``
  return findOrders(
    q,
    sql`WHERE o.user_id = ${userId} ${beyond} ORDER BY o.created_at DESC, o.id DESC LIMIT ${limit}`,
  )
}

/** Whether an order's mark says that nothing is to be done about it now. */
const putOff = (o: Sql, now: Date): Sql =>
  sql`COALESCE(${o}.mark <> 'assembling' AND ${o}.mark_until > ${now}::timestamptz, false)`

/** Orders in these states, oldest first, those that are put off at the end: a queue of the staff. */
export const findQueue = async (
  q: Queries,
  {
    statuses,
    after,
    limit,
    now,
  }: { statuses: readonly OrderStatus[]; after?: string | undefined; limit: number; now: Date },
): Promise<Order[]> => {
  const beyond = after
    ? sql`AND (${putOff(sql`o`, now)}, o.created_at, o.id) > (SELECT ${putOff(sql`e`, now)}, e.created_at, e.id FROM orders e WHERE e.id = ${after})`
    : sql``
  return findOrders(
    q,
    sql`WHERE o.status = ANY(${[...statuses]}) ${beyond}
    ORDER BY ${putOff(sql`o`, now)}, o.created_at, o.id LIMIT ${limit}`,
  )
}

/** Orders that somebody of the staff looks for, newest first, a page by key. */
export const searchOrders = async (
  q: Queries,
  { wanted, before, limit }: { wanted: Wanted; before?: string | undefined; limit: number },
): Promise<Order[]> => {
  const beyond = before
    ? sql`AND (o.created_at, o.id) < (SELECT e.created_at, e.id FROM orders e WHERE e.id = ${before})`
    : sql``
  return findOrders(
    q,
    sql`WHERE ${matching(wanted)} ${beyond} ORDER BY o.created_at DESC, o.id DESC LIMIT ${limit}`,
  )
}

/** How many orders wait in each of the states in which the staff have work with them (index `orders_live`), as an expression: WaitingCounts as JSON. */
export const waitingCounts: Sql = sql`(
    SELECT COALESCE(jsonb_object_agg(status, n), '{}') FROM (
      SELECT status, count(*) AS n FROM orders
      WHERE status IN ('AWAITING_CONFIRMATION', 'AWAITING_PAYMENT', 'AWAITING_SHIPMENT', 'AWAITING_SHIPMENT_COD') GROUP BY status) waiting)`

export type WaitingCounts = Readonly<Partial<Record<OrderStatus, number>>>
