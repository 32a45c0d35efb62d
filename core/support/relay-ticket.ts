import type { Tx } from '../kernel/db.ts'
import type { Message } from '../notifications/index.ts'
import type { Needs } from './needs.ts'
import { findEntries, lockTicket, markRelayed } from './ticket.store.ts'
import { partsOf, standsAlone, type Ticket, type TicketEntry } from './ticket.ts'

/** Places of one entry: its parts, then the card. */
const PLACES = 1_000

/**
 * What was said in a ticket and is not handed to the notifications yet: to the customer what the staff said, to who has
 * the ticket (to all managers where nobody has) what the customer said. The lock and the lane keep the order, whichever
 * of two events is followed first; a failure of one person's messenger holds up that person alone.
 */
export const relayTicket =
  ({ db, staff, notifications }: Needs) =>
  async (ticketId: string, done: (tx: Tx) => Promise<void>): Promise<void> => {
    const managers = (await staff.withRole('manager')).map(({ userId }) => userId)
    await db.transaction(async (tx) => {
      const ticket = await lockTicket(tx, ticketId)
      if (ticket && ticket.relayedTo < ticket.lastNumber) {
        const fresh = await findEntries(tx, { ticketId, after: ticket.relayedTo, limit: 500 })
        await notifications.queueAnswers(tx, messagesOf(ticket, fresh, managers))
        await markRelayed(tx, ticketId, fresh.at(-1)!.number)
      }
      await done(tx)
    })
  }

/** Entries of which the managers learn by a card: what the customer said, and what makes it somebody's again. */
const isNews = ({ side, note }: TicketEntry): boolean =>
  side === 'customer' || note === 'handed_on' || note === 'returned' || note === 'raised'

const messagesOf = (
  ticket: Ticket,
  fresh: readonly TicketEntry[],
  managers: readonly string[],
): Message[] => {
  const to = ticket.holderId ? [ticket.holderId] : managers
  const told = fresh.findLast(isNews)
  return [
    ...fresh.flatMap((entry) => {
      if (entry.side === 'staff') return saidTo(ticket, entry, ticket.userId)
      return entry.side === 'customer' && standsAlone(entry)
        ? to.flatMap((userId) => saidTo(ticket, entry, userId))
        : []
    }),
    ...(told ? to.map((userId) => cardTo(ticket, told, userId)) : []),
  ]
}

const laneOf = (ticket: Ticket, userId: string, place: number) => ({
  name: `${ticket.id}:${userId}`,
  place,
})

const saidTo = (ticket: Ticket, entry: TicketEntry, userId: string): Message[] =>
  partsOf(entry).map((_, part) => ({
    key: `ticket.${entry.side}:${ticket.id}:${entry.number}:${part}:${userId}`,
    userId,
    template: entry.side === 'staff' ? 'ticket.answer' : 'ticket.said',
    params: { ticketId: ticket.id, number: entry.number, part },
    lane: laneOf(ticket, userId, entry.number * PLACES + part),
  }))

const cardTo = (ticket: Ticket, entry: TicketEntry, userId: string): Message => ({
  key: `ticket.card:${ticket.id}:${entry.number}:${userId}`,
  userId,
  template: 'ticket.card',
  params: { ticketId: ticket.id, number: entry.number },
  lane: laneOf(ticket, userId, entry.number * PLACES + PLACES - 1),
})
