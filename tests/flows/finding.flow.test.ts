import { describe, expect, it } from 'vitest'
import { usePlatform } from '../harness/platform.ts'
import { told } from './buying.ts'

describe('finding something', () => {
  const shop = usePlatform()

  it('a word with an error, the right size, the cheaper first, the product, the cart', async () => {
    const olena = await shop.joins({ firstName: 'Олена' })
    await olena.does('>/start', 'Пошук')
    await olena.sees('Що шукаєте?')
    await olena.says('Кросвки')
    await olena.sees('Показуємо за словом «кросівки»')
    await olena.does('Фільтри', 'Розмір', '30')
    await olena.sees('Розмір: 30')
    await olena.does('Фільтри · 1', 'Спершу дешевші')
    await olena.sees('Спершу дешевші')
    const prices = (await olena.buttons())
      .map((label) => /^(?:від )?(\d+[\u00a0 ]?\d*)\u00a0₴ ·/.exec(label)?.[1])
      .flatMap((price) => (price ? [Number(price.replace(/\s/g, ''))] : []))
    expect(prices.length).toBeGreaterThan(0)
    expect(prices).toEqual(prices.toSorted((a, b) => a - b))
    await olena.does('Кросівки', '30')
    await olena.sees('Поклали до кошика')
    await olena.taps('‹ До списку')
    await olena.sees('Розмір: 30')
    await olena.taps('Кошик · 1')
    await olena.sees('· 30 ·')
  })

  it('at any moment: the keyboard in the other language, Russian words, an article', async () => {
    const taras = await shop.joins({ firstName: 'Тарас' })
    await taras.says('rhjcsdrb')
    await taras.sees('Показуємо за словом «кросівки»')
    await taras.says('зимние ботинки')
    await taras.taps('Черевики зимові')
    await taras.sees('арт.')
    await taras.says('12.1.250')
    await taras.sees('Босоніжки шкіряні на двох липучках')
    await taras.says('трансформатор')
    await taras.sees('Не знайшли «трансформатор»')
    expect(await taras.buttons()).toEqual(expect.arrayContaining(['Знижки', 'Каталог', 'На початок']))
    // What the hint proposes is there; what nothing has together leads to what has most of it.
    await taras.does('>/start', 'Пошук')
    await taras.sees('«зимові черевики 36»')
    await taras.does('>зимові черевики 36')
    await taras.sees('Оберіть товар')
    await taras.does('>чорні черевики 36')
    await taras.sees('Точно такого немає. Схоже:')
    expect((await taras.buttons()).some((label) => label.includes('Черевики'))).toBe(true)
    await taras.says('кросівки трансформатор')
    await taras.sees('Шукали без «трансформатор»: такого не знаємо')
    // Words that only join or ask are no goods; an article is one with whatever a phone puts around it.
    await taras.says('кроссовки для мальчика')
    await taras.sees('Показуємо за словами «кросівки хлопчика»')
    expect((await taras.screen()).text).not.toContain('Шукали без')
    await taras.says('арт. 12,1,250 розмір 35')
    await taras.sees('Босоніжки шкіряні на двох липучках')
    await taras.sees('Оберіть: розмір')
    for (const thanks of ['дякую', 'Дуже дякую!', 'ок']) {
      await taras.says(thanks)
      await taras.sees('Взуття для всієї родини')
    }
  })

  it('on sale with the price that was, on the list and on the card', async () => {
    const nina = await shop.joins({ firstName: 'Ніна' })
    await nina.does('>/start', 'Каталог', 'Знижки')
    // The price stands first: a narrow phone leaves out the end of a long name.
    const label = (await nina.buttons()).find((each) => each.includes('Туфлі шкільні лакові'))
    expect(label?.replaceAll('\u0336', '')).toMatch(/^890\s₴ 1\s110\s₴ · Туфлі/)
    await nina.taps('Туфлі шкільні лакові')
    await nina.sees('890 ₴ замість 1 110 ₴')
    await nina.taps('‹ До списку')
    await nina.sees('Знижки')
  })

  it('filters that leave nothing say so and go away in one tap; prices, too, are chosen by buttons', async () => {
    const ivan = await shop.joins({ firstName: 'Іван' })
    await ivan.does('>/start', 'Каталог', 'Чоловіче', 'Фільтри', 'Ціна', 'до ')
    await ivan.sees(/Ціна: до/)
    await ivan.does('Фільтри · 1', 'Сезон', 'літо')
    await ivan.sees('Сезон: літо')
    await shop.app.db.client.$executeRaw`UPDATE stock SET held = on_hand`
    await ivan.does('Фільтри · 2', 'Показати товари', 'Фільтри · 2', 'Скинути фільтри')
    await ivan.sees('Чоловіче')
    expect(await ivan.buttons()).toContain('Фільтри')
    await shop.app.db.client.$executeRaw`UPDATE stock SET held = 0`
  })

  it('old buttons of a list go on from what the list has become, a week later too; another’s say kindly that it is gone', async () => {
    const olha = await shop.joins({ firstName: 'Ольга' })
    await olha.says('шкіра')
    const { messageId } = await olha.screen()
    const next = (await olha.person.chat()).messages
      .flatMap(({ inlineKeyboard }) => (inlineKeyboard ?? []).flat())
      .find(({ text }) => text === 'Наступні ›')!.callback_data!
    await olha.does('Фільтри', 'Спершу дорожчі')
    await shop.passes({ days: 7 })
    await olha.presses(next)
    await olha.sees('«шкіра»')
    await olha.sees('Спершу дорожчі')
    expect(messageId).toBeGreaterThan(0)
    const stranger = await shop.joins({ firstName: 'Степан' })
    await stranger.says('/start')
    await stranger.presses(next)
    await stranger.sees('Цього списку вже немає')
    expect((await told(stranger)).some((text) => text.includes('зламалося'))).toBe(false)
  })

  it('what people ask before they order is answered, however they ask it', async () => {
    const olena = await shop.joins({ firstName: 'Олена' })
    for (const asked of ['доставка', 'Яка доставка?', 'оплата і доставка', 'де магазин', 'повернення']) {
      await olena.says(asked)
      await olena.sees('Самовивіз')
      await olena.sees(/вул\. .+/)
    }
    expect(await olena.buttons()).toEqual(expect.arrayContaining(['Запитати', 'Каталог', 'На початок']))
  })
})
