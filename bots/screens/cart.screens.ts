import type { Cart, CartLine } from '../../core/carts/index.ts'
import type { Product } from '../../core/catalog/index.ts'

/** The cart and its lines. */
export type CartScreen =
  | { readonly name: 'cart'; readonly cart: Cart | undefined; readonly page: number }
  | { readonly name: 'line'; readonly line: CartLine; readonly product: Product; readonly page: number }
  /** A line that cannot be had as it stands; `others`: lines beside it. */
  | {
      readonly name: 'sold'
      readonly line: CartLine
      readonly product: Product | undefined
      readonly others: number
    }
