import { z } from 'zod'

/** An order that a manager makes for whoever has a phone number. */
export const orderingForActions = {
  order_for: {},
  order_for_end: {},
} as const

export const orderingForSteps = [z.object({ asks: z.literal('order_for') })] as const
