import type { Queries, Tx } from '../kernel/db.ts'
import { newId } from '../kernel/ids.ts'
import { type Money, money } from '../kernel/money.ts'
import type { Text } from '../kernel/text.ts'
import type { ImportCategory, ImportProduct } from './import-product.ts'

/** What stands on the shelf under a product's name: its options, and its variants with what they cost now. */
export interface Shelf {
  readonly productId: string
  readonly price: Money
  readonly optionNames: readonly Text[]
  readonly variants: readonly ShelfVariant[]
}

export interface ShelfVariant {
  readonly id: string
  readonly values: readonly Text[]
  /** Its own price or the product's: what a customer pays. */
  readonly price: Money
  readonly ownPrice: Money | null
  readonly pendingPrice: Money | null
}

/** The shelves of these products; prices and values cannot be changed by anybody else until the transaction ends. */
export const lockShelves = async (tx: Tx, productIds: readonly string[]): Promise<Map<string, Shelf>> => {
  if (productIds.length === 0) return new Map()
  const ids = [...productIds]
  const products = await tx.$queryRaw<{ productId: string; price: bigint; optionNames: Text[] }[]>`
    SELECT p.id AS "productId", p.price,
      COALESCE((SELECT jsonb_agg(o.name ORDER BY o.position) FROM product_options o WHERE o.product_id = p.id), '[]') AS "optionNames"
    FROM products p WHERE p.id = ANY(${ids}::text[]) ORDER BY p.id FOR NO KEY UPDATE OF p`
  const variants = await tx.$queryRaw<VariantRow[]>`
    SELECT id, product_id AS "productId", "values", price, pending_price AS "pendingPrice"
    FROM variants WHERE product_id = ANY(${ids}::text[]) ORDER BY id FOR NO KEY UPDATE`
  const byProduct = Map.groupBy(variants, (variant) => variant.productId)
  return new Map(
    products.map(({ productId, price, optionNames }) => [
      productId,
      {
        productId,
        price: money(price),
        optionNames,
        variants: (byProduct.get(productId) ?? []).map((row) => ({
          id: row.id,
          values: row.values,
          price: money(row.price ?? price),
          ownPrice: row.price === null ? null : money(row.price),
          pendingPrice: row.pendingPrice === null ? null : money(row.pendingPrice),
        })),
      },
    ]),
  )
}

interface VariantRow {
  readonly id: string
  readonly productId: string
  readonly values: Text[]
  readonly price: bigint | null
  readonly pendingPrice: bigint | null
}

/** Those of `articles` that products have already. */
export const findArticles = async (q: Queries, articles: readonly string[]): Promise<Set<string>> => {
  const rows = await q.$queryRaw<{ article: string }[]>`
    SELECT article FROM products WHERE article = ANY(${[...articles]}::text[])`
  return new Set(rows.map(({ article }) => article))
}

/** Those of `skus` that variants have already. */
export const findSkus = async (q: Queries, skus: readonly string[]): Promise<Set<string>> => {
  if (skus.length === 0) return new Set()
  const rows = await q.$queryRaw<
    { sku: string }[]
  >`SELECT sku FROM variants WHERE sku = ANY(${[...skus]}::text[])`
  return new Set(rows.map(({ sku }) => sku))
}

export const findLastPosition = async (q: Queries): Promise<number> => {
  const rows = await q.$queryRaw<
    { position: number }[]
  >`SELECT COALESCE(max(position), 0) AS position FROM products`
  return rows[0]!.position
}

/**
 * The ids of the categories by their keys. One that is there under the same slug or name (whatever its letter
 * case) is used as it is; the others are added at the end.
 */
export const ensureCategories = async (
  tx: Tx,
  categories: readonly ImportCategory[],
): Promise<Map<string, string>> => {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('import categories', 0))::text`
  const there = await tx.$queryRaw<{ id: string; slug: string; name: Text; position: number }[]>`
    SELECT id, slug, name, position FROM categories ORDER BY position, id`
  const bySlug = new Map(there.map(({ id, slug }) => [slug, id]))
  const byName = new Map(there.toReversed().map(({ id, name }) => [name.uk.toLowerCase(), id]))
  const ids = new Map<string, string>()
  const added: { id: string; slug: string; name: Text; position: number }[] = []
  let position = Math.max(0, ...there.map((category) => category.position))
  for (const { key, slug, name } of categories) {
    const known =
      byName.get(name.uk.toLowerCase()) ?? (slug.startsWith('undeclared-') ? bySlug.get(slug) : undefined)
    const id = known ?? newId('cat')
    ids.set(key, id)
    if (known) continue
    position += 1
    const free = bySlug.has(slug) ? `${slug}-${id.slice(-4).toLowerCase()}` : slug
    bySlug.set(free, id)
    byName.set(name.uk.toLowerCase(), id)
    added.push({ id, slug: free, name, position })
  }
  await tx.$executeRaw`
    INSERT INTO categories (id, slug, name, position)
    SELECT id, slug, name, position FROM jsonb_to_recordset(${JSON.stringify(added)}::jsonb)
      AS c(id text, slug text, name jsonb, position int)`
  return ids
}

/** Where imported stock is counted: the shop's first warehouse, «Склад» made for it where there is none. */
export const ensureWarehouse = async (tx: Tx): Promise<string> => {
  const find = () => tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM outlets WHERE kind = 'warehouse' ORDER BY position, id LIMIT 1`
  const [first] = await find()
  if (first) return first.id
  await tx.$executeRaw`
    INSERT INTO outlets (id, code, kind, name, city, address, hours, pickup, position)
    SELECT ${newId('out')}, 'warehouse', 'warehouse', '{"uk": "Склад", "en": "Warehouse"}', '{"uk": ""}', '{"uk": ""}', '{"uk": ""}',
      false, (SELECT COALESCE(max(position), 0) + 1 FROM outlets)
    ON CONFLICT (code) DO NOTHING`
  return (await find())[0]!.id
}

