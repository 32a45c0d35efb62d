import type { Tx } from '../kernel/db.ts'
import { writeBarcodes } from './barcode.store.ts'
import { writeBelongings } from './import-belongings.store.ts'
import {
  findArticles,
  findSkus,
  lockShelves,
  type Shelf,
  writeOldPrices,
  writeProducts,
  writeValues,
  writeVariants,
} from './import-catalog.store.ts'
import { type Draft, draftProduct } from './import-draft.ts'
import {
  fingerprintsOf,
  isChanged,
  joinFingerprints,
  type Plan,
  type PlannedVariant,
  planImport,
} from './import-plan.ts'
import type { ImportProduct } from './import-product.ts'
import { settlePrices } from './import-settle-prices.ts'
import { moveImportedStock } from './import-stock.store.ts'
import { findImportedOffers, type ImportedOffer, lockSource, rememberOffers } from './imported-offer.store.ts'

export interface BatchGround {
  readonly priceFallPercent: number
  readonly source: string
  readonly categoryIds: ReadonlyMap<string, string>
  readonly outletId: string
  /** Hash of the placeholder picture. */
  readonly placeholder: string
  /** Products that earlier batches of this run have written. */
  readonly claimed: ReadonlySet<string>
  /** Of the last product in the shop's order. */
  readonly position: number
  readonly now: Date
}

export interface SkippedOffer {
  readonly offerId: string
  /** A variant or a product that this source did not bring has the SKU, or every article the offer could have. */
  readonly reason: 'sku-taken' | 'article-taken'
}

/** The source took away more pieces than are free: the others are sold or held by orders. */
export interface StockShortage {
  readonly offerId: string
  readonly wanted: number
  readonly moved: number
}

export interface BatchResult {
  readonly created: number
  readonly changed: number
  readonly unchanged: number
  readonly known: number
  readonly productsCreated: number
  readonly claimed: readonly string[]
  /** Variants whose price fell by more than the rule allows just now. */
  readonly newlyWaiting: readonly string[]
  readonly skipped: readonly SkippedOffer[]
  readonly shortages: readonly StockShortage[]
}

/** One batch in the caller's transaction; changes nothing of `ground`, so that it can be run again. */
export const importBatch = async (
  tx: Tx,
  ground: BatchGround,
  products: readonly ImportProduct[],
): Promise<BatchResult> => {
  await lockSource(tx, ground.source)
  const known = await readKnown(tx, ground.source, products)
  const { usable, skipped } = await withoutTakenSkus(tx, products, known)
  const plan = planImport(usable, known, ground.claimed)
  const shelves = await lockShelves(tx, touchedProducts(plan))
  const drafts = await draftAll(tx, plan, { ...ground, shelves })
  await writeDrafts(tx, drafts, ground)

  const variantIds = new Map([...known.values()].map(({ offerId, variantId }) => [offerId, variantId]))
  for (const { variants } of drafts) for (const { sku, id } of variants) variantIds.set(sku, id)
  const offers = [...plan.products.flatMap(({ members }) => members), ...plan.elsewhere].filter(({ offer }) =>
    variantIds.has(offer.offerId),
  )
  const newlyWaiting = await settlePrices(tx, {
    shelves,
    drafts,
    offers,
    priceFallPercent: ground.priceFallPercent,
  })
  await writeOldPrices(
    tx,
    offers.filter(isChanged).map(({ offer, known }) => ({ id: known!.variantId, oldPrice: offer.oldPrice })),
  )
  await writeBarcodes(tx, {
    bound: offers
      .filter((offer) => !offer.known || isChanged(offer))
      .map(({ offer, known }) => ({
        variantId: variantIds.get(offer.offerId)!,
        codes: offer.barcodes,
        isNew: !known,
      })),
    now: ground.now,
  })
  const shortages = await moveStock(tx, { offers, variantIds, ground })
  await remember(tx, { plan, variantIds, ground })

  const all = usable.flatMap(({ variants }) => variants)
  const left = all.filter(({ offerId }) => !variantIds.has(offerId))
  const created = offers.filter((offer) => !offer.known).length
  const changed = offers.filter(isChanged).length
  return {
    created,
    changed,
    unchanged: offers.length - created - changed,
    known: known.size,
    productsCreated: drafts.filter(({ isNew }) => isNew).length,
    claimed: plan.products.flatMap(({ productId }) => productId ?? []),
    newlyWaiting,
    skipped: [...skipped, ...left.map(({ offerId }): SkippedOffer => ({ offerId, reason: 'article-taken' }))],
    shortages,
  }
}

const readKnown = async (
  tx: Tx,
  source: string,
  products: readonly ImportProduct[],
): Promise<Map<string, ImportedOffer>> => {
  const ids = products.flatMap(({ variants }) => variants.map(({ offerId }) => offerId))
  return new Map((await findImportedOffers(tx, source, ids)).map((offer) => [offer.offerId, offer]))
}

