import { describe, expect, it } from 'vitest'
import { type Customer, OWNER_ID, usePlatform } from '../harness/platform.ts'
import { hires, orders, theOwner, told } from './buying.ts'

describe('what the staff know of a customer', () => {
  const shop = usePlatform({ typed: ['запізнилася', 'не забрала', 'домовилися'] })
  let manager: Customer
  let olena: Customer
  let oksana: Customer
  let number: number

  it('an order is found by its number, the end of a phone in any form, and a surname in any case', async () => {
    oksana = await theOwner(shop, OWNER_ID)
    manager = await hires(shop, oksana, { role: 'Менеджер', firstName: 'Марія' })
    olena = await shop.joins({ firstName: 'Олена', phone: '+380671234567' })
    number = await orders(olena)
    const taras = await shop.joins({ firstName: 'Тарас' })
    const other = await orders(taras, { article: '11.2.250', size: '30', name: 'Коваленко Тарас' })

    const finds = async (typed: string) => manager.does('>/desk', 'Знайти замовлення', `>${typed}`)
    for (const typed of [String(number), '4567', '067 123 45 67', '+38 (067) 123-45-67', 'Коваль Олени']) {
      await finds(typed)
      await manager.sees(`№ ${number} · 1 060 ₴`)
    }
    await finds('Коваленка')
    await manager.sees(`№ ${other} · 1 360 ₴`)
    await finds('Кова')
    expect((await manager.buttons()).filter((label) => label.includes('№'))).toHaveLength(2)
    await finds('Петренко')
    await manager.sees('нічого немає')
    await olena.says('/desk')
    expect(await olena.buttons()).not.toContain('Знайти замовлення')
  })

  it('a phone, a name typed anywhere at the desk lead to the orders, words of the shop to its products', async () => {
    for (const typed of ['067 123 45 67', '+380671234567', 'Коваль Олена']) {
      await manager.does('>/desk', `>${typed}`)
      await manager.sees(`№ ${number} · 1 060 ₴`)
    }
    await manager.does('>/desk', '>050 999 88 77')
    await manager.sees('За «050 999 88 77» нічого немає')
    await manager.taps('Шукати серед товарів')
    await manager.sees('Не знайшли «050 999 88 77»')
    expect(await manager.buttons()).toContain('‹ Робочий стіл')
    await manager.does('>Кова')
    await manager.sees('Знайшли за «Кова»')
    await manager.says('кросівки')
    await manager.sees('Оберіть товар')
    await manager.says('12.1.250')
    await manager.sees('Босоніжки шкіряні')
  })

  it('a note stands on each of their orders’ cards, and the customer never reads it', async () => {
    await manager.does('>/desk', 'Знайти замовлення', `>${number}`, 'Покупець')
    await manager.sees('Замовлень 1, забрано 0, не забрано 0')
    await manager.does('Додати нотатку', '>запізнилася')
    await manager.sees('запізнилася')
    await manager.taps(`№ ${number}`)
    await manager.sees('📝 запізнилася')
    expect((await told(olena)).join()).not.toContain('запізнилася')
  })

  it('«лише передплата»: paying on receipt is refused kindly; «не приймати»: so is the order; both end with a reason', async () => {
    await manager.does('Покупець', 'Лише передплата…', '>не забрала')
    await manager.sees('Лише передплата')
    await checksOutAgain(olena)
    await olena.taps('Підтвердити замовлення')
    await olena.sees('Так оплатити зараз не вийде')
    await olena.taps('Оплата')
    expect(await olena.buttons()).not.toContain('При отриманні')
    await olena.taps('Переказом на рахунок')

    await manager.does('Не приймати замовлень…', '>не забрала')
    await manager.sees('Замовлень не приймаємо')
    await olena.does('>/cart', 'Оформити замовлення')
    await olena.taps('Підтвердити замовлення')
    await olena.sees('Зателефонуйте нам')
    expect((await told(olena)).join()).not.toMatch(/обмежен|не приймаємо|забрала/)

    await manager.does('Зняти обмеження…', '>домовилися')
    await manager.sees('обмеження знято: домовилися')
    await manager.taps('№ ')
    expect((await manager.screen()).text).not.toMatch(/📝 (не забрала|домовилися)/)
    await olena.taps('Підтвердити замовлення')
    await olena.sees('отримали')
  })

  it('two customers who are one person are joined by the owner in two taps, and by nobody else', async () => {
    const again = await shop.joins({ firstName: 'Олена', phone: '+380509994567' })
    const second = await orders(again, { article: '11.2.250', size: '32' })
    expect(await manager.buttons()).not.toContain('Обʼєднати з іншим покупцем…')
    await oksana.does('>/desk', `>${number}`, 'Покупець', 'Обʼєднати з іншим покупцем…', '>999999')
    await oksana.sees('Не знайшли такого замовлення')
    await oksana.says(String(second))
    await oksana.sees('Розʼєднати не можна')
    await oksana.taps('Так, обʼєднати')
    await oksana.sees('Обʼєднали')
    await olena.does('>/orders')
    expect((await olena.buttons()).join()).toContain(`№ ${second}`)
  })
})

/** A second order of somebody whose first one filled everything in. */
const checksOutAgain = async (customer: Customer): Promise<void> => {
  await customer.says('11.2.250')
  await customer.does('31', 'Кошик', 'Оформити замовлення')
}
