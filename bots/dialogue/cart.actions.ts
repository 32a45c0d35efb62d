import { id, orNull, whole } from './address.ts'

/** The cart and its lines. */
export const cartActions = {
  cart: {},
  line: { lineId: id('cln') },
  quantity: { lineId: id('cln'), quantity: whole },
  size: { lineId: id('cln'), variantId: orNull(id('var')) },
} as const
