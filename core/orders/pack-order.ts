import { event } from '../events.ts'
import { once } from '../inbox.ts'
import { roleAmong } from '../kernel/actor.ts'
import type { Tx } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import { requireWorksAt } from '../staff/index.ts'
import { by, type Needs, type OrderCommand, requireOrder } from './needs.ts'
import { noteInHistory } from './order-history.store.ts'
import { packerRole } from './packing.ts'

/**
 * Whoever packs (packing.ts) closes a parcel in which every piece was checked, or all of the order's where none is named. With
 * its last parcel the order is packed: from now on nobody edits it, and only a manager cancels it.
 * Packed twice is packed once.
 * @throws DomainError `pack.unchecked` { count }, `pack.gone`, `staff.other_outlet`, `order.impossible`, `order.forbidden`
 */
export const packOrder =
  ({ db, clock, announce }: Needs) =>
  ({
    actor,
    orderId,
    shipmentId,
    cause,
  }: OrderCommand & { shipmentId?: string | undefined }): Promise<void> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const order = await requireOrder(tx, orderId)
      const roles = order.shipments
        .filter(({ id }) => shipmentId === undefined || id === shipmentId)
        .map(({ outletId }) => packerRole(actor, { delivery: order.delivery, outletId }))
      const role = roles.includes(undefined)
        ? undefined
        : (roles[0] ?? roleAmong(actor, ['storekeeper', 'seller']))
      if (!role) throw new DomainError('order.forbidden')
      if (!order.status.startsWith('AWAITING_SHIPMENT')) {
        throw new DomainError('order.impossible', { number: order.number, status: order.status })
      }
      const named = order.shipments.filter(({ id }) => shipmentId === undefined || id === shipmentId)
      if (named.length === 0) throw new DomainError('pack.gone')
      const parcels = named.filter(({ packed }) => !packed)
      if (parcels.length === 0) return
      for (const { outletId } of parcels) await requireWorksAt(tx, actor, outletId)
      const ids = parcels.map(({ id }) => id)
      const count = await countUnchecked(tx, ids)
      if (count > 0) throw new DomainError('pack.unchecked', { count })

      await tx.$executeRaw`UPDATE shipments SET packed_at = ${now} WHERE id = ANY(${ids})`
      const whole = order.shipments.every(({ id, packed }) => packed || ids.includes(id))
      await tx.$executeRaw`
        UPDATE orders SET packed_at = CASE WHEN ${whole} THEN ${now}::timestamptz END, updated_at = ${now} WHERE id = ${orderId}`
      await noteInHistory(tx, { orderId, ...by(actor, role), what: whole ? 'packed' : 'parcel_packed', now })
      await announce(tx, event('order.changed', { orderId, number: order.number }))
    })

const countUnchecked = async (tx: Tx, shipmentIds: readonly string[]): Promise<number> => {
  const rows = await tx.$queryRaw<{ count: number }[]>`
    SELECT COALESCE(sum(quantity - checked), 0)::int AS count FROM shipment_lines WHERE shipment_id = ANY(${[...shipmentIds]})`
  return rows[0]!.count
}
