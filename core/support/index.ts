/**
 * Questions to the shop: a customer has one ticket, in which the customer and the managers write to each other.
 * ticket.ts is the rule, one use case a file, ticket.store.ts the tables; relay-ticket.ts hands on what was said.
 */
import type { Actor } from '../kernel/actor.ts'
import { DomainError } from '../kernel/errors.ts'
import { workingMinutesAfter } from '../settings/index.ts'
import { answer } from './answer.ts'
import { ask } from './ask.ts'
import { askToCancel } from './ask-to-cancel.ts'
import { closeTicket } from './close-ticket.ts'
import { handOn } from './hand-on.ts'
import type { Needs } from './needs.ts'
import { noteUndelivered } from './note-undelivered.ts'
import { relayTicket } from './relay-ticket.ts'
import { returnUnanswered } from './return-unanswered.ts'
import { takeTicket } from './take-ticket.ts'
import {
  findEntries,
  findLiveTickets,
  findNamed,
  findOpenOrders,
  findRepliedTicket,
  findTicket,
  findTicketOf,
  findUnrelayedMedia,
  putTicketOfOrder,
} from './ticket.store.ts'
import { requireManager, type Ticket, type TicketEntry } from './ticket.ts'

export { mergeTickets } from './merge-tickets.store.ts'
export { ticketCount, ticketsWaitingSince } from './ticket.store.ts'
export { mayAnswer, partsOf, type Said, type Ticket, type TicketEntry, type TicketMedia } from './ticket.ts'

/** A ticket with what is known of the customer and the newest of what was said. */
export interface TicketView {
  readonly ticket: Ticket
  readonly entries: readonly TicketEntry[]
  readonly openOrders: readonly { readonly id: string; readonly number: number }[]
  /** What the entries are about. */
  readonly named: Awaited<ReturnType<typeof findNamed>>
}

export const createSupport = (needs: Needs) => {
  const { db, clock, settings, staff } = needs
  const requireFound = async (ticketId: string): Promise<Ticket> => {
    const ticket = await findTicket(db.queries, ticketId)
    if (!ticket) throw new DomainError('ticket.unknown')
    return ticket
  }
  return {
    ask: ask(needs),
    askToCancel: askToCancel(needs),
    answer: answer(needs),
    take: takeTicket(needs),
    handOn: handOn(needs),
    close: closeTicket(needs),
    returnUnanswered: returnUnanswered(needs),
    relay: relayTicket(needs),
    noteUndelivered: noteUndelivered(needs),
    /** Files of a ticket that `relay` will hand on, with whose ticket it is. */
    filesToRelay: (ticketId: string) => findUnrelayedMedia(db.queries, ticketId),
    /** The customer's own ticket; undefined where they never asked anything. */
    of: (userId: string) => findTicketOf(db.queries, userId),
    /** The ticket of an order's customer, to whom a manager is about to write. @throws DomainError `ticket.forbidden`, `order.unknown` */
    openFor: async (actor: Actor, orderId: string): Promise<string> => {
      requireManager(actor)
      const ticketId = await putTicketOfOrder(db.queries, orderId, clock.now())
      if (!ticketId) throw new DomainError('order.unknown')
      return ticketId
    },
    /** A ticket as a manager sees it. @throws DomainError `ticket.forbidden`, `ticket.unknown` */
    view: async (
      actor: Actor,
      request: { ticketId: string; before?: number | undefined; limit: number },
    ): Promise<TicketView> => {
      requireManager(actor)
      const ticket = await requireFound(request.ticketId)
      const entries = await findEntries(db.queries, request)
      const [openOrders, named] = await Promise.all([
        findOpenOrders(db.queries, ticket.userId),
        findNamed(db.queries, entries),
      ])
      return { ticket, entries, openOrders, named }
    },
    /** One entry, for who hands it on. */
    entry: async (ticketId: string, number: number): Promise<TicketEntry | undefined> =>
      (await findEntries(db.queries, { ticketId, before: number + 1, after: number - 1, limit: 1 }))[0],
    /** Tickets that are not closed, what waits longest first; a page by key. @throws DomainError `ticket.forbidden` */
    live: async (actor: Actor, request: { after?: string | undefined; limit: number }) => {
      requireManager(actor)
      return findLiveTickets(db.queries, request)
    },
    /** To whom a ticket can be handed on: managers who are on shift. */
    colleagues: async (actor: Actor) => {
      const managers = await staff.onShiftWithRole('manager')
      return managers.filter(({ userId }) => userId !== actor.userId)
    },
    repliedTo: (reply: { userId: string; messageId: string }) => findRepliedTicket(db.queries, reply),
    /** When a question that is asked now can be answered: null for at once, else when the shop opens. */
    opensAt: async (): Promise<Date | null> => {
      const now = clock.now()
      const from = workingMinutesAfter(now, 0, (await settings.read()).hours)
      return from > now ? from : null
    },
  }
}
