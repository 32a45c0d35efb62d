import type { Tx } from '../kernel/db.ts'
import type { Money } from '../kernel/money.ts'

/** Payments of an order that will not be: no longer allotted to it. A step; returns their ids. */
export const freeAllocations = async (tx: Tx, orderId: string): Promise<string[]> => {
  const rows = await tx.$queryRaw<{ paymentId: string }[]>`
    DELETE FROM payment_allocations WHERE order_id = ${orderId} RETURNING payment_id AS "paymentId"`
  return rows.map(({ paymentId }) => paymentId)
}

/**
 * What an order is paid beyond its total is no longer allotted to it, the last payment giving first. A step; returns
 * the payments that have something left by it.
 */
export const freeExcess = async (tx: Tx, orderId: string, excess: Money): Promise<string[]> => {
  const rows = await tx.$queryRaw<{ paymentId: string }[]>`
    WITH allotted AS (
      SELECT payment_id, amount, COALESCE(sum(amount) OVER (
        ORDER BY at DESC, payment_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)::bigint AS before
      FROM payment_allocations WHERE order_id = ${orderId}
    ), freed AS (
      SELECT payment_id, amount, LEAST(amount, ${excess}::bigint - before) AS freed FROM allotted WHERE before < ${excess}::bigint
    ), gone AS (
      DELETE FROM payment_allocations a USING freed f
      WHERE a.order_id = ${orderId} AND a.payment_id = f.payment_id AND f.freed = f.amount
    ), less AS (
      UPDATE payment_allocations a SET amount = a.amount - f.freed FROM freed f
      WHERE a.order_id = ${orderId} AND a.payment_id = f.payment_id AND f.freed < f.amount
    )
    SELECT payment_id AS "paymentId" FROM freed`
  return rows.map(({ paymentId }) => paymentId)
}
