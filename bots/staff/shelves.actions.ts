import { z } from 'zod'
import { REASONS, type Reason } from '../../core/stock/index.ts'
import { below, id, maybe, oneOf } from '../dialogue/address.ts'

const [productId, variantId, outletId] = [id('prd'), id('var'), id('out')]
export const REASON_NAMES = Object.keys(REASONS) as Reason[]

/** What an outlet has on its shelves, and how that is changed. */
export const shelvesActions = {
  shelves: {},
  low: { page: maybe(below(1000)) },
  stock_at: { productId, outletId: maybe(outletId) },
  shelf_size: { productId, variantId, outletId },
  adjust: { variantId, outletId, reason: oneOf(REASON_NAMES), amount: below(1000), seen: below(10_000) },
} as const

export const shelvesSteps = [
  z.object({ asks: z.literal('shelf_product') }),
  z.object({
    asks: z.literal('shelf_amount'),
    productId: z.string(),
    variantId: z.string(),
    outletId: z.string(),
  }),
] as const
