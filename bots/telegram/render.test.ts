import fc from 'fast-check'
import { expect, test } from 'vitest'
import { GAP, type Line } from '../screens/card.ts'
import { htmlOf } from './render.ts'

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.integer({ min: 1, max: 3_000 }).map((n) => 'слово '.repeat(n)),
  fc.integer({ min: 1, max: 2_000 }).map((n) => '😀'.repeat(n)),
  fc.constantFrom('<b>', '&amp;', '</a>', '"', "'", '{{x}}'),
)
const line: fc.Arbitrary<Line> = fc.oneof(
  text,
  text.map((bold) => ({ bold })),
  fc.tuple(text, text).map(([label, copy]) => ({ label, copy })),
  text.map((label) => ({ label, url: 'https://example.com/?a="b"&c=<d>' })),
  fc.constant(GAP),
)

/** As Telegram reads it: tags go, entities become signs. */
const shown = (html: string): string =>
  html
    .replace(/<\/?(b|code|a)( href="[^"<>]*")?>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')

test('whatever the lines hold, the message fits, is whole signs, and has only our own tags', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), fc.constantFrom(1024, 4096), (lines, max) => {
      const html = htmlOf(lines, max)
      expect(shown(html).length).toBeLessThanOrEqual(max)
      expect(html.isWellFormed()).toBe(true)
      expect(html.replace(/<\/?(b|code|a)( href="[^"<>]*")?>/g, '')).not.toMatch(/[<>]/)
    }),
  )
})

test('the longest plain line is cut first: title, price and question stay', () => {
  const html = htmlOf([{ bold: 'Назва' }, 'опис '.repeat(400), 'Оберіть розмір'], 1024)
  expect(html).toContain('<b>Назва</b>')
  expect(html).toContain('Оберіть розмір')
  expect(html).toContain('…')
})
