import { event } from '../events.ts'
import type { Needs } from './needs.ts'
import { addEntry, claimUnanswered } from './ticket.store.ts'

/**
 * A question that nobody answered in time goes back to all managers, once: one that somebody had is open again, one
 * that nobody had is raised.
 *
 * Runs every minute: jobs/schedule.ts. Returns how many.
 */
export const returnUnanswered =
  ({ db, clock, announce }: Needs) =>
  ({ limit = 100 } = {}): Promise<number> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      const due = await claimUnanswered(tx, { now, limit })
      for (const { id: ticketId, holderId, holderName } of due) {
        const note = holderId ? 'returned' : 'raised'
        const details = holderName ? { name: holderName } : {}
        await addEntry(tx, { ticketId, entry: { side: 'note', userId: null, note, details }, now })
        await announce(tx, event('ticket.changed', { ticketId }))
      }
      return due.length
    })
