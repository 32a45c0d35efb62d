import { join, plannedAnew, type Queries, type Sql, sql } from '../kernel/db.ts'
import { type Money, money } from '../kernel/money.ts'
import { type Browse, NEW_DAYS, type Place, questionOf, type Trait } from './browse.ts'
import type { Understood } from './choose-words.ts'
import { coverOf } from './offer.store.ts'
import type { ProductSummary } from './product.ts'

const DAY_MS = 86_400_000

/** What is left out of the conditions: the question that is being asked just now. */
interface Without {
  readonly question?: string | undefined
  readonly price?: boolean
}

interface Conditions {
  /** What the index of terms answers: one for each thing that was asked for. */
  readonly terms: readonly Sql[]
  /** The category, where it is not named by the terms too. */
  readonly category: Sql | undefined
  readonly others: readonly Sql[]
  /** Any of several words will do, so that much of the shop has what is looked for. */
  readonly isLoose: boolean
}

const allOf = (...parts: readonly (Sql | undefined)[]): Sql =>
  join(
    parts.filter((part) => part !== undefined),
    ' AND ',
  )

const hasOneOf = (any: readonly string[]): Sql =>
  any.length === 1 ? sql`s.terms @> ${[...any]}::text[]` : sql`s.terms && ${[...any]}::text[]`

/** All the words but one, or any of them. */
const loosely = ({ groups, atLeast }: Understood): Sql => {
  const sets = atLeast === 1 ? groups.map((group) => [group]) : groups.map((_, i) => groups.toSpliced(i, 1))
  return sql`(${join(
    sets.map((set) => sql`(${allOf(...set.map(hasOneOf))})`),
    ' OR ',
  )})`
}

const conditions = (
  { scope, traits, priceFrom, priceTo }: Browse,
  now: Date,
  { question, price = false }: Without = {},
): Conditions => {
  const anyOf: string[][] = []
  const others: Sql[] = [sql`s.shown`]
  if (scope.of === 'shelf' && scope.shelf === 'sale') anyOf.push(['+sale'])
  if (scope.of === 'shelf' && scope.shelf === 'new')
    others.push(sql`s.newest <= ${BigInt(NEW_DAYS * DAY_MS - now.getTime())}`)
  const words = scope.of === 'words' ? scope.understood : undefined
  if (words && !words.atLeast) anyOf.push(...words.groups.map((stems) => [...stems]))
  const asked = traits.filter((trait) => questionOf(trait) !== question)
  const within = scope.of === 'category' ? `${scope.category.id} ` : ''
  for (const of of Map.groupBy(asked, questionOf).values())
    anyOf.push(of.map(({ token }) => `${within}${token}`))
  if (!price && priceFrom !== null) others.push(sql`s.price >= ${priceFrom}`)
  if (!price && priceTo !== null) others.push(sql`s.price <= ${priceTo}`)
  return {
    terms: [...(words?.atLeast ? [loosely(words)] : []), ...anyOf.map(hasOneOf)],
    isLoose: words?.atLeast === 1,
    category: scope.of === 'category' ? sql`s.category_id = ${scope.category.id}` : undefined,
    others,
  }
}

/** Whether a product `s` is in a browse. */
export const isIn = (browse: Browse, now: Date): Sql => {
  const { terms, category, others } = conditions(browse, now)
  return allOf(category, ...others, ...terms)
}

const KEYS = { shop: sql`s.position`, cheap: sql`s.price`, dear: sql`s.dear`, new: sql`s.newest` } as const

/** How much of a list's index is walked in search of what is wanted of it, at most: so many times as many. */
const REACH = 10

interface Part {
  /** Where the part begins, as a condition. */
  readonly beyond?: Sql | undefined
  readonly order: Sql
  readonly limit: number
}

const walked = ({ terms, category, others }: Conditions, { beyond, order, limit }: Part): Sql => sql`
  SELECT * FROM (
    SELECT * FROM search_products s WHERE ${allOf(category, ...others, beyond)} ORDER BY ${order} LIMIT ${REACH * limit}
  ) s WHERE ${allOf(...terms)} ORDER BY ${order} LIMIT ${limit}`

/** OFFSET 0 keeps the index of terms apart from those of the orders. Terms within a category name it (search_within). */
const lookedUp = ({ terms, others }: Conditions, { beyond, order, limit }: Part): Sql => sql`
  SELECT * FROM (
    SELECT * FROM search_products s WHERE ${allOf(...others, ...terms, beyond)} OFFSET 0
  ) s ORDER BY ${order} LIMIT ${limit}`

const asPlanned = ({ terms, category, others }: Conditions, { beyond, order, limit }: Part): Sql => sql`
  SELECT * FROM search_products s WHERE ${allOf(category, ...others, ...terms, beyond)} ORDER BY ${order} LIMIT ${limit}`

