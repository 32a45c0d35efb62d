import { join, type Sql, sql, type Tx } from '../kernel/db.ts'
import type { Available, PlannedHold } from './plan-holds.ts'

/**
 * What the outlets have of these variants, locked until the end of the transaction.
 * Locked in order of variant and outlet, as every statement here does: no two orders can wait for each other.
 */
export const lockAvailable = (tx: Tx, variantIds: readonly string[]): Promise<Available[]> => tx.$queryRaw<
  Available[]
>`
  SELECT s.variant_id AS "variantId", s.outlet_id AS "outletId", s.on_hand - s.held AS available, o.position
  FROM stock s JOIN outlets o ON o.id = s.outlet_id
  WHERE s.variant_id IN (${join([...new Set(variantIds)])})
  ORDER BY s.variant_id, s.outlet_id
  FOR UPDATE OF s`

/**
 * What an order holds and the stock of these variants, locked all at once for a step that gives back and takes: the
 * holds first, as the sweep that ends them does, then the stock in its order. Whoever locked them in two steps could
 * wait for somebody who does the same the other way round.
 */
export const lockGoods = async (
  tx: Tx,
  { orderId, variantIds }: { orderId: string; variantIds: readonly string[] },
): Promise<void> => {
  await tx.$executeRaw`SELECT FROM holds WHERE order_id = ${orderId} AND state = 'open' ORDER BY id FOR UPDATE`
  if (variantIds.length > 0) await lockAvailable(tx, variantIds)
}

export interface NewHolds {
  readonly orderId: string
  readonly holds: readonly PlannedHold[]
  readonly until: Date | null
  readonly now: Date
}

/** Adds open holds, as parts of a statement. The rows are locked by `lockAvailable`; the CHECK on stock is the last word. */
export const holding = ({ orderId, holds, until, now }: NewHolds): Sql => sql`
  planned AS (
    SELECT * FROM jsonb_to_recordset(${JSON.stringify(holds)}::jsonb)
      AS h("lineId" text, "variantId" text, "outletId" text, quantity int)
  ), held AS (
    UPDATE stock s SET held = s.held + p.quantity
    FROM (SELECT "variantId", "outletId", sum(quantity)::int AS quantity FROM planned GROUP BY 1, 2) p
    WHERE s.variant_id = p."variantId" AND s.outlet_id = p."outletId"
  ), promised AS (
    INSERT INTO holds (order_id, line_id, variant_id, outlet_id, quantity, until, created_at)
    SELECT ${orderId}, "lineId", "variantId", "outletId", quantity, ${until}::timestamptz, ${now}::timestamptz FROM planned
  )`

/** The same as a statement of its own. */
export const insertHolds = async (tx: Tx, holds: NewHolds): Promise<void> => {
  await tx.$executeRaw`WITH ${holding(holds)} SELECT`
}

export interface HeldPiece {
  readonly lineId: string
  readonly variantId: string
  readonly outletId: string
  readonly quantity: number
}

/** The order's open holds become taken: the goods leave the shelf's count. Returns the pieces taken. */
export const takeOpenHolds = (tx: Tx, orderId: string, now: Date): Promise<HeldPiece[]> => tx.$queryRaw<
  HeldPiece[]
>`
  WITH taken AS (
    UPDATE holds SET state = 'taken', until = NULL WHERE order_id = ${orderId} AND state = 'open'
    RETURNING line_id, variant_id, outlet_id, quantity
  ), ${movedBy(sql`taken`)}, changed AS (
    UPDATE stock s SET on_hand = s.on_hand - m.quantity, held = s.held - m.quantity
    FROM moved m WHERE s.variant_id = m.variant_id AND s.outlet_id = m.outlet_id
  ), movements AS (
    INSERT INTO stock_movements (variant_id, outlet_id, delta, reason, order_id, at)
    SELECT variant_id, outlet_id, -quantity, 'taken', ${orderId}, ${now} FROM moved
  )
  SELECT line_id AS "lineId", variant_id AS "variantId", outlet_id AS "outletId", quantity FROM taken`

/** Taken goods go back on the shelf but stay promised to the order until `until`. */
export const turnTakenIntoHolds = async (
  tx: Tx,
  { orderId, until, now }: { orderId: string; until: Date; now: Date },
): Promise<void> => {
  await tx.$executeRaw`
    WITH reopened AS (
      UPDATE holds SET state = 'open', until = ${until} WHERE order_id = ${orderId} AND state = 'taken'
      RETURNING variant_id, outlet_id, quantity
    ), ${movedBy(sql`reopened`)}, changed AS (
      UPDATE stock s SET on_hand = s.on_hand + m.quantity, held = s.held + m.quantity
      FROM moved m WHERE s.variant_id = m.variant_id AND s.outlet_id = m.outlet_id
    )
    INSERT INTO stock_movements (variant_id, outlet_id, delta, reason, order_id, at)
    SELECT variant_id, outlet_id, quantity, 'given_back', ${orderId}, ${now} FROM moved`
}

