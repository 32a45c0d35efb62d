import { z } from 'zod'
import { id } from './address.ts'
import { MEDIA_KINDS } from './media.ts'

/** A file that nobody asked for: what it is, the person says in one tap. */
export const sentMediaActions = {
  sent_slip: { orderId: id('ord') },
  sent_ask: {},
} as const

export const sentMediaSteps = [
  z.object({
    asks: z.literal('sent_media'),
    media: z.array(z.object({ kind: z.enum(MEDIA_KINDS), id: z.string(), caption: z.string() })).min(1),
  }),
] as const
