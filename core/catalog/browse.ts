import type { Money } from '../kernel/money.ts'
import type { Text } from '../kernel/text.ts'
import type { Understood } from './choose-words.ts'
import type { Category, ProductSummary } from './product.ts'

export const SORTS = ['shop', 'cheap', 'dear', 'new'] as const
/** The shop's own order, the cheaper first, the dearer first, the newest first. */
export type Sort = (typeof SORTS)[number]

export const SHELVES = ['new', 'sale'] as const
export type Shelf = (typeof SHELVES)[number]

/** How long a product stands on the shelf of new ones. */
export const NEW_DAYS = 30

/** What is looked through: a category, a shelf, what was found by words. */
export type Scope =
  | { readonly of: 'category'; readonly category: Category }
  | { readonly of: 'shelf'; readonly shelf: Shelf }
  | { readonly of: 'words'; readonly query: string; readonly understood: Understood }

/** A value that products are chosen by ("Розмір: 35", "Сезон: зима"); `token` is its short name on buttons. */
export interface Trait {
  readonly token: string
  readonly name: Text
  readonly value: Text
}

/** Somebody looking through products, with what they have chosen so far. */
export interface Browse {
  readonly id: string
  readonly scope: Scope
  readonly traits: readonly Trait[]
  readonly priceFrom: Money | null
  readonly priceTo: Money | null
  readonly sort: Sort
}

/** Where a product stands in each order of a list; undefined for one that is not shown (any more). */
export interface Place {
  readonly id: string
  readonly soldOut: boolean
  readonly shop: bigint
  readonly cheap: bigint
  readonly dear: bigint
  readonly new: bigint
}

/** The product that a page begins after, ends before, or begins with; none of them for the first page. */
export type Edge =
  | { readonly after: string }
  | { readonly before: string }
  | { readonly at: string }
  | undefined

export interface ProductPage {
  readonly browse: Browse
  readonly products: readonly ProductSummary[]
  readonly hasPrevious: boolean
  readonly hasNext: boolean
}

/** A thing to choose by and the values of it that lead to products. */
export interface TraitChoice {
  readonly name: Text
  readonly values: readonly Trait[]
}

export interface PriceRange {
  readonly from: Money | null
  readonly to: Money | null
}

/** Traits of one name are one question ("35 or 36"); an option and an attribute are never the same one. */
export const questionOf = ({ token, name }: Pick<Trait, 'token' | 'name'>): string => `${token[0]} ${name.uk}`

export const chosenCount = ({ traits, priceFrom, priceTo }: Browse): number =>
  traits.length + (priceFrom === null && priceTo === null ? 0 : 1)

const ROUND = [100, 500, 1000, 5000, 10_000, 50_000].map((hryvnias) => hryvnias * 100)

/**
 * Up to four ranges that share the given prices about evenly, with round bounds and at least one price in each.
 * Fewer than two would be no choice: then none.
 */
export const priceRanges = (prices: readonly Money[]): PriceRange[] => {
  const sorted = prices.toSorted((a, b) => a - b)
  const [lowest, highest] = [sorted[0], sorted.at(-1)]
  if (lowest === undefined || highest === undefined) return []
  const step = ROUND.find((each) => (highest - lowest) / each <= 20) ?? ROUND.at(-1)!
  const quarter = (n: number) => Math.round(sorted[Math.floor((sorted.length * n) / 4)]! / step) * step
  const bounds = [...new Set([1, 2, 3].map(quarter))].filter((bound) => bound > lowest && bound <= highest)
  if (bounds.length === 0) return []
  const edges = [null, ...bounds, null]
  return edges
    .slice(0, -1)
    .map((from, i) => ({ from, to: edges[i + 1] === null ? null : edges[i + 1]! - 1 }))
    .filter(({ from, to }) => sorted.some((price) => (from ?? 0) <= price && price <= (to ?? highest)))
    .map((range) => range as PriceRange)
}
