import type { Cause } from '../inbox.ts'
import { once } from '../inbox.ts'
import { type Actor, roleAmong } from '../kernel/actor.ts'
import type { Tx } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import { findWorkplace } from '../staff/index.ts'
import { by, type Needs, requireOrder } from './needs.ts'
import { noteInHistory } from './order-history.store.ts'
import { findParcels, giveWaybill } from './packing.store.ts'
import { type Parcel, readWaybillLines, type WaybillLine } from './packing.ts'

export interface NoteWaybills {
  readonly actor: Actor
  /** What was typed: a line a parcel, "1042 20450000000001", or the waybill alone for the parcel that was asked about. */
  readonly text: string
  /** The parcel whose number was asked for; where none is, a number alone goes to the oldest without one. */
  readonly shipmentId?: string | undefined
  readonly cause?: Cause | undefined
}

/** A line that gave no waybill, and why. `number`: the order that it named, or that has this waybill. */
export interface Misread {
  readonly said: string
  readonly why: 'no_waybill' | 'no_parcel' | 'taken'
  readonly number: number | null
}

export interface NotedWaybills {
  readonly noted: readonly { readonly number: number; readonly waybill: string }[]
  readonly misread: readonly Misread[]
}

/**
 * Waybill numbers for packed parcels before the courier comes, one or many at once. A number that was given may be
 * given anew; what cannot be read is said line by line and keeps nothing from the others.
 * @throws DomainError `order.forbidden`
 */
export const noteWaybills =
  ({ db, clock }: Needs) =>
  ({ actor, text, shipmentId, cause }: NoteWaybills): Promise<NotedWaybills> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const role = roleAmong(actor, ['storekeeper'])
      if (!role) throw new DomainError('order.forbidden')
      const outletId = actor.roles.includes('owner') ? null : await findWorkplace(tx, actor)
      const waiting = await findParcels(tx, { stage: 'carrier', outletId, limit: 1000 })
      const given = new Map<string, string>()
      const misread: Misread[] = []
      for (const line of readWaybillLines(text)) {
        const parcel = parcelFor(line, { waiting, given, shipmentId })
        if ('why' in parcel) misread.push(parcel)
        else given.set(parcel.shipmentId, line.waybill!)
      }
      // In the order of ids, as whoever locks several orders does: two lists at once do not wait for each other.
      const noted: { number: number; waybill: string }[] = []
      const chosen = waiting.filter((parcel) => given.has(parcel.shipmentId))
      for (const parcel of chosen.sort((a, b) => (a.orderId < b.orderId ? -1 : 1))) {
        const waybill = given.get(parcel.shipmentId)!
        const refused = await give(tx, { parcel, waybill })
        if (refused) {
          misread.push({ said: waybill, ...refused })
          continue
        }
        const { orderId, number } = parcel
        await noteInHistory(tx, { orderId, ...by(actor, role), what: 'waybill', details: { waybill }, now })
        noted.push({ number, waybill })
      }
      return { noted, misread }
    })

/** Which parcel a line is about. */
const parcelFor = (
  line: WaybillLine,
  {
    waiting,
    given,
    shipmentId,
  }: {
    waiting: readonly Parcel[]
    given: ReadonlyMap<string, string>
    shipmentId: string | undefined
  },
): Parcel | Misread => {
  const { said, number, waybill } = line
  if (!waybill) return { said, why: 'no_waybill', number: null }
  const free = (parcel: Parcel) => !given.has(parcel.shipmentId)
  const without = (parcel: Parcel) => free(parcel) && !parcel.trackingNumber
  const found =
    number === undefined
      ? (waiting.find((parcel) => free(parcel) && parcel.shipmentId === shipmentId) ?? waiting.find(without))
      : (waiting.find((parcel) => parcel.number === number && without(parcel)) ??
        waiting.find((parcel) => parcel.number === number && free(parcel)))
  return found ?? { said, why: 'no_parcel', number: number ?? null }
}

/** Nothing when it was given, else why not. */
const give = async (
  tx: Tx,
  { parcel, waybill }: { parcel: Parcel; waybill: string },
): Promise<Pick<Misread, 'why' | 'number'> | undefined> => {
  const { status, shipments } = await requireOrder(tx, parcel.orderId)
  const live = shipments.some(({ id, packed, shipped }) => id === parcel.shipmentId && packed && !shipped)
  if (!live || !status.startsWith('AWAITING_SHIPMENT')) return { why: 'no_parcel', number: parcel.number }
  try {
    await giveWaybill(tx, { shipmentId: parcel.shipmentId, waybill })
    return undefined
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'order.waybill_taken') throw error
    return { why: 'taken', number: Number(error.params.number) }
  }
}