export interface ProductRow extends Pick<ImportProduct, 'name' | 'description'> {
  readonly id: string
  readonly article: string
  readonly categoryId: string
  readonly price: Money
  readonly position: number
}

/** Makes products, or gives those that are there their new words; article, position and price of those stay. */
export const writeProducts = async (tx: Tx, rows: readonly ProductRow[], now: Date): Promise<void> => {
  if (rows.length === 0) return
  await tx.$executeRaw`
    INSERT INTO products (id, article, category_id, name, description, price, position, created_at)
    SELECT id, article, "categoryId", name, description, price, position, ${now}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS p(id text, article text, "categoryId" text, name jsonb, description jsonb, price bigint, position int)
    ON CONFLICT (id) DO UPDATE
    SET category_id = EXCLUDED.category_id, name = EXCLUDED.name, description = EXCLUDED.description`
}

export interface VariantToWrite {
  readonly id: string
  readonly productId: string
  readonly sku: string
  readonly position: number
  readonly values: readonly Text[]
  readonly detail: Text | null
  readonly weightGrams: number | null
  readonly price: Money | null
  readonly oldPrice: Money | null
}

/** Makes variants, or gives those that are there their new words; SKU, product and price of those stay. */
export const writeVariants = async (tx: Tx, rows: readonly VariantToWrite[]): Promise<void> => {
  if (rows.length === 0) return
  await tx.$executeRaw`
    INSERT INTO variants (id, product_id, sku, position, "values", detail, weight_grams, price, old_price)
    SELECT id, "productId", sku, position, "values", detail, "weightGrams", price, "oldPrice"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS v(id text, "productId" text, sku text, position int, "values" jsonb, detail jsonb, "weightGrams" int, price bigint, "oldPrice" bigint)
    ON CONFLICT (id) DO UPDATE
    SET position = EXCLUDED.position, "values" = EXCLUDED."values", detail = EXCLUDED.detail, weight_grams = EXCLUDED.weight_grams,
      old_price = EXCLUDED.old_price`
}

/** New places and values of variants that the import does not bring, after their product changed. */
export const writeValues = async (
  tx: Tx,
  rows: readonly { id: string; position: number; values: readonly Text[] }[],
): Promise<void> => {
  if (rows.length === 0) return
  await tx.$executeRaw`
    UPDATE variants v SET position = n.position, "values" = n."values"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n(id text, position int, "values" jsonb) WHERE v.id = n.id`
}

/** What variants cost before, as their source says it now. */
export const writeOldPrices = async (
  tx: Tx,
  rows: readonly { id: string; oldPrice: Money | null }[],
): Promise<void> => {
  if (rows.length === 0) return
  await tx.$executeRaw`
    UPDATE variants v SET old_price = n."oldPrice"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n(id text, "oldPrice" bigint)
    WHERE v.id = n.id AND v.old_price IS DISTINCT FROM n."oldPrice"`
}

export interface PriceRow {
  readonly id: string
  readonly price: Money | null
  readonly pendingPrice: Money | null
}

export const writePrices = async (
  tx: Tx,
  rows: {
    readonly products: readonly { id: string; price: Money }[]
    readonly variants: readonly PriceRow[]
  },
): Promise<void> => {
  if (rows.products.length > 0) {
    await tx.$executeRaw`
      UPDATE products p SET price = n.price
      FROM jsonb_to_recordset(${JSON.stringify(rows.products)}::jsonb) AS n(id text, price bigint) WHERE p.id = n.id`
  }
  if (rows.variants.length === 0) return
  await tx.$executeRaw`
    UPDATE variants v SET price = n.price, pending_price = n."pendingPrice"
    FROM jsonb_to_recordset(${JSON.stringify(rows.variants)}::jsonb) AS n(id text, price bigint, "pendingPrice" bigint)
    WHERE v.id = n.id`
}

/** How many prices of a source's variants wait for the owner's word. */
export const countWaitingPrices = async (q: Queries, source: string): Promise<number> => {
  const rows = await q.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM variants v
    WHERE v.pending_price IS NOT NULL AND EXISTS (SELECT FROM imported_offers i WHERE i.variant_id = v.id AND i.source = ${source})`
  return rows[0]!.count
}
