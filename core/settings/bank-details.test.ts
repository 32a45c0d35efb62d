import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isIban, namesCard } from './bank-details.ts'

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

  it('a card is seen however it is written, an account, a phone and a tax number are none', () => {
    const beside = 'код 1234567890\n4111 1111 1111 1111'
    for (const card of ['4111111111111111', '4111 1111 1111 1111', 'картка 5555-5555-5555-4444!', beside])
      expect(namesCard(card)).toBe(true)
    for (const other of [IBAN, '+380671234567', '3012345678', '4111111111111112'])
      expect(namesCard(other)).toBe(false)
  })
})
