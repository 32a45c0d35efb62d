import { event } from '../events.ts'
import { once } from '../inbox.ts'
import { roleAmong } from '../kernel/actor.ts'
import { DomainError } from '../kernel/errors.ts'
import { isOnShift } from '../staff/index.ts'
import { by, type Needs, type OrderCommand, requireOrder } from './needs.ts'
import { findBesides } from './order.store.ts'
import { noteInHistory } from './order-history.store.ts'

/**
 * A manager takes an order («Беру»): only one has it at a time. Taking one's own again changes nothing.
 * @throws DomainError `order.taken` { name } when a colleague was faster, `staff.off_shift`, `order.forbidden`
 */
export const takeOrder =
  ({ db, clock, announce }: Needs) =>
  ({ actor, orderId, cause }: OrderCommand): Promise<void> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const role = roleAmong(actor, ['manager'])
      if (!role || !actor.userId) throw new DomainError('order.forbidden')
      const order = await requireOrder(tx, orderId)
      if (order.status !== 'AWAITING_CONFIRMATION')
        throw new DomainError('order.impossible', { number: order.number, status: order.status })
      if (order.holderId === actor.userId) return
      if (order.holderId) {
        const { holderName } = await findBesides(tx, order)
        throw new DomainError('order.taken', { number: order.number, name: holderName ?? '' })
      }
      if (!(await isOnShift(tx, actor.userId))) throw new DomainError('staff.off_shift')
      await tx.$executeRaw`UPDATE orders SET holder_id = ${actor.userId}, untouched_at = NULL, updated_at = ${now} WHERE id = ${orderId} AND holder_id IS NULL`
      await noteInHistory(tx, { orderId, ...by(actor, role), what: 'taken', now })
      await announce(tx, event('order.changed', { orderId, number: order.number }))
    })
