import type { ShelfItem, Watch } from '../../core/wishes/index.ts'

/** A person's own shelves. */
export type FavouritesScreen =
  | {
      readonly name: 'favourites'
      readonly products: readonly ShelfItem[]
      readonly more: boolean
      /** A press takes out instead of opening. */
      readonly tidy: boolean
      readonly cartCount: number
    }
  | {
      readonly name: 'recent'
      readonly products: readonly ShelfItem[]
      readonly more: boolean
      readonly cartCount: number
    }
  | { readonly name: 'waiting'; readonly watches: readonly Watch[] }
