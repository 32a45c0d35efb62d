import type { Category, Shelf } from '../../core/catalog/index.ts'

/** The shop's categories. */
export interface CatalogScreen {
  readonly name: 'catalog'
  readonly categories: readonly Category[]
  /** Which shelves have anything on them. */
  readonly shelves: Readonly<Record<Shelf, boolean>>
  readonly cartCount: number
}
