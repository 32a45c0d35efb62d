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

export type EditPart =
  | { readonly kind: 'all' }
  | { readonly kind: 'lines' }
  | { readonly kind: 'line'; readonly line: OrderLine; readonly chooses: boolean }
  | { readonly kind: 'article' }
  | { readonly kind: 'add'; readonly product: Product }
  | { readonly kind: 'type'; readonly what: TypedPart }
  | { readonly kind: 'discount' }
  | { readonly kind: 'reason'; readonly amount: Money }
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
