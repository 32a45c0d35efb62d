import { event } from '../events.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Db } from '../kernel/db.ts'
import type { Announce } from '../outbox.ts'
import { importBatch, type SkippedOffer, type StockShortage } from './import-batch.ts'
import {
  countWaitingPrices,
  ensureCategories,
  ensureWarehouse,
  findLastPosition,
} from './import-catalog.store.ts'
import { type PictureFile, savePictureFile } from './import-pictures.store.ts'
import type { ImportCategory, ImportProduct } from './import-product.ts'
import { countImportedOffers } from './imported-offer.store.ts'

export interface ImportInput {
  /** Offers are known by source and id: the same source again finds what it brought. */
  readonly source: string
  readonly categories: readonly ImportCategory[]
  /** Each batch is one transaction: some 200 products. */
  readonly batches: AsyncIterable<readonly ImportProduct[]>
  /** The owner's setting: a price that falls by more percent than this waits for the owner's word. */
  readonly priceFallPercent: number
  /** Shown until a picture is fetched. */
  readonly placeholder: PictureFile
  /** Called after each batch with the number of its offers; what it throws ends the import between two batches. */
  readonly onBatch?: (offers: number) => void
}

export interface ImportReport {
  /** Offers, not products. */
  readonly created: number
  readonly changed: number
  readonly unchanged: number
  /** Offers that were imported before and that the source does not bring any more; their products stay as they are. */
  readonly gone: number
  readonly productsCreated: number
  readonly skipped: readonly SkippedOffer[]
  /** Falls of the price that wait for the owner's word, also from earlier imports. */
  readonly pricesWaiting: number
  readonly shortages: readonly StockShortage[]
}

/**
 * Brings a source's products into the catalogue: new ones are made, changed ones follow, unchanged ones cost
 * one read, those that are gone stay as they are.
 *
 * Stock: only the difference to the quantity of the source's previous import is moved, so that what was
 * ordered meanwhile is not brought back. Prices: one that falls by more than the owner allows waits for the owner's
 * word (`price.awaits`), anything else takes effect; a price that the owner changed is left until the source's changes.
 *
 * Each batch is one transaction with everything that belongs to it: killed half-way, the next run does the rest.
 */
export const importCatalog =
  ({ db, clock, announce }: { db: Db; clock: Clock; announce: Announce }) =>
  async ({
    source,
    categories,
    batches,
    priceFallPercent,
    placeholder,
    onBatch,
  }: ImportInput): Promise<ImportReport> => {
    const before = await countImportedOffers(db.queries, source)
    const ground = await db.transaction(async (tx) => {
      await savePictureFile(tx, placeholder)
      return { categoryIds: await ensureCategories(tx, categories), outletId: await ensureWarehouse(tx) }
    })
    let position = await findLastPosition(db.queries)
    const claimed = new Set<string>()
    const total = { created: 0, changed: 0, unchanged: 0, known: 0, productsCreated: 0 }
    const skipped: SkippedOffer[] = []
    const shortages: StockShortage[] = []

    for await (const products of batches) {
      const run = {
        source,
        ...ground,
        placeholder: placeholder.hash,
        claimed,
        position,
        priceFallPercent,
        now: clock.now(),
      }
      const done = await db.transaction(async (tx) => {
        const result = await importBatch(tx, run, products)
        if (result.newlyWaiting.length > 0)
          await announce(tx, event('price.awaits', { variantIds: result.newlyWaiting }))
        return result
      })
      for (const productId of done.claimed) claimed.add(productId)
      position += done.productsCreated
      for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += done[key]
      skipped.push(...done.skipped)
      shortages.push(...done.shortages)
      onBatch?.(products.reduce((sum, product) => sum + product.variants.length, 0))
    }
    const { known, ...counts } = total
    const pricesWaiting = await countWaitingPrices(db.queries, source)
    return { ...counts, pricesWaiting, gone: Math.max(0, before - known), skipped, shortages }
  }
