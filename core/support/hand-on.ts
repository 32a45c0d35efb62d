import { event } from '../events.ts'
import { once } from '../inbox.ts'
import { sql } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import { workingMinutesAfter } from '../settings/index.ts'
import { type Needs, requireTicket, type TicketCommand } from './needs.ts'
import { addEntry } from './ticket.store.ts'
import { requireHeld, requireManager } from './ticket.ts'

/**
 * Who has a ticket hands it on to a named colleague, who has it from then on and as much time to answer as anybody.
 * @throws DomainError `ticket.taken`, `ticket.not_yours`, `ticket.forbidden`; `ticket.colleague` for whoever may not
 *   answer, or cannot be written to
 */
export const handOn =
  ({ db, clock, settings, announce, staff }: Needs) =>
  async ({
    actor,
    ticketId,
    toUserId,
    cause,
  }: TicketCommand & { readonly toUserId: string }): Promise<void> => {
    const colleague = (await staff.withRole('manager')).find(({ userId }) => userId === toUserId)
    const { hours, support } = await settings.read()
    await db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const userId = requireManager(actor)
      const ticket = await requireTicket(tx, ticketId)
      requireHeld(ticket, actor)
      if (!colleague) throw new DomainError('ticket.colleague')
      if (ticket.holderId === toUserId) return
      const answerBy = workingMinutesAfter(now, support.answerMinutes, hours)
      await addEntry(tx, {
        ticketId,
        entry: {
          side: 'note',
          userId,
          note: 'handed_on',
          details: { name: colleague.name, userId: toUserId },
        },
        now,
        set: sql`holder_id = ${toUserId}, answer_by = CASE WHEN waiting_since IS NOT NULL THEN ${answerBy}::timestamptz END`,
      })
      await announce(tx, event('ticket.changed', { ticketId }))
    })
  }
