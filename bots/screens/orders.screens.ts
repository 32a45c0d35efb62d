import type { PaymentMethod } from '../../core/carts/index.ts'
import type { Order } from '../../core/orders/index.ts'
import type { Outlet } from '../../core/outlets/index.ts'
import type { CallWindow, Settings } from '../../core/settings/index.ts'

/** A customer's own orders. */
export type OrdersScreen =
  | {
      readonly name: 'placed'
      readonly order: Order
      readonly call: CallWindow
      readonly first: boolean
      readonly unheld: boolean
      /** It is confirmed by itself. */
      readonly withoutCall: boolean
    }
  | {
      readonly name: 'orders'
      readonly orders: readonly Order[]
      readonly more: boolean
      /** Their number is known to be theirs. */
      readonly phoneProven: boolean
    }
  | {
      readonly name: 'order'
      readonly order: Order
      readonly outlet: Outlet | undefined
      readonly settings: Settings
      /** Until when a power cut holds; null = none does. */
      readonly powerCutUntil: Date | null
      readonly mayCancel: boolean
      /** Managers cancel it: it may be asked for, or was asked for at that moment; null = nobody cancels it here. */
      readonly cancelling: 'may_ask' | Date | null
    }
  | { readonly name: 'ask_cancel'; readonly order: Order }
  | { readonly name: 'cancel_order'; readonly order: Order }
  | {
      /** How else it may be paid. */
      readonly name: 'change_payment'
      readonly order: Order
      readonly offered: readonly PaymentMethod[]
      readonly settings: Settings
    }
  | {
      readonly name: 'pay_by'
      readonly order: Order
      readonly method: PaymentMethod
      readonly settings: Settings
    }
  | { readonly name: 'ask_slip'; readonly order: Order }
