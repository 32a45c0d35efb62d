import { coverOf, findProduct, type Product, type ProductSummary } from '../catalog/index.ts'
import { type Queries, sql } from '../kernel/db.ts'
import { money } from '../kernel/money.ts'

/** How many products a person's "recently seen" keeps. */
export const RECENT_MAX = 20

/** A product with what it is to one person. */
export type PersonalProduct = Product & {
  readonly archived: boolean
  readonly favourite: boolean
  /** The variants that the person waits for; null among them: any of the product's. */
  readonly waiting: readonly (string | null)[]
}

interface Looking {
  readonly productId: string
  readonly userId: string
  readonly look: boolean
  readonly now: Date
}

/** The look becomes the newest of the user's twenty; one statement with the product itself, since every card asks this. */
const looked = ({ productId, userId, now }: Looking) => sql`
  WITH seen AS (
    INSERT INTO product_views (user_id, product_id, at)
    SELECT ${userId}, id, ${now} FROM products WHERE id = ${productId}
    ON CONFLICT (user_id, product_id) DO UPDATE SET at = excluded.at
  ), forgotten AS (
    DELETE FROM product_views v USING (
      SELECT product_id FROM product_views WHERE user_id = ${userId} AND product_id <> ${productId}
      ORDER BY at DESC, product_id DESC OFFSET ${RECENT_MAX - 1}
    ) old WHERE v.user_id = ${userId} AND v.product_id = old.product_id
  )`

export const findPersonalProduct = (q: Queries, looking: Looking): Promise<PersonalProduct | undefined> => {
  const { productId, userId, look } = looking
  return findProduct<Pick<PersonalProduct, 'favourite' | 'waiting'>>(q, productId, {
    done: look ? looked(looking) : sql``,
    asked: sql`,
      EXISTS (SELECT FROM favourites l WHERE l.user_id = ${userId} AND l.product_id = p.id) AS favourite,
      COALESCE((SELECT jsonb_agg(w.variant_id) FROM stock_watches w
        WHERE w.user_id = ${userId} AND w.product_id = p.id AND w.back_at IS NULL), '[]') AS waiting`,
  })
}

export const putFavourite = async (
  q: Queries,
  { userId, productId, now }: { userId: string; productId: string; now: Date },
): Promise<boolean> =>
  (await q.$executeRaw`
    INSERT INTO favourites (user_id, product_id, at) SELECT ${userId}, id, ${now} FROM products WHERE id = ${productId}
    ON CONFLICT (user_id, product_id) DO UPDATE SET at = favourites.at`) === 1

export const takeFavourite = async (
  q: Queries,
  { userId, productId }: { userId: string; productId: string },
): Promise<boolean> => {
  await q.$executeRaw`DELETE FROM favourites WHERE user_id = ${userId} AND product_id = ${productId}`
  return true
}

/** A product on one of a person's own shelves. */
export type ShelfItem = ProductSummary & { readonly archived: boolean }

export interface ShelfRequest {
  readonly shelf: 'favourites' | 'product_views'
  readonly userId: string
  /** The product that the page begins after. */
  readonly after?: string | undefined
  readonly limit: number
}

/** A page of a person's shelf, the newest first; a product that left the shelf meanwhile begins it anew. */
export const findShelf = async (
  q: Queries,
  { shelf, userId, after, limit }: ShelfRequest,
): Promise<ShelfItem[]> => {
  const table = shelf === 'favourites' ? sql`favourites` : sql`product_views`
  const beyond = after
    ? sql`AND (l.at, l.product_id) < COALESCE((SELECT (e.at, e.product_id) FROM ${table} e
        WHERE e.user_id = ${userId} AND e.product_id = ${after}), ('infinity'::timestamptz, ''))`
    : sql``
  const rows = await q.$queryRaw<ShelfRow[]>`
    SELECT p.id, p.article, p.name, p.archived_at IS NOT NULL OR p.currency <> 'UAH' AS archived,
      s.price, s.price_varies AS "priceVaries", s.old_price AS "oldPrice", NOT s.sold_out AS available, ${coverOf} AS photo
    FROM (SELECT l.product_id, l.at FROM ${table} l WHERE l.user_id = ${userId} ${beyond}
      ORDER BY l.at DESC, l.product_id DESC LIMIT ${limit}) l
    JOIN products p ON p.id = l.product_id JOIN search_products s ON s.product_id = p.id
    ORDER BY l.at DESC, l.product_id DESC`
  return rows.map((row) => ({
    ...row,
    available: row.available && !row.archived,
    price: money(row.price),
    oldPrice: row.oldPrice === null ? null : money(row.oldPrice),
  }))
}

type ShelfRow = Omit<ShelfItem, 'price' | 'oldPrice'> & {
  readonly price: bigint
  readonly oldPrice: bigint | null
}
