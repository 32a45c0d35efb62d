import { describe, expect, it } from 'vitest'
import { namesCard } from './card-number.ts'

const IBAN = 'UA213223130000026007233566001'

describe('the number of a card', () => {
  it('is seen however it is written; an account, a phone, a tax number and a waybill are none', () => {
    const beside = 'код 1234567890\n4111 1111 1111 1111'
    for (const card of ['4111111111111111', '4111 1111 1111 1111', 'картка 5555-5555-5555-4444!', beside])
      expect(namesCard(card)).toBe(true)
    // A waybill of fourteen digits whose last one is right by chance.
    for (const other of [
      IBAN,
      '+380671234567',
      '3012345678',
      '4111111111111112',
      '20450000000001',
      '20450000000003',
    ])
      expect(namesCard(other)).toBe(false)
  })
})
