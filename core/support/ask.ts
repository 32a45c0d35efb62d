import { event } from '../events.ts'
import { type Cause, once } from '../inbox.ts'
import { sql } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import { workingMinutesAfter } from '../settings/index.ts'
import { type Needs, requireTicket } from './needs.ts'
import { addEntry, isOrderOf, putTicket } from './ticket.store.ts'
import type { Said } from './ticket.ts'

export interface Ask {
  readonly userId: string
  readonly said: Said
  /** What the customer was looking at. */
  readonly productId?: string | undefined
  readonly orderId?: string | undefined
  readonly cause?: Cause | undefined
}

/**
 * A customer writes to the shop. Everything of one customer is one ticket: a closed one is open again, a taken one stays
 * with its manager. The time to answer runs from the first message that nobody has answered, in working minutes.
 *
 * @returns `first`: nothing was waiting before, so the customer is told when to expect an answer; later ones add to it
 * @throws DomainError `ticket.empty`; `order.unknown` for somebody else's order
 */
export const ask =
  ({ db, clock, settings, announce }: Needs) =>
  async ({ userId, said, productId, orderId, cause }: Ask): Promise<{ first: boolean }> => {
    if (said.text.trim() === '' && !said.media) throw new DomainError('ticket.empty')
    const { hours, support } = await settings.read()
    return db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      if (orderId && !(await isOrderOf(tx, orderId, userId))) throw new DomainError('order.unknown')
      const ticketId = await putTicket(tx, userId, now)
      const { waitingSince } = await requireTicket(tx, ticketId)
      const answerBy = workingMinutesAfter(now, support.answerMinutes, hours)
      await addEntry(tx, {
        ticketId,
        entry: {
          ...said,
          side: 'customer',
          userId,
          aboutProduct: productId ?? null,
          aboutOrder: orderId ?? null,
        },
        now,
        set: sql`state = CASE state WHEN 'closed' THEN 'open' ELSE state END,
          answer_by = CASE WHEN waiting_since IS NULL THEN ${answerBy}::timestamptz ELSE answer_by END,
          waiting_since = COALESCE(waiting_since, ${now}::timestamptz)`,
      })
      await announce(tx, event('ticket.changed', { ticketId }))
      return { first: waitingSince === null }
    })
  }
