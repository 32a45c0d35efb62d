import { event } from '../events.ts'
import { once } from '../inbox.ts'
import { roleAmong } from '../kernel/actor.ts'
import { DomainError } from '../kernel/errors.ts'
import { requireCallHour } from './mark-order.ts'
import { by, type Needs, type OrderCommand, requireOrder } from './needs.ts'

export interface AnswerCall extends OrderCommand {
  /** The hour to call at; without one the customer agrees to the order as it is. */
  readonly callAt?: Date | undefined
}

/**
 * A customer who was not reached answers in the bot: agrees, or names an hour. Either way nobody cancels the order for
 * that reason any more; what they said stands in the history and the managers see it at once. A manager confirms.
 *
 * @throws DomainError `order.unknown` for anybody else's, `order.impossible` once it is confirmed or cancelled, `order.mark_time`,
 *   `order.call_hour` { nearest } for an hour at which the shop calls nobody
 */
export const answerCall =
  ({ db, clock, announce, settings }: Needs) =>
  async ({ actor, orderId, cause, callAt }: AnswerCall): Promise<void> => {
    const { hours } = await settings.read()
    return db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const order = await requireOrder(tx, orderId)
      const { number, status } = order
      if (order.userId !== actor.userId || !roleAmong(actor, ['customer']))
        throw new DomainError('order.unknown')
      if (status !== 'AWAITING_CONFIRMATION') throw new DomainError('order.impossible', { number, status })
      const until = callAt === undefined ? null : requireCallHour(callAt, now, hours)
      await tx.$executeRaw`
        UPDATE orders SET mark = ${until && 'call_back'}, mark_until = ${until}, call_attempts = 0, called_since = NULL,
          last_called_at = NULL, updated_at = ${now} WHERE id = ${orderId}`
      const { byUser, byRole } = by(actor, 'customer')
      await tx.$executeRaw`
        INSERT INTO order_history (order_id, at, by_user, by_role, what, details)
        VALUES (${orderId}, ${now}, ${byUser}, ${byRole}, ${until ? 'hour_named' : 'agreed'}, ${JSON.stringify({ until })}::jsonb)`
      await announce(tx, event('order.due', { orderId, number }))
    })
  }
