import { type Queries, type Sql, sql, type Tx } from '../kernel/db.ts'
import { newId } from '../kernel/ids.ts'
import type { Count, CountCell, CountLine, CountState, Difference, Walk } from './count.ts'
import { setAside } from './shelf.store.ts'

const columns = sql`c.id, c.outlet_id AS "outletId", c.state, c.revision, c.begun_at AS "begunAt",
  (SELECT u.name FROM users u WHERE u.id = c.begun_by) AS "begunBy",
  (SELECT count(*)::int FROM count_lines l WHERE l.count_id = c.id) AS counted`

export const findCount = async (q: Queries, id: string): Promise<Count | undefined> => {
  const rows = await q.$queryRaw<Count[]>`SELECT ${columns} FROM counts c WHERE c.id = ${id}`
  return rows[0]
}

/** What is being counted at an outlet (null: at any). */
export const findOpenCounts = (q: Queries, outletId: string | null): Promise<Count[]> => q.$queryRaw<Count[]>`
  SELECT ${columns} FROM counts c
  WHERE c.state = 'open' AND (${outletId}::text IS NULL OR c.outlet_id = ${outletId}) ORDER BY c.begun_at, c.id`

/** Sizes counted in what is open at an outlet (null: at any), as an expression; null where nothing is. */
export const openCountLines = (outletId: string | null): Sql => sql`(
    SELECT CASE WHEN count(c.id) > 0 THEN count(l.count_id)::int END
    FROM counts c LEFT JOIN count_lines l ON l.count_id = c.id
    WHERE c.state = 'open' AND (${outletId}::text IS NULL OR c.outlet_id = ${outletId}))`

