import { expect, test } from 'vitest'
import { inlineQueryOf } from './inline-query.ts'

test('only words after the bot’s own name are asked of it', () => {
  expect(inlineQueryOf('@kram_bot кросівки сині ', 'kram_bot')).toBe('кросівки сині')
  expect(inlineQueryOf('@Kram_Bot ', 'kram_bot')).toBe('')
  expect(inlineQueryOf('@kram_bot', 'kram_bot')).toBeNull()
  expect(inlineQueryOf('@other_bot кросівки', 'kram_bot')).toBeNull()
  expect(inlineQueryOf('кросівки @kram_bot ', 'kram_bot')).toBeNull()
  expect(inlineQueryOf(`@kram_bot ${'я'.repeat(300)}`, 'kram_bot')).toHaveLength(256)
})
