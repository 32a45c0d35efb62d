import { describe, expect, it } from 'vitest'
import { type Customer, OWNER_ID, usePlatform } from '../harness/platform.ts'
import { hires, orders, provesPhone, putsIntoCart, theOwner, told } from './buying.ts'

const STRANGER = '+380931234567'

describe('an order by phone', () => {
  const shop = usePlatform({ sms: true, typed: ['не забирає'] })
  let manager: Customer
  let number: string

  const cartOf = async (customer: Customer): Promise<string> => {
    await customer.says('/cart')
    return (await customer.screen()).text
  }

  it('is made by a manager for a stranger’s number, in the same steps, and every screen says for whom', async () => {
    const oksana = await theOwner(shop, OWNER_ID)
    manager = await hires(shop, oksana, { role: 'Менеджер', firstName: 'Марія' })
    await putsIntoCart(manager, '11.2.250', '30')
    const own = await cartOf(manager)

    await manager.does('>/desk', 'Нове замовлення', '>12')
    await manager.sees('Для кого замовлення?')
    await manager.says('093 123-45-67')
    await manager.sees('Для +380 93 123 45 67')
    expect((await manager.buttons()).at(-1)).toBe('Для +380 93 123 45 67 · завершити')
    await manager.says('12.1.250')
    await manager.sees('Для +380 93 123 45 67')
    expect((await manager.buttons()).join()).not.toMatch(/обраного|Обране|Запитати/)
    await manager.does('35', 'Кошик')
    await manager.sees('Для +380 93 123 45 67')
    expect((await manager.screen()).text).not.toContain('11.2.250')
    await manager.does(
      'Оформити замовлення',
      'Нова пошта: відділення чи поштомат',
      '>Київ',
      '>12',
      '>Коваль Олена',
    )
    // The phone is known and not asked for.
    await manager.sees('Як оплатите')
    await manager.taps('При отриманні')
    await manager.sees('+380 93 123 45 67')
    expect(await manager.buttons()).not.toContain('Не телефонуйте, усе вірно')
    await manager.taps('Підтвердити замовлення')
    await manager.sees('Замовлення для покупця створили')
    await manager.sees('телефоном')
    await manager.sees('веде Марія')
    expect(await manager.buttons()).not.toContain('Беру')
    expect(await manager.buttons()).toContain('Підтвердити: при отриманні')
    number = /№ (\d+)/.exec((await manager.screen()).text)![1]!
    expect((await manager.screen()).text).not.toContain('Для +380')

    await manager.does('Покупець')
    await manager.sees('Покупець Коваль Олена')
    await manager.sees('+380 93 123 45 67 (не підтверджений)')
    await manager.does(`>${number}`, 'Позначити…', 'Не додзвонились')
    await manager.sees('Покупець не в месенджері')

    expect(await cartOf(manager)).toBe(own)
    await manager.does('>/orders')
    expect((await manager.screen()).text + (await manager.buttons()).join()).not.toContain(number)
    await manager.does('>/start', 'Ще', 'Переглянуте')
    const seen = (await manager.screen()).text + (await manager.buttons()).join()
    expect(seen).toContain('Кросівки')
    expect(seen).not.toContain('Босоніжки')
  })

  it('belongs to whoever proves that number, who then sees it among their own', async () => {
    const olena = await shop.joins({ firstName: 'Олена', phone: STRANGER })
    await olena.does('>/orders')
    expect((await olena.buttons()).join()).not.toContain(number)
    await provesPhone(shop, olena, STRANGER)
    await olena.does('>/orders', `№ ${number}`)
    await olena.sees('відділення № 12')
    await manager.does(`>${number}`, 'Історія')
    await manager.sees('покупець підтвердив номер')
    await manager.does('>/desk', `>${number}`)
    expect((await manager.screen()).text).not.toContain('не підтверджений')
  })

  it('for a customer of the bot is told to them there', async () => {
    const taras = await shop.joins({ firstName: 'Тарас', phone: '+380501112233' })
    await orders(taras, { article: '11.2.250', size: '31' })
    await provesPhone(shop, taras, '+380501112233')
    await manager.does('>/desk', 'Нове замовлення', '>0501112233', '>12.1.250', '34', 'Кошик')
    await manager.does('Оформити замовлення', 'Підтвердити замовлення')
    await manager.sees('Замовлення для покупця створили')
    expect((await told(taras)).at(-1)).toContain('отримали')
  })

  it('is ended by the manager, and by itself after an hour: then nothing falls into their own cart', async () => {
    const own = await cartOf(manager)
    await manager.does('>/desk', 'Нове замовлення', '>0501112233')
    await manager.taps('Для +380 50 111 22 33 · завершити')
    await manager.sees('ви знову у своєму кошику')
    await manager.does('>/desk', 'Нове замовлення', '>0501112233', '>12.1.250')
    await shop.passes({ hours: 2 })
    await manager.taps('34')
    await manager.sees('Минула година')
    expect(await cartOf(manager)).toBe(own)
  })

  it('is refused for whom the shop accepts nothing from, with the reason', async () => {
    const ivan = await shop.joins({ firstName: 'Іван', phone: '+380671110022' })
    const last = await orders(ivan, { article: '11.2.250', size: '31' })
    await provesPhone(shop, ivan, '+380671110022')
    await manager.does(`>${last}`, 'Покупець', 'Не приймати замовлень…', '>не забирає')
    await manager.does('>/desk', 'Нове замовлення', '>0671110022')
    await manager.sees('замовлень не приймаємо: не забирає')
  })
})
