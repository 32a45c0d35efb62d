import type { Product } from '../../core/catalog/index.ts'
import type { Outlet } from '../../core/outlets/index.ts'
import type { LowSize, ShelfRow } from '../../core/stock/index.ts'

/** What an outlet has on its shelves, and how that is changed. */
export type ShelvesScreen =
  | { readonly name: 'shelves' }
  | {
      readonly name: 'low'
      readonly sizes: readonly LowSize[]
      /** Sizes that are running out, on all pages. */
      readonly count: number
      readonly page: number
      readonly more: boolean
    }
  | {
      readonly name: 'stock_at'
      readonly product: Product
      readonly rows: readonly ShelfRow[]
      readonly outlet: Outlet
      /** Other outlets that may be looked at. */
      readonly others: readonly Outlet[]
    }
  | {
      readonly name: 'shelf_size'
      readonly product: Product
      readonly row: ShelfRow
      readonly outlet: Outlet
      readonly amount: number
      /** Typed with its sign, «−5»: only reasons for fewer, or for more, are offered. */
      readonly only: 1 | -1 | null
    }
