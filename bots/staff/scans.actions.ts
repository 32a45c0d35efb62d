import { barcode, id, maybe } from '../dialogue/address.ts'

const of = { variantId: id('var'), code: barcode, shipmentId: maybe(id('shp')) }

const known = { variantId: id('var'), code: barcode }

/** What a barcode is of: asked for once, and confirmed. `shipmentId`: the parcel in hand; without it, the shelf. */
export const scansActions = {
  bind: of,
  bind_yes: of,
  /** The codes of a size, of which a wrong one is taken away. */
  codes: { variantId: id('var') },
  unbind: known,
  unbind_yes: known,
} as const
