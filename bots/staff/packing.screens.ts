import type { Variant } from '../../core/catalog/index.ts'
import type { HandedOver, NotedWaybills, Parcel, ParcelLine, Pick } from '../../core/orders/index.ts'
import type { Outlet } from '../../core/outlets/index.ts'
import type { HAND_TO } from './packing.actions.ts'

/** What is packed and handed over, and where one works. */
export type PackingScreen =
  | {
      readonly name: 'packing'
      readonly picks: readonly Pick[]
      readonly page: number
      readonly pages: number
      readonly parcels: number
      /** Since when the oldest waits. */
      readonly oldest: Date | null
      readonly now: Date
      readonly outlets: readonly Outlet[]
      readonly outletId: string | null
    }
  | {
      readonly name: 'parcel'
      readonly parcel: Parcel
      readonly asked: { readonly line: ParcelLine; readonly sizes: readonly Variant[] } | null
      readonly mode: 'check' | 'gone'
      readonly at: number
      readonly of: number
      readonly previous: string | null
      readonly next: string | null
      readonly outlet: Outlet | undefined
      /** For a seller, who has no warehouse to go back to. */
      readonly inStore: boolean
      readonly now: Date
    }
  | {
      readonly name: 'hand'
      readonly by: (typeof HAND_TO)[number]
      readonly parcels: readonly Parcel[]
      /** The one whose waybill the next number is. */
      readonly asked: Parcel | null
      readonly noted: NotedWaybills | null
      readonly handed: HandedOver | null
      /** The last question before they leave and their customers are told. */
      readonly asks: boolean
      readonly now: Date
    }
  | { readonly name: 'workplace'; readonly outlets: readonly Outlet[]; readonly outletId: string | null }
