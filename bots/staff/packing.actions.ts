import { z } from 'zod'
import { below, id, maybe, oneOf } from '../dialogue/address.ts'

const small = below(100)

export const HAND_TO = ['carrier', 'store'] as const

/** What is packed and handed over, and where one works. */
export const packingActions = {
  packing: { page: maybe(small) },
  /** The card's button: the check of this order's parcel. */
  pack: { orderId: id('ord') },
  parcel: { shipmentId: maybe(id('shp')) },
  check: { shipmentId: id('shp'), lineId: id('oln'), variantId: id('var'), piece: small },
  packed: { shipmentId: id('shp') },
  gone: { shipmentId: id('shp') },
  gone_surely: { shipmentId: id('shp'), lineId: id('oln') },
  hand: { by: oneOf(HAND_TO) },
  /** Lists what leaves and what is said to whom. */
  hand_ask: { by: oneOf(HAND_TO) },
  hand_waybill: { shipmentId: id('shp') },
  hand_surely: { by: oneOf(HAND_TO), count: small },
  workplace: {},
  workplace_set: { outletId: maybe(id('out')) },
} as const

export const packingSteps = [
  /** A photo of a box's barcode answers it; words are as if nothing was asked. */
  z.object({ asks: z.literal('piece_photo'), shipmentId: z.string() }),
  z.object({ asks: z.literal('waybills'), shipmentId: z.string().optional() }),
] as const
