import { type Queries, type Sql, sql } from '../kernel/db.ts'
import { findOrders } from './order.store.ts'
import type { Order } from './order.ts'
import { inItsStore } from './packing.store.ts'

/** A store's work with pickups, and what is on its way back to us. `collect`: its goods lie there and are to be got ready. */
export type HandStage = 'collect' | 'coming' | 'ready' | 'returning'

const awaited = sql`o.status IN ('AWAITING_SHIPMENT', 'AWAITING_SHIPMENT_COD') AND o.delivery->>'method' = 'pickup'`

/** Something of it lies in its store and is not packed, or all of it is there and only the word is missing. */
const ofStore = sql`EXISTS (
  SELECT FROM shipments s WHERE s.order_id = o.id AND s.cancelled_at IS NULL AND s.shipped_at IS NULL AND ${inItsStore}
    AND (s.packed_at IS NULL OR NOT EXISTS (
      SELECT FROM shipments e WHERE e.order_id = o.id AND e.cancelled_at IS NULL AND e.shipped_at IS NULL AND e.outlet_id <> s.outlet_id)))`

const STAGES = {
  collect: sql`${awaited} AND ${ofStore}`,
  coming: sql`(o.status = 'SHIPPED' AND o.delivery->>'method' = 'pickup' OR ${awaited} AND NOT ${ofStore})`,
  ready: sql`o.status = 'ARRIVED' AND o.delivery->>'method' = 'pickup'`,
  returning: sql`o.status = 'RETURNING'`,
} as const

const at = (outletId: string | null) =>
  outletId === null
    ? sql``
    : sql`AND (o.delivery->>'method' <> 'pickup' OR o.delivery->>'outletId' = ${outletId})`

/** Orders at a stage, longest there first. `outletId` null: of all stores. */
export const findInHand = (
  q: Queries,
  { stage, outletId, limit = 50 }: { stage: HandStage; outletId: string | null; limit?: number },
): Promise<Order[]> =>
  findOrders(q, sql`WHERE ${STAGES[stage]} ${at(outletId)} ORDER BY o.status_since, o.number LIMIT ${limit}`)

export type InHandCounts = Readonly<Record<HandStage, number>>

/** How many orders are at each stage, as an expression: InHandCounts as JSON. */
export const inHandCounts = (outletId: string | null): Sql => sql`(
    SELECT jsonb_build_object('collect', count(*) FILTER (WHERE ${STAGES.collect}), 'coming', count(*) FILTER (WHERE ${STAGES.coming}), 'ready', count(*) FILTER (WHERE ${STAGES.ready}),
      'returning', count(*) FILTER (WHERE ${STAGES.returning}))
    FROM orders o WHERE o.status IN ('AWAITING_SHIPMENT', 'AWAITING_SHIPMENT_COD', 'SHIPPED', 'ARRIVED', 'RETURNING') ${at(outletId)})`

/** Pickups of a store by the number, the name or the end of the phone that the customer says at the counter. */
export const findPickups = (
  q: Queries,
  { said, outletId }: { said: string; outletId: string | null },
): Promise<Order[]> => {
  const number = /^(?:№|#)?\s*(\d{1,9})$/.exec(said.trim())?.[1] ?? '0'
  const digits = said.replace(/\D/g, '')
  const name = `%${said
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')}%`
  return findOrders(
    q,
    sql`WHERE o.status IN ('AWAITING_SHIPMENT', 'AWAITING_SHIPMENT_COD', 'SHIPPED', 'ARRIVED') AND o.delivery->>'method' = 'pickup' ${at(outletId)}
      AND (o.number = ${Number(number)} OR (length(${digits}) >= 4 AND right(o.recipient->>'phone', length(${digits})) = ${digits})
        OR lower(concat_ws(' ', o.recipient->>'surname', o.recipient->>'firstName')) LIKE ${name}
        OR lower(concat_ws(' ', o.recipient->>'firstName', o.recipient->>'surname')) LIKE ${name})
      ORDER BY o.status_since, o.number LIMIT 8`,
  )
}
