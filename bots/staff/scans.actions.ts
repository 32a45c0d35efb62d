import { barcode, id, maybe } from '../dialogue/address.ts'

const of = { variantId: id('var'), code: barcode, shipmentId: maybe(id('shp')) }

/** What a barcode is of: asked for once, and confirmed. `shipmentId`: the parcel in hand; without it, the shelf. */
export const scansActions = { bind: of, bind_yes: of } as const