/** Everything these orders hold or took goes back on sale. */
export const releaseHolds = async (tx: Tx, orderIds: readonly string[], now: Date): Promise<void> => {
  if (orderIds.length > 0) await release(tx, sql`order_id IN (${join([...orderIds])})`, now)
}

/** What these lines of an order hold or took goes back on sale: another size, fewer pieces or none are wanted. */
export const releaseLines = async (
  tx: Tx,
  { orderId, lineIds, now }: { orderId: string; lineIds: readonly string[]; now: Date },
): Promise<void> => {
  if (lineIds.length > 0)
    await release(tx, sql`order_id = ${orderId} AND line_id = ANY(${[...lineIds]})`, now)
}

const release = async (tx: Tx, which: Sql, now: Date): Promise<void> => {
  await tx.$executeRaw`
    WITH before AS (
      SELECT id, state FROM holds WHERE ${which} AND state IN ('open', 'taken') FOR UPDATE
    ), released AS (
      UPDATE holds h SET state = 'released', closed_at = ${now} FROM before b WHERE h.id = b.id
      RETURNING h.order_id, h.variant_id, h.outlet_id, h.quantity, b.state
    ), ${movedBy(sql`released`)}, changed AS (
      UPDATE stock s SET on_hand = s.on_hand + m.was_taken, held = s.held - m.was_open
      FROM (
        SELECT m.variant_id, m.outlet_id,
          COALESCE(sum(r.quantity) FILTER (WHERE r.state = 'taken'), 0)::int AS was_taken,
          COALESCE(sum(r.quantity) FILTER (WHERE r.state = 'open'), 0)::int AS was_open
        FROM moved m JOIN released r ON r.variant_id = m.variant_id AND r.outlet_id = m.outlet_id GROUP BY 1, 2
      ) m
      WHERE s.variant_id = m.variant_id AND s.outlet_id = m.outlet_id
    )
    INSERT INTO stock_movements (variant_id, outlet_id, delta, reason, order_id, at)
    SELECT variant_id, outlet_id, sum(quantity)::int, 'given_back', order_id, ${now}
    FROM released WHERE state = 'taken' GROUP BY variant_id, outlet_id, order_id`
}

/** Pieces of a line that are no longer the order's: so many, and so many of them fit for the shelf. */
export interface PiecesBack {
  readonly lineId: string
  readonly back: number
  readonly shelf: number
}

/**
 * Taken goods are in hand again: what is fit for the shelf goes on sale where it is (`outletId`; null: where it was
 * taken from), the rest is gone from the count for good. A step; whoever calls it holds the order's lock.
 */
export const putBackOnShelf = async (
  tx: Tx,
  {
    orderId,
    pieces,
    outletId,
    byUser,
    now,
  }: {
    orderId: string
    pieces: readonly PiecesBack[]
    outletId: string | null
    byUser: string | null
    now: Date
  },
): Promise<void> => {
  const holds = await tx.$queryRaw<(HeldPiece & { id: bigint })[]>`
    SELECT id, line_id AS "lineId", variant_id AS "variantId", outlet_id AS "outletId", quantity FROM holds
    WHERE order_id = ${orderId} AND state = 'taken' ORDER BY id FOR UPDATE`
  const shelved: { variantId: string; outletId: string; quantity: number }[] = []
  for (const { lineId, back, shelf } of pieces) {
    let [left, fit] = [back, shelf]
    for (const hold of holds.filter((each) => each.lineId === lineId)) {
      const quantity = Math.min(left, hold.quantity)
      if (quantity === 0) break
      await releaseSome(tx, { hold, quantity, now })
      const whole = Math.min(fit, quantity)
      if (whole > 0)
        shelved.push({ variantId: hold.variantId, outletId: outletId ?? hold.outletId, quantity: whole })
      left -= quantity
      fit -= whole
    }
  }
  await putOnShelf(tx, { orderId, shelved, byUser, now })
}

