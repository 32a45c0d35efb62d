import type { Browse, PriceRange, ProductPage, Shelf, TraitChoice } from '../../core/catalog/index.ts'

/** Looking through products and choosing among them. */
export type BrowseScreen =
  | {
      readonly name: 'search'
      readonly shelves: Readonly<Record<Shelf, boolean>>
      readonly cartCount: number
      /** Whoever typed it at the desk finds the way back there. */
      readonly staff: boolean
    }
  | { readonly name: 'products'; readonly page: ProductPage; readonly cartCount: number }
  | { readonly name: 'filters'; readonly browse: Browse; readonly choices: readonly TraitChoice[] }
  | { readonly name: 'filter_values'; readonly browse: Browse; readonly choice: TraitChoice }
  | { readonly name: 'filter_prices'; readonly browse: Browse; readonly ranges: readonly PriceRange[] }
