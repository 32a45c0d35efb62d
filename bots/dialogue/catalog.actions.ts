import { id, maybe, orNull, whole } from './address.ts'

/** The shop's shelves: categories, lists, a product. */
export const catalogActions = {
  catalog: {},
  list: { categoryId: id('cat'), after: maybe(id('prd')), before: maybe(id('prd')) },
  product: { productId: id('prd'), photo: maybe(whole) },
  add: { productId: id('prd'), variantId: orNull(id('var')) },
} as const
