import type { Tx } from '../kernel/db.ts'

/** By how much the source's count of a variant moved since the last import. */
export interface StockDelta {
  readonly variantId: string
  readonly delta: number
}

/** More was to be taken away than there is: the rest is sold or promised already. */
export interface Clamped extends StockDelta {
  /** What was really taken away, as a negative number or 0. */
  readonly moved: number
}

/**
 * Moves the stock of an outlet by the differences an import found, each with its line in the ledger. What
 * orders hold is never taken away and nothing falls below zero: the rest of such a fall comes back to be told.
 *
 * Rows are locked in order of variant, as everywhere.
 */
export const moveImportedStock = async (
  tx: Tx,
  { outletId, deltas, now }: { outletId: string; deltas: readonly StockDelta[]; now: Date },
): Promise<Clamped[]> => {
  if (deltas.length === 0) return []
  const free = await lockFree(
    tx,
    outletId,
    deltas.map(({ variantId }) => variantId),
  )
  const moves = deltas.map((wanted): Clamped => {
    const most = free.get(wanted.variantId) ?? 0
    return { ...wanted, moved: wanted.delta + most < 0 ? 0 - most : wanted.delta }
  })
  const rows = moves
    .filter(({ moved }) => moved !== 0)
    .map(({ variantId, moved }) => ({ variantId, moved }))
    .sort((a, b) => (a.variantId < b.variantId ? -1 : 1))
  await tx.$executeRaw`
    WITH moves AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS m("variantId" text, moved int)
    ), ledger AS (
      INSERT INTO stock_movements (variant_id, outlet_id, delta, reason, at)
      SELECT "variantId", ${outletId}, moved, 'import', ${now} FROM moves
    ), fallen AS (
      UPDATE stock s SET on_hand = s.on_hand + m.moved
      FROM moves m WHERE m.moved < 0 AND s.variant_id = m."variantId" AND s.outlet_id = ${outletId}
    )
    INSERT INTO stock (variant_id, outlet_id, on_hand)
    SELECT "variantId", ${outletId}, moved FROM moves WHERE moved > 0 ORDER BY "variantId"
    ON CONFLICT (variant_id, outlet_id) DO UPDATE SET on_hand = stock.on_hand + EXCLUDED.on_hand`
  return moves.filter(({ delta, moved }) => moved !== delta)
}

const lockFree = async (
  tx: Tx,
  outletId: string,
  variantIds: readonly string[],
): Promise<Map<string, number>> => {
  const rows = await tx.$queryRaw<{ variantId: string; free: number }[]>`
    SELECT variant_id AS "variantId", on_hand - held AS free FROM stock
    WHERE outlet_id = ${outletId} AND variant_id = ANY(${[...variantIds]}::text[])
    ORDER BY variant_id FOR UPDATE`
  return new Map(rows.map(({ variantId, free }) => [variantId, free]))
}
