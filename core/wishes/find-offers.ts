import {
  findNewest,
  findOffers as findOffersOf,
  lookUpProduct,
  type Offer,
  searchProducts,
} from '../catalog/index.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Db } from '../kernel/db.ts'
import { findShelf } from './wish.store.ts'

export interface OffersRequest {
  /** Whose favourites come first where nothing is asked for; undefined for somebody whom we do not know. */
  readonly userId: string | undefined
  readonly words: string
  readonly skip: number
  readonly limit: number
}

export interface Offers {
  readonly offers: readonly Offer[]
  /** What the next stretch skips; undefined where there is none. */
  readonly next: number | undefined
}

const FAVOURITES_FIRST = 10
const ONE = /^p_(prd_[1-9A-HJ-NP-Za-km-z]{12})$/

/**
 * What the shop offers to somebody in another chat: one product by its link's word, its article or its whole name, what fits their words, or without
 * a word their favourites and what is new.
 */
export const findOffers =
  ({ db, clock }: { db: Db; clock: Clock }) =>
  async ({ userId, words, skip, limit }: OffersRequest): Promise<Offers> => {
    const q = db.queries
    // An article or a whole name is meant as it stands; a link's word too.
    const one = ONE.exec(words)?.[1] ?? (words ? await lookUpProduct(q, words) : undefined)
    if (one) return { offers: await findOffersOf(q, [one]), next: undefined }
    const stretch = { skip, limit: limit + 1 }
    const found = words
      ? await searchProducts(q, { ...stretch, words, now: clock.now() })
      : await findNewest(q, stretch)
    const liked =
      !words && skip === 0 && userId
        ? await findShelf(q, { shelf: 'favourites', userId, limit: FAVOURITES_FIRST })
        : []
    const ids = [...liked.map(({ id }) => id), ...found.slice(0, limit)]
    return {
      offers: await findOffersOf(q, [...new Set(ids)]),
      next: found.length > limit ? skip + limit : undefined,
    }
  }
