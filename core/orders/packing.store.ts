import { type Queries, type Sql, sql, type Tx } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import { money } from '../kernel/money.ts'
import type { Text } from '../kernel/text.ts'
import { cancelAskedAt } from './order-history.store.ts'
import type { Parcel } from './packing.ts'

type Row = Omit<Parcel, 'cashOnDelivery'> & { readonly cashOnDelivery: bigint }

const columns = sql`s.id AS "shipmentId", s.order_id AS "orderId", o.number, s.outlet_id AS "outletId", o.delivery, o.recipient, o.comment,
  s.cash_on_delivery AS "cashOnDelivery", s.tracking_number AS "trackingNumber", s.packed_at IS NOT NULL AS packed, s.created_at AS since,
  ${cancelAskedAt(sql`o.id`)} IS NOT NULL AS "cancelAsked",
  COALESCE((SELECT jsonb_agg(jsonb_build_object('lineId', l.id, 'productId', l.product_id, 'variantId', l.variant_id, 'article', l.article,
      'name', l.name, 'values', l.values, 'quantity', p.quantity, 'checked', p.checked,
      'shelf', (SELECT t.shelf FROM stock t WHERE t.variant_id = l.variant_id AND t.outlet_id = s.outlet_id),
      'photo', (SELECT f.picture_hash FROM product_photos f WHERE f.product_id = l.product_id ORDER BY f.position LIMIT 1)) ORDER BY l.position)
    FROM shipment_lines p JOIN order_lines l ON l.id = p.line_id WHERE p.shipment_id = s.id), '[]') AS lines`

/** Live parcels of orders that are to be sent; the partial index `shipments_to_send` is what this reads. */
const toSend = sql`shipments s JOIN orders o ON o.id = s.order_id
  WHERE s.cancelled_at IS NULL AND s.shipped_at IS NULL AND o.status IN ('AWAITING_SHIPMENT', 'AWAITING_SHIPMENT_COD')`

/** `liesInItsStore` of order.ts. */
export const inItsStore = sql`(o.delivery->>'method' = 'pickup' AND s.outlet_id = o.delivery->>'outletId')`

/** What is still to be packed, or is packed and waits for the carrier (`carrier`) or for its way to a store of ours (`store`). */
export type ParcelStage = 'pack' | 'carrier' | 'store'

const STAGES = {
  pack: sql`AND s.packed_at IS NULL`,
  carrier: sql`AND s.packed_at IS NOT NULL AND o.delivery->>'method' <> 'pickup'`,
  store: sql`AND s.packed_at IS NOT NULL AND o.delivery->>'method' = 'pickup' AND NOT ${inItsStore}`,
} as const

const at = (outletId: string | null) => (outletId === null ? sql`` : sql`AND s.outlet_id = ${outletId}`)

/** Parcels at a stage, oldest first. `outletId` null: of all outlets. */
export const findParcels = async (
  q: Queries,
  { stage, outletId, limit = 200 }: { stage: ParcelStage; outletId: string | null; limit?: number },
): Promise<Parcel[]> => {
  const rows = await q.$queryRaw<Row[]>`
    SELECT ${columns} FROM ${toSend} ${STAGES[stage]} ${at(outletId)} ORDER BY s.created_at, o.number, s.id LIMIT ${limit}`
  return rows.map(toParcel)
}

/** A parcel that is to be sent, in whatever stage; undefined for one that was sent, or never will be. */
export const findParcel = async (q: Queries, shipmentId: string): Promise<Parcel | undefined> => {
  const rows = await q.$queryRaw<Row[]>`SELECT ${columns} FROM ${toSend} AND s.id = ${shipmentId}`
  return rows[0] && toParcel(rows[0])
}

/** The ids of what is to be packed, oldest first: where one is among how many. `inStore`: only pickups that lie in their store. */
export const findPackQueue = async (
  q: Queries,
  { outletId, inStore }: { outletId: string | null; inStore: boolean },
): Promise<string[]> => {
  const rows = await q.$queryRaw<{ id: string }[]>`
    SELECT s.id FROM ${toSend} ${STAGES.pack} ${at(outletId)} ${inStore ? sql`AND ${inItsStore}` : sql``} ORDER BY s.created_at, o.number, s.id LIMIT 1000`
  return rows.map(({ id }) => id)
}

