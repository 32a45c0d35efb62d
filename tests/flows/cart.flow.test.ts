import { describe, expect, it } from 'vitest'
import { usePlatform } from '../harness/platform.ts'
import { checksOut, orders, putsIntoCart, told } from './buying.ts'

describe('a cart in Telegram', () => {
  const shop = usePlatform()

  it('says what is in it and what it costs after every change', async () => {
    const olena = await shop.joins({ firstName: 'Олена' })
    await putsIntoCart(olena, '12.1.250', '35')
    shop.clock.advance({ seconds: 10 })
    await putsIntoCart(olena, '61.1.050', 'Покласти до кошика')
    await olena.taps('Кошик')
    const shown = (await olena.screen()).text
    expect(shown).toMatch(/Разом [\d ]+ ₴/)

    await olena.does('1 · змінити', 'Взяти 2')
    await olena.sees('2 × 1 060 ₴')
    await olena.sees('Разом 2 120 ₴')
    await olena.taps('34')
    await olena.sees('34')
    await olena.does('2 · змінити', 'Прибрати з кошика')
    await olena.sees('Прибрали з кошика')
    await olena.sees('Разом 2 120 ₴')
    await olena.does('1 · змінити', 'Залишити 1', '‹ До кошика')
    await olena.sees('Разом 1 060 ₴')
    await olena.does('1 · змінити', 'Прибрати з кошика')
    await olena.sees('Кошик порожній')
  })

  it('two taps on a size are two pieces in one line', async () => {
    const ivan = await shop.joins({ firstName: 'Іван' })
    await putsIntoCart(ivan, '12.1.250', '35')
    await ivan.taps('35')
    await ivan.taps('Кошик · 2')
    await ivan.sees('2 × 1 060 ₴')
  })

  it('never offers more pieces than there are, and says what was sold meanwhile before it is confirmed', async () => {
    const olena = await shop.joins({ firstName: 'Олена', phone: '+380671234567' })
    await checksOut(olena, { article: '11.4.260', size: '35' })
    await olena.sees('Перевірте')

    const taras = await shop.joins({ firstName: 'Тарас', phone: '+380501112233' })
    await putsIntoCart(taras, '11.4.260', '35')
    await taras.does('Кошик', '1 · змінити', 'Взяти 2')
    expect((await taras.buttons()).filter((label) => label.startsWith('Взяти'))).toEqual([])
    await taras.does('‹ До кошика', 'Оформити замовлення', 'Самовивіз', 'Київ', '>Тарас')
    await taras.sharesContact()
    await taras.does('При отриманні', 'Підтвердити замовлення')
    await taras.sees('отримали')

    await olena.taps('Підтвердити замовлення')
    await olena.sees('розкупили')
    expect(await olena.buttons()).not.toContain('Оформити замовлення')
    expect((await told(olena)).some((text) => text.includes('отримали'))).toBe(false)

    await olena.does('1 · змінити', '34', 'Оформити замовлення', 'Підтвердити замовлення')
    await olena.sees('отримали')
  })

  it('keeps what it has while its owner is away for a week', async () => {
    const petro = await shop.joins({ firstName: 'Петро' })
    await putsIntoCart(petro, '12.1.250', '35')
    await shop.passes({ days: 7 })
    await petro.says('/start')
    await petro.taps('Кошик · 1')
    await petro.sees('Разом 1 060 ₴')
    await petro.does('Оформити замовлення')
    await petro.sees('Крок 1 з 4')
  })

  it('a second order begins with the answers of the first one: «Туди ж»', async () => {
    const nina = await shop.joins({ firstName: 'Ніна', phone: '+380671230000' })
    await orders(nina, { article: '61.1.050', size: 'Покласти до кошика', name: 'Мороз Ніна' })
    await putsIntoCart(nina, '61.2.060', 'Покласти до кошика')
    await nina.does('Кошик', 'Оформити замовлення')
    await nina.sees('Перевірте')
    await nina.sees('Мороз Ніна')
    await nina.sees('відділення № 12')
    await nina.taps('Доставка')
    await nina.sees('Минулого разу: Нова пошта, Київ, відділення № 12')
    await nina.does('Туди ж', 'Підтвердити замовлення')
    await nina.sees('Дякуємо за замовлення!')
  })
})
