import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isCode, newCode } from './code.ts'

describe('a code', () => {
  it('is six digits, known again however it is typed, and no other is taken for it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999 }), (number) => {
        const code = newCode()
        const { plain } = code
        expect(plain).toMatch(/^\d{6}$/)
        expect(isCode(` ${plain.slice(0, 3)}-${plain.slice(3)} `, code)).toBe(true)
        const other = String(number).padStart(6, '0')
        expect(isCode(other, code)).toBe(other === plain)
        expect(code.hash).not.toContain(plain)
        expect(isCode(plain, { ...code, salt: newCode().salt })).toBe(false)
      }),
    )
  })
})
