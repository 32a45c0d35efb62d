import { describe, expect, it } from 'vitest'
import { type Customer, OWNER_ID, usePlatform } from '../harness/platform.ts'
import { hires, orders, theOwner, told } from './buying.ts'

describe('a manager who changes an order', () => {
  const shop = usePlatform()
  let manager: Customer
  let colleague: Customer
  let oksana: Customer

  const takes = async (number: number) => {
    await manager.says(String(number))
    await manager.taps('Беру')
  }

  it('size, pieces, another product, taken out: the card and the sum follow, the customer is told once', async () => {
    oksana = await theOwner(shop, OWNER_ID)
    manager = await hires(shop, oksana, { role: 'Менеджер', firstName: 'Марія' })
    colleague = await hires(shop, oksana, { role: 'Менеджер', firstName: 'Назар' })
    const olena = await shop.joins({ firstName: 'Олена' })
    const number = await orders(olena)
    await takes(number)
    await manager.does('Змінити…', 'Товари', '1 · змінити', '2 шт')
    await manager.sees('2 × 1 060 ₴')
    await manager.does('Змінити…', 'Товари', '1 · змінити', 'Інший розмір', '>11.2.250')
    await manager.sees('Розміру «11.2.250» тут немає')
    await manager.says('34')
    await manager.sees('34 · 2 × 1 060 ₴')
    await manager.does('Змінити…', 'Товари', 'Додати товар', '>99.9.999')
    await manager.sees('Такого номера немає')
    // In the middle of the question about the size words stay in the order: a wrong one, another article, the size itself.
    await manager.does('>12.1.250', '>59')
    await manager.sees('«59» тут немає')
    await manager.says('11.2.250')
    await manager.sees('Який розмір? Кросівки')
    await manager.says('30')
    await manager.sees(`№ ${number} · 3 480 ₴`)
    await manager.does('Змінити…', 'Товари', '2 · змінити', 'Прибрати із замовлення')
    await manager.sees(`№ ${number} · 2 120 ₴`)
    await manager.does('Змінити…', 'Товари', '1 · змінити')
    expect(await manager.buttons()).not.toContain('Прибрати із замовлення')

    await shop.passes({ minutes: 3 })
    await olena.sees(`Замовлення № ${number} змінили`)
    await olena.sees('Розмір 12.1.250: 35 → 34')
    expect((await told(olena)).at(-1)).not.toContain('11.2.250')
    await olena.sees('Тепер разом 2 120 ₴')
    await shop.passes({ minutes: 3 })
    expect((await told(olena)).filter((text) => text.includes('змінили'))).toHaveLength(1)
  })

  it('recipient, delivery with its payment, comment, a discount with a reason: each is in the history', async () => {
    const olena = await shop.joins({ firstName: 'Олена' })
    const number = await orders(olena, { article: '11.2.250', size: '30' })
    await takes(number)
    await manager.does('Змінити…', 'Імʼя отримувача', '>Taras')
    await manager.sees('українськими літерами')
    await manager.does('>Мельник Тарас', 'Змінити…', 'Телефон', '>0501112233')
    await manager.sees('+380 50 111 22 33')
    await manager.does('Змінити…', 'Доставка', 'Нова пошта: курʼєр', '>Львів', '>Зелена', '>14-А')
    await manager.does('Без квартири')
    await manager.sees('потрібна інша оплата')
    await manager.taps('Переказом на рахунок')
    await manager.sees('Нова пошта, курʼєр, Львів, Зелена, 14-А · переказ на рахунок')
    await manager.does('Змінити…', 'Коментар', '>дзвонити після 16')
    await manager.sees('дзвонити після 16')
    await manager.does('Змінити…', 'Знижка', '>багато')
    await manager.sees('цілі гривні')
    await manager.does('>60', '>постійна покупчиня')
    await manager.sees(`№ ${number} · 1 300 ₴`)
    await manager.sees('Знижка −60 ₴')
    await manager.taps('Історія')
    await manager.sees('Знижка: 0 ₴ → 60 ₴: постійна покупчиня')
    await manager.sees('Отримувач: Коваль Олена')
    await manager.sees('Марія (Менеджер)')
    await manager.does('‹ До замовлення', 'Підтвердити: переказ')
    await olena.sees('Чекаємо на оплату 1 300 ₴')

    // A cheaper order that waits for its money waits for less.
    await manager.does('Змінити…', 'Знижка', '>100', '>домовилися')
    await manager.sees('До сплати 1 260 ₴')
    await olena.taps('Показати замовлення')
    await olena.sees('Знижка −100 ₴')

    // What was confirmed goes back in two taps.
    await manager.taps('Повернути на підтвердження')
    await manager.sees(`Повернути № ${number} на підтвердження?`)
    expect((await shop.app.core.orders.findByNumber(number))!.status).toBe('AWAITING_PAYMENT')
    await manager.taps('Так, повернути')
    await manager.sees('Повернули на підтвердження')
    await manager.sees('чекає на підтвердження')
  })

  it('what costs paid money asks once more and says what becomes of it; a confirmed order changes its payment in two taps', async () => {
    const olena = await shop.joins({ firstName: 'Олена' })
    const number = await orders(olena, { article: '11.2.250', size: '31', payment: 'Переказом на рахунок' })
    await takes(number)
    await manager.does('Змінити…', 'Товари', 'Додати товар', '>12.1.250', '35', 'Підтвердити: переказ')
    const whole = await shop.digest()
    await manager.does('Змінити…', 'Оплата', 'При отриманні')
    await manager.sees('«Переказом на рахунок» → «При отриманні»?')
    await manager.sees('повернеться на підтвердження')
    expect(await shop.digest()).toBe(whole)
    await oksana.does(`>${number}`, 'Гроші надійшли', 'Так, зарахувати')

    await manager.does(`>${number}`, 'Змінити…', 'Товари', '2 · змінити')
    const paid = await shop.digest()
    await manager.taps('Прибрати із замовлення')
    await manager.sees('Прибрати 12.1.250 · 35 із замовлення?')
    await manager.sees('коштуватиме 1 360 ₴, уже сплачено 2 420 ₴')
    await manager.sees('Зайві 1 060 ₴ перейдуть у «Гроші без замовлення»')
    expect(await shop.digest()).toBe(paid)
    await manager.taps('Так, прибрати')
    await manager.sees(`№ ${number} · 1 360 ₴ · готуємо до відправлення`)
    await oksana.sees('Гроші без замовлення: 1 060 ₴')

    await manager.does('Змінити…', 'Товари', '1 · змінити', '2 шт')
    await manager.sees('має доплатити 1 360 ₴')
    await manager.does('‹ До замовлення', 'Змінити…', 'Знижка', '>60')
    await manager.sees('Зайві 60 ₴')
    await manager.does('>подряпина')
    await manager.sees(`№ ${number} · 1 300 ₴`)
    await manager.does('Змінити…', 'Товари', 'Додати товар', '>12.1.250')
    await manager.sees('чекатиме на доплату')
  })

  it('a button of an older version is refused kindly, and so is a colleague', async () => {
    const olena = await shop.joins({ firstName: 'Олена' })
    const number = await orders(olena, { article: '11.2.250', size: '31' })
    await takes(number)
    await manager.does('Змінити…', 'Товари', '1 · змінити')
    const { messages } = await manager.person.chat()
    const shown = messages.findLast(({ inlineKeyboard }) => inlineKeyboard)!
    const two = shown.inlineKeyboard!.flat().find(({ text }) => text === '2 шт')!.callback_data!
    await manager.does('3 шт')
    await manager.presses(two)
    await manager.sees('щойно змінив хтось інший')
    await manager.sees('3 × 1 360 ₴')
    await colleague.says(String(number))
    expect(await colleague.buttons()).not.toContain('Змінити…')
    await colleague.presses(two)
    await colleague.sees('вже веде Марія')
  })
})
