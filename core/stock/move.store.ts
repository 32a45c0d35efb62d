import { type Queries, type Sql, sql, type Tx } from '../kernel/db.ts'
import { newId } from '../kernel/ids.ts'
import { MOVE_STAGES, type Move, type MoveStage, type MoveState } from './move.ts'

const columns = sql`m.id, m.from_outlet AS "from", m.to_outlet AS "to", m.state, m.requested_at AS "requestedAt", m.sent_at AS "sentAt",
  COALESCE((SELECT jsonb_agg(jsonb_build_object('variantId', v.id, 'productId', p.id, 'article', p.article, 'name', p.name,
      'values', v.values, 'quantity', l.quantity, 'missing', l.missing,
      'shelf', (SELECT s.shelf FROM stock s WHERE s.variant_id = v.id AND s.outlet_id = m.from_outlet)) ORDER BY p.article, v.position, v.id)
    FROM move_lines l JOIN variants v ON v.id = l.variant_id JOIN products p ON p.id = v.product_id WHERE l.move_id = m.id), '[]') AS lines`

export const findMove = async (q: Queries, id: string): Promise<Move | undefined> => {
  const rows = await q.$queryRaw<Move[]>`SELECT ${columns} FROM moves m WHERE m.id = ${id}`
  return rows[0]
}

const END = { send: sql`m.from_outlet`, receive: sql`m.to_outlet` } as const

const waiting = (stage: MoveStage, outletId: string | null): Sql =>
  outletId === null
    ? sql`m.state = ${MOVE_STAGES[stage]}`
    : sql`m.state = ${MOVE_STAGES[stage]} AND ${END[stage]} = ${outletId}`

/** Moves that wait for one of their ends, oldest first; the partial index `moves_open` is what this reads. */
export const findMoves = (
  q: Queries,
  { stage, outletId, limit = 20 }: { stage: MoveStage; outletId: string | null; limit?: number },
): Promise<Move[]> => q.$queryRaw<Move[]>`
  SELECT ${columns} FROM moves m WHERE ${waiting(stage, outletId)} ORDER BY m.requested_at, m.id LIMIT ${limit}`

export type MoveCounts = Readonly<Record<MoveStage, number>>

/** How many moves wait for an outlet (null: for any), as an expression: MoveCounts as JSON. */
export const moveCounts = (outletId: string | null): Sql => sql`(
    SELECT jsonb_build_object('send', count(*) FILTER (WHERE ${waiting('send', outletId)}),
      'receive', count(*) FILTER (WHERE ${waiting('receive', outletId)}))
    FROM moves m WHERE m.state IN ('requested', 'sent'))`

/** The request that is open between two outlets, locked; a new one where there is none: the unique index lets one be. */
export const openMove = async (
  tx: Tx,
  { from, to, byUser, now }: { from: string; to: string; byUser: string | null; now: Date },
): Promise<string> => {
  await tx.$executeRaw`
    INSERT INTO moves (id, from_outlet, to_outlet, requested_by, requested_at) VALUES (${newId('mov')}, ${from}, ${to}, ${byUser}, ${now})
    ON CONFLICT (from_outlet, to_outlet) WHERE state = 'requested' DO NOTHING`
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM moves WHERE from_outlet = ${from} AND to_outlet = ${to} AND state = 'requested' FOR UPDATE`
  // Sent by somebody between the two statements: one more, which nobody can have sent yet.
  return rows[0]?.id ?? openMove(tx, { from, to, byUser, now })
}

/** Locks a move and returns it as it is then. */
export const lockMove = async (tx: Tx, id: string): Promise<Move | undefined> => {
  await tx.$executeRaw`SELECT FROM moves WHERE id = ${id} FOR UPDATE`
  return findMove(tx, id)
}

/** So many pieces of a size are asked for, however many were before. */
export const putLine = async (
  tx: Tx,
  { moveId, variantId, quantity }: { moveId: string; variantId: string; quantity: number },
): Promise<void> => {
  await tx.$executeRaw`
    INSERT INTO move_lines (move_id, variant_id, quantity) VALUES (${moveId}, ${variantId}, ${quantity})
    ON CONFLICT (move_id, variant_id) DO UPDATE SET quantity = excluded.quantity`
}

export const dropLine = async (tx: Tx, moveId: string, variantId: string): Promise<void> => {
  await tx.$executeRaw`DELETE FROM move_lines WHERE move_id = ${moveId} AND variant_id = ${variantId}`
}

/** False when more are said to be missing than were sent. */
export const putMissing = async (
  tx: Tx,
  { moveId, variantId, missing }: { moveId: string; variantId: string; missing: number },
): Promise<boolean> =>
  (await tx.$executeRaw`
    UPDATE move_lines SET missing = ${missing}
    WHERE move_id = ${moveId} AND variant_id = ${variantId} AND ${missing} BETWEEN 0 AND quantity`) === 1

/** The move goes on, its row locked by `lockMove`. */
export const moveOn = async (
  tx: Tx,
  {
    id,
    state,
    byUser,
    now,
  }: { id: string; state: Exclude<MoveState, 'requested'>; byUser: string | null; now: Date },
): Promise<void> => {
  await (state === 'sent'
    ? tx.$executeRaw`UPDATE moves SET state = 'sent', sent_by = ${byUser}, sent_at = ${now} WHERE id = ${id}`
    : tx.$executeRaw`UPDATE moves SET state = ${state}, closed_by = ${byUser}, closed_at = ${now} WHERE id = ${id}`)
}
