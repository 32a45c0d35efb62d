import { event } from '../events.ts'
import { once } from '../inbox.ts'
import { DomainError } from '../kernel/errors.ts'
import { by, type Needs, type OrderCommand, requireOrder } from './needs.ts'
import { saveTransition } from './order.store.ts'
import { requireMove } from './order.ts'

/** A Nova Poshta waybill has 14 digits, an Ukrposhta barcode 13 or two letters, nine digits and two letters. */
const WAYBILL = /^(?:\d{13,14}|[A-Z]{2}\d{9}[A-Z]{2})$/

/** A waybill number as it is kept, without the spaces that people type; undefined when it is none. */
export const readWaybill = (typed: string): string | undefined => {
  const compact = typed.replace(/[\s-]/g, '').toUpperCase()
  return WAYBILL.test(compact) ? compact : undefined
}

export interface ShipOrder extends OrderCommand {
  /** One for each parcel, in the order of the order's shipments; none for a pickup, which goes to the store. */
  readonly trackingNumbers: readonly string[]
}

/**
 * The parcels of a packed order are handed to the carrier, each with its waybill; a pickup goes to its store.
 * The order is shipped with its slowest parcel, so all are needed.
 * @throws DomainError `order.not_packed`, `order.waybill`, `order.waybills_needed` { count }, `order.impossible`, `order.forbidden`
 */
export const shipOrder =
  ({ db, clock, announce }: Needs) =>
  ({ actor, orderId, trackingNumbers, cause }: ShipOrder): Promise<void> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const order = await requireOrder(tx, orderId)
      const allowed = requireMove(order, 'SHIPPED', actor)
      if (!order.packedAt) throw new DomainError('order.not_packed', { number: order.number })
      const needed = order.delivery.method === 'pickup' ? 0 : order.shipments.length
      const numbers = trackingNumbers.map(readWaybill)
      if (numbers.includes(undefined)) throw new DomainError('order.waybill')
      if (numbers.length !== needed) throw new DomainError('order.waybills_needed', { count: needed })

      const parcels = order.shipments.map(({ id }, i) => ({ id, number: numbers[i] ?? null }))
      await tx.$executeRaw`
        UPDATE shipments s SET tracking_number = p.number, shipped_at = ${now}
        FROM jsonb_to_recordset(${JSON.stringify(parcels)}::jsonb) AS p(id text, number text) WHERE s.id = p.id`
      await saveTransition(tx, {
        orderId,
        ...allowed,
        ...by(actor, allowed.role),
        now,
        details: { trackingNumbers: numbers },
      })
      await announce(tx, event('order.shipped', { orderId, number: order.number }))
    })
