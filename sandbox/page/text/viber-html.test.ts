import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type HtmlPiece, readViberHtml } from './viber-html.ts'

const plain = (pieces: readonly HtmlPiece[]): string =>
  pieces.map((piece) => (typeof piece === 'string' ? piece : plain(piece.pieces))).join('')

test('tags nest, colours and sizes are read, breaks and entities are drawn', () => {
  expect(readViberHtml('<font color="#1A6B53" size=40><b>Чай &amp; кава</b></font><br>5 &lt; 6')).toEqual([
    { tag: 'font', color: '#1A6B53', size: 32, pieces: [{ tag: 'b', pieces: ['Чай & кава'] }] },
    '\n5 < 6',
  ])
})

test('what is no tag of Viber’s stands as it is written, and can do nothing', () => {
  const text = '<script>alert(1)</script> <img src=x onerror=alert(1)> &unknown; a < b'
  expect(readViberHtml(text)).toEqual([text])
  expect(readViberHtml('<font color="red;background:url(x)">a</font>')).toEqual([
    { tag: 'font', pieces: ['a'] },
  ])
})

test('a tag that nobody closed ends with the text, one that closes nothing is left out', () => {
  expect(readViberHtml('</i>a<b>б<i>в</b>г')).toEqual([
    'a',
    { tag: 'b', pieces: ['б', { tag: 'i', pieces: ['в'] }] },
    'г',
  ])
})

test('an escaped text comes back sign for sign, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
      expect(plain(readViberHtml(`<b>${escaped}</b>`))).toBe(text)
    }),
  )
})
