import { z } from 'zod'
import { PAYMENT_METHODS } from '../../core/carts/index.ts'
import { id, maybe, oneOf } from './address.ts'

/** A customer's own orders. */
export const ordersActions = {
  orders: { before: maybe(id('ord')) },
  order: { orderId: id('ord') },
  cancel: { orderId: id('ord') },
  cancel_surely: { orderId: id('ord') },
  ask_cancel: { orderId: id('ord') },
  ask_cancel_surely: { orderId: id('ord') },
  keep_order: { orderId: id('ord') },
  change_payment: { orderId: id('ord') },
  pay_by: { orderId: id('ord'), method: oneOf(PAYMENT_METHODS) },
  pay_by_surely: { orderId: id('ord'), method: oneOf(PAYMENT_METHODS) },
  again: { orderId: id('ord') },
  slip: { orderId: id('ord') },
  slip_without: { orderId: id('ord') },
} as const

export const ordersSteps = [z.object({ asks: z.literal('slip'), orderId: z.string() })] as const
