/**
 * What a person likes (favourites), has looked at (recently seen) and waits for (watches of stock that is sold out).
 * All of it belongs to a user, whatever messenger it came from.
 */
import { announceStockBack } from './announce-stock-back.ts'
import { findOffers } from './find-offers.ts'
import type { Needs } from './needs.ts'
import { endWatches, findWatchers, findWatches, type Watched } from './watch.store.ts'
import { watchStock } from './watch-stock.ts'
import {
  findPersonalProduct,
  findShelf,
  putFavourite,
  type ShelfRequest,
  takeFavourite,
} from './wish.store.ts'

export { mergeWishes } from './merge-wishes.store.ts'
export type { Watch, Watched } from './watch.store.ts'
export type { PersonalProduct, ShelfItem } from './wish.store.ts'

export type Wishes = ReturnType<typeof createWishes>

export const createWishes = (needs: Needs) => {
  const { db, clock } = needs
  return {
    /** A product as one person sees it. `look`: they opened it, so it becomes the newest of their recently seen. */
    product: (request: { productId: string; userId: string; look: boolean }) =>
      findPersonalProduct(db.queries, { ...request, now: clock.now() }),
    /** Puts a product among the favourites, or takes it out. The same again changes nothing. False for an unknown product. */
    setFavourite: ({ on, ...of }: { userId: string; productId: string; on: boolean }): Promise<boolean> =>
      on ? putFavourite(db.queries, { ...of, now: clock.now() }) : takeFavourite(db.queries, of),
    /** A person's favourites, the newest first, at today's prices; a page by key. */
    favourites: (request: Omit<ShelfRequest, 'shelf'>) =>
      findShelf(db.queries, { ...request, shelf: 'favourites' }),
    /** What a person looked at, the newest first; a page by key. */
    recent: (request: Omit<ShelfRequest, 'shelf'>) =>
      findShelf(db.queries, { ...request, shelf: 'product_views' }),
    watch: watchStock(needs),
    /** What a person waits for, the longest first. */
    watches: (userId: string) => findWatches(db.queries, userId),
    /** What the shop offers to somebody in another chat. */
    offers: findOffers(needs),
    announceBack: announceStockBack(needs),
    /** Who waits for what was announced to be back. */
    watchers: (what: Watched) => findWatchers(db.queries, what),
    /** They are told: their waiting ends. A step. */
    endWatches,
  }
}
