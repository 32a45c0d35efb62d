import { type Queries, type Sql, sql } from '../kernel/db.ts'
import { newId } from '../kernel/ids.ts'
import { type Money, money } from '../kernel/money.ts'
import type { Browse, Place, Scope, Shelf, Sort, Trait } from './browse.ts'
import { isIn } from './browse-page.store.ts'
import type { Understood } from './choose-words.ts'
import type { Category } from './product.ts'

export interface BrowseAt {
  readonly browse: Browse
  readonly place: Place | undefined
}

interface BrowseRow {
  readonly id: string
  readonly category: Category | null
  readonly shelf: Shelf | null
  readonly query: string | null
  readonly reading: Understood | null
  readonly traits: Trait[] | null
  readonly priceFrom: bigint | null
  readonly priceTo: bigint | null
  readonly sort: Sort
  readonly place: (Omit<Place, 'shop' | 'cheap' | 'dear' | 'new'> & Record<Sort, number>) | null
}

/** The columns of a browse `b` with everything that its screens say of it. */
const COLUMNS = sql`
  b.id, b.shelf, b.query, b.reading, b.price_from AS "priceFrom", b.price_to AS "priceTo", b.sort,
  (SELECT jsonb_build_object('id', c.id, 'name', c.name) FROM categories c WHERE c.id = b.category_id) AS category,
  (SELECT jsonb_agg(jsonb_build_object('token', t.token, 'name', t.name, 'value', t.value) ORDER BY t.name->>'uk', t.value->>'uk')
    FROM search_traits t WHERE t.token = ANY(b.traits)) AS traits`

const placeOf = (productId: string | undefined): Sql => sql`
  (SELECT jsonb_build_object('id', s.product_id, 'soldOut', s.sold_out, 'shop', s.position, 'cheap', s.price, 'dear', s.dear, 'new', s.newest)
    FROM search_products s WHERE s.product_id = ${productId ?? null} AND s.shown) AS place`

const FORGOTTEN_DAYS = 180

/**
 * Begins to look through something, with nothing chosen: one row per person and scope, so that the same asked again is
 * the same row. What a person has not touched for half a year goes. Undefined for a category that is not there.
 */
export const openBrowse = async (
  q: Queries,
  {
    userId,
    scope,
    sort,
    now,
  }: { userId: string; scope: Scope | { of: 'category'; category: { id: string } }; sort: Sort; now: Date },
): Promise<BrowseAt | undefined> => {
  const categoryId = scope.of === 'category' ? scope.category.id : null
  const shelf = scope.of === 'shelf' ? scope.shelf : null
  const query = scope.of === 'words' ? scope.query : null
  const reading = scope.of === 'words' ? JSON.stringify(scope.understood) : null
  const rows = await q.$queryRaw<BrowseRow[]>`
    WITH forgotten AS (
      DELETE FROM browses WHERE user_id = ${userId} AND touched_at < ${now}::timestamptz - make_interval(days => ${FORGOTTEN_DAYS})
    ), b AS (
      INSERT INTO browses (id, user_id, scope, category_id, shelf, query, reading, traits, sort, touched_at)
      SELECT ${newId('brw')}, ${userId}, ${`${scope.of} ${(categoryId ?? shelf ?? query ?? '').toLowerCase()}`}, ${categoryId}::text, ${shelf}::text,
        ${query}::text, ${reading}::jsonb, '{}', ${sort}, ${now}
      WHERE ${categoryId}::text IS NULL OR EXISTS (SELECT FROM categories WHERE id = ${categoryId})
      ON CONFLICT (user_id, scope) DO UPDATE SET traits = '{}', price_from = NULL, price_to = NULL, sort = EXCLUDED.sort,
        query = EXCLUDED.query, reading = EXCLUDED.reading, touched_at = EXCLUDED.touched_at
      RETURNING *
    )
    SELECT ${COLUMNS}, NULL::jsonb AS place FROM b`
  return rows[0] && toBrowse(rows[0])
}

export interface BrowseOf {
  readonly browseId: string
  readonly userId: string
  /** Whose place in the list is wanted too. */
  readonly productId?: string | undefined
  readonly now: Date
}

/** Reads a person's own browse, changes it by `set` (", sort = 'new'"), and remembers that it is the one they are in. */
export const touchBrowse = async (
  q: Queries,
  { browseId, userId, productId, now }: BrowseOf,
  set: Sql = sql``,
): Promise<BrowseAt | undefined> => {
  const rows = await q.$queryRaw<BrowseRow[]>`
    WITH b AS (
      UPDATE browses b SET touched_at = ${now} ${set} WHERE b.id = ${browseId} AND b.user_id = ${userId} RETURNING *
    )
    SELECT ${COLUMNS}, ${placeOf(productId)} FROM b`
  return rows[0] && toBrowse(rows[0])
}

/** What a person looked through last, and where in it the product stands; undefined where the product is not in it. */
export const findLastBrowse = async (
  q: Queries,
  { userId, productId, now }: { userId: string; productId: string; now: Date },
): Promise<BrowseAt | undefined> => {
  const rows = await q.$queryRaw<BrowseRow[]>`
    SELECT ${COLUMNS}, ${placeOf(productId)} FROM browses b WHERE b.user_id = ${userId} ORDER BY b.touched_at DESC, b.id LIMIT 1`
  const found = rows[0] && toBrowse(rows[0])
  if (!found?.place) return undefined
  const within = await q.$queryRaw<unknown[]>`
    SELECT FROM search_products s WHERE s.product_id = ${productId} AND ${isIn(found.browse, now)}`
  return within.length > 0 ? found : undefined
}

const toBrowse = (row: BrowseRow): BrowseAt => {
  const { category, shelf, query, reading, place } = row
  const scope: Scope = category
    ? { of: 'category', category }
    : shelf
      ? { of: 'shelf', shelf }
      : { of: 'words', query: query ?? '', understood: reading ?? { groups: [], instead: null, unknown: [] } }
  const orNull = (amount: bigint | null): Money | null => (amount === null ? null : money(amount))
  return {
    browse: {
      id: row.id,
      scope,
      traits: row.traits ?? [],
      priceFrom: orNull(row.priceFrom),
      priceTo: orNull(row.priceTo),
      sort: row.sort,
    },
    place: place
      ? {
          ...place,
          shop: BigInt(place.shop),
          cheap: BigInt(place.cheap),
          dear: BigInt(place.dear),
          new: BigInt(place.new),
        }
      : undefined,
  }
}
