import { createHash } from 'node:crypto'
import type { Delivery, Recipient } from '../carts/index.ts'
import { type Actor, roleAmong } from '../kernel/actor.ts'
import type { Money } from '../kernel/money.ts'
import type { Text } from '../kernel/text.ts'
import { liesInItsStore } from './order.ts'

/** A line of a parcel, with what is found on which shelf and how much of it was checked. */
export interface ParcelLine {
  readonly lineId: string
  readonly productId: string
  readonly variantId: string
  readonly article: string
  readonly name: Text
  readonly values: readonly Text[]
  readonly quantity: number
  readonly checked: number
  readonly shelf: string | null
  /** SHA-256 of the product's first picture. */
  readonly photo: string | null
}

/** A parcel of a confirmed order, as whoever packs it sees it. */
export interface Parcel {
  readonly shipmentId: string
  readonly orderId: string
  readonly number: number
  readonly outletId: string
  readonly delivery: Delivery
  readonly recipient: Recipient
  readonly comment: string | null
  readonly cashOnDelivery: Money
  readonly trackingNumber: string | null
  readonly packed: boolean
  /** Its customer asked to cancel the order, and no manager has decided yet. */
  readonly cancelAsked: boolean
  /** Since when it waits to be packed. */
  readonly since: Date
  readonly lines: readonly ParcelLine[]
}

/** Whether a packed parcel may leave at one tap with the others: to a carrier it needs its waybill. */
export const mayLeave = (
  { trackingNumber, cancelAsked }: Pick<Parcel, 'trackingNumber' | 'cancelAsked'>,
  to: 'carrier' | 'store',
): boolean => !cancelAsked && (to === 'store' || trackingNumber !== null)

/** In which role somebody packs a parcel: a storekeeper any, a seller a pickup whose goods lie in its own store. */
export const packerRole = (
  actor: Actor,
  { delivery, outletId }: Pick<Parcel, 'delivery' | 'outletId'>,
): 'storekeeper' | 'seller' | 'owner' | undefined =>
  roleAmong(actor, [
    'storekeeper',
    ...(liesInItsStore(delivery, { outletId }) ? (['seller'] as const) : []),
  ]) as 'storekeeper' | 'seller' | 'owner' | undefined

/** The line that is checked next; undefined when all are. */
export const nextToCheck = ({ lines }: Pick<Parcel, 'lines'>): ParcelLine | undefined =>
  lines.find(({ checked, quantity }) => checked < quantity)

/** Pieces that nobody checked yet. */
export const unchecked = ({ lines }: Pick<Parcel, 'lines'>): number =>
  lines.reduce((sum, { checked, quantity }) => sum + quantity - checked, 0)

/** What a photo of a box says of a parcel. */
export type Scanned<T> =
  | { readonly kind: 'fits'; readonly line: ParcelLine }
  /** Of this parcel, but all of it is checked. */
  | { readonly kind: 'checked'; readonly of: T }
  /** Not of this parcel. */
  | { readonly kind: 'other'; readonly of: T }
  | { readonly kind: 'unknown'; readonly code: string }
  | { readonly kind: 'none' }

/**
 * Of several barcodes on a photo, the one that is still to be checked wins; a known one of anything else is said
 * before one that nobody knows: the box names itself.
 */
export const whatIsScanned = <T extends { readonly variantId: string }>(
  { lines }: Pick<Parcel, 'lines'>,
  { codes, known }: { codes: readonly string[]; known: readonly T[] },
): Scanned<T> => {
  const of = (line: ParcelLine) => known.find(({ variantId }) => variantId === line.variantId)
  const line = lines.find((each) => each.checked < each.quantity && of(each))
  if (line) return { kind: 'fits', line }
  const checked = lines.map(of).find((each) => each !== undefined)
  if (checked) return { kind: 'checked', of: checked }
  if (known[0]) return { kind: 'other', of: known[0] }
  return codes[0] === undefined ? { kind: 'none' } : { kind: 'unknown', code: codes[0] }
}

const OTHERS = 2

/**
 * Three sizes to choose from, the right one and its neighbours in the product, in an order that looks random but is
 * the same whenever this piece is drawn again: who presses without looking is wrong two times of three.
 */
export const sizesToPress = <T extends { readonly id: string }>(
  sizes: readonly T[],
  { right, piece }: { right: string; piece: string },
): T[] => {
  const at = sizes.findIndex(({ id }) => id === right)
  const mixed = (id: string) => createHash('sha256').update(`${piece} ${id}`).digest('hex')
  return sizes
    .map((size, i) => ({ size, distance: Math.abs(i - at), mixed: mixed(size.id) }))
    .sort((a, b) => a.distance - b.distance || (a.mixed < b.mixed ? -1 : 1))
    .slice(0, OTHERS + 1)
    .sort((a, b) => (a.mixed < b.mixed ? -1 : 1))
    .map(({ size }) => size)
}

/** A Nova Poshta waybill has 14 digits, an Ukrposhta barcode 13 or two letters, nine digits and two letters. */
const WAYBILL = /^(?:\d{13,14}|[A-Z]{2}\d{9}[A-Z]{2})$/

/** A waybill number as it is kept, without the spaces that people type; undefined when it is none. */
export const readWaybill = (typed: string): string | undefined => {
  const compact = typed.replace(/[\s-]/g, '').toUpperCase()
  return WAYBILL.test(compact) ? compact : undefined
}

/** "1042 20450000000001", or the waybill alone: a line of what somebody typed. */
export interface WaybillLine {
  readonly said: string
  readonly number?: number
  readonly waybill?: string
}

/** Waybills as people type them, several lines at once. A line that is none keeps what was said. */
export const readWaybillLines = (text: string): WaybillLine[] =>
  text
    .split(/[\n;,]+/)
    .map((line) => line.trim())
    .filter(Boolean)
    .map((said) => {
      const alone = readWaybill(said)
      if (alone) return { said, waybill: alone }
      const [, number, rest] = /^[№#n]?\s*(\d{1,9})[\s:.–—-]+(.+)$/i.exec(said) ?? []
      const waybill = rest && readWaybill(rest)
      return waybill ? { said, number: Number(number), waybill } : { said }
    })