export type ParcelCounts = Readonly<Record<ParcelStage, number>>

/** How many parcels are at each stage, as an expression: ParcelCounts as JSON. */
export const parcelCounts = (outletId: string | null): Sql => sql`(
    SELECT jsonb_build_object('pack', count(*) FILTER (WHERE s.packed_at IS NULL),
      'carrier', count(*) FILTER (WHERE s.packed_at IS NOT NULL AND o.delivery->>'method' <> 'pickup'),
      'store', count(*) FILTER (WHERE s.packed_at IS NOT NULL AND o.delivery->>'method' = 'pickup' AND NOT ${inItsStore}))
    FROM ${toSend} ${at(outletId)})`

export const countParcels = async (q: Queries, outletId: string | null): Promise<ParcelCounts> => {
  const rows = await q.$queryRaw<{ counts: ParcelCounts }[]>`SELECT ${parcelCounts(outletId)} AS counts`
  return rows[0]!.counts
}

/** So many pieces to fetch from a shelf for all that is to be packed. */
export interface Pick {
  readonly shelf: string | null
  readonly outletId: string
  readonly article: string
  readonly name: Text
  readonly values: readonly Text[]
  readonly quantity: number
}

/** One way along the shelves for everything that is to be packed and not checked yet: «А-2» comes before «А-10», Є after Д as in the alphabet. */
export const findPickList = (q: Queries, outletId: string | null): Promise<Pick[]> => q.$queryRaw<Pick[]>`
  SELECT t.shelf, s.outlet_id AS "outletId", l.article, l.name, l.values, sum(p.quantity - p.checked)::int AS quantity
  FROM shipment_lines p JOIN order_lines l ON l.id = p.line_id
    JOIN (SELECT s.id, s.outlet_id FROM ${toSend} ${STAGES.pack} ${at(outletId)}) s ON s.id = p.shipment_id
    LEFT JOIN stock t ON t.variant_id = l.variant_id AND t.outlet_id = s.outlet_id
  WHERE p.checked < p.quantity
  GROUP BY t.shelf, s.outlet_id, l.article, l.name, l.values, l.variant_id
  ORDER BY s.outlet_id, regexp_replace(t.shelf, '\\d', '', 'g') COLLATE "uk-x-icu" NULLS LAST,
    NULLIF(regexp_replace(t.shelf, '\\D', '', 'g'), '')::numeric NULLS FIRST, l.article, l.variant_id`

/** Ticks off one more piece of a line that has exactly `piece` ticked. False when it has another number by now. */
export const tickPiece = async (
  tx: Tx,
  { shipmentId, lineId, piece }: { shipmentId: string; lineId: string; piece: number },
): Promise<boolean> =>
  (await tx.$executeRaw`
    UPDATE shipment_lines SET checked = checked + 1
    WHERE shipment_id = ${shipmentId} AND line_id = ${lineId} AND checked = ${piece} AND checked < quantity`) ===
  1

/**
 * Gives a waybill to a parcel. Whoever gives the same number waits for the advisory lock, so that the second is told
 * kindly; the unique index is the last word.
 * @throws DomainError `order.waybill_taken` { waybill, number } when another live parcel has it
 */
export const giveWaybill = async (
  tx: Tx,
  { shipmentId, waybill }: { shipmentId: string; waybill: string },
): Promise<void> => {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${waybill}))`
  const others = await tx.$queryRaw<{ number: number }[]>`
    SELECT o.number FROM shipments s JOIN orders o ON o.id = s.order_id
    WHERE s.tracking_number = ${waybill} AND s.cancelled_at IS NULL AND s.id <> ${shipmentId}`
  if (others[0]) throw new DomainError('order.waybill_taken', { waybill, number: others[0].number })
  await tx.$executeRaw`UPDATE shipments SET tracking_number = ${waybill} WHERE id = ${shipmentId}`
}

const toParcel = (row: Row): Parcel => ({ ...row, cashOnDelivery: money(row.cashOnDelivery) })
