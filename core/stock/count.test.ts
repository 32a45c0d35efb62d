import fc from 'fast-check'
import { expect, it } from 'vitest'
import { money } from '../kernel/money.ts'
import { differenceOf, summarize } from './count.ts'

const line = fc.record({
  counted: fc.nat(9_999),
  expected: fc.nat(9_999),
  price: fc.nat(10_000_000),
})

it('what is too much and what is missing make the whole difference, in pieces and in kopiykas', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
      const { surplus, missing } = summarize(lines)
      expect(surplus.pieces - missing.pieces).toBe(lines.reduce((sum, each) => sum + differenceOf(each), 0))
      expect(surplus.worth - missing.worth).toBe(
        lines.reduce((sum, each) => sum + differenceOf(each) * each.price, 0),
      )
      for (const { pieces, worth } of [surplus, missing]) {
        expect(pieces).toBeGreaterThanOrEqual(0)
        expect(worth).toBeGreaterThanOrEqual(0)
      }
    }),
  )
})

it('one pair found does not hide one that is gone', () => {
  const lines = [
    { counted: 1, expected: 0, price: 100 },
    { counted: 0, expected: 1, price: 100 },
  ]
  const one = { pieces: 1, worth: money(100) }
  expect(summarize(lines)).toEqual({ surplus: one, missing: one })
})
