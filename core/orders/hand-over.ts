import { event } from '../events.ts'
import type { Cause } from '../inbox.ts'
import { once } from '../inbox.ts'
import { type Actor, roleAmong } from '../kernel/actor.ts'
import type { Tx } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import { findWorkplace } from '../staff/index.ts'
import { by, type Needs, requireOrder } from './needs.ts'
import { saveTransition } from './order.store.ts'
import { liesInItsStore, requireMove } from './order.ts'
import { noteInHistory } from './order-history.store.ts'
import { findParcels } from './packing.store.ts'
import { mayLeave, type Parcel } from './packing.ts'
import { markShipped } from './ship-order.ts'

export interface HandOver {
  readonly actor: Actor
  /** The courier, who takes parcels with a waybill, or the way to a store of ours. */
  readonly to: 'carrier' | 'store'
  readonly cause?: Cause | undefined
}

export interface HandedOver {
  /** Numbers of orders whose parcels left now. */
  readonly sent: readonly number[]
  /** Those whose parcel stayed, and why: it has no waybill yet, or its order was changed at this moment. */
  readonly stayed: readonly Stayed[]
}

export interface Stayed {
  readonly number: number
  readonly why: 'no_waybill' | 'cancel_asked' | 'changed'
}

/** At most so many leave by one tap; the rest is there for the next. */
const MOST = 100

/**
 * «Передали курʼєру»: every packed parcel of the outlet that has its waybill leaves at one tap; for a store of ours
 * none is needed. What its customer asked to cancel stays until a manager decides. An order is shipped when its last parcel left. What cannot leave is said order by order.
 * @throws DomainError `order.forbidden`
 */
export const handOver =
  ({ db, clock, announce }: Needs) =>
  ({ actor, to, cause }: HandOver): Promise<HandedOver> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      if (!roleAmong(actor, ['storekeeper'])) throw new DomainError('order.forbidden')
      const outletId = actor.roles.includes('owner') ? null : await findWorkplace(tx, actor)
      const waiting = await findParcels(tx, { stage: to, outletId, limit: MOST })
      const ready = waiting.filter((parcel) => mayLeave(parcel, to))
      const stayed: Stayed[] = waiting
        .filter((parcel) => !ready.includes(parcel))
        .map(({ number, cancelAsked }) => ({ number, why: cancelAsked ? 'cancel_asked' : 'no_waybill' }))
      const sent: number[] = []
      // In the order of ids, as whoever locks several orders does: two lists at once do not wait for each other.
      for (const parcel of ready.sort((a, b) => (a.orderId < b.orderId ? -1 : 1))) {
        if (await send(tx, { parcel, actor, now, announce })) sent.push(parcel.number)
        else stayed.push({ number: parcel.number, why: 'changed' })
      }
      return { sent: [...new Set(sent)].sort((a, b) => a - b), stayed }
    })

/** False when its order was changed meanwhile: then it stays. */
const send = async (
  tx: Tx,
  { parcel, actor, now, announce }: { parcel: Parcel; actor: Actor; now: Date; announce: Needs['announce'] },
): Promise<boolean> => {
  const { orderId, number, shipmentId } = parcel
  const order = await requireOrder(tx, orderId)
  const own = order.shipments.find(({ id }) => id === shipmentId)
  if (!order.status.startsWith('AWAITING_SHIPMENT') || !own?.packed) return false
  if (own.shipped) return true
  const allowed = requireMove(order, 'SHIPPED', actor)
  // What lies packed in its own store has no way to go: it does not keep the others.
  const there = order.shipments.filter((each) => each.packed && liesInItsStore(order.delivery, each))
  const leaving = [shipmentId, ...there.map(({ id }) => id)]
  const last = order.shipments.every(({ id, shipped }) => shipped || leaving.includes(id))
  await markShipped(tx, last ? leaving : [shipmentId], now)
  if (!last) {
    await noteInHistory(tx, { orderId, ...by(actor, allowed.role), what: 'parcel_shipped', now })
    await announce(tx, event('order.changed', { orderId, number }))
    return true
  }
  const trackingNumbers = order.shipments.flatMap(({ trackingNumber }) => trackingNumber ?? [])
  await saveTransition(tx, {
    orderId,
    ...allowed,
    ...by(actor, allowed.role),
    now,
    details: { trackingNumbers },
  })
  await announce(tx, event('order.shipped', { orderId, number }))
  return true
}
