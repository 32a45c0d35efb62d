import type { PendingPrice } from '../../core/catalog/index.ts'

/** Prices that wait for the owner's word. */
export type PricesScreen = {
  readonly name: 'prices'
  readonly prices: readonly PendingPrice[]
  readonly count: number
  readonly asks: boolean
}
