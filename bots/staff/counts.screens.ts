import type { Outlet } from '../../core/outlets/index.ts'
import type { Count, CountCell, CountLine, Difference, Walk } from '../../core/stock/index.ts'

interface OfCount {
  readonly count: Count
  readonly outlet: Outlet
}

/** Stock-taking: what lies at an outlet is counted, and the difference is written. */
export type CountsScreen =
  | {
      readonly name: 'counts'
      /** Where one may count, with what was begun there. */
      readonly places: readonly { readonly outlet: Outlet; readonly count: Count | null }[]
    }
  | (OfCount & {
      readonly name: 'count_of'
      readonly cells: readonly CountCell[]
      readonly page: number
      readonly pages: number
      /** Sizes there are to count, at all cells. */
      readonly sizes: number
      /** Where one goes on; null: everything is counted. */
      readonly next: CountCell | null
    })
  | (OfCount & {
      readonly name: 'count_line'
      readonly lines: readonly CountLine[]
      /** Which of them is asked for. */
      readonly at: number
      readonly walk: Walk
    })
  | (OfCount & {
      readonly name: 'count_end'
      readonly differences: readonly Difference[]
      /** Sizes that nobody counted. */
      readonly left: number
      readonly asks: boolean
    })
  | (OfCount & { readonly name: 'count_drop' })
