import type { Customer, Order } from '../../core/orders/index.ts'
import type { CustomerNote } from '../../core/users/index.ts'

/** Orders looked for, and the customers who made them. */
export type CustomersScreen =
  | {
      readonly name: 'found'
      /** What was looked for; empty where nothing was yet. */
      readonly text: string
      readonly orders: readonly Order[]
      readonly more: boolean
      readonly now: Date
    }
  | {
      readonly name: 'customer'
      readonly customer: Customer
      readonly notes: readonly CustomerNote[]
      readonly orders: readonly Order[]
      /** Who looks may say that this is somebody else too. */
      readonly mayMerge: boolean
    }
  | { readonly name: 'merge_with'; readonly customer: Customer }
  | { readonly name: 'merge_sure'; readonly customer: Customer; readonly other: Customer }
  | {
      readonly name: 'customer_note'
      readonly customer: Customer
      readonly what: Exclude<CustomerNote['what'], 'merged' | 'merged_by_owner'>
    }
