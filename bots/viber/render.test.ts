import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wordsIn } from '../locales/words.ts'
import { type Button, type Card, GAP } from '../screens/card.ts'
import { aboveKeyboard, drawCard, plainer, textOf } from './render.ts'

const brush = {
  words: wordsIn('uk'),
  served: {
    photo: (hash: string) => `https://shop/photo/${hash}.jpg`,
    card: (hash: string) => `https://shop/card/${hash}.jpg`,
    square: (hash: string) => `https://shop/square/${hash}.jpg`,
  },
}
const button = (label: string): Button => ({ label, action: { to: 'home' } })
const drawn = (rows: readonly (readonly string[])[], card: Partial<Card> = {}) =>
  drawCard({ lines: ['Слова'], ...card, rows: rows.map((row) => row.map(button)) }, brush)

/** The widths of a keyboard's rows; each must fill six columns, or Viber moves the next button up into the gap. */
const rowsOf = (buttons: readonly { Columns: number }[]): number[][] => {
  const rows: number[][] = [[]]
  for (const { Columns } of buttons) {
    const row = rows.at(-1)!
    if (row.reduce((sum, each) => sum + each, 0) === 6) rows.push([Columns])
    else row.push(Columns)
  }
  return rows
}

describe("a card's buttons in Viber", () => {
  it('fill every row of six columns, whatever they say and however many there are', () => {
    const labels = fc.array(fc.array(fc.string({ maxLength: 40 }), { maxLength: 9 }), { maxLength: 40 })
    fc.assert(
      fc.property(labels, (rows) => {
        const { messages, keyboard } = drawn(rows)
        const carousel = messages.find(({ type }) => type === 'carousel')
        for (const buttons of [
          keyboard?.Buttons ?? [],
          carousel && 'buttons' in carousel ? carousel.buttons : [],
        ]) {
          if (buttons.length === 0) continue
          for (const row of rowsOf(buttons)) expect(row.reduce((sum, each) => sum + each, 0)).toBe(6)
        }
        if (carousel && 'buttons' in carousel) {
          expect(carousel.rows).toBeLessThanOrEqual(7)
          expect(rowsOf(carousel.buttons).length).toBe(
            carousel.rows * Math.ceil(rowsOf(carousel.buttons).length / carousel.rows),
          )
        }
        expect(rowsOf(keyboard?.Buttons ?? []).length).toBeLessThanOrEqual(8)
      }),
    )
  })

  it('are all there: what does not fit a keyboard stands in a carousel above it', () => {
    const rows = Array.from({ length: 30 }, (_, i) => [`Рядок номер ${i}`])
    const { messages, keyboard } = drawn(rows)
    const carousel = messages.at(-1)!
    const labels = [...('buttons' in carousel ? carousel.buttons : []), ...keyboard!.Buttons].flatMap(
      ({ Text }) => Text?.replace(/<[^>]+>/g, '') ?? [],
    )
    expect(labels).toEqual(rows.flat())
  })

  it('run sizes on, six in a row, and break a row whose words do not fit', () => {
    const sizes = drawn([
      ['35', '36', '37', '38', '39'],
      ['40', '41'],
    ])
    expect(rowsOf(sizes.keyboard!.Buttons)).toEqual([[1, 1, 1, 1, 1, 1], [6]])
    const long = drawn([['Продовжити вибирати взуття', 'Оформити замовлення']])
    expect(rowsOf(long.keyboard!.Buttons)).toEqual([[6], [6]])
  })

  it('say what people wrote and nothing else', () => {
    const { keyboard } = drawn([['<b>5 & 6</b>']])
    expect(keyboard!.Buttons[0]!.Text).toContain('&lt;b&gt;5 &amp; 6&lt;/b&gt;')
  })
})

describe('the words of a card in Viber', () => {
  it('fit a message, and lose the end of the longest line first', () => {
    const text = textOf([{ bold: 'Назва' }, GAP, 'о'.repeat(10_000), GAP, 'Який розмір?'])
    expect(text.length).toBeLessThanOrEqual(7000)
    expect(text).toMatch(/^\*Назва\*\n\nо+…\n\nЯкий розмір\?$/)
  })

  it('are bold by Viber’s own marks, whatever stars stand in them', () => {
    expect(textOf([{ bold: '5 * 3\nдва' }])).toBe('*5  3*\n*два*')
    expect(textOf([{ bold: '' }, 'a'])).toBe('a')
  })

  it('are plain: bank details to copy, an address to open', () => {
    expect(textOf([{ label: 'IBAN', copy: 'UA1' }, { label: 'Сайт', url: 'https://a.ua' }, GAP])).toBe(
      'IBAN: UA1\nСайт: https://a.ua',
    )
  })
})

