import { event } from '../events.ts'
import { once } from '../inbox.ts'
import { putBackOnShelf } from '../stock/index.ts'
import { freeAllocations } from './allocation.store.ts'
import { by, type Needs, type OrderCommand, requireOrder } from './needs.ts'
import { saveTransition } from './order.store.ts'
import { requireMove } from './order.ts'

/** What became of a line that came back: «На полицю», «Уцінка», «Брак», «Не доїхало». */
export type Fate = 'shelf' | 'markdown' | 'defect' | 'missing'

/**
 * A parcel that nobody collected is back, the goods in hand: line by line somebody says what became of it,
 * and only what goes on the shelf is counted as stock again. Money on the order is with the accountant.
 * @throws DomainError `order.impossible`, `order.forbidden`
 */
export const returnOrder =
  ({ db, clock, announce }: Needs) =>
  ({
    actor,
    orderId,
    fates,
    cause,
  }: OrderCommand & { fates: Readonly<Record<string, Fate>> }): Promise<void> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const order = await requireOrder(tx, orderId)
      const allowed = requireMove(order, 'RETURNED', actor)
      const lineIds = order.lines.map(({ id }) => id).filter((id) => fates[id] === 'shelf')
      await saveTransition(tx, { orderId, ...allowed, ...by(actor, allowed.role), now, details: { fates } })
      await putBackOnShelf(tx, { orderId, lineIds, now })
      const payments = order.paid > 0 ? await freeAllocations(tx, orderId) : []
      await announce(
        tx,
        event('order.returned', { orderId, number: order.number }),
        ...payments.map((paymentId) =>
          event('payment.mismatch', { paymentId, orderId, why: 'order_returned' }),
        ),
      )
    })
