import type { Tx } from '../kernel/db.ts'
import { type Shelf, writePrices } from './import-catalog.store.ts'
import type { Draft } from './import-draft.ts'
import { fingerprintsOf, type PlannedVariant } from './import-plan.ts'
import { type PricedVariant, priceFrom, splitPrices } from './import-prices.ts'

/** Prices of products that were there before. Returns the variants of which a fall newly waits. */
export const settlePrices = async (
  tx: Tx,
  {
    shelves,
    drafts,
    offers,
    priceFallPercent,
  }: {
    shelves: ReadonlyMap<string, Shelf>
    drafts: readonly Draft[]
    offers: readonly PlannedVariant[]
    priceFallPercent: number
  },
): Promise<string[]> => {
  const wanted = new Map(
    offers
      .filter(({ offer, known }) => known && fingerprintsOf(known).offer !== offer.fingerprint)
      .map(({ offer, known }) => [known!.variantId, offer.price]),
  )
  const settled = [...shelves.values()].map((shelf) => {
    const there = new Set(shelf.variants.map(({ id }) => id))
    const added =
      drafts
        .find(({ product }) => product.id === shelf.productId)
        ?.variants.filter(({ id }) => !there.has(id)) ?? []
    const before = [
      ...shelf.variants,
      ...added.map(({ id, price }) => ({ id, price: price!, ownPrice: price, pendingPrice: null })),
    ]
    const after = before.map((variant): PricedVariant => {
      const price = wanted.get(variant.id)
      return price === undefined ? variant : priceFrom(variant, price, priceFallPercent)
    })
    const split = splitPrices(after.map(({ price }) => price))
    const rows = before.flatMap((old, i) => {
      const row = { id: old.id, price: split.variants[i]!, pendingPrice: after[i]!.pendingPrice }
      const same = row.price === old.ownPrice && row.pendingPrice === old.pendingPrice
      return same ? [] : [{ row, waits: row.pendingPrice !== null && row.pendingPrice !== old.pendingPrice }]
    })
    return { product: { id: shelf.productId, price: split.product, old: shelf.price }, rows }
  })
  const rows = settled.flatMap((shelf) => shelf.rows)
  await writePrices(tx, {
    products: settled.map(({ product }) => product).filter(({ price, old }) => price !== old),
    variants: rows.map(({ row }) => row),
  })
  return rows.filter(({ waits }) => waits).map(({ row }) => row.id)
}
