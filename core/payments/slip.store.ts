import { type Queries, type Sql, sql, type Tx } from '../kernel/db.ts'
import { newId } from '../kernel/ids.ts'
import { type Money, money } from '../kernel/money.ts'

/** A file that a person sent to a bot: who may give it out again, and by which id. */
export interface SlipMedia {
  readonly kind: 'photo' | 'document'
  readonly id: string
  /** The messenger whose id it is. */
  readonly messenger: string
}

/** A customer's word that a transfer was sent, which nobody has answered yet. */
export interface Slip {
  readonly id: string
  readonly orderId: string
  readonly number: number
  readonly at: Date
  readonly media: SlipMedia | null
  /** What the customer wrote under it; empty where nothing. */
  readonly comment: string
  readonly total: Money
  readonly paid: Money
}

/** Sent again before it is answered it is the same slip, with the newer picture and words. Returns its id. */
export const upsertSlip = async (
  tx: Tx,
  slip: { orderId: string; userId: string; media: SlipMedia | null; comment: string; now: Date },
): Promise<string> => {
  const media = slip.media && JSON.stringify(slip.media)
  const rows = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO slips AS s (id, order_id, user_id, media, comment, at)
    VALUES (${newId('slp')}, ${slip.orderId}, ${slip.userId}, ${media}::jsonb, ${slip.comment}, ${slip.now})
    ON CONFLICT (order_id) WHERE answered_at IS NULL DO UPDATE SET media = COALESCE(excluded.media, s.media),
      comment = COALESCE(NULLIF(excluded.comment, ''), s.comment), user_id = excluded.user_id
    RETURNING id`
  return rows[0]!.id
}

/** Answers an order's slip: with a refusal in words, or with the money (null). True where one waited. */
export const answerSlip = async (
  tx: Tx,
  answer: { orderId: string; by: string | null; refusal: string | null; now: Date },
): Promise<boolean> =>
  (await tx.$executeRaw`
    UPDATE slips SET answered_at = ${answer.now}, answered_by = ${answer.by}, refusal = ${answer.refusal}
    WHERE order_id = ${answer.orderId} AND answered_at IS NULL`) === 1

type Row = Omit<Slip, 'total' | 'paid'> & { readonly total: bigint; readonly paid: bigint }
const toSlip = (row: Row): Slip => ({ ...row, total: money(row.total), paid: money(row.paid) })

/** Slips that wait for an answer, oldest first, whatever became of their order: the money may be there. A page by key. */
export const findOpenSlips = async (
  q: Queries,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<Slip[]> => {
  const rows = await q.$queryRaw<Row[]>`
    SELECT s.id, s.order_id AS "orderId", o.number, s.at, s.media, s.comment, o.total,
      (SELECT COALESCE(sum(a.amount), 0)::bigint FROM payment_allocations a WHERE a.order_id = o.id) AS paid
    FROM slips s JOIN orders o ON o.id = s.order_id
    WHERE s.answered_at IS NULL
      AND (${after ?? null}::text IS NULL OR (s.at, s.id) > (SELECT e.at, e.id FROM slips e WHERE e.id = ${after ?? null}))
    ORDER BY s.at, s.id LIMIT ${limit}`
  return rows.map(toSlip)
}

/** A customer's orders that wait for a transfer, the newest first: what a slip may be of. */
export const findAwaitingTransfer = (q: Queries, userId: string) => q.$queryRaw<
  { readonly id: string; readonly number: number }[]
>`
  SELECT id, number FROM orders
  WHERE user_id = ${userId} AND status = 'AWAITING_PAYMENT' AND payment IN ('transfer', 'prepayment')
  ORDER BY created_at DESC, id LIMIT 5`

/** An order's slip that waits for an answer. */
export const findSlipOf = async (
  q: Queries,
  orderId: string,
): Promise<(Pick<Slip, 'id' | 'at' | 'media' | 'comment'> & { readonly userId: string }) | undefined> => {
  const rows = await q.$queryRaw<(Pick<Slip, 'id' | 'at' | 'media' | 'comment'> & { userId: string })[]>`
    SELECT id, at, media, comment, user_id AS "userId" FROM slips WHERE order_id = ${orderId} AND answered_at IS NULL`
  return rows[0]
}

/** A slip with the accountant's word, for the message to the customer. */
export const findRefusal = async (q: Queries, slipId: string): Promise<string | undefined> => {
  const rows = await q.$queryRaw<{ refusal: string | null }[]>`SELECT refusal FROM slips WHERE id = ${slipId}`
  return rows[0]?.refusal ?? undefined
}

/** How many slips wait for an answer, as an expression. */
export const openSlipsCount: Sql = sql`(SELECT count(*)::int FROM slips s WHERE s.answered_at IS NULL)`
