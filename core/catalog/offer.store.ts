import { type Queries, type Sql, sql } from '../kernel/db.ts'
import { money } from '../kernel/money.ts'
import type { ProductSummary } from './product.ts'

/** A product as somebody sees it who is not in the shop: in another chat. */
export type Offer = ProductSummary

interface Stretch {
  readonly skip: number
  readonly limit: number
}

/** The first picture of the product `p`. */
export const coverOf: Sql = sql`(SELECT f.picture_hash FROM product_photos f WHERE f.product_id = p.id ORDER BY f.position LIMIT 1)`

const onSale = sql`p.archived_at IS NULL AND p.currency = 'UAH'`

/** Products by their ids, in this order; those that are sold no more are left out. */
export const findOffers = async (q: Queries, productIds: readonly string[]): Promise<Offer[]> => {
  const rows = await q.$queryRaw<OfferRow[]>`
    SELECT p.id, p.article, p.name, v.price, v.highest, v.available,
      ${coverOf} AS photo
    FROM unnest(${[...productIds]}::text[]) WITH ORDINALITY AS wanted(id, n)
    JOIN products p ON p.id = wanted.id AND ${onSale}
    LEFT JOIN LATERAL (
      SELECT min(COALESCE(v.price, p.price)) AS price, max(COALESCE(v.price, p.price)) AS highest,
        COALESCE(bool_or(EXISTS (SELECT FROM stock s WHERE s.variant_id = v.id AND s.on_hand > s.held)), false) AS available
      FROM variants v WHERE v.product_id = p.id AND v.archived_at IS NULL
    ) v ON true
    ORDER BY wanted.n`
  return rows.map(({ price, highest, ...row }) => ({
    ...row,
    price: money(price ?? 0n),
    priceVaries: price !== highest,
  }))
}

interface OfferRow extends Omit<Offer, 'price' | 'priceVaries'> {
  readonly price: bigint | null
  readonly highest: bigint | null
}

/** What came to the shop last. */
export const findNewest = async (q: Queries, { skip, limit }: Stretch): Promise<string[]> => {
  const rows = await q.$queryRaw<{ id: string }[]>`
    SELECT p.id FROM products p WHERE ${onSale} ORDER BY p.created_at DESC, p.id DESC OFFSET ${skip} LIMIT ${limit}`
  return rows.map(({ id }) => id)
}
