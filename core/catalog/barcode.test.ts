import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readBarcode, withCheckDigit } from './barcode.ts'

describe('a barcode', () => {
  it.each([
    ['4006381333931', '4006381333931'],
    [' 96385074 ', '96385074'],
    ['036000291452', '0036000291452'],
    ['box-12/a', 'BOX-12/A'],
  ])('%s is kept as %s', (said, kept) => expect(readBarcode(said)).toBe(kept))

  it.each(['4006381333932', '96385075', '036000291453', '', '-', 'ящик', 'a:b:c', 'X'.repeat(21)])(
    '%s is none',
    (said) => expect(readBarcode(said)).toBeUndefined(),
  )

  it('with one digit misread is never taken for another', () => {
    const digits = fc.stringMatching(/^(\d{7}|\d{11}|\d{12})$/)
    fc.assert(
      fc.property(digits, fc.nat(6), fc.integer({ min: 1, max: 9 }), (body, at, by) => {
        const code = withCheckDigit(body)
        const wrong = String((Number(code[at]) + by) % 10)
        expect(readBarcode(code)).toBe(code.length === 12 ? `0${code}` : code)
        expect(readBarcode(code.slice(0, at) + wrong + code.slice(at + 1))).toBeUndefined()
      }),
    )
  })
})
