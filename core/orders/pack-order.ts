import { event } from '../events.ts'
import { once } from '../inbox.ts'
import { roleAmong } from '../kernel/actor.ts'
import { DomainError } from '../kernel/errors.ts'
import { by, type Needs, type OrderCommand, requireOrder } from './needs.ts'
import { noteInHistory } from './order.store.ts'

/**
 * The storekeeper has packed an order: from now on nobody edits it, and only a manager cancels it.
 * Packed twice is packed once.
 * @throws DomainError `order.impossible`, `order.forbidden`
 */
export const packOrder =
  ({ db, clock, announce }: Needs) =>
  ({ actor, orderId, cause }: OrderCommand): Promise<void> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const role = roleAmong(actor, ['storekeeper'])
      if (!role) throw new DomainError('order.forbidden')
      const order = await requireOrder(tx, orderId)
      if (!order.status.startsWith('AWAITING_SHIPMENT')) {
        throw new DomainError('order.impossible', { number: order.number, status: order.status })
      }
      if (order.packedAt) return
      await tx.$executeRaw`UPDATE orders SET packed_at = ${now}, updated_at = ${now} WHERE id = ${orderId} AND packed_at IS NULL`
      await noteInHistory(tx, { orderId, ...by(actor, role), what: 'packed', now })
      await announce(tx, event('order.changed', { orderId, number: order.number }))
    })
