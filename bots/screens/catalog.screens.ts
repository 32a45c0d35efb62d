import type { Category, ProductPage } from '../../core/catalog/index.ts'

/** The shop's shelves. */
export type CatalogScreen =
  | { readonly name: 'catalog'; readonly categories: readonly Category[]; readonly cartCount: number }
  | { readonly name: 'products'; readonly page: ProductPage; readonly cartCount: number }
