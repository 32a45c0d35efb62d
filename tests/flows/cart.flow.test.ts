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
    await olena.sees('Розмір 35 щойно купили.')
    await olena.sees('Є 31, 32, 33 і 34.')
    expect(await olena.buttons()).toEqual(
      expect.arrayContaining(['Нехай розмір підкаже менеджер', 'Прибрати з кошика', '‹ До кошика']),
    )
    expect((await told(olena)).some((text) => text.includes('отримали'))).toBe(false)
    await olena.taps('‹ До кошика')
    await olena.sees('Щойно розкупили')
    expect(await olena.buttons()).not.toContain('Оформити замовлення')

    await olena.does('Дещо розкупили: що робити?', '34', 'Оформити замовлення', 'Підтвердити замовлення')
    await olena.sees('отримали')
  })

  it('says a price that moved before the order, once, with both sums; and again only when it moves again', async () => {
    const olha = await shop.joins({ firstName: 'Ольга', phone: '+380671230077' })
    const price = (hryvnias: number) =>
      shop.app.core.db.client.product.update({
        where: { article: '13.1.180' },
        data: { price: BigInt(hryvnias * 100) },
      })
    await price(1000)
    await olha.says('13.1.180')
    const size = (await olha.buttons()).find((label) => /^\d\d/.test(label))!
    await olha.taps(size)
    await price(1100)
    await olha.taps('Кошик')
    await olha.sees('Ціна змінилася, була 1 000 ₴')
    await olha.taps('Оформити замовлення')
    await olha.sees('Разом було 1 000 ₴, тепер 1 100 ₴')
    await price(1200)
    await olha.taps('Гаразд, оформити')
    await olha.sees('Разом було 1 000 ₴, тепер 1 200 ₴')
    await olha.does('Гаразд, оформити', 'Самовивіз', 'Київ', '>Olha')
    await olha.sharesContact()
    await olha.taps('При отриманні')
    await olha.sees('1 200 ₴')
    await price(900)
    await olha.taps('Підтвердити замовлення')
    await olha.sees('було 1 200 ₴, тепер 900 ₴')
    expect((await told(olha)).some((text) => text.includes('отримали'))).toBe(false)
    await olha.taps('Підтвердити замовлення')
    await olha.sees('отримали')
    await olha.taps('Показати замовлення')
    await olha.sees('900 ₴')
  })

  it('of a hundred lines is leafed through, changed and ordered', async () => {
    const vira = await shop.joins({ firstName: 'Віра', phone: '+380671230078' })
    await vira.says('/start')
    const { core } = shop.app
    const { id: userId } = (await core.users.find(vira.person.account))!
    const variants = await core.db.client.$queryRaw<{ id: string; productId: string }[]>`
      SELECT v.id, v.product_id AS "productId" FROM variants v JOIN products p ON p.id = v.product_id
      WHERE p.archived_at IS NULL AND v.archived_at IS NULL
        AND (SELECT sum(s.on_hand - s.held) FROM stock s WHERE s.variant_id = v.id) > 3 ORDER BY v.id LIMIT 100`
    expect(variants).toHaveLength(100)
    for (const { id, productId } of variants) await core.carts.add({ userId, productId, variantId: id })
    await vira.taps('Кошик')
    await vira.says('/cart')
    await vira.sees('Товари 1–8 з 100')
    for (let page = 1; page < 13; page++) await vira.taps('Наступні ›')
    await vira.sees('Товари 97–100 з 100')
    await vira.does('100 · змінити', 'Взяти 2', '‹ До кошика')
    await vira.sees('Товари 97–100 з 100')
    await vira.does('Оформити замовлення', 'Самовивіз', 'Київ', '>Віра')
    await vira.sharesContact()
    await vira.taps('При отриманні')
    await vira.sees('… і ще 88 товарів')
    await vira.taps('Підтвердити замовлення')
    await vira.sees('отримали')
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