/**
 * The first products of a browse in an order, in one or two ways: where the first, a short one, finds fewer than were
 * wanted, the second finds whatever there is.
 *
 * Several terms at once may be rare though each of them is common, and a single one may be half of a category or hardly
 * anything of it: the statistics, which are the whole shop's, do not tell. Walked to, what is rare lies behind the whole
 * list; looked up and sorted, what is common is the whole list.
 */
const waysTo = (of: Conditions, part: Part): Sql[] => {
  if (of.isLoose || (of.category && of.terms.length > 0)) return [walked(of, part), lookedUp(of, part)]
  return [of.terms.length > 1 ? lookedUp(of, part) : asPlanned(of, part)]
}

/** Asks in one way after the other until one has given enough; the last one's answer is what there is. */
const askedBy = async <T>(
  ways: readonly Sql[],
  ask: (products: Sql) => Promise<T>,
  isEnough: (answer: T) => boolean,
): Promise<T> => {
  const [first, ...others] = ways
  const answer = await ask(first!)
  return others.length === 0 || isEnough(answer) ? answer : askedBy(others, ask, isEnough)
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
    ? sql`(s.sold_out, ${key}, s.product_id) ${signs[edge.how]} (${edge.place.soldOut}::boolean, ${edge.place[browse.sort]}::bigint, ${edge.place.id}::text)`
    : undefined
  const way = backwards ? sql`DESC` : sql``
  const order = sql`s.sold_out ${way}, ${key} ${way}, s.product_id ${way}`
  const wanted = limit + 1
  const rows = await askedBy(
    waysTo(conditions(browse, now), { beyond, order, limit: wanted }),
    (products) => q.$queryRaw<SummaryRow[]>`
      ${plannedAnew}
      SELECT s.product_id AS id, p.article, p.name, s.price, s.price_varies AS "priceVaries", s.old_price AS "oldPrice", NOT s.sold_out AS available,
        ${coverOf} AS photo
      FROM (${products}) s JOIN products p ON p.id = s.product_id ORDER BY ${order}`,
    ({ length }) => length === wanted,
  )
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

/**
 * Some products of a browse, those that there are before those that are sold out, whatever the list is sorted by: the
 * hundred cheapest would tell little of its prices. Where terms are looked up, what is found first is taken, unsorted.
 */
const waysToSample = (of: Conditions): Sql[] => {
  const part = { order: sql`s.sold_out, s.position, s.product_id`, limit: SAMPLE }
  if (of.terms.length === 0 || (of.terms.length === 1 && !of.category)) return [asPlanned(of, part)]
  const someInStock = sql`
    SELECT * FROM search_products s WHERE ${allOf(...of.others, ...of.terms)} AND NOT s.sold_out LIMIT ${SAMPLE}`
  return [of.terms.length === 1 ? walked(of, part) : someInStock, lookedUp(of, part)]
}

/**
 * What some products of a browse can be chosen by. Each value stands on one of them, so that choosing it leads
 * somewhere. With `question`, as if nothing had been answered to it.
 */
export const findTraits = async (
  q: Queries,
  browse: Browse,
  now: Date,
  question?: string,
): Promise<Trait[]> => {
  const rows = await askedBy(
    waysToSample(conditions(browse, now, { question })),
    (products) => q.$queryRaw<(Trait & { sampled: number })[]>`
      ${plannedAnew}
      WITH sample AS MATERIALIZED (SELECT terms FROM (${products}) s), said AS (
        SELECT DISTINCT token FROM sample, unnest(terms) AS token WHERE token ~ '^[ao]_'
      )
      SELECT t.token, t.name, t.value, (SELECT count(*) FROM sample)::int AS sampled
      FROM said JOIN search_traits t ON t.token = said.token ORDER BY t.token`,
    ([row]) => row?.sampled === SAMPLE,
  )
  return rows.map(({ sampled, ...trait }) => trait)
}

/** The prices of some products of a browse, as if none had been chosen. */
export const findPrices = async (q: Queries, browse: Browse, now: Date): Promise<Money[]> => {
  const rows = await askedBy(
    waysToSample(conditions(browse, now, { price: true })),
    (products) => q.$queryRaw<{ price: bigint }[]>`${plannedAnew} SELECT price FROM (${products}) s`,
    ({ length }) => length === SAMPLE,
  )
  return rows.map(({ price }) => money(price))
}

/** Which shelves have anything on them. */
export const findShelves = async (q: Queries, now: Date): Promise<{ new: boolean; sale: boolean }> => {
  const rows = await q.$queryRaw<{ new: boolean; sale: boolean }[]>`
    SELECT EXISTS (SELECT FROM search_products s WHERE s.shown AND s.terms @> '{+sale}') AS sale,
      EXISTS (SELECT FROM search_products s WHERE s.shown AND NOT s.sold_out AND s.newest <= ${BigInt(NEW_DAYS * DAY_MS - now.getTime())}) AS new`
  return rows[0]!
}
