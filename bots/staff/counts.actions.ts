import { z } from 'zod'
import { WALKS } from '../../core/stock/index.ts'
import { below, id, maybe, oneOf, whole } from '../dialogue/address.ts'

const [countId, productId, variantId, outletId] = [id('stk'), id('prd'), id('var'), id('out')]
const walk = oneOf(WALKS)

/** Stock-taking: what lies at an outlet is counted, and the difference is written. */
export const countsActions = {
  counts: {},
  /** Begins, or goes on with what was begun: the whole outlet, or the sizes of a product. */
  count_begin: { outletId },
  count: { productId, outletId },
  count_of: { countId, page: maybe(below(1000)) },
  count_line: { countId, variantId, walk },
  count_is: { countId, variantId, walk, pieces: below(10) },
  count_forget: { countId, variantId, walk },
  count_end: { countId },
  count_ask: { countId },
  count_surely: { countId, revision: whole },
  count_drop: { countId },
  count_dropped: { countId },
} as const

export const countsSteps = [
  z.object({ asks: z.literal('count_goods'), countId: z.string() }),
  z.object({
    asks: z.literal('count_pieces'),
    countId: z.string(),
    variantId: z.string(),
    walk: z.enum(WALKS),
  }),
] as const
