import { event } from '../events.ts'
import { once } from '../inbox.ts'
import { DAY_MS, HOUR_MS, later } from '../kernel/clock.ts'
import type { Settings } from '../settings/index.ts'
import { by, type Needs, type OrderCommand, requireOrder } from './needs.ts'
import { saveTransition } from './order.store.ts'
import { requireMove } from './order.ts'
import { requireWorksAtGoods } from './piece-fate.ts'

const ENTERED = {
  ARRIVED: 'order.arrived',
  RETURNING: 'order.returning',
} as const

/**
 * A parcel's way as the carrier (or the seller of a pickup store) tells it: arrived, or on its way back.
 * Collecting and taking back are facts of their own, with money and goods.
 * @throws DomainError `order.impossible`, `staff.other_outlet`, `order.forbidden`
 */
export const followParcel =
  ({ db, clock, announce, settings }: Needs) =>
  async ({ actor, orderId, to, cause }: OrderCommand & { to: keyof typeof ENTERED }): Promise<void> => {
    const { pickup } = await settings.read()
    return db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const order = await requireOrder(tx, orderId)
      const allowed = requireMove(order, to, actor)
      await requireWorksAtGoods(tx, { order, actor })
      const kept = to === 'ARRIVED' && order.delivery.method === 'pickup' ? keptFor(now, pickup) : {}
      await saveTransition(tx, { orderId, ...allowed, ...by(actor, allowed.role), now, ...kept })
      await announce(tx, event(ENTERED[to], { orderId, number: order.number }))
    })
  }

/** A pickup is kept so many days from the moment it is ready; the customer is reminded in time. */
const keptFor = (now: Date, { days, remindHours }: Settings['pickup']) => {
  const collectBefore = later(now, days * DAY_MS)
  return { collectBefore, nextReminder: later(collectBefore, -remindHours * HOUR_MS) }
}
