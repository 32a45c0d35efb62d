import { id, maybe, orNull, whole, yesNo } from './address.ts'

/** A product and what one does with it. */
export const productActions = {
  product: { productId: id('prd'), photo: maybe(whole) },
  add: { productId: id('prd'), variantId: orNull(id('var')) },
  size_table: { productId: id('prd') },
  favour: { productId: id('prd'), on: yesNo, photo: maybe(whole) },
  /** A size (or all of them) that is sold out: what can be done. */
  sold_out: { productId: id('prd'), variantId: orNull(id('var')) },
  wait: { productId: id('prd'), on: yesNo, variantId: orNull(id('var')) },
} as const
