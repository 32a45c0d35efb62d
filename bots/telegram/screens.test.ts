import { expect, test } from 'vitest'
import { wordsIn } from '../locales/words.ts'
import { penOf } from './screens.ts'

test('a product is shared by calling the bot in another chat, or as a plain link where the bot may not be called there', () => {
  const shared = { word: 'p_prd_1', text: 'Кросівки, 1 360 ₴' }
  const inline = penOf({ username: 'kram_bot', supports_inline_queries: true }, wordsIn('uk'))
  expect(inline.share('Поділитися', shared)).toEqual({ label: 'Поділитися', query: 'p_prd_1' })
  const plain = penOf({ username: 'kram_bot' }, wordsIn('uk')).share('Поділитися', shared)
  const url = new URL('url' in plain ? plain.url : '')
  expect(url.origin + url.pathname).toBe('https://t.me/share/url')
  expect(Object.fromEntries(url.searchParams)).toEqual({
    url: 'https://t.me/kram_bot?start=p_prd_1',
    text: 'Кросівки, 1 360 ₴',
  })
})
