import { type Queries, type Sql, sql, type Tx } from '../kernel/db.ts'
import type { Text } from '../kernel/text.ts'

/** A size that is running out, at all outlets together. */
export interface LowSize {
  readonly variantId: string
  readonly productId: string
  readonly article: string
  readonly name: Text
  readonly values: readonly Text[]
  /** What can still be ordered. */
  readonly left: number
}

/**
 * Marks what has at most `threshold` pieces left to order, and unmarks what has more again. Returns what is newly marked:
 * each once, also of two sweeps at the same time.
 */
export const markLow = async (
  tx: Tx,
  { threshold, now }: { threshold: number; now: Date },
): Promise<string[]> => {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH low AS (
      SELECT v.id FROM variants v JOIN products p ON p.id = v.product_id JOIN stock s ON s.variant_id = v.id
      WHERE v.archived_at IS NULL AND p.archived_at IS NULL
      GROUP BY v.id HAVING sum(s.on_hand - s.held) <= ${threshold}
    ), enough AS (
      DELETE FROM low_stock l WHERE NOT EXISTS (SELECT FROM low WHERE low.id = l.variant_id)
    )
    INSERT INTO low_stock (variant_id, since) SELECT id, ${now} FROM low ORDER BY id
    ON CONFLICT DO NOTHING RETURNING variant_id AS id`
  return rows.map(({ id }) => id)
}

/** No threshold: nothing is running out. */
export const unmarkAllLow = async (tx: Tx): Promise<void> => {
  await tx.$executeRaw`DELETE FROM low_stock`
}

/** How many sizes are running out, as an expression. */
export const lowCount: Sql = sql`(SELECT count(*)::int FROM low_stock)`

/** What is running out, the newest first; of `variantIds` where they are given. */
export const findLow = (
  q: Queries,
  { variantIds, offset = 0, limit }: { variantIds?: readonly string[]; offset?: number; limit: number },
): Promise<LowSize[]> => q.$queryRaw<LowSize[]>`
  SELECT v.id AS "variantId", p.id AS "productId", p.article, p.name, v.values,
    (SELECT COALESCE(sum(s.on_hand - s.held), 0)::int FROM stock s WHERE s.variant_id = v.id) AS "left"
  FROM low_stock l JOIN variants v ON v.id = l.variant_id JOIN products p ON p.id = v.product_id
  WHERE ${variantIds ? sql`v.id = ANY(${[...variantIds]})` : sql`true`}
  ORDER BY l.since DESC, p.article, v.position, v.id OFFSET ${offset} LIMIT ${limit}`
