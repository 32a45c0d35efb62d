import { event } from '../events.ts'
import { once } from '../inbox.ts'
import { DomainError } from '../kernel/errors.ts'
import { type Needs, requireTicket, type TicketCommand } from './needs.ts'
import { addEntry, claimTicket } from './ticket.store.ts'
import { requireManager, requireNobodyElse } from './ticket.ts'

/**
 * A manager takes a ticket («Беру»): only one has it at a time. Taking one's own again changes nothing.
 * @throws DomainError `ticket.taken` { name } when a colleague was faster, `ticket.closed`, `ticket.forbidden`
 */
export const takeTicket =
  ({ db, clock, announce }: Needs) =>
  ({ actor, ticketId, cause }: TicketCommand): Promise<void> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const userId = requireManager(actor)
      const ticket = await requireTicket(tx, ticketId)
      requireNobodyElse(ticket, userId)
      if (ticket.state === 'closed') throw new DomainError('ticket.closed')
      if (ticket.holderId || !(await claimTicket(tx, ticketId, userId))) return
      await addEntry(tx, { ticketId, entry: { side: 'note', userId, note: 'taken' }, now })
      await announce(tx, event('ticket.changed', { ticketId }))
    })
