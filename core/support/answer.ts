import { event } from '../events.ts'
import { once } from '../inbox.ts'
import { namesCard } from '../kernel/card-number.ts'
import { sql } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import { type Needs, requireTicket, type TicketCommand } from './needs.ts'
import { addEntry, claimTicket } from './ticket.store.ts'
import { requireManager, requireNobodyElse, type Said } from './ticket.ts'

/**
 * A manager writes to a customer: an answer, or the first word. Whoever writes has the ticket from then on, and all that
 * was said before is answered.
 *
 * @throws DomainError `ticket.taken` { name } where a colleague has it, `ticket.empty`, `ticket.forbidden`, `ticket.card_number`
 */
export const answer =
  ({ db, clock, announce }: Needs) =>
  ({ actor, ticketId, said, cause }: TicketCommand & { readonly said: Said }): Promise<void> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const userId = requireManager(actor)
      if (said.text.trim() === '' && !said.media) throw new DomainError('ticket.empty')
      // Money never goes to a card (domain: Delivery and payment).
      if (namesCard(said.text)) throw new DomainError('ticket.card_number')
      const ticket = await requireTicket(tx, ticketId)
      requireNobodyElse(ticket, userId)
      if (!ticket.holderId) await claimTicket(tx, ticketId, userId)
      await addEntry(tx, {
        ticketId,
        entry: { ...said, side: 'staff', userId },
        now,
        set: sql`settled_to = last_number + 1, waiting_since = NULL, answer_by = NULL`,
      })
      await announce(tx, event('ticket.changed', { ticketId }))
    })
