import { event } from '../events.ts'
import { once } from '../inbox.ts'
import type { Actor } from '../kernel/actor.ts'
import { DAY_MS, HOUR_MS, later } from '../kernel/clock.ts'
import type { Tx } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import type { Settings } from '../settings/index.ts'
import { by, type Needs, type OrderCommand, requireOrder } from './needs.ts'
import { saveTransition } from './order.store.ts'
import { liesInItsStore, type Order, requireMove } from './order.ts'
import { requireWorksAtGoods } from './piece-fate.ts'
import { markShipped } from './ship-order.ts'

const ENTERED = {
  ARRIVED: 'order.arrived',
  RETURNING: 'order.returning',
} as const

/**
 * A parcel's way as the carrier (or the seller of a pickup store) tells it: arrived, or on its way back. A pickup that
 * was packed in its own store has no way: it is there and ready in one, and the customer hears that alone.
 * Collecting and taking back are facts of their own, with money and goods.
 * @throws DomainError `order.impossible`, `order.not_packed`, `staff.other_outlet`, `order.forbidden`
 */
export const followParcel =
  ({ db, clock, announce, settings }: Needs) =>
  async ({ actor, orderId, to, cause }: OrderCommand & { to: keyof typeof ENTERED }): Promise<void> => {
    const { pickup } = await settings.read()
    return db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const found = await requireOrder(tx, orderId)
      await requireWorksAtGoods(tx, { order: found, actor })
      const order = to === 'ARRIVED' ? await inStore(tx, { order: found, actor, now }) : found
      const allowed = requireMove(order, to, actor)
      const kept = to === 'ARRIVED' && order.delivery.method === 'pickup' ? keptFor(now, pickup) : {}
      await saveTransition(tx, { orderId, ...allowed, ...by(actor, allowed.role), now, ...kept })
      await announce(tx, event(ENTERED[to], { orderId, number: order.number }))
    })
  }

/** The order as it is once what lies packed in its own store counts as brought there. */
const inStore = async (
  tx: Tx,
  { order, actor, now }: { order: Order; actor: Actor; now: Date },
): Promise<Order> => {
  if (order.delivery.method !== 'pickup' || !order.status.startsWith('AWAITING_SHIPMENT')) return order
  const { id: orderId, number, status, delivery } = order
  const allowed = requireMove(order, 'SHIPPED', actor)
  const left = order.shipments.filter(({ shipped }) => !shipped)
  if (!left.every((parcel) => liesInItsStore(delivery, parcel)))
    throw new DomainError('order.impossible', { number, status })
  if (!order.packedAt) throw new DomainError('order.not_packed', { number })
  await markShipped(
    tx,
    left.map(({ id }) => id),
    now,
  )
  await saveTransition(tx, { orderId, ...allowed, ...by(actor, allowed.role), now })
  return requireOrder(tx, orderId)
}

/** A pickup is kept so many days from the moment it is ready; the customer is reminded in time. */
const keptFor = (now: Date, { days, remindHours }: Settings['pickup']) => {
  const collectBefore = later(now, days * DAY_MS)
  return { collectBefore, nextReminder: later(collectBefore, -remindHours * HOUR_MS) }
}
