import { sql, type Tx } from '../kernel/db.ts'
import type { Text } from '../kernel/text.ts'
import type { ImportProduct } from './import-product.ts'

/** What belongs to a product and is replaced as a whole. */
export interface Belongings {
  readonly productId: string
  readonly options: readonly Text[]
  readonly attributes: ImportProduct['attributes']
  readonly pictureUrls: readonly string[]
}

/**
 * Replaces what belongs to these products: options, attributes, photos. A picture that was fetched before stays
 * with its address; every other one is the placeholder until it is fetched. `fresh` products have nothing yet.
 */
export const writeBelongings = async (
  tx: Tx,
  rows: readonly Belongings[],
  { placeholder, fresh }: { placeholder: string; fresh: ReadonlySet<string> },
): Promise<void> => {
  if (rows.length === 0) return
  const ids = rows.map(({ productId }) => productId).filter((id) => !fresh.has(id))
  if (ids.length > 0) {
    await tx.$executeRaw`DELETE FROM product_options WHERE product_id = ANY(${ids}::text[])`
    await tx.$executeRaw`DELETE FROM product_attributes WHERE product_id = ANY(${ids}::text[])`
  }
  const options = rows.flatMap(({ productId, options }) =>
    options.map((name, position) => ({ productId, position, name })),
  )
  await tx.$executeRaw`
    INSERT INTO product_options (product_id, position, name)
    SELECT "productId", position, name FROM jsonb_to_recordset(${JSON.stringify(options)}::jsonb)
      AS o("productId" text, position int, name jsonb)`
  const attributes = rows.flatMap(({ productId, attributes }) =>
    attributes.map(({ name, value }, position) => ({ productId, position, name, value })),
  )
  await tx.$executeRaw`
    INSERT INTO product_attributes (product_id, position, name, value)
    SELECT "productId", position, name, value FROM jsonb_to_recordset(${JSON.stringify(attributes)}::jsonb)
      AS a("productId" text, position int, name jsonb, value jsonb)`
  await writePhotos(tx, rows, { placeholder, replaced: ids })
}

const writePhotos = async (
  tx: Tx,
  rows: readonly Belongings[],
  { placeholder, replaced }: { placeholder: string; replaced: readonly string[] },
): Promise<void> => {
  // A product without a picture shows the placeholder, too: with no address there is nothing to fetch.
  const photos = rows.flatMap(({ productId, pictureUrls }) =>
    (pictureUrls.length > 0 ? pictureUrls : [null]).map((url, position) => ({ productId, position, url })),
  )
  const fetched = sql`(SELECT f.picture_hash FROM product_photos f WHERE f.product_id = n."productId" AND f.source_url = n.url LIMIT 1)`
  await tx.$executeRaw`
    INSERT INTO product_photos (product_id, position, picture_hash, source_url)
    SELECT n."productId", n.position, ${replaced.length > 0 ? sql`COALESCE(${fetched}, ${placeholder})` : sql`${placeholder}`}, n.url
    FROM jsonb_to_recordset(${JSON.stringify(photos)}::jsonb) AS n("productId" text, position int, url text)
    ON CONFLICT (product_id, position) DO UPDATE SET picture_hash = EXCLUDED.picture_hash, source_url = EXCLUDED.source_url`
  if (replaced.length === 0) return
  await tx.$executeRaw`
    DELETE FROM product_photos f
    USING (
      SELECT "productId", max(position) AS last FROM jsonb_to_recordset(${JSON.stringify(photos)}::jsonb)
        AS n("productId" text, position int) GROUP BY 1
    ) n
    WHERE f.product_id = n."productId" AND f.position > n.last AND f.product_id = ANY(${[...replaced]}::text[])`
}
