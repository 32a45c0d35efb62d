import { whole, yesNo } from '../dialogue/address.ts'

/** Prices that wait for the owner's word. */
export const pricesActions = {
  prices: {},
  prices_ask: {},
  prices_surely: { accept: yesNo, count: whole },
} as const
