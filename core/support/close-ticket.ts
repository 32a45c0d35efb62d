import { event } from '../events.ts'
import { once } from '../inbox.ts'
import { sql } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import { type Needs, requireTicket, type TicketCommand } from './needs.ts'
import { addEntry, findEntries } from './ticket.store.ts'
import { requireHeld, requireManager } from './ticket.ts'

/**
 * Who has a ticket closes it: nothing is left to answer in what they have seen. The customer's next message opens it.
 *
 * @param seen the last entry that the manager was shown: what the customer wrote after it is not closed unread
 * @throws DomainError `ticket.news` when there is such, `ticket.taken`, `ticket.not_yours`, `ticket.forbidden`
 */
export const closeTicket =
  ({ db, clock, announce }: Needs) =>
  ({ actor, ticketId, seen, cause }: TicketCommand & { readonly seen: number }): Promise<void> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const userId = requireManager(actor)
      const ticket = await requireTicket(tx, ticketId)
      if (ticket.state === 'closed') return
      requireHeld(ticket, actor)
      const later = await findEntries(tx, { ticketId, after: seen, limit: 100 })
      if (later.some(({ side }) => side === 'customer')) throw new DomainError('ticket.news')
      await addEntry(tx, {
        ticketId,
        entry: { side: 'note', userId, note: 'closed' },
        now,
        set: sql`state = 'closed', holder_id = NULL, settled_to = last_number + 1, waiting_since = NULL, answer_by = NULL`,
      })
      await announce(tx, event('ticket.changed', { ticketId }))
    })
