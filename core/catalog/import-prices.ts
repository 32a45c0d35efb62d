import { type Money, money } from '../kernel/money.ts'

export interface PricedVariant {
  readonly id: string
  /** What a customer pays now. */
  readonly price: Money
  readonly pendingPrice: Money | null
}

/** What an import makes of a variant's price: what is paid from now on, and what waits. */
export const priceFrom = (now: PricedVariant, wanted: Money, fallPercent: number): PricedVariant =>
  wanted * 100 < now.price * (100 - fallPercent)
    ? { ...now, pendingPrice: wanted }
    : { ...now, price: wanted, pendingPrice: null }

/** The product's own price is its variants' lowest; a variant has one of its own only where it differs. */
export const splitPrices = (
  prices: readonly Money[],
): { product: Money; variants: readonly (Money | null)[] } => {
  const product = money(Math.min(...prices))
  return { product, variants: prices.map((price) => (price === product ? null : price)) }
}
