import { z } from 'zod'
import { id, maybe, whole, word } from '../dialogue/address.ts'

/** What customers ask, and what is done about it. */
export const ticketsActions = {
  tickets: { after: maybe(id('tkt')) },
  ticket: { ticketId: id('tkt') },
  ticket_take: { ticketId: id('tkt') },
  ticket_answer: { ticketId: id('tkt') },
  ticket_quick: { ticketId: id('tkt') },
  ticket_say: { ticketId: id('tkt'), code: word },
  ticket_hand: { ticketId: id('tkt') },
  ticket_give: { ticketId: id('tkt'), userId: id('usr') },
  /** `seen`: the last entry that was shown. */
  ticket_close: { ticketId: id('tkt'), seen: whole },
  ticket_history: { ticketId: id('tkt'), before: maybe(whole) },
  ticket_file: { ticketId: id('tkt'), number: whole },
  /** «Написати» on an order's card. */
  write: { orderId: id('ord') },
} as const

/** `until`: after an answer the conversation stays open so long; what is typed later is no surprise to a customer. */
export const ticketsSteps = [
  z.object({ asks: z.literal('ticket_answer'), ticketId: z.string(), until: z.iso.datetime().optional() }),
] as const
