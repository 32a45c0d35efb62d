import type { PowerCut } from '../../core/orders/index.ts'
import type { Outlet } from '../../core/outlets/index.ts'

/** «Режим відключень». */
export type PowerCutsScreen =
  | {
      readonly name: 'cuts'
      readonly cuts: readonly PowerCut[]
      readonly outlets: readonly Outlet[]
      /** The one that is about to be undone. */
      readonly asks: string | null
    }
  | {
      readonly name: 'cut'
      readonly outlet: Outlet | null
      /** What is known already; what is not is asked for. */
      readonly hours: number | null
      readonly until: Date | null
      /** When the pause may end: to be pressed. */
      readonly ends: readonly Date[]
    }
