import { id, maybe, orNull, upTo, whole } from './address.ts'

/** So many lines of a cart stand on a page. */
export const LINES_PAGE = 8

/** The cart and its lines. */
export const cartActions = {
  cart: { page: maybe(upTo(999)) },
  line: { lineId: id('cln') },
  quantity: { lineId: id('cln'), quantity: whole },
  size: { lineId: id('cln'), variantId: orNull(id('var')) },
  sold: {},
  sold_size: { lineId: id('cln'), variantId: orNull(id('var')) },
  sold_quantity: { lineId: id('cln'), quantity: whole },
} as const
