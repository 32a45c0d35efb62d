import type { Tx } from '../kernel/db.ts'
import type { Needs } from './needs.ts'
import { markUndelivered } from './ticket.store.ts'

/** An answer did not reach the customer: it is noted beside it, and who wrote it is told, once. */
export const noteUndelivered =
  ({ db, notifications }: Needs) =>
  (
    { ticketId, number, why }: { ticketId: string; number: number; why: string },
    done: (tx: Tx) => Promise<void>,
  ): Promise<void> =>
    db.transaction(async (tx) => {
      const written = await markUndelivered(tx, { ticketId, number, why })
      if (written) {
        await notifications.queueAnswers(tx, [
          {
            key: `ticket.undelivered:${ticketId}:${number}`,
            userId: written.userId,
            template: 'ticket.undelivered',
            params: { ticketId, number, why },
          },
        ])
      }
      await done(tx)
    })