it('a photo comes first, the keyboard last', () => {
  const { messages, keyboard } = drawn([['Назад']], { photo: 'abc' })
  expect(messages.map(({ type }) => type)).toEqual(['picture', 'text'])
  expect(keyboard!.Buttons).toHaveLength(1)
})

it("a message of the shop brings back the keyboard that was there below its own buttons, within Viber's twelve rows", () => {
  const before = drawn(Array.from({ length: 7 }, (_, i) => [`Кнопка ${i}`])).keyboard!
  const own = drawCard({ lines: ['x'], rows: [[{ label: 'Замовлення', action: { to: 'orders' } }]] }, brush)
    .keyboard!
  const both = aboveKeyboard(own, { ...before, Buttons: [...before.Buttons, ...own.Buttons] })!
  expect(both.Buttons[0]).toEqual(own.Buttons[0])
  expect(both.Buttons.filter(({ ActionBody }) => ActionBody === own.Buttons[0]!.ActionBody)).toHaveLength(1)
  expect(both.Buttons.length).toBe(8)
  const many = { ...before, Buttons: Array.from({ length: 20 }, () => before.Buttons[0]!) }
  expect(aboveKeyboard(own, many)!.Buttons).toHaveLength(12)
  expect(aboveKeyboard(null, before)).toEqual(before)
})

it('an old Viber gets words and plain buttons, none of the newer fields', () => {
  const { messages, keyboard } = plainer(drawn(Array.from({ length: 30 }, (_, i) => [`Рядок ${i}`])))
  expect(messages.map(({ type }) => type)).toEqual(['text', 'text'])
  expect(keyboard!.Buttons).toHaveLength(12)
  expect(Object.keys(keyboard!.Buttons[0]!)).toEqual(['Columns', 'Rows', 'ActionType', 'ActionBody', 'Text'])
  expect(keyboard!.Buttons.at(-1)!.Text).toContain('Рядок 29')
})

it('products stand beside one another, each with its picture, its price and a button that chooses it', () => {
  const item = (n: number) => ({
    label: `${n} ₴ · Туфлі <${n}>`,
    name: `Туфлі <${n}>`,
    price: `${n} ₴`,
    photo: n === 3 ? null : `p${n}`,
    action: { to: 'product', productId: `prd_${String(n).repeat(12)}` } as const,
  })
  const { messages, keyboard } = drawn([['Назад']], { gallery: [1, 2, 3].map(item) })
  const carousel = messages.at(-1)!
  if (carousel.type !== 'carousel') throw new Error('no carousel')
  const heights = carousel.buttons.map(({ Rows }) => Rows)
  expect(heights).toEqual([4, 2, 1, 4, 2, 1, 6, 1])
  expect(carousel.rows).toBe(7)
  expect(carousel.buttons[0]).toMatchObject({ Image: 'https://shop/card/p1.jpg' })
  expect(carousel.buttons[1]!.Text).toContain('Туфлі &lt;1&gt;')
  expect(new Set(carousel.buttons.map(({ ActionBody }) => ActionBody)).size).toBe(3)
  expect(keyboard!.Buttons).toHaveLength(1)
})

it('photos of a product are swiped, none of them pressed', () => {
  const { messages } = drawn([['Назад']], { photo: 'a', album: ['a', 'b', 'c'] })
  const [album, text] = messages
  if (album?.type !== 'carousel') throw new Error('no carousel')
  expect(album.buttons.map(({ Image, ActionType }) => [Image, ActionType])).toEqual(
    ['a', 'b', 'c'].map((hash) => [`https://shop/square/${hash}.jpg`, 'none']),
  )
  expect(text?.type).toBe('text')
  expect(drawn([['Назад']], { photo: 'a', album: ['a'] }).messages[0]!.type).toBe('picture')
})
