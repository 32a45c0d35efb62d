import { describe, expect, it } from 'vitest'
import { hasRefusal, nearestLanguage, wordsIn } from './words.ts'

const uk = wordsIn('uk')
const en = wordsIn('en')

describe('plurals', () => {
  it.each([
    [1, '1 товар'],
    [2, '2 товари'],
    [4, '4 товари'],
    [5, '5 товарів'],
    [11, '11 товарів'],
    [21, '21 товар'],
    [112, '112 товарів'],
    [0, '0 товарів'],
    [1.5, '1.5 товару'],
  ])('%d in Ukrainian: %s', (count, said) => {
    expect(uk.say('review.total', { count, sum: '9 ₴' })).toBe(`${said} · 9 ₴`)
  })

  it('of English are two', () => {
    expect(en.say('review.total', { count: 1, sum: '9 ₴' })).toBe('1 item · 9 ₴')
    expect(en.say('review.total', { count: 21, sum: '9 ₴' })).toBe('21 items · 9 ₴')
  })

  it('are chosen in refusals as well', () => {
    const refuse = (count: number) => uk.refusal({ code: 'order.waybills_needed', params: { count } })
    expect(refuse(1)).toBe('Потрібен 1 номер ТТН.')
    expect(refuse(3)).toBe('Потрібно 3 номери ТТН.')
    expect(hasRefusal('order.waybills_needed')).toBe(true)
  })
})

describe('the nearest language', () => {
  it.each([
    ['uk', 'uk'],
    ['uk-UA', 'uk'],
    ['UK', 'uk'],
    ['ru', 'uk'],
    ['be', 'uk'],
    ['pl', 'uk'],
    ['', 'uk'],
    [undefined, 'uk'],
    ['en', 'en'],
    ['en-GB', 'en'],
    ['en_US', 'en'],
    ['de', 'en'],
    ['pt-br', 'en'],
    ['zh-hans', 'en'],
  ] as const)('of %s is %s', (code, language) => {
    expect(nearestLanguage(code)).toBe(language)
  })
})

describe('what is put into words', () => {
  it.each(['<b>&"', '{{sum}}', '$t(cart.title)', "$& $1 $$ $' $`", 'count', '№ 5'])(
    'stays as a person wrote it: %s',
    (text) => {
      expect(uk.say('comment.quoted', { comment: text })).toBe(`Коментар: «${text}»`)
    },
  )

  it('is chosen by a context where there are words for it, and falls back to the plain ones', () => {
    expect(uk.say('status.ARRIVED', { context: 'pickup' })).toBe('Готове до видачі')
    expect(uk.say('status.ARRIVED', { context: 'elsewhere' })).toBe(uk.say('status.ARRIVED'))
    expect(uk.say('status.ARRIVED', { context: undefined })).toBe('У відділенні')
  })

  it('comes from the shop in the language asked for, in Ukrainian where the shop has no other', () => {
    expect(en.of({ uk: 'Кросівки', en: 'Trainers' })).toBe('Trainers')
    expect(en.of({ uk: 'Кросівки' })).toBe('Кросівки')
    expect(en.of({ uk: 'Кросівки', en: '' })).toBe('Кросівки')
  })
})

describe('what is said above a screen', () => {
  it('is a refusal where dialogue and refusals have words under the same code', () => {
    expect(uk.knows('delivery.branch')).toBe(false)
    expect(uk.knows('order.waybill')).toBe(false)
    expect(uk.knows('cart.empty')).toBe(false)
  })

  it('is a word of the dialogue where nothing was refused', () => {
    expect(uk.knows('cart.line_removed')).toBe(true)
    expect(uk.knows('unknown.text')).toBe(true)
    expect(uk.knows('order.waybills_needed')).toBe(false)
    expect(uk.knows('nobody.said_it')).toBe(false)
  })
})
