import type { Variant } from '../../core/catalog/index.ts'
import type { PersonalProduct } from '../../core/wishes/index.ts'

/** One product. */
export type ProductScreen =
  | {
      readonly name: 'product'
      readonly product: PersonalProduct
      readonly photo: number
      readonly cartCount: number
    }
  | { readonly name: 'size_table'; readonly product: PersonalProduct; readonly cartCount: number }
  | {
      readonly name: 'sold_out'
      readonly product: PersonalProduct
      /** Which size; undefined where all of them are. */
      readonly variant: Variant | undefined
      readonly cartCount: number
    }
