import type { Queries, Tx } from '../kernel/db.ts'
import { newId } from '../kernel/ids.ts'
import { type Money, money } from '../kernel/money.ts'

/** Where money comes from. `carrier`: paid on receipt, held by the carrier until its payout. */
export type PaymentSource = 'bank_transfer' | 'carrier' | 'store'

export interface NewPayment {
  readonly provider: PaymentSource
  /** The source's own number of it: the same number is the same money. */
  readonly reference: string
  readonly amount: Money
  readonly recordedBy: string | null
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
      INSERT INTO payments (id, provider, reference, amount, received_at, recorded_by)
      VALUES (${newId('pay')}, ${payment.provider}, ${payment.reference}, ${payment.amount}, ${payment.now}, ${payment.recordedBy})
      ON CONFLICT (provider, reference) DO NOTHING RETURNING id
    ), allotted AS (
      INSERT INTO payment_allocations (payment_id, order_id, amount, at)
      SELECT id, ${allotTo}, ${payment.amount}, ${payment.now} FROM came WHERE ${allotTo}::text IS NOT NULL
    )
    SELECT id FROM came`
  return rows[0]?.id
}

/** A payment's sum, and what of it no order has. */
export const findPayment = async (
  q: Queries,
  id: string,
): Promise<{ amount: Money; left: Money } | undefined> => {
  const rows = await q.$queryRaw<{ amount: bigint; left: bigint }[]>`
    SELECT p.amount, p.amount - COALESCE((SELECT sum(a.amount) FROM payment_allocations a WHERE a.payment_id = p.id), 0)::bigint AS left
    FROM payments p WHERE p.id = ${id}`
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
    SELECT p.id, p.amount, p.amount - COALESCE(sum(a.amount), 0)::bigint AS left, p.provider, p.reference, p.received_at AS "receivedAt"
    FROM payments p LEFT JOIN payment_allocations a ON a.payment_id = p.id
    GROUP BY p.id HAVING p.amount > COALESCE(sum(a.amount), 0) ORDER BY p.received_at, p.id LIMIT ${limit}`
  return rows.map((row) => ({ ...row, amount: money(row.amount), left: money(row.left) }))
}
