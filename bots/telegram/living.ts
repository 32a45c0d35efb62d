import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Order } from '../../core/orders/index.ts'

/**
 * The one living screen of a chat, as remembered between updates: a text, a photo, somebody's file, a message with the
 * number-sharing keyboard (which Telegram never edits), an order's card of the staff (which stays where it is).
 */
const schema = z.object({
  messageId: z.number(),
  kind: z.enum(['text', 'photo', 'media', 'asks_phone']),
  /** The order whose card it is. */
  card: z.string().nullable(),
  /** Which state of that order it shows. */
  shows: z.string().nullable().default(null),
  /** Messages that were to be taken away when Telegram did not answer: tried again with the next screen. */
  left: z.array(z.number()).default([]),
})

export type Living = z.infer<typeof schema>

/** What was remembered; null where that is nothing, or of an older release. */
export const readLiving = (kept: unknown): Living | null => schema.safeParse(kept).data ?? null

/** Tells states of an order apart: a card that shows this one need not be drawn again. */
export const stateOf = (order: Order): string =>
  createHash('sha256').update(JSON.stringify(order)).digest('base64url').slice(0, 16)
