import type { Db } from '../../core/kernel/db.ts'
import { newId } from '../../core/kernel/ids.ts'
import { hryvnias, type Money } from '../../core/kernel/money.ts'

export interface Outlets {
  readonly warehouse: string
  readonly store: string
}

export type OutletName = keyof Outlets

/** Pieces in the warehouse, or by outlet. */
type Pieces = number | Partial<Record<OutletName, number>>

export interface NewProduct {
  readonly sizes: Readonly<Record<string, Pieces>>
  /** In whole hryvnias, like `prices`. */
  readonly price?: number
  /** Sizes that cost something else. */
  readonly prices?: Readonly<Record<string, number>>
}

export interface TestProduct {
  readonly id: string
  readonly price: Money
  /** The id of a size. */
  variant(size: string): string
}

/** Catalogue and stock come by an import, which is no part of these stories: here they are put in as they are. */
export const insertOutlets = async (db: Db): Promise<Outlets> => {
  const outlets: Outlets = { warehouse: newId('out'), store: newId('out') }
  const words = JSON.stringify({ uk: 'Склад' })
  await db.client.$executeRaw`
    INSERT INTO outlets (id, code, kind, name, city, address, hours, pickup, position) VALUES
      (${outlets.warehouse}, 'warehouse', 'warehouse', ${words}::jsonb, ${words}::jsonb, ${words}::jsonb, ${words}::jsonb, false, 1),
      (${outlets.store}, 'store', 'store', ${words}::jsonb, ${words}::jsonb, ${words}::jsonb, ${words}::jsonb, true, 2)`
  await db.client.$executeRaw`
    INSERT INTO categories (id, slug, name, position) VALUES ('cat_test', 'shoes', ${JSON.stringify({ uk: 'Взуття' })}::jsonb, 1)`
  return outlets
}

let articles = 0

/** A product with its sizes, and the pieces of each with the movement that brought them. */
export const insertProduct = async (
  db: Db,
  outlets: Outlets,
  { sizes, price = 1360, prices = {} }: NewProduct,
): Promise<TestProduct> => {
  const id = newId('prd')
  const article = `12.1.${++articles}`
  const variants = Object.keys(sizes).map((size, position) => ({
    id: newId('var'),
    size,
    position,
    sku: `${article}-${size}`,
    values: [{ uk: size }],
    price: prices[size] === undefined ? null : hryvnias(prices[size]),
  }))
  const stock = variants.flatMap(({ id: variantId, size }) => {
    const pieces = sizes[size]!
    const byOutlet = typeof pieces === 'number' ? { warehouse: pieces } : pieces
    return Object.entries(byOutlet).map(([outlet, quantity]) => ({
      variantId,
      outletId: outlets[outlet as OutletName],
      quantity,
    }))
  })
  const name = JSON.stringify({ uk: `Кросівки ${article}` })
  await db.client.$transaction([
    db.client.$executeRaw`
      INSERT INTO products (id, article, category_id, name, description, price, position, created_at)
      VALUES (${id}, ${article}, 'cat_test', ${name}::jsonb, '{"uk":""}', ${hryvnias(price)}, ${articles}, now())`,
    db.client
      .$executeRaw`INSERT INTO product_options (product_id, position, name) VALUES (${id}, 0, '{"uk":"Розмір"}')`,
    db.client.$executeRaw`
      INSERT INTO variants (id, product_id, sku, position, values, price)
      SELECT v.id, ${id}, v.sku, v.position, v.values, v.price FROM jsonb_to_recordset(${JSON.stringify(variants)}::jsonb)
        AS v(id text, sku text, position int, values jsonb, price bigint)`,
    db.client.$executeRaw`
      INSERT INTO stock (variant_id, outlet_id, on_hand)
      SELECT "variantId", "outletId", quantity FROM jsonb_to_recordset(${JSON.stringify(stock)}::jsonb)
        AS s("variantId" text, "outletId" text, quantity int)`,
    db.client.$executeRaw`
      INSERT INTO stock_movements (variant_id, outlet_id, delta, reason, at)
      SELECT "variantId", "outletId", quantity, 'initial', now() FROM jsonb_to_recordset(${JSON.stringify(stock)}::jsonb)
        AS s("variantId" text, "outletId" text, quantity int) WHERE quantity <> 0`,
  ])
  return {
    id,
    price: hryvnias(price),
    variant: (size) => {
      const found = variants.find((variant) => variant.size === size)
      if (!found) throw new RangeError(`no size ${size} of ${article}`)
      return found.id
    },
  }
}
