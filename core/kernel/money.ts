/**
 * Money is a whole number of kopiykas. Never a float, never a string: hryvnias exist only
 * where people read (bots) and in providers' schemas (integrations).
 */
declare const moneyBrand: unique symbol
export type Money = number & { readonly [moneyBrand]: true }

/**
 * @param kopiykas a safe whole number, or the BIGINT that the database gives
 * @throws RangeError when it is not a safe whole number
 */
export const money = (kopiykas: number | bigint): Money => {
  const amount = Number(kopiykas)
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not a whole number of kopiykas: ${kopiykas}`)
  return amount as Money
}

export const ZERO = money(0)

/** Whole hryvnias as money. */
export const hryvnias = (amount: number): Money => money(amount * 100)

export const sum = (...amounts: readonly Money[]): Money => money(amounts.reduce((a, b) => a + b, 0))

export const minus = (a: Money, b: Money): Money => money(a - b)

export const times = (amount: Money, quantity: number): Money => money(amount * quantity)

/** Rounded up to the next whole hryvnia, as every discount is (domain: Discounts). */
export const percent = (amount: Money, rate: number): Money =>
  money(Math.ceil((amount * rate) / 100 / 100) * 100)

/**
 * Spreads `total` over `weights` so that the parts add up to it exactly and each is within a kopiyka
 * of its share (largest remainder; ties go to the earlier part).
 *
 * @throws RangeError when all weights are zero but the total is not
 */
export const allocate = (total: Money, weights: readonly Money[]): Money[] => {
  const whole = weights.reduce((a, b) => a + b, 0)
  if (whole === 0) {
    if (total !== 0) throw new RangeError('nothing to spread a sum over')
    return weights.map(() => ZERO)
  }
  const exact = weights.map((weight) => (BigInt(total) * BigInt(weight)) / BigInt(whole))
  const remainders = weights.map((weight, i) => ({
    i,
    rest: (BigInt(total) * BigInt(weight)) % BigInt(whole),
  }))
  let left = total - Number(exact.reduce((a, b) => a + b, 0n))
  const parts = exact.map(Number)
  remainders.sort((a, b) => (a.rest === b.rest ? a.i - b.i : a.rest < b.rest ? 1 : -1))
  for (const { i } of remainders) {
    if (left === 0) break
    parts[i] = parts[i]! + 1
    left -= 1
  }
  return parts.map(money)
}
