import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { partsOf, type TicketMedia } from './ticket.ts'

const PHOTO: TicketMedia = { kind: 'photo', id: 'x', messenger: 'telegram' }

describe('what is said', () => {
  it('in pieces is the same put together, each whole signs and short enough for a message', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20_000 }),
      fc
        .array(fc.constantFrom('<b>', '😀', 'слово ', '\u202e'), { maxLength: 5_000 })
        .map((all) => all.join('')),
    )
    fc.assert(
      fc.property(texts, fc.boolean(), (text, isPhoto) => {
        const media = isPhoto ? PHOTO : null
        const parts = partsOf({ text, media })
        expect(parts.map((part) => part.text).join('')).toBe(text)
        expect(parts.filter((part) => part.media)).toHaveLength(isPhoto ? 1 : 0)
        for (const part of parts) {
          expect(part.text.length).toBeLessThanOrEqual(part.media ? 800 : 3_500)
          if (text.isWellFormed()) expect(part.text.isWellFormed()).toBe(true)
        }
      }),
    )
  })
})