/** A hold gives up some of its pieces; what it keeps stays taken. */
const releaseSome = async (
  tx: Tx,
  { hold, quantity, now }: { hold: { id: bigint; quantity: number }; quantity: number; now: Date },
): Promise<void> => {
  if (quantity === hold.quantity) {
    await tx.$executeRaw`UPDATE holds SET state = 'released', closed_at = ${now} WHERE id = ${hold.id}`
    return
  }
  await tx.$executeRaw`
    WITH kept AS (
      UPDATE holds SET quantity = quantity - ${quantity} WHERE id = ${hold.id}
      RETURNING order_id, line_id, variant_id, outlet_id, created_at
    )
    INSERT INTO holds (order_id, line_id, variant_id, outlet_id, quantity, state, created_at, closed_at)
    SELECT order_id, line_id, variant_id, outlet_id, ${quantity}, 'released', created_at, ${now} FROM kept`
}

/** The rows are locked in their order, as every statement here does; a size new to an outlet gets its row. */
const putOnShelf = async (
  tx: Tx,
  {
    orderId,
    shelved,
    byUser,
    now,
  }: {
    orderId: string
    shelved: readonly { variantId: string; outletId: string; quantity: number }[]
    byUser: string | null
    now: Date
  },
): Promise<void> => {
  if (shelved.length === 0) return
  await tx.$executeRaw`
    WITH sums AS MATERIALIZED (
      SELECT "variantId", "outletId", sum(quantity)::int AS quantity
      FROM jsonb_to_recordset(${JSON.stringify(shelved)}::jsonb) AS p("variantId" text, "outletId" text, quantity int)
      GROUP BY 1, 2 ORDER BY 1, 2
    ), changed AS (
      INSERT INTO stock AS s (variant_id, outlet_id, on_hand) SELECT "variantId", "outletId", quantity FROM sums
      ON CONFLICT (variant_id, outlet_id) DO UPDATE SET on_hand = s.on_hand + excluded.on_hand
    )
    INSERT INTO stock_movements (variant_id, outlet_id, delta, reason, order_id, by_user, at)
    SELECT "variantId", "outletId", quantity, 'given_back', ${orderId}, ${byUser}, ${now} FROM sums`
}

/** Ends the open holds that are over, of at most `limit` pieces: the pair is free again. Returns their orders. */
export const expireHolds = async (tx: Tx, now: Date, limit: number): Promise<string[]> => {
  const rows = await tx.$queryRaw<{ orderId: string }[]>`
    WITH due AS (
      SELECT id FROM holds WHERE state = 'open' AND until <= ${now} ORDER BY until, id LIMIT ${limit} FOR UPDATE SKIP LOCKED
    ), expired AS (
      UPDATE holds h SET state = 'expired', closed_at = ${now} FROM due WHERE h.id = due.id
      RETURNING h.order_id, h.variant_id, h.outlet_id, h.quantity
    ), ${movedBy(sql`expired`)}, changed AS (
      UPDATE stock s SET held = s.held - m.quantity
      FROM moved m WHERE s.variant_id = m.variant_id AND s.outlet_id = m.outlet_id
    )
    SELECT DISTINCT order_id AS "orderId" FROM expired`
  return rows.map(({ orderId }) => orderId)
}

/** Goods found missing while packing: written off the shelf's count instead of going back to it. */
export const writeOff = async (
  tx: Tx,
  { orderId, lineId, now }: { orderId: string; lineId: string; now: Date },
): Promise<void> => {
  await tx.$executeRaw`
    WITH missing AS (
      UPDATE holds SET state = 'released', closed_at = ${now}
      WHERE order_id = ${orderId} AND line_id = ${lineId} AND state = 'open'
      RETURNING variant_id, outlet_id, quantity
    ), ${movedBy(sql`missing`)}, changed AS (
      UPDATE stock s SET on_hand = s.on_hand - m.quantity, held = s.held - m.quantity
      FROM moved m WHERE s.variant_id = m.variant_id AND s.outlet_id = m.outlet_id
    )
    INSERT INTO stock_movements (variant_id, outlet_id, delta, reason, order_id, at)
    SELECT variant_id, outlet_id, -quantity, 'written_off', ${orderId}, ${now} FROM moved`
}

/**
 * `moved`: the pieces of another CTE summed by variant and outlet, after their stock rows were locked in order:
 * the UPDATE that joins it can then not deadlock with another order's.
 */
const movedBy = (pieces: ReturnType<typeof sql>) => sql`
  sums AS (
    SELECT variant_id, outlet_id, sum(quantity)::int AS quantity FROM ${pieces} GROUP BY 1, 2
  ), moved AS MATERIALIZED (
    SELECT s.variant_id, s.outlet_id, sums.quantity
    FROM stock s JOIN sums ON sums.variant_id = s.variant_id AND sums.outlet_id = s.outlet_id
    ORDER BY s.variant_id, s.outlet_id FOR UPDATE OF s
  )`
