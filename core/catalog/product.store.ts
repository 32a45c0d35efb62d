import { type Queries, type Sql, sql } from '../kernel/db.ts'
import { money } from '../kernel/money.ts'
import type { Category, Product, ProductSummary } from './product.ts'

/** Categories that have anything to show, in the shop's order. */
export const findCategories = (q: Queries): Promise<Category[]> => q.$queryRaw<Category[]>`
  SELECT id, name FROM categories c
  WHERE EXISTS (SELECT FROM products p WHERE p.category_id = c.id AND p.archived_at IS NULL)
  ORDER BY position, id`

export interface PageRequest {
  readonly categoryId: string
  /** The product that the page begins after, or ends before; neither for the first page. */
  readonly after?: string | undefined
  readonly before?: string | undefined
  readonly limit: number
}

export interface ProductPage {
  readonly category: Category
  readonly products: readonly ProductSummary[]
  readonly hasPrevious: boolean
  readonly hasNext: boolean
}

/** A page of a category by key: its cost does not depend on how far one has leafed. Undefined for an unknown category. */
export const findProductPage = async (q: Queries, request: PageRequest): Promise<ProductPage | undefined> => {
  const { categoryId, after, before, limit } = request
  const backwards = before !== undefined
  const edge = after ?? before
  const beyond = edge
    ? sql`AND (p.position, p.id) ${backwards ? sql`<` : sql`>`} (SELECT e.position, e.id FROM products e WHERE e.id = ${edge})`
    : sql``
  const order = backwards ? sql`p.position DESC, p.id DESC` : sql`p.position, p.id`
  const rows = await q.$queryRaw<SummaryRow[]>`
    SELECT c.id AS "categoryId", c.name AS "categoryName", p.id, p.article, p.name, v.price, v.highest, v.available
    FROM categories c
    LEFT JOIN LATERAL (
      SELECT p.* FROM products p
      WHERE p.category_id = c.id AND p.archived_at IS NULL AND p.currency = 'UAH' ${beyond}
      ORDER BY ${order} LIMIT ${limit + 1}
    ) p ON true
    LEFT JOIN LATERAL (
      SELECT min(COALESCE(v.price, p.price)) AS price, max(COALESCE(v.price, p.price)) AS highest,
        COALESCE(bool_or(EXISTS (SELECT FROM stock s WHERE s.variant_id = v.id AND s.on_hand > s.held)), false) AS available
      FROM variants v WHERE v.product_id = p.id AND v.archived_at IS NULL
    ) v ON true
    WHERE c.id = ${categoryId}
    ORDER BY ${order}`
  const first = rows[0]
  if (!first) return undefined
  const found = rows.filter((row) => row.id !== null).map(toSummary)
  const more = found.length > limit
  const products = found.slice(0, limit)
  return {
    category: { id: first.categoryId, name: first.categoryName },
    products: backwards ? products.reverse() : products,
    hasPrevious: backwards ? more : after !== undefined,
    hasNext: backwards ? true : more,
  }
}

interface SummaryRow extends Omit<ProductSummary, 'price' | 'priceVaries'> {
  readonly categoryId: string
  readonly categoryName: Category['name']
  readonly price: bigint | null
  readonly highest: bigint | null
}

const toSummary = ({ id, article, name, price, highest, available }: SummaryRow): ProductSummary => ({
  id,
  article,
  name,
  price: money(price ?? 0n),
  priceVaries: price !== highest,
  available,
})

/** What is done and asked beside a product `p` in its statement: a whole WITH, and further columns (`, x AS y`). */
export interface Beside {
  readonly done: Sql
  readonly asked: Sql
}

const NOTHING: Beside = { done: sql``, asked: sql`` }

/** A product with everything that its card shows; one that was taken off the shelves too, since old buttons lead to it. */
export const findProduct = async <B extends object = object>(
  q: Queries,
  productId: string,
  { done, asked }: Beside = NOTHING,
): Promise<(Product & { archived: boolean } & B) | undefined> => {
  const rows = await q.$queryRaw<(ProductRow & B)[]>`
    ${done}
    SELECT p.id, p.article, p.name, p.description, p.category_id AS "categoryId", c.name AS "categoryName",
      p.archived_at IS NOT NULL OR p.currency <> 'UAH' AS archived,
      COALESCE((SELECT jsonb_agg(o.name ORDER BY o.position) FROM product_options o WHERE o.product_id = p.id), '[]') AS options,
      COALESCE((SELECT jsonb_agg(jsonb_build_object('name', a.name, 'value', a.value) ORDER BY a.position)
        FROM product_attributes a WHERE a.product_id = p.id), '[]') AS attributes,
      COALESCE((SELECT jsonb_agg(f.picture_hash ORDER BY f.position) FROM product_photos f WHERE f.product_id = p.id), '[]') AS photos,
      COALESCE((SELECT jsonb_agg(jsonb_build_object(
          'id', v.id, 'sku', v.sku, 'values', v.values, 'detail', v.detail, 'price', COALESCE(v.price, p.price),
          'available', (SELECT COALESCE(sum(s.on_hand - s.held), 0) FROM stock s WHERE s.variant_id = v.id)) ORDER BY v.position, v.id)
        FROM variants v WHERE v.product_id = p.id AND v.archived_at IS NULL), '[]') AS variants${asked}
    FROM products p JOIN categories c ON c.id = p.category_id
    WHERE p.id = ${productId}`
  const row = rows[0]
  if (!row) return undefined
  const variants = row.variants.map((variant) => ({ ...variant, price: money(variant.price) }))
  const prices = variants.map((variant) => variant.price)
  const lowest = money(prices.length > 0 ? Math.min(...prices) : 0)
  return {
    ...row,
    variants,
    price: lowest,
    priceVaries: prices.some((price) => price !== lowest),
    available: variants.some((variant) => variant.available > 0),
  }
}

interface ProductRow extends Omit<Product, 'price' | 'priceVaries' | 'available'> {
  readonly archived: boolean
}

/** A picture's bytes by its hash. */
export const findPicture = async (
  q: Queries,
  hash: string,
): Promise<{ mime: string; bytes: Uint8Array } | undefined> => {
  const rows = await q.$queryRaw<
    { mime: string; bytes: Uint8Array }[]
  >`SELECT mime, bytes FROM pictures WHERE hash = ${hash}`
  return rows[0]
}

/** The product that a person means by an article, a SKU or its exact name. Words and typing errors are a search of their own. */
export const lookUpProduct = async (q: Queries, text: string): Promise<string | undefined> => {
  const rows = await q.$queryRaw<{ id: string }[]>`
    SELECT p.id FROM products p
    WHERE p.archived_at IS NULL AND (p.article = ${text} OR lower(p.name->>'uk') = lower(${text}) OR lower(p.name->>'en') = lower(${text})
      OR EXISTS (SELECT FROM variants v WHERE v.product_id = p.id AND v.sku = ${text}))
    ORDER BY p.position, p.id LIMIT 1`
  return rows[0]?.id
}

/** The product whose article a link carries: signs that a link does not take stand as hyphens, and big letters do not matter. */
export const findProductInLink = async (q: Queries, word: string): Promise<string | undefined> => {
  const rows = await q.$queryRaw<{ id: string }[]>`
    SELECT id FROM products WHERE lower(regexp_replace(article, '[^A-Za-z0-9_-]', '-', 'g')) = lower(${word})
    ORDER BY archived_at IS NOT NULL, position, id LIMIT 1`
  return rows[0]?.id
}
