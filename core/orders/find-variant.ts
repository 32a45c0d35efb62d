import type { Tx } from '../kernel/db.ts'
import { type Money, money } from '../kernel/money.ts'
import type { Text } from '../kernel/text.ts'

/** A variant on sale, as a line of an order freezes it. */
interface FoundVariant {
  readonly productId: string
  readonly article: string
  readonly name: Text
  readonly values: readonly Text[]
  readonly price: Money
}

/** A variant on sale with today's price; undefined when it is sold no more. A step of edits. */
export const findVariant = async (tx: Tx, variantId: string): Promise<FoundVariant | undefined> => {
  const rows = await tx.$queryRaw<(Omit<FoundVariant, 'price'> & { price: bigint })[]>`
    SELECT v.product_id AS "productId", p.article, p.name, v.values, COALESCE(v.price, p.price) AS price
    FROM variants v JOIN products p ON p.id = v.product_id
    WHERE v.id = ${variantId} AND v.archived_at IS NULL AND p.archived_at IS NULL AND p.currency = 'UAH'`
  return rows[0] && { ...rows[0], price: money(rows[0].price) }
}
