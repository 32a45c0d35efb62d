import type { DeliveryField, DeliveryMethod, PaymentMethod } from '../../core/carts/index.ts'
import type { Product } from '../../core/catalog/index.ts'
import type { Money } from '../../core/kernel/money.ts'
import type { Order, OrderLine } from '../../core/orders/index.ts'
import type { Outlet } from '../../core/outlets/index.ts'
import type { TypedPart } from './order-edit.actions.ts'

/** What a manager changes on an order: which part of it is open. */
export type OrderEditScreen = {
  readonly name: 'order_edit'
  readonly order: Order
  readonly outlets: readonly Outlet[]
  readonly part: EditPart
}

/** What an order of which something is paid will cost, and what becomes of that money. */
export interface MoneyAfter {
  readonly total: Money
  readonly excess: Money
  readonly due: Money
  readonly rest: Money
}

export type EditPart =
  | { readonly kind: 'all' }
  | { readonly kind: 'lines' }
  | { readonly kind: 'line'; readonly line: OrderLine; readonly chooses: boolean }
  | { readonly kind: 'article' }
  | { readonly kind: 'add'; readonly product: Product }
  /** A line of a paid order is to have other pieces, or none: asked once more. */
  | {
      readonly kind: 'sure_pieces'
      readonly line: OrderLine
      readonly quantity: number
      readonly money: MoneyAfter
    }
  /** A confirmed order is to be paid in another way: asked once more. */
  | { readonly kind: 'sure_payment'; readonly method: PaymentMethod; readonly prepayment: number }
  | { readonly kind: 'type'; readonly what: TypedPart }
  | { readonly kind: 'discount' }
  | { readonly kind: 'reason'; readonly amount: Money; readonly money: MoneyAfter }
  | { readonly kind: 'delivery'; readonly offered: readonly DeliveryMethod[] }
  | { readonly kind: 'outlet' }
  | { readonly kind: 'field'; readonly field: DeliveryField; readonly method: DeliveryMethod }
  | {
      readonly kind: 'payment'
      readonly offered: readonly PaymentMethod[]
      readonly prepayment: number
      /** A payment is chosen since the new delivery does not allow the old one. */
      readonly forced: boolean
    }
