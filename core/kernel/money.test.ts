import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allocate, hryvnias, money, percent, sum, ZERO } from './money.ts'

const amount = fc.integer({ min: 0, max: 10_000_000 }).map(money)

describe('money', () => {
  it('is refused when it is not a whole number of kopiykas', () => {
    expect(() => money(10.5)).toThrow(RangeError)
    expect(() => money(2n ** 60n)).toThrow(RangeError)
  })

  it('spread over lines adds up to the sum exactly, each part within a kopiyka of its share', () => {
    fc.assert(
      fc.property(amount, fc.array(amount, { minLength: 1, maxLength: 20 }), (total, weights) => {
        fc.pre(weights.some((weight) => weight > 0))
        const parts = allocate(total, weights)
        const whole = weights.reduce((a, b) => a + b, 0)
        expect(sum(...parts)).toBe(total)
        parts.forEach((part, i) => {
          expect(Math.abs(part - (total * weights[i]!) / whole)).toBeLessThan(1)
        })
      }),
    )
  })

  it('a discount in percent is rounded up to the next hryvnia, so that the total stays whole', () => {
    expect(percent(hryvnias(3480), 5)).toBe(hryvnias(174))
    expect(percent(hryvnias(1001), 5)).toBe(hryvnias(51))
    expect(percent(ZERO, 5)).toBe(0)
  })
})
