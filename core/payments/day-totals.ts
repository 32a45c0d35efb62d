import type { Queries } from '../kernel/db.ts'
import { type Money, money } from '../kernel/money.ts'
import { leftOf, type PaymentSource } from './payment.store.ts'

/** What came in on one day of the shop's, by where it came from. */
export interface DayTotals {
  readonly received: readonly {
    readonly provider: PaymentSource
    readonly count: number
    readonly sum: Money
  }[]
  /** Of all that came that day, what no order has now. */
  readonly unallotted: Money
  /** What was sent back to customers that day, by hand. */
  readonly returned: { readonly count: number; readonly sum: Money }
  readonly ordersPlaced: number
  readonly ordersPlacedSum: Money
  readonly ordersCompleted: number
}

/** Totals from `from` until before `to`: the bounds of a Kyiv day, found through the indexes of their times. */
export const findDayTotals = async (
  q: Queries,
  { from, to }: { from: Date; to: Date },
): Promise<DayTotals> => {
  const received = await q.$queryRaw<{ provider: PaymentSource; count: number; sum: bigint; left: bigint }[]>`
    SELECT p.provider, count(*)::int AS count, sum(p.amount)::bigint AS sum,
      sum(${leftOf})::bigint AS left
    FROM payments p WHERE p.received_at >= ${from} AND p.received_at < ${to} GROUP BY p.provider ORDER BY p.provider`
  const returned = await q.$queryRaw<{ count: number; sum: bigint }[]>`
    SELECT count(*)::int AS count, COALESCE(sum(amount), 0)::bigint AS sum FROM payment_returns WHERE at >= ${from} AND at < ${to}`
  const orders = await q.$queryRaw<{ placed: number; sum: bigint; completed: number }[]>`
    SELECT (SELECT count(*)::int FROM orders WHERE created_at >= ${from} AND created_at < ${to}) AS placed,
      (SELECT COALESCE(sum(total), 0)::bigint FROM orders WHERE created_at >= ${from} AND created_at < ${to}) AS sum,
      (SELECT count(*)::int FROM order_history WHERE "to" = 'COMPLETED' AND at >= ${from} AND at < ${to}) AS completed`
  const { placed = 0, sum = 0n, completed = 0 } = orders[0] ?? {}
  return {
    received: received.map((row) => ({ provider: row.provider, count: row.count, sum: money(row.sum) })),
    unallotted: money(received.reduce((left, row) => left + row.left, 0n)),
    returned: { count: returned[0]?.count ?? 0, sum: money(returned[0]?.sum ?? 0n) },
    ordersPlaced: placed,
    ordersPlacedSum: money(sum),
    ordersCompleted: completed,
  }
}
