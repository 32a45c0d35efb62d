import type { NamedVariant } from '../../core/catalog/index.ts'
import type { Outlet } from '../../core/outlets/index.ts'
import type { Move, MoveStage, ShelfRow } from '../../core/stock/index.ts'

/** Goods that go from one outlet to another. */
export type MovesScreen =
  | {
      readonly name: 'move_from'
      readonly variant: NamedVariant
      readonly row: ShelfRow
      readonly from: Outlet
      readonly outlets: readonly Outlet[]
      readonly amount: number
    }
  | {
      readonly name: 'moves'
      readonly stage: MoveStage
      readonly moves: readonly Move[]
      readonly outlets: readonly Outlet[]
    }
  | {
      readonly name: 'move'
      readonly move: Move
      readonly outlets: readonly Outlet[]
      /** Which of its ends this person is at: only that one's buttons are of use. */
      readonly ends: { readonly from: boolean; readonly to: boolean }
    }
