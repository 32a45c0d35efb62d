import { join, plannedAnew, type Queries, type Sql, sql } from '../kernel/db.ts'
import { type Money, money } from '../kernel/money.ts'
import { type Browse, NEW_DAYS, type Place, questionOf, type Trait } from './browse.ts'
import type { ProductSummary } from './product.ts'

const DAY_MS = 86_400_000

/** What is left out of the conditions: the question that is being asked just now. */
interface Without {
  readonly question?: string | undefined
  readonly price?: boolean
}

/** Whether a product `s` is in a browse: as conditions that the indexes of search_products answer. */
export const isIn = (browse: Browse, now: Date, { question, price = false }: Without = {}): Sql => {
  const { scope, traits, priceFrom, priceTo } = browse
  const parts: Sql[] = [sql`s.shown`]
  const all: string[] = []
  const anyOf: string[][] = []
  if (scope.of === 'category') parts.push(sql`s.category_id = ${scope.category.id}`)
  if (scope.of === 'shelf' && scope.shelf === 'sale') all.push('+sale')
  if (scope.of === 'shelf' && scope.shelf === 'new')
    parts.push(sql`s.newest <= ${BigInt(NEW_DAYS * DAY_MS - now.getTime())}`)
  if (scope.of === 'words') anyOf.push(...scope.understood.groups.map((stems) => [...stems]))
  const asked = traits.filter((trait) => questionOf(trait) !== question)
  for (const of of Map.groupBy(asked, questionOf).values()) anyOf.push(of.map(({ token }) => token))
  for (const terms of anyOf) {
    if (terms.length === 1) all.push(terms[0]!)
    else parts.push(sql`s.terms && ${terms}::text[]`)
  }
  if (all.length > 0) parts.push(sql`s.terms @> ${all}::text[]`)
  if (!price && priceFrom !== null) parts.push(sql`s.price >= ${priceFrom}`)
  if (!price && priceTo !== null) parts.push(sql`s.price <= ${priceTo}`)
  return join(parts, ' AND ')
}

const KEYS = { shop: sql`s.position`, cheap: sql`s.price`, dear: sql`s.dear`, new: sql`s.newest` } as const

/**
 * Where a list is read from. Several words together may be rare though each is common, which no statistics tell: walked
 * to, one would pass by the whole shop. Those are looked up in the index of words first (OFFSET 0 keeps it apart).
 */
const among = (browse: Browse, now: Date): Sql => {
  const together = browse.scope.of === 'words' && browse.scope.understood.groups.length > 1
  return together
    ? sql`SELECT * FROM search_products s WHERE ${isIn(browse, now)} OFFSET 0`
    : sql`SELECT * FROM search_products s`
}

export interface PageRequest {
  readonly browse: Browse
  readonly now: Date
  /** Where the page begins or ends, and how. */
  readonly edge: { readonly place: Place; readonly how: 'after' | 'before' | 'at' } | undefined
  readonly limit: number
}

/** A page of a browse by key, in the list's order; `limit` + 1 products at most, the further one beyond the page. */
export const findPage = async (
  q: Queries,
  { browse, now, edge, limit }: PageRequest,
): Promise<ProductSummary[]> => {
  const key = KEYS[browse.sort]
  const backwards = edge?.how === 'before'
  const signs = { after: sql`>`, before: sql`<`, at: sql`>=` }
  const beyond = edge
    ? sql`AND (s.sold_out, ${key}, s.product_id) ${signs[edge.how]} (${edge.place.soldOut}::boolean, ${edge.place[browse.sort]}::bigint, ${edge.place.id}::text)`
    : sql``
  const way = backwards ? sql`DESC` : sql``
  const rows = await q.$queryRaw<SummaryRow[]>`
    ${plannedAnew}
    SELECT s.product_id AS id, p.article, p.name, s.price, s.price_varies AS "priceVaries", s.old_price AS "oldPrice", NOT s.sold_out AS available
    FROM (
      SELECT s.*, ${key} AS key FROM (${among(browse, now)}) s WHERE ${isIn(browse, now)} ${beyond}
      ORDER BY s.sold_out ${way}, ${key} ${way}, s.product_id ${way} LIMIT ${limit + 1}
    ) s JOIN products p ON p.id = s.product_id
    ORDER BY s.sold_out ${way}, s.key ${way}, s.product_id ${way}`
  return rows.map(toSummary)
}

interface SummaryRow extends Omit<ProductSummary, 'price' | 'oldPrice'> {
  readonly price: bigint
  readonly oldPrice: bigint | null
}

const toSummary = (row: SummaryRow): ProductSummary => ({
  ...row,
  price: money(row.price),
  oldPrice: row.oldPrice === null ? null : money(row.oldPrice),
})

/** As many products tell what can be chosen: reading all of them would cost as much as there are. */
const SAMPLE = 100

const sample = (browse: Browse, now: Date, without?: Without): Sql => {
  const key = KEYS[browse.sort]
  return sql`SELECT s.terms, s.price FROM search_products s WHERE ${isIn(browse, now, without)}
    ORDER BY s.sold_out, ${key}, s.product_id LIMIT ${SAMPLE}`
}

/**
 * What the first products of a browse can be chosen by. Each value stands on one of them, so that choosing it leads
 * somewhere. With `question`, as if nothing had been answered to it.
 */
export const findTraits = (
  q: Queries,
  browse: Browse,
  now: Date,
  question?: string,
): Promise<Trait[]> => q.$queryRaw`
  ${plannedAnew}
  WITH sample AS MATERIALIZED (${sample(browse, now, { question })})
  SELECT t.token, t.name, t.value FROM (SELECT DISTINCT unnest(terms) AS token FROM sample) AS d JOIN search_traits t ON t.token = d.token
  ORDER BY t.token`

/** The prices of the first products of a browse, as if none had been chosen. */
export const findPrices = async (q: Queries, browse: Browse, now: Date): Promise<Money[]> => {
  const rows = await q.$queryRaw<{ price: bigint }[]>`
    ${plannedAnew}
    SELECT price FROM (${sample(browse, now, { price: true })}) AS s`
  return rows.map(({ price }) => money(price))
}

/** Which shelves have anything on them. */
export const findShelves = async (q: Queries, now: Date): Promise<{ new: boolean; sale: boolean }> => {
  const rows = await q.$queryRaw<{ new: boolean; sale: boolean }[]>`
    SELECT EXISTS (SELECT FROM search_products s WHERE s.shown AND s.terms @> '{+sale}') AS sale,
      EXISTS (SELECT FROM search_products s WHERE s.shown AND NOT s.sold_out AND s.newest <= ${BigInt(NEW_DAYS * DAY_MS - now.getTime())}) AS new`
  return rows[0]!
}
