import { type Queries, type Sql, sql, type Tx } from '../kernel/db.ts'
import { newId } from '../kernel/ids.ts'
import { type Money, money } from '../kernel/money.ts'

/** Where money comes from. `carrier`: paid on receipt, held by the carrier until its payout. */
export type PaymentSource = 'bank_transfer' | 'carrier' | 'store'

/** How a store of ours takes money. */
export type StoreMeans = 'cash' | 'terminal'

export interface NewPayment {
  readonly provider: PaymentSource
  /** The source's own number of it: the same number is the same money. */
  readonly reference: string
  readonly amount: Money
  readonly recordedBy: string | null
  readonly means?: StoreMeans | null
  readonly now: Date
}

/** Money that came in, allotted to an order where one is named. Undefined when this reference is known. */
export const insertPayment = async (
  tx: Tx,
  payment: NewPayment,
  allotTo: string | null,
): Promise<string | undefined> => {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH came AS (
      INSERT INTO payments (id, provider, reference, amount, received_at, recorded_by, means)
      VALUES (${newId('pay')}, ${payment.provider}, ${payment.reference}, ${payment.amount}, ${payment.now}, ${payment.recordedBy}, ${payment.means ?? null})
      ON CONFLICT (provider, reference) DO NOTHING RETURNING id
    ), allotted AS (
      INSERT INTO payment_allocations (payment_id, order_id, amount, at)
      SELECT id, ${allotTo}, ${payment.amount}, ${payment.now} FROM came WHERE ${allotTo}::text IS NOT NULL
    )
    SELECT id FROM came`
  return rows[0]?.id
}

/** Gives an order a part of a payment. A step: whoever calls it holds the locks of both. */
export const allotPayment = async (
  tx: Tx,
  { paymentId, orderId, amount, now }: { paymentId: string; orderId: string; amount: Money; now: Date },
): Promise<void> => {
  await tx.$executeRaw`
    INSERT INTO payment_allocations AS a (payment_id, order_id, amount, at) VALUES (${paymentId}, ${orderId}, ${amount}, ${now})
    ON CONFLICT (payment_id, order_id) DO UPDATE SET amount = a.amount + excluded.amount, at = excluded.at`
}

/** A payment, locked, with what of it no order has: of two who give it away, the second sees what the first left. */
export const lockPayment = async (tx: Tx, id: string): Promise<{ readonly left: Money } | undefined> => {
  await tx.$executeRaw`SELECT FROM payments WHERE id = ${id} FOR UPDATE`
  return findPayment(tx, id)
}

/** What of a payment `p` is with nobody: neither an order's, nor sent back. An expression. */
export const leftOf: Sql = sql`(p.amount
    - COALESCE((SELECT sum(a.amount) FROM payment_allocations a WHERE a.payment_id = p.id), 0)
    - COALESCE((SELECT sum(r.amount) FROM payment_returns r WHERE r.payment_id = p.id), 0))::bigint`

/** A payment's sum, and what of it no order has. */
export const findPayment = async (
  q: Queries,
  id: string,
): Promise<{ amount: Money; left: Money } | undefined> => {
  const rows = await q.$queryRaw<{ amount: bigint; left: bigint }[]>`
    SELECT p.amount, ${leftOf} AS left FROM payments p WHERE p.id = ${id}`
  return rows[0] && { amount: money(rows[0].amount), left: money(rows[0].left) }
}

export interface UnallottedPayment {
  readonly id: string
  readonly amount: Money
  readonly left: Money
  readonly provider: string
  readonly reference: string
  readonly receivedAt: Date
}

/** Money that no order has: with the accountant, oldest first. */
export const findUnallotted = async (q: Queries, limit: number): Promise<UnallottedPayment[]> => {
  const rows = await q.$queryRaw<
    (Omit<UnallottedPayment, 'amount' | 'left'> & { amount: bigint; left: bigint })[]
  >`
    SELECT p.id, p.amount, ${leftOf} AS left, p.provider, p.reference, p.received_at AS "receivedAt"
    FROM payments p WHERE ${leftOf} > 0 ORDER BY p.received_at, p.id LIMIT ${limit}`
  return rows.map((row) => ({ ...row, amount: money(row.amount), left: money(row.left) }))
}

/** How many payments have something that no order has, as an expression. */
export const unallottedCount: Sql = sql`(
    SELECT count(*)::int FROM payments p WHERE ${leftOf} > 0)`

export const countUnallotted = async (q: Queries): Promise<number> => {
  const rows = await q.$queryRaw<{ count: number }[]>`SELECT ${unallottedCount} AS count`
  return rows[0]?.count ?? 0
}

/** For which order money came that none has now, as it was raised last. */
export const findOrigin = async (
  q: Queries,
  paymentId: string,
): Promise<{ readonly orderId: string; readonly number: number } | undefined> => {
  const rows = await q.$queryRaw<{ orderId: string; number: number }[]>`
    SELECT o.id AS "orderId", o.number FROM events e JOIN orders o ON o.id = e.payload->>'orderId'
    WHERE e.name = 'payment.mismatch' AND e.payload->>'paymentId' = ${paymentId} ORDER BY e.at DESC, e.id DESC LIMIT 1`
  return rows[0]
}

/** Money sent back: who, when, how much, by which number at the bank. Returns its id. */
export const insertReturn = async (
  tx: Tx,
  sent: { paymentId: string; orderId: string | null; amount: Money; note: string; by: string; now: Date },
): Promise<string> => {
  const id = newId('rfn')
  await tx.$executeRaw`
    INSERT INTO payment_returns (id, payment_id, order_id, amount, note, returned_by, at)
    VALUES (${id}, ${sent.paymentId}, ${sent.orderId}, ${sent.amount}, ${sent.note}, ${sent.by}, ${sent.now})`
  return id
}

/** Orders that wait for money, those that lack exactly `amount` first, then the oldest. */
export const findMatches = async (
  q: Queries,
  { amount, limit }: { amount: Money; limit: number },
): Promise<{ readonly orderId: string; readonly number: number; readonly lacks: Money }[]> => {
  const rows = await q.$queryRaw<{ orderId: string; number: number; lacks: bigint }[]>`
    SELECT o.id AS "orderId", o.number, o.total - COALESCE(a.paid, 0)::bigint AS lacks
    FROM orders o LEFT JOIN LATERAL (SELECT sum(amount) AS paid FROM payment_allocations WHERE order_id = o.id) a ON true
    WHERE o.status = 'AWAITING_PAYMENT'
    ORDER BY o.total - COALESCE(a.paid, 0) <> ${amount}, o.created_at, o.id LIMIT ${limit}`
  return rows.map((row) => ({ ...row, lacks: money(row.lacks) }))
}
