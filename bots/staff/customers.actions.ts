import { z } from 'zod'
import { id, maybe, oneOf } from '../dialogue/address.ts'

/** What is written down about a customer. */
export const NOTE_KINDS = ['note', 'prepay_only', 'blocked', 'lifted'] as const

/** Orders looked for, and the customers who made them. */
export const customersActions = {
  find: {},
  found: { before: maybe(id('ord')) },
  /** The products that the words of the last search find instead. */
  found_goods: {},
  customer: { userId: id('usr') },
  customer_note: { userId: id('usr'), what: oneOf(NOTE_KINDS) },
  /** The owner knows that two customers are one person. */
  merge_with: { userId: id('usr') },
  merge_surely: { userId: id('usr'), otherId: id('usr') },
} as const

export const customersSteps = [
  /** `text`: what was looked for last; its pages go on from it. */
  z.object({ asks: z.literal('find'), text: z.string() }),
  /** Orders were found by what somebody typed in passing: the next text is anything again. */
  z.object({ asks: z.literal('found'), text: z.string() }),
  z.object({ asks: z.literal('merge_with'), userId: z.string() }),
  z.object({ asks: z.literal('customer_note'), userId: z.string(), what: z.enum(NOTE_KINDS) }),
] as const
