import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Screen } from '../screens/screen.ts'

/**
 * The one living screen of a chat, as remembered between updates: a text, a photo, somebody's file, a message with the
 * number-sharing keyboard (which Telegram never edits), an order's card of the staff (which stays where it is).
 */
const schema = z.object({
  messageId: z.number(),
  kind: z.enum(['text', 'photo', 'media', 'asks_phone']),
  /** The order or the ticket whose card it is. */
  card: z.string().nullable(),
  /** Which state of it is shown. */
  shows: z.string().nullable().default(null),
  /** Messages that were to be taken away when Telegram did not answer: tried again with the next screen. */
  left: z.array(z.number()).default([]),
})

export type Living = z.infer<typeof schema>

/** What was remembered; null where that is nothing, or of an older release. */
export const readLiving = (kept: unknown): Living | null => schema.safeParse(kept).data ?? null

/** What a card of the staff is about, and in which state it shows it: such a card need not be drawn again. */
export interface CardFacts {
  readonly about: string
  readonly shows: string
}

/** Of a screen that is a card of the staff; null for any other. */
export const cardFactsOf = (screen: Screen): CardFacts | null => {
  if (screen.name === 'card') return { about: screen.card.order.id, shows: stateOf(screen.card.order) }
  if (screen.name === 'ticket') {
    // That what was said is handed on changes nothing that is seen.
    const { id, state, holderId, lastNumber } = screen.card.view.ticket
    return { about: id, shows: stateOf({ state, holderId, lastNumber }) }
  }
  return null
}

const stateOf = (state: object): string =>
  createHash('sha256').update(JSON.stringify(state)).digest('base64url').slice(0, 16)
