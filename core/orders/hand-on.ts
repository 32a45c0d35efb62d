import { event } from '../events.ts'
import { once } from '../inbox.ts'
import { roleAmong } from '../kernel/actor.ts'
import { DomainError } from '../kernel/errors.ts'
import { by, type Needs, type OrderCommand, requireHolder, requireOrder } from './needs.ts'

export interface HandOn extends OrderCommand {
  /** The colleague who gets it; null gives it back to the queue. */
  readonly toUserId: string | null
}

/**
 * The holder of an order hands it on to a colleague («Передати…»), or gives it back to the queue. The owner hands on
 * anybody's. Only who is on shift gets one.
 *
 * @throws DomainError `order.forbidden`, `order.taken`, `order.not_held` when nobody has it, `staff.not_manager` for
 *   somebody who cannot work on it now, `order.impossible` when it waits for nothing any more
 */
export const handOn =
  ({ db, clock, announce }: Needs) =>
  ({ actor, orderId, cause, toUserId }: HandOn): Promise<void> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const role = roleAmong(actor, ['manager'])
      if (!role) throw new DomainError('order.forbidden')
      const order = await requireOrder(tx, orderId)
      const { number, status } = order
      if (!status.startsWith('AWAITING_')) throw new DomainError('order.impossible', { number, status })
      if (!order.holderId) throw new DomainError('order.not_held', { number })
      await requireHolder(tx, order, actor)
      if (toUserId === order.holderId) return
      const handed = await tx.$executeRaw`
        UPDATE orders SET holder_id = ${toUserId}, updated_at = ${now}
        WHERE id = ${orderId} AND (${toUserId}::text IS NULL OR EXISTS (
          SELECT FROM shifts s WHERE s.user_id = ${toUserId} AND (
            EXISTS (SELECT FROM memberships m WHERE m.user_id = s.user_id AND m.group_code IN ('manager', 'owner'))
            OR EXISTS (SELECT FROM lendings l
              WHERE l.user_id = s.user_id AND l.role = 'manager' AND l.ended_at IS NULL AND l.until > ${now}))))`
      if (handed === 0) throw new DomainError('staff.not_manager')
      const { byUser, byRole } = by(actor, role)
      await tx.$executeRaw`
        INSERT INTO order_history (order_id, at, by_user, by_role, what, details)
        SELECT ${orderId}, ${now}, ${byUser}, ${byRole}, ${toUserId ? 'handed_on' : 'given_back'},
          jsonb_strip_nulls(jsonb_build_object('name', (SELECT name FROM users WHERE id = ${toUserId})))`
      await announce(tx, event('order.due', { orderId, number }))
    })
