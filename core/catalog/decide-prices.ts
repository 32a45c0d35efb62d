import { type Cause, once } from '../inbox.ts'
import { type Actor, roleAmong } from '../kernel/actor.ts'
import type { Clock } from '../kernel/clock.ts'
import { type Db, type Queries, type Sql, sql } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import { type Money, money } from '../kernel/money.ts'
import type { Text } from '../kernel/text.ts'

/** A price that fell by more than the rule allows: what is paid now, and what is wanted. */
export interface PendingPrice {
  readonly variantId: string
  readonly name: Text
  readonly values: readonly Text[]
  readonly price: Money
  readonly pendingPrice: Money
}

/** Prices that wait for the owner's word: the first `limit` of them, and how many there are in all. */
export const findPendingPrices = async (
  q: Queries,
  limit: number,
): Promise<{ prices: PendingPrice[]; count: number }> => {
  const rows = await q.$queryRaw<
    (Omit<PendingPrice, 'price' | 'pendingPrice'> & { price: bigint; pendingPrice: bigint; count: number })[]
  >`
    SELECT v.id AS "variantId", p.name, v.values, COALESCE(v.price, p.price) AS price, v.pending_price AS "pendingPrice",
      count(*) OVER ()::int AS count
    FROM variants v JOIN products p ON p.id = v.product_id
    WHERE v.pending_price IS NOT NULL ORDER BY p.article, v.position, v.id LIMIT ${limit}`
  return {
    count: rows[0]?.count ?? 0,
    prices: rows.map(({ count: _, ...row }) => ({
      ...row,
      price: money(row.price),
      pendingPrice: money(row.pendingPrice),
    })),
  }
}

/**
 * The owner's word on all prices that wait: taken as they are wanted, or left as they were. Prices that came to wait
 * after the owner looked (another `count`) are not decided with them.
 * @throws DomainError `staff.forbidden`; `price.changed` when there are others than were shown
 */
export const decidePrices =
  ({ db, clock }: { db: Db; clock: Clock }) =>
  ({
    actor,
    accept,
    count,
    cause,
  }: {
    actor: Actor
    accept: boolean
    count: number
    cause?: Cause
  }): Promise<void> =>
    db.transaction(async (tx) => {
      await once(tx, cause, clock.now())
      if (!roleAmong(actor, ['owner'])) throw new DomainError('staff.forbidden')
      const decided = await tx.$executeRaw`
        UPDATE variants SET price = CASE WHEN ${accept} THEN pending_price ELSE price END, pending_price = NULL
        WHERE pending_price IS NOT NULL`
      if (decided !== count) throw new DomainError('price.changed')
    })

/** How many prices wait for the owner's word, as an expression. */
export const pendingPricesCount: Sql = sql`(SELECT count(*)::int FROM variants WHERE pending_price IS NOT NULL)`
