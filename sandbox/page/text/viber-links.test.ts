import { expect, test } from 'vitest'
import { cutAtLinks, readViberLink } from './viber-links.ts'

test('a link of Viber’s opens a chat with its word, or hands a text on', () => {
  expect(readViberLink('viber://pa?chatURI=kram&context=p_12')).toEqual({
    to: 'chat',
    uri: 'kram',
    context: 'p_12',
  })
  expect(readViberLink('viber://pa?chatURI=kram')).toEqual({ to: 'chat', uri: 'kram', context: null })
  expect(readViberLink('viber://forward?text=%D0%A7%D0%B0%D0%B9%20%26%20x')).toEqual({
    to: 'forward',
    text: 'Чай & x',
  })
})

test('other links lead to the web, and those that could run something nowhere', () => {
  expect(readViberLink('kram.example/x')).toEqual({ to: 'web', address: 'https://kram.example/x' })
  expect(readViberLink('tel:+380671234567')).toEqual({ to: 'web', address: 'tel:+380671234567' })
  expect(readViberLink('javascript:alert(1)')).toBeNull()
  expect(readViberLink('viber://chats')).toBeNull()
})

test('links in a text are found without the full stop behind them, and no sign is lost', () => {
  const text = 'Оферта: https://kram.example/oferta. Чат: viber://pa?chatURI=kram'
  const pieces = cutAtLinks(text)
  expect(pieces.map(({ words, link }) => [words, link?.to])).toEqual([
    ['Оферта: ', undefined],
    ['https://kram.example/oferta', 'web'],
    ['. Чат: ', undefined],
    ['viber://pa?chatURI=kram', 'chat'],
  ])
})
