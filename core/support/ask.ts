import { event } from '../events.ts'
import { type Cause, once } from '../inbox.ts'
import { sql, type Tx } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import { type Settings, workingMinutesAfter } from '../settings/index.ts'
import { type Needs, requireTicket } from './needs.ts'
import { addEntry, isOrderOf, putTicket } from './ticket.store.ts'
import type { Said } from './ticket.ts'

export interface Ask {
  readonly userId: string
  /** In one go: several files, words after a file. */
  readonly said: readonly Said[]
  /** What the customer was looking at. */
  readonly productId?: string | undefined
  readonly orderId?: string | undefined
  readonly cause?: Cause | undefined
}

/** What becomes of a customer's words, in the transaction of what else they do. */
interface Words extends Omit<Ask, 'cause'> {
  readonly rules: Pick<Settings, 'hours' | 'support'>
  readonly now: Date
}

/** A customer's words go into their ticket. A step. */
export const putQuestion = async (
  tx: Tx,
  { announce }: Pick<Needs, 'announce'>,
  { userId, said, productId, orderId, rules: { hours, support }, now }: Words,
): Promise<{ first: boolean }> => {
  const ticketId = await putTicket(tx, userId, now)
  const { waitingSince } = await requireTicket(tx, ticketId)
  const answerBy = workingMinutesAfter(now, support.answerMinutes, hours)
  const about = { aboutProduct: productId ?? null, aboutOrder: orderId ?? null }
  for (const one of said)
    await addEntry(tx, {
      ticketId,
      entry: { ...one, ...about, side: 'customer', userId },
      now,
      set: sql`state = CASE state WHEN 'closed' THEN 'open' ELSE state END,
        answer_by = CASE WHEN waiting_since IS NULL THEN ${answerBy}::timestamptz ELSE answer_by END,
        waiting_since = COALESCE(waiting_since, ${now}::timestamptz)`,
    })
  await announce(tx, event('ticket.changed', { ticketId }))
  return { first: waitingSince === null }
}

/**
 * A customer writes to the shop. Everything of one customer is one ticket: a closed one is open again, a taken one stays
 * with its manager. The time to answer runs from the first message that nobody has answered, in working minutes.
 *
 * @returns `first`: nothing was waiting before, so the customer is told when to expect an answer; later ones add to it
 * @throws DomainError `ticket.empty`; `order.unknown` for somebody else's order
 */
export const ask =
  (needs: Needs) =>
  async ({ cause, ...asked }: Ask): Promise<{ first: boolean }> => {
    const { userId, orderId } = asked
    const said = asked.said.filter(({ text, media }) => text.trim() !== '' || media)
    if (said.length === 0) throw new DomainError('ticket.empty')
    const rules = await needs.settings.read()
    return needs.db.transaction(async (tx) => {
      const now = needs.clock.now()
      await once(tx, cause, now)
      if (orderId && !(await isOrderOf(tx, orderId, userId))) throw new DomainError('order.unknown')
      return putQuestion(tx, needs, { ...asked, said, rules, now })
    })
  }
