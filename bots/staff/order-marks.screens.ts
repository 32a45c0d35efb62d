import type { Core } from '../../core/index.ts'
import type { Mark, Order } from '../../core/orders/index.ts'

/** Marks on an order, and to whom it is handed on. */
export type OrderMarksScreen =
  | { readonly name: 'order_marks'; readonly order: Order; readonly marks: readonly Mark[] }
  | {
      readonly name: 'mark_until'
      readonly order: Order
      readonly mark: Mark
      readonly offered: readonly Date[]
    }
  | {
      readonly name: 'hand_on'
      readonly order: Order
      readonly colleagues: Awaited<ReturnType<Core['staff']['onShiftWithRole']>>
    }
