import { z } from 'zod'
import { id, maybe, oneOf, whole } from '../dialogue/address.ts'

/** Why a transfer is not found: each has words for the customer. */
export const SLIP_REFUSALS = ['not_yet', 'other_sum', 'unreadable'] as const
export type SlipRefusal = (typeof SLIP_REFUSALS)[number]

/** The accountant's work: slips to check, transfers in parts, money without an order, the day's totals. */
export const transfersActions = {
  slips: { after: maybe(id('slp')) },
  slip_check: { orderId: id('ord') },
  other_sum: { orderId: id('ord') },
  /** `paid`: what the order had when it was asked, so that a second press records nothing. */
  other_sum_surely: { orderId: id('ord'), amount: whole, paid: whole },
  no_slip: { orderId: id('ord') },
  no_slip_as: { orderId: id('ord'), reason: oneOf(SLIP_REFUSALS) },
  money: {},
  stray: { paymentId: id('pay') },
  match: { paymentId: id('pay'), orderId: id('ord') },
  /** Sent back by hand in the bank. */
  sent_back: { paymentId: id('pay') },
  /** The note is with the question; another sum by now is asked for anew. */
  sent_back_surely: { paymentId: id('pay'), amount: whole },
  match_surely: { paymentId: id('pay'), orderId: id('ord') },
  forgive: { orderId: id('ord') },
  forgive_surely: { orderId: id('ord'), amount: whole },
  /** Days back from today. */
  totals: { ago: maybe(whole) },
} as const

export const transfersSteps = [
  z.object({ asks: z.literal('other_sum'), orderId: z.string() }),
  z.object({ asks: z.literal('no_slip'), orderId: z.string() }),
  z.object({ asks: z.literal('stray_order'), paymentId: z.string() }),
  z.object({ asks: z.literal('sent_back'), paymentId: z.string(), note: z.string().nullable() }),
] as const
