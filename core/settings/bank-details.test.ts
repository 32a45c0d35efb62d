import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isIban } from './bank-details.ts'

const IBAN = 'UA213223130000026007233566001'

describe('bank details', () => {
  it('an account is one by its check digits: one wrong digit is seen, two exchanged too', () => {
    expect(isIban(IBAN)).toBe(true)
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 28 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const wrong = IBAN.slice(0, at) + ((Number(IBAN[at]) + by) % 10) + IBAN.slice(at + 1)
        expect(isIban(wrong)).toBe(false)
      }),
    )
    expect(isIban('UA123223130000026007233566001')).toBe(false)
    expect(isIban('PL213223130000026007233566001')).toBe(false)
  })
})
