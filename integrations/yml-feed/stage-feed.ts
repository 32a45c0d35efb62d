import type { ImportCategory, ImportProduct } from '../../core/catalog/index.ts'
import { FeedCategories, type UndeclaredCategory } from './categories.ts'
import { groupKeys, readOptions, splitIntoProducts } from './grouping.ts'
import { checkOffer, type Offer, type OfferNote } from './offer.ts'
import { toProduct } from './product.ts'
import { readFeed } from './reader.ts'
import { createSpool, type Spool } from './spool.ts'
import { detached } from './text.ts'

export interface Skipped {
  readonly offerId: string
  readonly reason: string
}

/** A feed that was read to its end and found whole; nothing of it is in the shop yet. */
export interface StagedFeed {
  readonly categories: readonly ImportCategory[]
  readonly undeclared: readonly UndeclaredCategory[]
  /** Offers that can be brought in. */
  readonly offers: number
  readonly skipped: readonly Skipped[]
  readonly notes: Readonly<Record<OfferNote, number>>
  /** The products in the order of the feed, those of one group of offers at a time. */
  products(): Generator<readonly ImportProduct[]>
  close(): void
}

/** No product has as many variants: a key that groups more is no model's code. */
const GROUP_OFFERS = 300

/**
 * Reads a whole feed, sets aside what cannot be sold, and finds out which offers are one product. The offers
 * wait in a file without a name; in memory there are only their ids and keys.
 *
 * @throws BrokenFeed when the file is not whole
 */
export const stageFeed = async (
  chunks: AsyncIterable<Uint8Array>,
  onRead?: (bytes: number) => void,
): Promise<StagedFeed> => {
  const spool = createSpool()
  const categories = new FeedCategories()
  const skipped: Skipped[] = []
  const notes: Record<OfferNote, number> = { russian: 0, 'no-quantity': 0, 'bad-barcode': 0 }
  const ids = new Set<string>()
  const index = new FeedIndex()
  try {
    await readFeed(chunks, {
      category: (category) => categories.declare(category),
      offer: (raw) => {
        const checked =
          raw.id !== '' && ids.has(raw.id) ? { skip: 'the id is used twice in the feed' } : checkOffer(raw)
        ids.add(detached(raw.id))
        if ('skip' in checked) {
          skipped.push({ offerId: detached(raw.id) || '(no id)', reason: detached(checked.skip) })
          return
        }
        for (const note of checked.notes) notes[note] += 1
        const { offer } = checked
        categories.use(offer)
        index.add(offer)
        spool.put(offer)
      },
      ...(onRead && { read: onRead }),
    })
  } catch (error) {
    spool.close()
    throw error
  }
  const groups = index.groups(categories)
  return {
    categories: categories.list(),
    undeclared: categories.undeclared(),
    offers: index.size,
    skipped,
    notes,
    products: () => productsOf(groups, spool, categories),
    close: () => spool.close(),
  }
}

/** Which offers have which keys: numbers only, since there may be a great many of them. */
class FeedIndex {
  #keys = new Map<string, number>()
  #own: number[] = []
  #shared: (number | undefined)[] = []
  #anyCategory: boolean[] = []
  #categories: number[] = []

  get size(): number {
    return this.#own.length
  }

  add(offer: Offer): void {
    const { key, sharedKey, anyCategory } = groupKeys(readOptions(offer))
    this.#own.push(this.#numberOf(key))
    this.#shared.push(sharedKey === undefined ? undefined : this.#numberOf(sharedKey))
    this.#anyCategory.push(anyCategory)
    this.#categories.push(this.#numberOf(offer.categoryId))
  }

  #numberOf(key: string): number {
    const known = this.#keys.get(key)
    if (known !== undefined) return known
    this.#keys.set(detached(key), this.#keys.size)
    return this.#keys.size - 1
  }

  /** Numbers of the offers that are candidates for one product, in the order of the feed. */
  groups(categories: FeedCategories): number[][] {
    const words = [...this.#keys.keys()]
    const categoryKeys = new Map(this.#categories.map((number) => [number, categories.keyOf(words[number]!)]))
    const within = (offer: number, key: number) =>
      this.#anyCategory[offer] ? `${key}` : `${key} ${categoryKeys.get(this.#categories[offer]!)}`
    const sharedBy = new Map<string, number>()
    this.#shared.forEach((key, offer) => {
      if (key === undefined) return
      const shared = within(offer, key)
      sharedBy.set(shared, (sharedBy.get(shared) ?? 0) + 1)
    })
    const groups = new Map<string, number[]>()
    this.#own.forEach((own, offer) => {
      const sharedKey = this.#shared[offer]
      const shared = sharedKey === undefined ? undefined : within(offer, sharedKey)
      const key = shared !== undefined && sharedBy.get(shared)! > 1 ? shared : within(offer, own)
      const group = groups.get(key)
      if (group) group.push(offer)
      else groups.set(key, [offer])
    })
    return [...groups.values()].flatMap((group) =>
      group.length > GROUP_OFFERS ? group.map((offer) => [offer]) : [group],
    )
  }
}

const productsOf = function* (
  groups: readonly (readonly number[])[],
  spool: Spool,
  categories: FeedCategories,
): Generator<readonly ImportProduct[]> {
  for (const numbers of groups) {
    const reads = numbers.map((number) => readOptions(spool.get(number) as Offer))
    const category = categories.keyOf(reads[0]!.offer.categoryId)
    yield splitIntoProducts(reads).map((group) => toProduct(group, category))
  }
}
