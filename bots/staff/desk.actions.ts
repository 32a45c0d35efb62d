import { z } from 'zod'
import { STAFF_ROLES } from '../../core/kernel/actor.ts'
import { id, maybe, oneOf, whole, word, yesNo } from '../dialogue/address.ts'

export const QUEUES = ['confirm', 'pay', 'ship'] as const
export type QueueName = (typeof QUEUES)[number]

/** The desk: what waits, an order's card and what is done on it. */
export const deskActions = {
  desk: {},
  queue: { queue: oneOf(QUEUES), after: maybe(id('ord')) },
  card: { orderId: id('ord') },
  take: { orderId: id('ord') },
  sizes: { orderId: id('ord'), lineId: id('oln') },
  settle: { orderId: id('ord'), lineId: id('oln'), variantId: id('var') },
  confirm: { orderId: id('ord') },
  refuse: { orderId: id('ord') },
  refuse_surely: { orderId: id('ord'), reason: word },
  paid: { orderId: id('ord') },
  paid_surely: { orderId: id('ord'), amount: whole },
  pack: { orderId: id('ord') },
  ship: { orderId: id('ord') },
  reopen: { orderId: id('ord') },
  missing: { orderId: id('ord') },
  not_on_shelf: { orderId: id('ord'), lineId: id('oln') },
  history: { orderId: id('ord') },
  prices: {},
  prices_ask: {},
  prices_surely: { accept: yesNo, count: whole },
  invite: {},
  invite_role: { role: oneOf(STAFF_ROLES) },
} as const

export const deskSteps = [
  z.object({ asks: z.literal('waybill'), orderId: z.string(), numbers: z.array(z.string()) }),
] as const
