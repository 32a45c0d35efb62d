import type { Category, Product, ProductPage } from '../../core/catalog/index.ts'

/** The shop's shelves. */
export type CatalogScreen =
  | { readonly name: 'catalog'; readonly categories: readonly Category[]; readonly cartCount: number }
  | { readonly name: 'products'; readonly page: ProductPage; readonly cartCount: number }
  | {
      readonly name: 'product'
      readonly product: Product & { archived: boolean }
      readonly photo: number
      readonly cartCount: number
    }