/** The open count of an outlet, a new one where there is none: the unique index lets one be. */
export const openCount = async (
  tx: Tx,
  { outletId, byUser, now }: { outletId: string; byUser: string | null; now: Date },
): Promise<string> => {
  await tx.$executeRaw`
    INSERT INTO counts (id, outlet_id, begun_by, begun_at) VALUES (${newId('stk')}, ${outletId}, ${byUser}, ${now})
    ON CONFLICT (outlet_id) WHERE state = 'open' DO NOTHING`
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM counts WHERE outlet_id = ${outletId} AND state = 'open' FOR UPDATE`
  // Closed by somebody between the two statements: one more, which nobody can have closed yet.
  return rows[0]?.id ?? openCount(tx, { outletId, byUser, now })
}

export const outletOfCount = async (tx: Tx, id: string): Promise<string | undefined> => {
  const rows = await tx.$queryRaw<
    { outletId: string }[]
  >`SELECT outlet_id AS "outletId" FROM counts WHERE id = ${id}`
  return rows[0]?.outletId
}

/** Locks an open count and counts its revision on; undefined when it is over. */
export const claimCount = async (tx: Tx, id: string): Promise<number | undefined> => {
  const rows = await tx.$queryRaw<{ revision: number }[]>`
    UPDATE counts SET revision = revision + 1 WHERE id = ${id} AND state = 'open' RETURNING revision`
  return rows[0]?.revision
}

/** The count is claimed by `claimCount`. */
export const closeCount = async (
  tx: Tx,
  {
    countId,
    state,
    byUser,
    now,
  }: { countId: string; state: Exclude<CountState, 'open'>; byUser: string | null; now: Date },
): Promise<void> => {
  await tx.$executeRaw`UPDATE counts SET state = ${state}, closed_by = ${byUser}, closed_at = ${now} WHERE id = ${countId}`
}

/** What lies there by the books is read in the statement that writes the count: no sale can come between the two. */
export const putCounted = async (
  tx: Tx,
  {
    countId,
    outletId,
    counted,
    byUser,
    now,
  }: {
    countId: string
    outletId: string
    counted: readonly { readonly variantId: string; readonly pieces: number }[]
    byUser: string | null
    now: Date
  },
): Promise<void> => {
  await tx.$executeRaw`
    WITH aside AS (${setAside(outletId)})
    INSERT INTO count_lines (count_id, variant_id, counted, expected, by_user, at)
    SELECT ${countId}, v.id, c.pieces, COALESCE(s.on_hand, 0) + COALESCE(a.to_pack + a.to_pay, 0), ${byUser}, ${now}
    FROM jsonb_to_recordset(${JSON.stringify(counted)}::jsonb) AS c("variantId" text, pieces int)
      JOIN variants v ON v.id = c."variantId" LEFT JOIN stock s ON s.variant_id = v.id AND s.outlet_id = ${outletId}
      LEFT JOIN aside a ON a.variant_id = v.id
    ON CONFLICT (count_id, variant_id) DO UPDATE
      SET counted = excluded.counted, expected = excluded.expected, by_user = excluded.by_user, at = excluded.at`
}

export const forgetLine = async (tx: Tx, countId: string, variantId: string): Promise<void> => {
  await tx.$executeRaw`DELETE FROM count_lines WHERE count_id = ${countId} AND variant_id = ${variantId}`
}

/** Cells in the order in which one walks along them: А-4 before А-10; what has no shelf comes last. */
export const alongShelves = (
  shelf: Sql,
): Sql => sql`regexp_replace(${shelf}, '\\d', '', 'g') COLLATE "uk-x-icu" NULLS LAST,
  NULLIF(regexp_replace(${shelf}, '\\D', '', 'g'), '')::numeric NULLS FIRST, ${shelf}`

/**
 * What there is to count at the outlet of a count: sizes of which something should lie there, and whatever was counted.
 * `of`: those of the cell, or the product, that a size belongs to, of a product also what was never there.
 */
const lines = (countId: string, of?: { readonly variantId: string; readonly walk: Walk }): Sql => sql`
  (SELECT v.id AS variant_id, v.product_id, p.article, p.name, v.values, v.position, s.shelf, l.counted, l.expected, l.at
   FROM counts c
     CROSS JOIN variants v JOIN products p ON p.id = v.product_id
     LEFT JOIN stock s ON s.variant_id = v.id AND s.outlet_id = c.outlet_id
     LEFT JOIN count_lines l ON l.count_id = c.id AND l.variant_id = v.id
     LEFT JOIN aside a ON a.variant_id = v.id
   WHERE c.id = ${countId} AND ${
     of === undefined
       ? sql`true`
       : of.walk === 'product'
         ? sql`v.product_id = (SELECT product_id FROM variants WHERE id = ${of.variantId})`
         : sql`s.shelf IS NOT DISTINCT FROM
             (SELECT o.shelf FROM stock o WHERE o.variant_id = ${of.variantId} AND o.outlet_id = c.outlet_id)`
   } AND (l.variant_id IS NOT NULL OR s.on_hand > 0 OR a.variant_id IS NOT NULL ${
     of === undefined
       ? sql``
       : of.walk === 'product'
         ? sql`OR v.archived_at IS NULL`
         : sql`OR v.id = ${of.variantId}`
   })) x`

const asideOf = (countId: string): Sql =>
  sql`aside AS (${setAside(sql`(SELECT outlet_id FROM counts WHERE id = ${countId})`)})`

export const findCells = (q: Queries, countId: string): Promise<CountCell[]> => q.$queryRaw<CountCell[]>`
  WITH ${asideOf(countId)}
  SELECT shelf, count(*)::int AS sizes, count(counted)::int AS counted,
    (array_agg(variant_id ORDER BY (counted IS NOT NULL), article, position, variant_id))[1] AS "variantId"
  FROM ${lines(countId)} GROUP BY shelf ORDER BY ${alongShelves(sql`shelf`)}`

/** The sizes of the cell or the product that a size belongs to, in the order in which they are counted. */
export const findCountLines = (
  q: Queries,
  { countId, ...of }: { countId: string; variantId: string; walk: Walk },
): Promise<CountLine[]> => q.$queryRaw<CountLine[]>`
  WITH ${asideOf(countId)}
  SELECT variant_id AS "variantId", product_id AS "productId", article, name, values, shelf, counted, expected
  FROM ${lines(countId, of)} ORDER BY article, position, variant_id`

/** Counted sizes that are not as they should be, along the shelves. */
export const findDifferences = (q: Queries, countId: string): Promise<Difference[]> => q.$queryRaw<
  Difference[]
>`
  SELECT l.variant_id AS "variantId", p.article, v.values, l.counted, l.expected, COALESCE(v.price, p.price)::float8 AS price,
    COALESCE(s.on_hand, 0) + l.counted - l.expected < COALESCE(s.held, 0) AS blocked
  FROM count_lines l JOIN counts c ON c.id = l.count_id JOIN variants v ON v.id = l.variant_id JOIN products p ON p.id = v.product_id
    LEFT JOIN stock s ON s.variant_id = l.variant_id AND s.outlet_id = c.outlet_id
  WHERE l.count_id = ${countId} AND l.counted <> l.expected
  ORDER BY ${alongShelves(sql`s.shelf`)}, p.article, v.position, v.id`
