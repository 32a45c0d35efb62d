import { type Queries, type Sql, sql } from '../kernel/db.ts'
import { type Money, money } from '../kernel/money.ts'
import { readBarcode } from './barcode.ts'
import type { Category, Product } from './product.ts'
import { articlesIn } from './search-text.ts'

/** Categories that have anything to show, in the shop's order. */
export const findCategories = (q: Queries): Promise<Category[]> => q.$queryRaw<Category[]>`
  SELECT id, name FROM categories c
  WHERE EXISTS (SELECT FROM products p WHERE p.category_id = c.id AND p.archived_at IS NULL)
  ORDER BY position, id`

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
          'id', v.id, 'sku', v.sku, 'values', v.values, 'detail', v.detail, 'price', COALESCE(v.price, p.price), 'oldPrice', v.old_price,
          'available', (SELECT COALESCE(sum(s.on_hand - s.held), 0) FROM stock s WHERE s.variant_id = v.id)) ORDER BY v.position, v.id)
        FROM variants v WHERE v.product_id = p.id AND v.archived_at IS NULL), '[]') AS variants${asked}
    FROM products p JOIN categories c ON c.id = p.category_id
    WHERE p.id = ${productId}`
  const row = rows[0]
  if (!row) return undefined
  const variants = row.variants.map(({ oldPrice: _, ...variant }) => ({
    ...variant,
    price: money(variant.price),
  }))
  const prices = variants.map((variant) => variant.price)
  const lowest = money(prices.length > 0 ? Math.min(...prices) : 0)
  return {
    ...row,
    variants,
    price: lowest,
    priceVaries: prices.some((price) => price !== lowest),
    oldPrice: oldPriceOf(row.variants, lowest),
    available: variants.some((variant) => variant.available > 0),
  }
}

/** What the cheapest variant cost before, as lists have it (search_refresh); null where that was not more. */
const oldPriceOf = (variants: ProductRow['variants'], lowest: Money): Money | null => {
  const before = variants.flatMap(({ price, oldPrice }) =>
    price === lowest && oldPrice !== null && oldPrice > lowest ? [oldPrice] : [],
  )
  return before.length > 0 ? money(Math.max(...before)) : null
}

interface ProductRow extends Omit<Product, 'price' | 'priceVaries' | 'oldPrice' | 'available' | 'variants'> {
  readonly archived: boolean
  readonly variants: readonly (Product['variants'][number] & { readonly oldPrice: number | null })[]
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

/** The product that a person means by an article, a SKU (with a size after it, too), a barcode or its whole name, in letters of any size. Words and typing errors are a search of their own. */
export const lookUpProduct = async (q: Queries, text: string): Promise<string | undefined> => {
  const rows = await q.$queryRaw<{ id: string }[]>`
    SELECT s.product_id AS id FROM unnest(${articlesIn(text)}::text[]) WITH ORDINALITY AS a(said, n)
      JOIN search_products s ON s.terms && CASE a.n WHEN 1 THEN ARRAY[search_code(a.said), search_name(a.said)] ELSE ARRAY[search_code(a.said)] END
    WHERE s.shown ORDER BY a.n, s.position, s.product_id LIMIT 1`
  if (rows[0]) return rows[0].id
  const code = readBarcode(text)
  if (code === undefined) return undefined
  const [bound] = await q.$queryRaw<{ id: string }[]>`
    SELECT p.id FROM barcodes b JOIN variants v ON v.id = b.variant_id JOIN products p ON p.id = v.product_id
    WHERE b.code = ${code} AND p.archived_at IS NULL`
  return bound?.id
}

/** The product whose article a link carries: signs that a link does not take stand as hyphens, and big letters do not matter. */
export const findProductInLink = async (q: Queries, word: string): Promise<string | undefined> => {
  const rows = await q.$queryRaw<{ id: string }[]>`
    SELECT id FROM products WHERE lower(regexp_replace(article, '[^A-Za-z0-9_-]', '-', 'g')) = lower(${word})
    ORDER BY archived_at IS NOT NULL, position, id LIMIT 1`
  return rows[0]?.id
}

/** The product that a size is of. */
export const findProductOf = async (q: Queries, variantId: string): Promise<string | undefined> => {
  const rows = await q.$queryRaw<
    { id: string }[]
  >`SELECT product_id AS id FROM variants WHERE id = ${variantId}`
  return rows[0]?.id
}
