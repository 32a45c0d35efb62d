import { type Queries, type Sql, sql, type Tx } from '../kernel/db.ts'
import type { Text } from '../kernel/text.ts'

/** A size of a product at an outlet. */
export interface ShelfRow {
  readonly variantId: string
  readonly values: readonly Text[]
  readonly onHand: number
  readonly held: number
  /** Sold and not packed yet: no longer on hand in the books, but still on the shelf. */
  readonly toPack: number
  /** Taken for an order that waits for its money: on the shelf as well. */
  readonly toPay: number
  readonly shelf: string | null
}

/**
 * What no longer counts as on hand at an outlet and still lies on its shelves, by size: sold and to be packed, or taken
 * for an order that waits for its money. Whoever counts a shelf counts it too.
 */
export const setAside = (outletId: string | Sql): Sql => sql`
  SELECT variant_id, sum(to_pack)::int AS to_pack, sum(to_pay)::int AS to_pay FROM (
    SELECT o.variant_id, l.quantity AS to_pack, 0 AS to_pay
    FROM shipments p JOIN shipment_lines l ON l.shipment_id = p.id JOIN order_lines o ON o.id = l.line_id
    WHERE p.outlet_id = ${outletId} AND p.cancelled_at IS NULL AND p.packed_at IS NULL AND p.shipped_at IS NULL
    UNION ALL
    SELECT h.variant_id, 0, h.quantity FROM orders o JOIN holds h ON h.order_id = o.id
    WHERE o.status = 'AWAITING_PAYMENT' AND h.state = 'taken' AND h.outlet_id = ${outletId}
  ) each GROUP BY variant_id`

/** What an outlet has of a product, size by size, the sizes that it never had too. */
export const findShelf = (
  q: Queries,
  { productId, outletId }: { productId: string; outletId: string },
): Promise<ShelfRow[]> => q.$queryRaw<ShelfRow[]>`
  SELECT v.id AS "variantId", v.values, COALESCE(s.on_hand, 0) AS "onHand", COALESCE(s.held, 0) AS held, s.shelf,
    COALESCE(a.to_pack, 0) AS "toPack", COALESCE(a.to_pay, 0) AS "toPay"
  FROM variants v LEFT JOIN stock s ON s.variant_id = v.id AND s.outlet_id = ${outletId}
    LEFT JOIN (${setAside(outletId)}) a ON a.variant_id = v.id
  WHERE v.product_id = ${productId} AND v.archived_at IS NULL ORDER BY v.position, v.id`

/** These sizes at an outlet, locked in the order of all stock. */
export const lockStock = async (
  tx: Tx,
  { outletId, variantIds }: { outletId: string; variantIds: readonly string[] },
): Promise<{ readonly variantId: string; readonly onHand: number; readonly held: number }[]> =>
  tx.$queryRaw`
    SELECT variant_id AS "variantId", on_hand AS "onHand", held FROM stock
    WHERE outlet_id = ${outletId} AND variant_id = ANY(${[...variantIds]}) ORDER BY variant_id FOR UPDATE`

/** More or fewer pieces, each with its movement; a size new to the outlet gets its row. The CHECK on stock is the last word. */
export const addToShelf = async (
  tx: Tx,
  {
    outletId,
    changes,
    reason,
    byUser,
    moveId = null,
    countId = null,
    now,
  }: {
    outletId: string
    changes: readonly { readonly variantId: string; readonly delta: number }[]
    reason: string
    byUser: string | null
    /** The move that they are part of. */
    moveId?: string | null
    /** The stock-taking that found it. */
    countId?: string | null
    now: Date
  },
): Promise<void> => {
  if (changes.length === 0) return
  const rows = JSON.stringify(changes)
  await tx.$executeRaw`
    INSERT INTO stock (variant_id, outlet_id, on_hand)
    SELECT "variantId", ${outletId}, 0 FROM jsonb_to_recordset(${rows}::jsonb) AS c("variantId" text) ORDER BY 1 ON CONFLICT DO NOTHING`
  await tx.$executeRaw`
    WITH wanted AS (
      SELECT * FROM jsonb_to_recordset(${rows}::jsonb) AS c("variantId" text, delta int)
    ), changed AS (
      UPDATE stock s SET on_hand = s.on_hand + w.delta FROM wanted w
      WHERE s.variant_id = w."variantId" AND s.outlet_id = ${outletId} RETURNING s.variant_id, w.delta
    )
    INSERT INTO stock_movements (variant_id, outlet_id, delta, reason, by_user, move_id, count_id, at)
    SELECT variant_id, ${outletId}, delta, ${reason}, ${byUser}, ${moveId}, ${countId}, ${now} FROM changed`
}