/** An offer's id becomes its SKU; where a variant of another origin has it, the offer cannot be brought in. */
const withoutTakenSkus = async (
  tx: Tx,
  products: readonly ImportProduct[],
  known: ReadonlyMap<string, ImportedOffer>,
) => {
  const fresh = products
    .flatMap(({ variants }) => variants.map(({ offerId }) => offerId))
    .filter((id) => !known.has(id))
  const taken = await findSkus(tx, fresh)
  if (taken.size === 0) return { usable: products, skipped: [] }
  const usable = products
    .map((product) => ({
      ...product,
      variants: product.variants.filter(({ offerId }) => !taken.has(offerId)),
    }))
    .filter(({ variants }) => variants.length > 0)
  return { usable, skipped: [...taken].map((offerId): SkippedOffer => ({ offerId, reason: 'sku-taken' })) }
}

const touchedProducts = ({ products, elsewhere }: Plan): string[] => [
  ...new Set([
    ...products.flatMap(({ productId, rewrite }) => (productId && rewrite ? [productId] : [])),
    ...[...products.flatMap(({ members }) => members), ...elsewhere]
      .filter(isChanged)
      .map(({ known }) => known!.productId),
  ]),
]

const draftAll = async (
  tx: Tx,
  { products }: Plan,
  ground: BatchGround & { shelves: ReadonlyMap<string, Shelf> },
): Promise<Draft[]> => {
  const wanted = products.filter(({ rewrite }) => rewrite)
  const articles = wanted.filter(({ productId }) => !productId).flatMap(({ product }) => product.articles)
  const takenArticles = articles.length > 0 ? await findArticles(tx, articles) : new Set<string>()
  let position = ground.position
  return wanted.flatMap((planned) => {
    const shelf = planned.productId === undefined ? undefined : ground.shelves.get(planned.productId)
    const draft = draftProduct(planned, { ...ground, shelf, takenArticles, position: position + 1 })
    if (!draft) return []
    if (draft.isNew) {
      position += 1
      takenArticles.add(draft.product.article)
    }
    return [draft]
  })
}

const writeDrafts = async (
  tx: Tx,
  drafts: readonly Draft[],
  { now, placeholder }: BatchGround,
): Promise<void> => {
  await writeProducts(
    tx,
    drafts.map(({ product }) => product),
    now,
  )
  await writeVariants(
    tx,
    drafts.flatMap(({ variants }) => variants),
  )
  await writeValues(
    tx,
    drafts.flatMap(({ others }) => others),
  )
  const fresh = new Set(drafts.flatMap(({ isNew, product }) => (isNew ? [product.id] : [])))
  await writeBelongings(
    tx,
    drafts.map(({ belongings }) => belongings),
    { placeholder, fresh },
  )
}

interface Offers {
  readonly offers: readonly PlannedVariant[]
  readonly variantIds: ReadonlyMap<string, string>
  readonly ground: BatchGround
}

const moveStock = async (tx: Tx, { offers, variantIds, ground }: Offers): Promise<StockShortage[]> => {
  const deltas = offers
    .map(({ offer, known }) => ({
      variantId: variantIds.get(offer.offerId)!,
      delta: offer.quantity - (known?.quantity ?? 0),
    }))
    .filter(({ delta }) => delta !== 0)
  const short = await moveImportedStock(tx, { outletId: ground.outletId, deltas, now: ground.now })
  const offerOf = new Map([...variantIds].map(([offerId, variantId]) => [variantId, offerId]))
  return short.map(({ variantId, delta, moved }) => ({
    offerId: offerOf.get(variantId)!,
    wanted: delta,
    moved,
  }))
}

const remember = async (
  tx: Tx,
  { plan, variantIds, ground }: { plan: Plan; variantIds: ReadonlyMap<string, string>; ground: BatchGround },
): Promise<void> => {
  const said = [
    ...plan.products.flatMap(({ members, fingerprint }) =>
      members.map((member) => ({ member, product: fingerprint })),
    ),
    ...plan.elsewhere.map((member) => ({ member, product: fingerprintsOf(member.known).product ?? '' })),
  ]
  const offers = said.flatMap(({ member: { offer, known }, product }) => {
    const variantId = variantIds.get(offer.offerId)
    const fingerprint = joinFingerprints(offer.fingerprint, product)
    const same = known?.fingerprint === fingerprint && known.quantity === offer.quantity
    if (!variantId || same) return []
    return [{ offerId: offer.offerId, variantId, quantity: offer.quantity, fingerprint }]
  })
  await rememberOffers(tx, { source: ground.source, offers, now: ground.now })
}
