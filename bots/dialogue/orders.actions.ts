import { z } from 'zod'
import { id, maybe } from './address.ts'

/** A customer's own orders. */
export const ordersActions = {
  orders: { before: maybe(id('ord')) },
  order: { orderId: id('ord') },
  cancel: { orderId: id('ord') },
  cancel_surely: { orderId: id('ord') },
  change_payment: { orderId: id('ord') },
  again: { orderId: id('ord') },
  slip: { orderId: id('ord') },
  slip_without: { orderId: id('ord') },
} as const

export const ordersSteps = [z.object({ asks: z.literal('slip'), orderId: z.string() })] as const
