import { type Queries, sql, type Tx } from '../kernel/db.ts'
import type { Text } from '../kernel/text.ts'

/** What somebody waits for: a variant, or any of the product's where it is null. */
export interface Watched {
  readonly productId: string
  readonly variantId: string | null
}

/** Whether anything of what watch `w` waits for can be ordered now. */
const isThere = sql`EXISTS (
  SELECT FROM variants v JOIN products p ON p.id = v.product_id JOIN stock s ON s.variant_id = v.id
  WHERE v.product_id = w.product_id AND (w.variant_id IS NULL OR v.id = w.variant_id)
    AND v.archived_at IS NULL AND p.archived_at IS NULL AND p.currency = 'UAH' AND s.on_hand > s.held)`

export interface NewWatch extends Watched {
  readonly id: string
  readonly userId: string
  readonly now: Date
}

/**
 * Waits for something that is sold out. One watch per user and thing, however often it is asked for; one that was
 * announced already waits anew. `there`: nothing to wait for, it can be ordered; undefined: it is sold no more.
 */
export const insertWatch = async (q: Queries, watch: NewWatch): Promise<'waits' | 'there' | undefined> => {
  const { id, userId, productId, variantId, now } = watch
  const rows = await q.$queryRaw<{ there: boolean }[]>`
    WITH wanted AS (
      SELECT w.product_id, w.variant_id, ${isThere} AS there
      FROM (SELECT ${productId} AS product_id, ${variantId}::text AS variant_id) w JOIN products p ON p.id = w.product_id
      WHERE p.archived_at IS NULL AND p.currency = 'UAH' AND (w.variant_id IS NULL OR EXISTS (
        SELECT FROM variants v WHERE v.id = w.variant_id AND v.product_id = w.product_id AND v.archived_at IS NULL))
    ), watch AS (
      INSERT INTO stock_watches (id, user_id, product_id, variant_id, created_at)
      SELECT ${id}, ${userId}, product_id, variant_id, ${now} FROM wanted WHERE NOT there
      ON CONFLICT (user_id, product_id, variant_id) DO UPDATE SET back_at = NULL
    )
    SELECT there FROM wanted`
  return rows[0] && (rows[0].there ? 'there' : 'waits')
}

export const deleteWatch = async (q: Queries, watch: Watched & { userId: string }): Promise<void> => {
  await q.$executeRaw`
    DELETE FROM stock_watches WHERE user_id = ${watch.userId} AND product_id = ${watch.productId}
      AND variant_id IS NOT DISTINCT FROM ${watch.variantId}`
}

export interface Watch extends Watched {
  readonly name: Text
  /** Of the variant; none where any is waited for. */
  readonly values: readonly Text[]
}

/** What a user still waits for, the longest first. */
export const findWatches = (q: Queries, userId: string): Promise<Watch[]> => q.$queryRaw<Watch[]>`
  SELECT w.product_id AS "productId", w.variant_id AS "variantId", p.name, COALESCE(v.values, '[]') AS values
  FROM stock_watches w JOIN products p ON p.id = w.product_id LEFT JOIN variants v ON v.id = w.variant_id
  WHERE w.user_id = ${userId} AND w.back_at IS NULL ORDER BY w.created_at, w.id LIMIT 50`

/**
 * Marks watches of what is there again as announced, at most `limit`, and returns what they wait for. Each is claimed
 * once, also by two sweeps at the same time.
 */
export const claimBack = (tx: Tx, { now, limit }: { now: Date; limit: number }): Promise<Watched[]> =>
  tx.$queryRaw<Watched[]>`
    WITH due AS (
      SELECT w.id FROM stock_watches w WHERE w.back_at IS NULL AND ${isThere}
      ORDER BY w.created_at, w.id LIMIT ${limit} FOR UPDATE OF w SKIP LOCKED
    ), back AS (
      UPDATE stock_watches w SET back_at = ${now} FROM due WHERE w.id = due.id RETURNING w.product_id, w.variant_id
    )
    SELECT DISTINCT product_id AS "productId", variant_id AS "variantId" FROM back`

/** The watches that an announcement is about, with whose they are. */
export const findWatchers = (
  q: Queries,
  { productId, variantId }: Watched,
): Promise<{ id: string; userId: string }[]> => q.$queryRaw<{ id: string; userId: string }[]>`
  SELECT id, user_id AS "userId" FROM stock_watches
  WHERE product_id = ${productId} AND variant_id IS NOT DISTINCT FROM ${variantId} AND back_at IS NOT NULL
  ORDER BY created_at, id`

export const endWatches = async (tx: Tx, watchIds: readonly string[]): Promise<void> => {
  await tx.$executeRaw`DELETE FROM stock_watches WHERE id = ANY(${[...watchIds]}) AND back_at IS NOT NULL`
}
