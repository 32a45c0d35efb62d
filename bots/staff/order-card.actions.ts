import { z } from 'zod'
import { VERSIONS } from '../../core/orders/index.ts'
import { below, id, maybe, whole, word } from '../dialogue/address.ts'

/** An order's card and what is done on it. */
export const orderCardActions = {
  card: { orderId: id('ord') },
  take: { orderId: id('ord') },
  sizes: { orderId: id('ord'), lineId: id('oln') },
  settle: { orderId: id('ord'), lineId: id('oln'), variantId: id('var'), seen: maybe(below(VERSIONS)) },
  confirm: { orderId: id('ord') },
  refuse: { orderId: id('ord') },
  refuse_surely: { orderId: id('ord'), reason: word },
  paid: { orderId: id('ord') },
  paid_surely: { orderId: id('ord'), amount: whole },
  ship: { orderId: id('ord') },
  to_store_surely: { orderId: id('ord') },
  reopen: { orderId: id('ord') },
  reopen_surely: { orderId: id('ord') },
  missing: { orderId: id('ord') },
  not_on_shelf: { orderId: id('ord'), lineId: id('oln') },
  kept: { orderId: id('ord') },
  history: { orderId: id('ord'), before: maybe(whole) },
} as const

export const orderCardSteps = [
  z.object({ asks: z.literal('waybill'), orderId: z.string(), numbers: z.array(z.string()) }),
  /** Another size of a line. */
  z.object({ asks: z.literal('line_size'), orderId: z.string(), lineId: z.string(), seen: z.number() }),
] as const
