import { FREE } from '../dialogue/step.ts'
import { type Fallbacks, type HandlersOf, type Reply, type Turn, withNotice } from '../dialogue/turn.ts'
import { desk } from './desk.ts'
import type { pricesActions } from './prices.actions.ts'
import { requireStaff } from './require-staff.ts'

/** Prices that fell too far, for the owner's word. */
export const prices = async ({ core, actor }: Turn, { asks = false } = {}): Promise<Reply> => {
  requireStaff(actor, ['owner'])
  return { screen: { name: 'prices', ...(await core.catalog.pendingPrices()), asks }, step: FREE }
}

export const pricesSurely = async (
  turn: Turn,
  { accept, count }: { accept: boolean; count: number },
): Promise<Reply> => {
  await turn.core.catalog.decidePrices({ actor: turn.actor, accept, count, cause: turn.cause })
  return withNotice(await desk(turn), { code: accept ? 'prices.accepted' : 'prices.kept' })
}

export const handlers: HandlersOf<typeof pricesActions> = {
  prices: (turn) => prices(turn),
  prices_ask: (turn) => prices(turn, { asks: true }),
  prices_surely: pricesSurely,
}

export const fallbacks: Fallbacks<typeof pricesActions> = { prices_surely: (turn) => prices(turn) }
