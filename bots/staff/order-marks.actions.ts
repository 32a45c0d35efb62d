import { z } from 'zod'
import { MARKS } from '../../core/orders/index.ts'
import { id, oneOf, whole } from '../dialogue/address.ts'

/** Marks on an order, and to whom it is handed on. */
export const orderMarksActions = {
  marks: { orderId: id('ord') },
  mark: { orderId: id('ord'), mark: oneOf(MARKS) },
  /** `at`: minutes since 1970. */
  mark_until: { orderId: id('ord'), mark: oneOf(MARKS), at: whole },
  unmark: { orderId: id('ord') },
  hand_on: { orderId: id('ord') },
  hand_to: { orderId: id('ord'), userId: id('usr') },
  give_back: { orderId: id('ord') },
} as const

export const orderMarksSteps = [
  z.object({ asks: z.literal('mark_until'), orderId: z.string(), mark: z.enum(MARKS) }),
] as const
