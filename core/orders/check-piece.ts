import type { Cause } from '../inbox.ts'
import { once } from '../inbox.ts'
import { type Actor, roleAmong } from '../kernel/actor.ts'
import type { Tx } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import type { Text } from '../kernel/text.ts'
import { requireWorksAt } from '../staff/index.ts'
import { type Needs, requireOrder } from './needs.ts'
import { findParcel, tickPiece } from './packing.store.ts'
import { type Parcel, packerRole } from './packing.ts'

export interface CheckPiece {
  readonly actor: Actor
  readonly shipmentId: string
  readonly lineId: string
  /** The size that the storekeeper reads on the box. */
  readonly variantId: string
  /** How many pieces of the line were checked when the question was asked: a second tap on it checks nothing more. */
  readonly piece: number
  readonly cause?: Cause | undefined
}

/**
 * A piece in hand is compared with what was ordered, before the parcel may be closed. What is checked stays checked
 * over restarts; a changed order has new parcels, and nothing in them is checked.
 * @throws DomainError `pack.wrong_size` { wanted, got }, `pack.gone`, `staff.other_outlet`, `order.forbidden`
 */
export const checkPiece =
  ({ db, clock }: Needs) =>
  ({ actor, shipmentId, lineId, variantId, piece, cause }: CheckPiece): Promise<void> =>
    db.transaction(async (tx) => {
      await once(tx, cause, clock.now())
      const parcel = await requireParcel(tx, { actor, shipmentId })
      const line = parcel.lines.find((candidate) => candidate.lineId === lineId)
      if (!line || parcel.packed) throw new DomainError('pack.gone')
      if (line.variantId !== variantId) {
        const [got] = await tx.$queryRaw<
          { values: Text[] }[]
        >`SELECT values FROM variants WHERE id = ${variantId}`
        throw new DomainError('pack.wrong_size', { wanted: line.values, got: got?.values ?? [] })
      }
      await tickPiece(tx, { shipmentId, lineId, piece })
    })

/**
 * A parcel that is to be sent, its order locked.
 * @throws DomainError `pack.gone` when it was sent or its order changed; `staff.other_outlet`, `order.forbidden`
 */
export const requireParcel = async (
  tx: Tx,
  { actor, shipmentId }: { actor: Actor; shipmentId: string },
): Promise<Parcel> => {
  if (!roleAmong(actor, ['storekeeper', 'seller'])) throw new DomainError('order.forbidden')
  const seen = await findParcel(tx, shipmentId)
  if (!seen) throw new DomainError('pack.gone')
  await requireOrder(tx, seen.orderId)
  const parcel = await findParcel(tx, shipmentId)
  if (!parcel) throw new DomainError('pack.gone')
  if (!packerRole(actor, parcel)) throw new DomainError('order.forbidden')
  await requireWorksAt(tx, actor, parcel.outletId)
  return parcel
}
