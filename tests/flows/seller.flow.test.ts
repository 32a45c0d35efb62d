import { describe, expect, it } from 'vitest'
import { type Customer, OWNER_ID, usePlatform } from '../harness/platform.ts'
import { FROM_STORE, hires, orders, packs, putsIntoCart, theOwner, told } from './buying.ts'

describe('a seller’s day', () => {
  const shop = usePlatform()
  let oksana: Customer
  let sofia: Customer

  const confirmed = async (customer: Customer, wishes: Parameters<typeof orders>[1]) => {
    const number = await orders(customer, { ...wishes, delivery: FROM_STORE })
    await oksana.does(`>${number}`, 'Беру', 'Підтвердити: при отриманні')
    return number
  }

  /** Ordered, confirmed, and got ready by the seller of the store where it lies. */
  const ready = async (customer: Customer, wishes: Parameters<typeof orders>[1]) => {
    const number = await confirmed(customer, wishes)
    await sofia.does('>/desk', `>${number}`)
    await packs(sofia)
    await sofia.does('Видача в магазині', 'Готове до видачі')
    return number
  }

  it('what lies in the store is collected by its seller, the customer hears when and what to pay, and pays', async () => {
    oksana = await theOwner(shop, OWNER_ID)
    sofia = await hires(shop, oksana, { role: 'Продавець', firstName: 'Софія' })
    await sofia.does('>/desk', 'Де я працюю', 'Магазин на Великій Васильківській')
    const olena = await shop.joins({ firstName: 'Олена' })
    const number = await confirmed(olena, { article: '12.1.250', size: '35' })
    expect((await told(sofia)).join()).toContain(`№ ${number} · 1 060 ₴`)
    await sofia.does('>/desk', 'Зібрати до видачі · 1', `№ ${number}`)
    expect(await sofia.buttons()).not.toContain('Готове до видачі')
    await sofia.taps('Зібрати')
    await sofia.sees('сплатити в магазині 1 060 ₴')
    await sofia.does('35', 'Спаковано')
    await sofia.sees(`№ ${number} спаковано`)
    await sofia.taps('Готове до видачі')
    await olena.sees(`Замовлення № ${number} готове до видачі`)
    await olena.sees('Велика Васильківська')
    await olena.sees('Відчинено: щодня 10:00–20:00')
    await olena.sees('До сплати 1 060 ₴')
    await olena.sees('23 листопада')
    expect((await told(olena)).join()).not.toContain('передали в магазин')
    await sofia.does('>/desk', 'Видати · 1', '>коваль', `№ ${number}`)
    await sofia.sees('До сплати 1 060 ₴')
    await sofia.taps('Віддаю все')
    await sofia.sees(`Отримали 1 060 ₴ за № ${number}?`)
    await sofia.taps('Так, карткою')
    await sofia.sees('Видали')
    await olena.sees('отримано')
  })

  it('tried on: a part is kept, the sum follows', async () => {
    const nina = await shop.joins({ firstName: 'Ніна' })
    await putsIntoCart(nina, '11.2.250', '30')
    const number = await ready(nina, { article: '12.1.250', size: '34' })
    await sofia.taps('Забирає частину')
    await sofia.taps('11.2.250')
    expect((await sofia.buttons()).find((label) => label.startsWith('↩'))).toContain('11.2.250')
    await sofia.taps('Решту забирає')
    await sofia.sees('11.2.250 · 30: на полицю')
    await sofia.sees(`Отримали 1 060 ₴ за № ${number}?`)
    await sofia.taps('Так, готівкою')
    await sofia.sees('Видали')
    await nina.sees('Разом 1 060 ₴. Дякуємо за покупку')
    await oksana.says(String(number))
    await oksana.sees('1 060 ₴ · отримано')
    await oksana.taps('Історія')
    await oksana.sees('Передано в магазин → Готове до видачі')
    await oksana.sees('повернули на полицю 11.2.250 · 30 (1 шт)')
    await oksana.sees('отримали 1 060 ₴ готівкою')
  })

  it('what lies elsewhere is packed there and brought in two taps; the seller sees it coming', async () => {
    const olha = await shop.joins({ firstName: 'Ольга' })
    const number = await confirmed(olha, { article: '12.1.250', size: '33' })
    await sofia.does('>/desk', 'Їдуть до магазину · 1', `№ ${number}`)
    await sofia.sees('зберуть і привезуть сюди')
    await oksana.says(String(number))
    await packs(oksana)
    await oksana.does('>/desk', 'Передати в магазин · 1', 'Передано в магазин · 1')
    await oksana.sees('Кожному покупцеві напишемо')
    expect((await told(olha)).join()).not.toContain('передали в магазин')
    await oksana.taps('Так, передано · 1')
    await olha.sees(`Замовлення № ${number} передали в магазин`)
    await sofia.does('>/desk', 'Їдуть до магазину · 1', `№ ${number}`, 'Прибуло, готове до видачі')
    await olha.sees('готове до видачі')
  })

  it('not collected in three days: reminded, then put back piece by piece', async () => {
    const ivan = await shop.joins({ firstName: 'Іван' })
    const number = await ready(ivan, { article: '12.1.250', size: '35' })
    await shop.passes({ hours: 49 })
    await ivan.sees('чекає на вас')
    await shop.passes({ hours: 24 })
    await sofia.sees(`№ ${number} не забрали вчасно`)
    await sofia.does('>/desk', 'Видати')
    expect((await sofia.buttons()).join()).toContain('час минув')
    await sofia.does(`№ ${number}`, 'Повернути на полицю')
    await sofia.sees('куди?')
    await sofia.does('На полицю', 'Прийняти повернення')
    await sofia.sees('Прийняли')
    await ivan.sees('повернулося')
  })
})
