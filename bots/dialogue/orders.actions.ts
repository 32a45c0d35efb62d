import { id, maybe } from './address.ts'

/** A customer's own orders. */
export const ordersActions = {
  orders: { before: maybe(id('ord')) },
  order: { orderId: id('ord') },
  cancel: { orderId: id('ord') },
  cancel_surely: { orderId: id('ord') },
  change_payment: { orderId: id('ord') },
} as const
