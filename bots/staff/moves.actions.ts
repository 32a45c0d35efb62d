import { z } from 'zod'
import { LOSSES, MOVE_STAGE_NAMES } from '../../core/stock/index.ts'
import { below, id, maybe, oneOf } from '../dialogue/address.ts'

const [moveId, variantId, outletId] = [id('mov'), id('var'), id('out')]
const pieces = below(10_000)

/** Goods that go from one outlet to another. */
export const movesActions = {
  /** From a size on a shelf: how many, and where to. */
  move_from: { variantId, outletId, amount: maybe(below(1000)) },
  mv_add: { variantId, from: outletId, target: outletId, amount: below(1000) },
  moves: { stage: oneOf(MOVE_STAGE_NAMES) },
  move: { moveId },
  move_drop: { moveId, variantId },
  move_send: { moveId, pieces },
  move_cancel: { moveId },
  move_miss: { moveId, variantId, missing: below(1000) },
  move_here: { moveId, pieces, loss: maybe(oneOf(LOSSES)) },
} as const

export const movesSteps = [
  z.object({ asks: z.literal('move_amount'), variantId: z.string(), outletId: z.string() }),
] as const
