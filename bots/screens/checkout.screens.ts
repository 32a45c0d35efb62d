import type { Cart, DeliveryField, DeliveryMethod, PaymentMethod } from '../../core/carts/index.ts'
import type { Contact } from '../../core/contacts/index.ts'
import type { Money } from '../../core/kernel/money.ts'
import type { Outlet } from '../../core/outlets/index.ts'
import type { Settings } from '../../core/settings/index.ts'
import type { Action } from '../dialogue/action.ts'

/** From the cart to the order. */
export type CheckoutScreen =
  | {
      readonly name: 'choose_delivery'
      readonly offered: readonly DeliveryMethod[]
      readonly cart: Cart
      readonly outlet: Outlet | undefined
      readonly saved: readonly Contact[]
    }
  | { readonly name: 'moved_prices'; readonly cart: Cart; readonly was: Money; readonly total: Money }
  | { readonly name: 'choose_outlet'; readonly outlets: readonly Outlet[] }
  | {
      readonly name: 'choose_payment'
      readonly offered: readonly PaymentMethod[]
      readonly cart: Cart
      readonly settings: Settings
    }
  | { readonly name: 'ask_field'; readonly field: DeliveryField; readonly method: DeliveryMethod }
  | {
      readonly name: 'ask_name'
      readonly surnameNeeded: boolean
      readonly ukrainian: boolean
      readonly saved: readonly Contact[]
      readonly back: Action
    }
  | { readonly name: 'ask_phone'; readonly back: Action }
  | { readonly name: 'ask_email'; readonly back: Action }
  | { readonly name: 'ask_comment'; readonly comment: string | null }
  | {
      readonly name: 'review'
      readonly cart: Cart
      readonly total: Money
      readonly outlet: Outlet | undefined
      readonly settings: Settings
      /** «Не телефонуйте» can hold for it. */
      readonly mayWishNoCall: boolean
      /** Placed as it is, it is confirmed without a call. */
      readonly withoutCall: boolean
    }
