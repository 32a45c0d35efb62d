import { hash } from 'node:crypto'
import type { ImportProduct, ImportVariant } from './import-product.ts'
import type { ImportedOffer } from './imported-offer.store.ts'

export interface PlannedVariant {
  readonly offer: ImportVariant
  /** What was imported before; nothing for a new offer. */
  readonly known: ImportedOffer | undefined
}

/** What is to be done with one product of the import. */
export interface PlannedProduct {
  readonly product: ImportProduct
  /** The product that the offers already are; undefined where one is to be made. */
  readonly productId: string | undefined
  /** Its variants in order. Empty where all offers already belong to products of other groups. */
  readonly members: readonly PlannedVariant[]
  /** Anything but prices and quantities differs from what was imported before. */
  readonly rewrite: boolean
  /** Remembered with each member: what the product as a whole looked like. */
  readonly fingerprint: string
}

export interface Plan {
  readonly products: readonly PlannedProduct[]
  /** Offers that were put into another product before, and stay there: their price and quantity follow the feed. */
  readonly elsewhere: readonly PlannedVariant[]
}

/**
 * Compares products with what was imported before, without changing anything. An offer stays in the product
 * it was first put into, whatever the feed's grouping says later: carts, orders and buttons know it there.
 *
 * @param claimed products that earlier batches of this run have written; one product follows one group only
 */
export const planImport = (
  products: readonly ImportProduct[],
  known: ReadonlyMap<string, ImportedOffer>,
  claimed: ReadonlySet<string>,
): Plan => {
  const taken = new Set(claimed)
  const planned: PlannedProduct[] = []
  const elsewhere: PlannedVariant[] = []
  for (const product of products) {
    const variants = product.variants.map((offer) => ({ offer, known: known.get(offer.offerId) }))
    const productId = variants.find((variant) => variant.known && !taken.has(variant.known.productId))?.known
      ?.productId
    if (productId) taken.add(productId)
    const members = variants.filter((variant) => !variant.known || variant.known.productId === productId)
    elsewhere.push(...variants.filter((variant) => variant.known && variant.known.productId !== productId))
    if (members.length === 0) continue
    const fingerprint = productFingerprint(product, members)
    const rewrite = members.some((member) => fingerprintsOf(member.known).product !== fingerprint)
    planned.push({ product, productId, members, rewrite, fingerprint })
  }
  return { products: planned, elsewhere }
}

/** Whether the feed says anything new of the offer itself. */
export const isChanged = ({ offer, known }: PlannedVariant): boolean =>
  known !== undefined &&
  (fingerprintsOf(known).offer !== offer.fingerprint || known.quantity !== offer.quantity)

/** What `imported_offers.fingerprint` holds: the offer's own and, after a dot, that of its product. */
export const joinFingerprints = (offer: string, product: string): string => `${offer}.${product}`

export const fingerprintsOf = (known: ImportedOffer | undefined): { offer?: string; product?: string } => {
  if (!known) return {}
  const [offer = '', product = ''] = known.fingerprint.split('.')
  return { offer, product }
}

const productFingerprint = (product: ImportProduct, members: readonly PlannedVariant[]): string => {
  const { articles: _, variants: __, ...words } = product
  const variants = members.map(({ offer }) => [offer.offerId, offer.choices, offer.detail, offer.weightGrams])
  return hash('sha256', JSON.stringify([words, variants]), 'base64url').slice(0, 22)
}
