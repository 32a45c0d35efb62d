import { expect, test } from 'vitest'
import { addressOf, fileAddress, harmless, startParameterOf } from './links.ts'

const entity = (type: string, url?: string) => ({ type, offset: 0, length: 1, ...(url ? { url } : {}) })

test('a link of a scheme that could run something is never followed', () => {
  expect(harmless('javascript:alert(1)')).toBeNull()
  expect(harmless('data:text/html,hi')).toBeNull()
  expect(addressOf(entity('text_link', ' JavaScript:alert(1)'), 'x')).toBeNull()
  expect(addressOf(entity('url'), 'javascript:alert(1)')).toBeNull()
})

test('an address without a scheme leads to https, a phone is called without its spaces', () => {
  expect(addressOf(entity('url'), 'example.com/x')).toBe('https://example.com/x')
  expect(addressOf(entity('phone_number'), '+380 67 123 45 67')).toBe('tel:+380671234567')
  expect(addressOf(entity('email'), 'a@b.ua')).toBe('mailto:a@b.ua')
  expect(addressOf(entity('bold'), 'x')).toBeNull()
})

test('a deep link to this bot is known from a link to anybody else', () => {
  expect(startParameterOf('https://t.me/Kram_bot?start=p_12', 'kram_bot')).toBe('p_12')
  expect(startParameterOf('https://t.me/kram_bot', 'kram_bot')).toBe('')
  expect(startParameterOf('tg://resolve?domain=kram_bot&start=x', 'kram_bot')).toBe('x')
  expect(startParameterOf('https://t.me/other_bot?start=x', 'kram_bot')).toBeNull()
  expect(startParameterOf('https://example.com/kram_bot?start=x', 'kram_bot')).toBeNull()
  expect(startParameterOf('not an address', 'kram_bot')).toBeNull()
})

test('a file is asked for from where the page came, whatever the server calls itself', () => {
  expect(fileAddress('http://127.0.0.1:8081/control/files/x')).toBe('/control/files/x')
  expect(fileAddress('/control/files/x')).toBe('/control/files/x')
})
