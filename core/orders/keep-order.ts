import { event } from '../events.ts'
import { once } from '../inbox.ts'
import { roleAmong } from '../kernel/actor.ts'
import { DomainError } from '../kernel/errors.ts'
import { by, type Needs, type OrderCommand, requireOrder } from './needs.ts'
import { findCancelAsked, noteInHistory } from './order-history.store.ts'

/**
 * Whoever asked to cancel an order keeps it after all: the customer says so here, or a manager to whom they said it.
 * Where nobody asks any more nothing changes.
 *
 * @throws DomainError `order.unknown` for a customer and somebody else's order
 */
export const keepOrder =
  ({ db, clock, announce }: Needs) =>
  ({ actor, orderId, cause }: OrderCommand): Promise<void> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const order = await requireOrder(tx, orderId)
      const role = roleAmong(actor, ['manager']) ?? (order.userId === actor.userId ? 'customer' : undefined)
      if (!role) throw new DomainError('order.unknown')
      if (!(await findCancelAsked(tx, orderId))) return
      await noteInHistory(tx, { orderId, ...by(actor, role), what: 'cancel_kept', now })
      await announce(tx, event('order.changed', { orderId, number: order.number }))
    })
