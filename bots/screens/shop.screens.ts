import type { Cart, CartLine } from '../../core/carts/index.ts'
import type { Category, Product, ProductPage } from '../../core/catalog/index.ts'
import type { Settings } from '../../core/settings/index.ts'

/** The shop as a customer sees it: catalogue, product, cart. */
export type ShopScreen =
  | {
      readonly name: 'home'
      readonly settings: Settings
      readonly cartCount: number
      readonly staff: boolean
    }
  | { readonly name: 'catalog'; readonly categories: readonly Category[]; readonly cartCount: number }
  | { readonly name: 'products'; readonly page: ProductPage; readonly cartCount: number }
  | {
      readonly name: 'product'
      readonly product: Product & { archived: boolean }
      readonly photo: number
      readonly cartCount: number
    }
  | { readonly name: 'cart'; readonly cart: Cart | undefined }
  | { readonly name: 'line'; readonly line: CartLine; readonly product: Product }
  | { readonly name: 'language' }
  | { readonly name: 'trouble' }
