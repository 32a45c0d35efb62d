import { z } from 'zod'
import { id, maybe } from './address.ts'

/** A customer asks the shop. */
export const supportActions = {
  ask: { productId: maybe(id('prd')), orderId: maybe(id('ord')) },
} as const

export const supportSteps = [
  z.object({
    asks: z.literal('question'),
    productId: z.string().optional(),
    orderId: z.string().optional(),
  }),
] as const
