import { LANGUAGES } from '../../core/kernel/text.ts'
import { id, maybe, oneOf, orNull, whole } from './address.ts'

/** What a customer does in the shop: catalogue, product, cart. */
export const shopActions = {
  home: {},
  catalog: {},
  list: { categoryId: id('cat'), after: maybe(id('prd')), before: maybe(id('prd')) },
  product: { productId: id('prd'), photo: maybe(whole) },
  add: { productId: id('prd'), variantId: orNull(id('var')) },
  cart: {},
  line: { lineId: id('cln') },
  quantity: { lineId: id('cln'), quantity: whole },
  size: { lineId: id('cln'), variantId: orNull(id('var')) },
  language: {},
  speak: { language: oneOf(LANGUAGES) },
} as const
