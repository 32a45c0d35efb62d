import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cutIntoPieces, type Piece } from './entities.ts'

const plain = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => (typeof piece === 'string' ? piece : plain(piece.pieces))).join('')

/** `a<bold>b</bold>` for a quick look at the nesting. */
const drawn = (pieces: readonly Piece[]): string =>
  pieces
    .map((piece) =>
      typeof piece === 'string'
        ? piece
        : `<${piece.entity.type}>${drawn(piece.pieces)}</${piece.entity.type}>`,
    )
    .join('')

describe('cutting a text along its entities', () => {
  test('counts UTF-16 units, so that an emoji before an entity does not shift it', () => {
    const text = '🛒 Кошик · 1 060 ₴'
    const pieces = cutIntoPieces(text, [{ type: 'bold', offset: 3, length: 5 }])
    expect(drawn(pieces)).toBe('🛒 <bold>Кошик</bold> · 1 060 ₴')
  })

  test('nests a contained entity, the longer one outside', () => {
    const pieces = cutIntoPieces('знижка 5 % сьогодні', [
      { type: 'italic', offset: 7, length: 3 },
      { type: 'bold', offset: 0, length: 10 },
    ])
    expect(drawn(pieces)).toBe('<bold>знижка <italic>5 %</italic></bold> сьогодні')
  })

  test('splits an entity that only partly overlaps another', () => {
    const pieces = cutIntoPieces('abcdef', [
      { type: 'bold', offset: 0, length: 4 },
      { type: 'italic', offset: 2, length: 4 },
    ])
    expect(drawn(pieces)).toBe('<bold>ab<italic>cd</italic></bold><italic>ef</italic>')
  })

  test('clips what reaches outside the text and drops what is empty', () => {
    const pieces = cutIntoPieces('abc', [
      { type: 'bold', offset: 2, length: 9 },
      { type: 'code', offset: 1, length: 0 },
      { type: 'code', offset: 7, length: 2 },
    ])
    expect(drawn(pieces)).toBe('ab<bold>c</bold>')
  })

  test('never loses, doubles or reorders a character, whatever the entities', () => {
    const entity = fc.record({
      type: fc.constantFrom('bold', 'italic', 'code', 'blockquote'),
      offset: fc.integer({ min: -3, max: 40 }),
      length: fc.integer({ min: 0, max: 40 }),
    })
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 30 }),
        fc.array(entity, { maxLength: 8 }),
        (text, entities) => {
          expect(plain(cutIntoPieces(text, entities))).toBe(text)
        },
      ),
    )
  })
})
