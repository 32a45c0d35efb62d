import { event } from '../events.ts'
import { once } from '../inbox.ts'
import { DomainError } from '../kernel/errors.ts'
import { findWorkplace } from '../staff/index.ts'
import { putBackOnShelf } from '../stock/index.ts'
import { freeAllocations } from './allocation.store.ts'
import { by, type Needs, type OrderCommand, requireOrder } from './needs.ts'
import { saveTransition } from './order.store.ts'
import { requireMove } from './order.ts'
import { findFates, goodsAt, requireWorksAtGoods } from './piece-fate.ts'

/**
 * A parcel that nobody collected is back, the goods in hand: of each piece somebody said what became of it
 * (piece-fate.ts), and only what goes on the shelf is counted as stock again, where it is now. Money on the order is
 * with the accountant.
 * @throws DomainError `return.fates_missing` { count }, `order.impossible`, `staff.other_outlet`, `order.forbidden`
 */
export const returnOrder =
  ({ db, clock, announce }: Needs) =>
  ({ actor, orderId, cause }: OrderCommand): Promise<void> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const order = await requireOrder(tx, orderId)
      const allowed = requireMove(order, 'RETURNED', actor)
      await requireWorksAtGoods(tx, { order, actor })
      const fates = await findFates(tx, order)
      const missing = Object.values(fates)
        .flat()
        .filter((fate) => fate === null || fate === 'kept').length
      if (missing > 0) throw new DomainError('return.fates_missing', { count: missing })

      await saveTransition(tx, { orderId, ...allowed, ...by(actor, allowed.role), now, details: { fates } })
      await putBackOnShelf(tx, {
        orderId,
        pieces: order.lines.map(({ id, quantity }) => ({
          lineId: id,
          back: quantity,
          shelf: fates[id]!.filter((fate) => fate === 'shelf').length,
        })),
        outletId: (await findWorkplace(tx, actor)) ?? goodsAt(order),
        byUser: actor.userId,
        now,
      })
      const payments = order.paid > 0 ? await freeAllocations(tx, orderId) : []
      await announce(
        tx,
        event('order.returned', { orderId, number: order.number }),
        ...payments.map((paymentId) =>
          event('payment.mismatch', { paymentId, orderId, why: 'order_returned' }),
        ),
      )
    })
