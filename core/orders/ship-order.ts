import { event } from '../events.ts'
import { once } from '../inbox.ts'
import type { Tx } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import { requireWorksAt } from '../staff/index.ts'
import { by, type Needs, type OrderCommand, requireOrder } from './needs.ts'
import { saveTransition } from './order.store.ts'
import { requireMove } from './order.ts'
import { giveWaybill } from './packing.store.ts'
import { readWaybill } from './packing.ts'

export interface ShipOrder extends OrderCommand {
  /** One for each parcel that is not sent yet, in the order of the order's shipments; none for a pickup, which goes to the store. */
  readonly trackingNumbers: readonly string[]
}

/**
 * The parcels of a packed order are handed to the carrier, each with its waybill; a pickup goes to its store.
 * The order is shipped with its slowest parcel, so all are needed; what lies at another outlet is sent by who works there.
 * @throws DomainError `order.not_packed`, `order.waybill`, `order.waybill_taken` { waybill, number },
 *   `order.waybills_needed` { count }, `staff.other_outlet`, `order.impossible`, `order.forbidden`
 */
export const shipOrder =
  ({ db, clock, announce }: Needs) =>
  ({ actor, orderId, trackingNumbers, cause }: ShipOrder): Promise<void> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const order = await requireOrder(tx, orderId)
      const allowed = requireMove(order, 'SHIPPED', actor)
      if (allowed.role === 'seller') throw new DomainError('order.forbidden')
      if (!order.packedAt) throw new DomainError('order.not_packed', { number: order.number })
      const parcels = order.shipments.filter(({ shipped }) => !shipped)
      for (const { outletId } of parcels) await requireWorksAt(tx, actor, outletId)
      const needed = order.delivery.method === 'pickup' ? 0 : parcels.length
      const numbers = trackingNumbers.map(readWaybill)
      if (numbers.includes(undefined)) throw new DomainError('order.waybill')
      if (numbers.length !== needed) throw new DomainError('order.waybills_needed', { count: needed })
      if (new Set(numbers).size < numbers.length)
        throw new DomainError('order.waybill_taken', { waybill: numbers[0], number: order.number })

      for (const [i, waybill] of numbers.entries())
        if (waybill) await giveWaybill(tx, { shipmentId: parcels[i]!.id, waybill })
      await markShipped(
        tx,
        parcels.map(({ id }) => id),
        now,
      )
      await saveTransition(tx, {
        orderId,
        ...allowed,
        ...by(actor, allowed.role),
        now,
        details: { trackingNumbers: numbers },
      })
      await announce(tx, event('order.shipped', { orderId, number: order.number }))
    })

/** The carrier has these parcels now. A step. */
export const markShipped = async (tx: Tx, shipmentIds: readonly string[], now: Date): Promise<void> => {
  await tx.$executeRaw`UPDATE shipments SET shipped_at = ${now} WHERE id = ANY(${[...shipmentIds]}) AND shipped_at IS NULL`
}
