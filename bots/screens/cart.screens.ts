import type { Cart, CartLine } from '../../core/carts/index.ts'
import type { Product } from '../../core/catalog/index.ts'

/** The cart and its lines. */
export type CartScreen =
  | { readonly name: 'cart'; readonly cart: Cart | undefined }
  | { readonly name: 'line'; readonly line: CartLine; readonly product: Product }
