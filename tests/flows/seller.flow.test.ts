import { describe, expect, it } from 'vitest'
import { type Customer, OWNER_ID, usePlatform } from '../harness/platform.ts'
import { FROM_STORE, hires, orders, packs, putsIntoCart, theOwner } from './buying.ts'

describe('a seller’s day', () => {
  const shop = usePlatform()
  let oksana: Customer
  let sofia: Customer

  /** Ordered, confirmed, packed and on its way to the store. */
  const sent = async (customer: Customer, wishes: Parameters<typeof orders>[1]) => {
    const number = await orders(customer, { ...wishes, delivery: FROM_STORE })
    await oksana.does(`>${number}`, 'Беру', 'Підтвердити: при отриманні')
    await packs(oksana)
    await oksana.taps('Передано в магазин')
    return number
  }

  it('an order arrives, the customer is told until when it is kept, and it is found by name and paid', async () => {
    oksana = await theOwner(shop, OWNER_ID)
    sofia = await hires(shop, oksana, { role: 'Продавець', firstName: 'Софія' })
    const olena = await shop.joins({ firstName: 'Олена' })
    const number = await sent(olena, { article: '12.1.250', size: '35' })
    await sofia.does('>/desk', 'Їдуть до магазину · 1', `№ ${number}`)
    await sofia.taps('Прибуло, готове до видачі')
    await olena.sees(`Замовлення № ${number} готове до видачі`)
    await olena.sees('23 листопада')
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
    const number = await sent(nina, { article: '12.1.250', size: '34' })
    await sofia.does('>/desk', 'Їдуть до магазину', `№ ${number}`, 'Прибуло', 'Забирає частину')
    await sofia.taps('11.2.250')
    expect((await sofia.buttons()).find((label) => label.startsWith('↩'))).toContain('11.2.250')
    await sofia.taps('Решту забирає')
    await sofia.sees(`Отримали 1 060 ₴ за № ${number}?`)
    await sofia.taps('Так, готівкою')
    await sofia.sees('Видали')
    await oksana.says(String(number))
    await oksana.sees('1 060 ₴ · отримано')
  })

  it('not collected in three days: reminded, then put back piece by piece', async () => {
    const ivan = await shop.joins({ firstName: 'Іван' })
    const number = await sent(ivan, { article: '12.1.250', size: '35' })
    await sofia.does('>/desk', 'Їдуть до магазину', `№ ${number}`, 'Прибуло')
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
