import { event } from '../events.ts'
import type { Tx } from '../kernel/db.ts'
import { minus } from '../kernel/money.ts'
import type { Settings } from '../settings/index.ts'
import { freeExcess } from './allocation.store.ts'
import { paymentTerm, readyToShip } from './confirm-order.ts'
import type { Editing } from './editing.ts'
import { by, type Needs, requireOrder } from './needs.ts'
import { cancelShipments, saveTransition } from './order.store.ts'
import { standing } from './order.ts'

/**
 * The last step of an edit that changes goods or sums: parcels and money follow. One that became dearer than what is
 * paid waits for the difference; one that is covered now goes on to its parcel; what is paid beyond the total is with
 * the accountant. Each way leads through the states that the table has, and stands in the history.
 */
export const standAnew = async (
  tx: Tx,
  { order: before, actor, role, now }: Editing,
  { announce, settings }: Pick<Needs, 'announce'> & { settings: Settings },
): Promise<void> => {
  const fact = { orderId: before.id, number: before.number }
  const order = await requireOrder(tx, before.id)
  if (order.status === 'AWAITING_CONFIRMATION') return announce(tx, event('order.changed', fact))

  const excess = minus(order.paid, order.total)
  const left = excess > 0 ? await freeExcess(tx, order.id, excess) : []
  const raised = left.map((paymentId) =>
    event('payment.mismatch', { paymentId, orderId: order.id, why: 'excess' }),
  )
  const settled = excess > 0 ? { ...order, paid: order.total } : order
  const to = standing(settled, settings.prepayment)
  await cancelShipments(tx, [order.id], now)
  if (to === order.status) {
    if (to !== 'AWAITING_PAYMENT') await tx.$executeRaw`WITH ${readyToShip(settled, now)} SELECT`
    return announce(tx, event('order.changed', fact), ...raised)
  }
  if (to === 'AWAITING_PAYMENT') {
    const move = { orderId: order.id, ...by(actor, role), now }
    await saveTransition(tx, { ...move, from: order.status, to: 'AWAITING_CONFIRMATION' })
    await saveTransition(
      tx,
      { ...move, from: 'AWAITING_CONFIRMATION', to, ...paymentTerm(now, settings) },
      announce.parts(event('order.awaiting_payment', fact)),
    )
    return
  }
  await saveTransition(
    tx,
    { orderId: order.id, from: order.status, to, byUser: null, byRole: 'system', now },
    readyToShip(settled, now),
    announce.parts(event(to === 'AWAITING_SHIPMENT' ? 'order.paid' : 'order.confirmed', fact), ...raised),
  )
}
