import { describe, expect, it } from 'vitest'
import { usePlatform } from '../harness/platform.ts'
import { orders, putsIntoCart } from './buying.ts'

describe('recipients and addresses in Telegram', () => {
  const shop = usePlatform()

  it('of earlier orders are chosen in one tap, named, corrected and removed', async () => {
    const olena = await shop.joins({ firstName: 'Олена', phone: '+380671234567' })
    await olena.does('>/start', 'Ще', 'Отримувачі й адреси')
    await olena.sees('Тут зʼявляться')
    await orders(olena)
    await putsIntoCart(olena, '61.1.050', 'Покласти до кошика')
    await olena.does('Кошик', 'Оформити замовлення', 'Отримувач')
    expect(await olena.buttons()).not.toContainEqual(expect.stringContaining('Коваль'))
    await olena.does('>Коваль Марія', 'Телефон', '>050 111 22 33')
    await olena.does(
      'Доставка',
      'Нова пошта: відділення чи поштомат',
      '>Львів',
      '>7',
      'Підтвердити замовлення',
    )
    await olena.sees('отримали')

    await olena.does('>/start', 'Ще', 'Отримувачі й адреси', 'Коваль Марія', 'Підписати', '>Мама')
    await olena.sees('Мама')
    await olena.does('Виправити імʼя чи телефон', '>12')
    await olena.sees('Це не схоже на номер телефону')
    await olena.says('050 111 22 34')
    await olena.sees('+380 50 111 22 34')

    await olena.does('‹ Отримувачі й адреси', 'Львів, відділення № 7', 'Виправити: відділення', '>сьоме')
    await olena.sees('Потрібен номер відділення')
    await olena.does('>8', 'Виправити: місто', '>одеса')
    await olena.sees('Нова пошта, Одеса, відділення № 8')

    await putsIntoCart(olena, '61.2.060', 'Покласти до кошика')
    await olena.does('Кошик', 'Оформити замовлення')
    await olena.sees('Львів')
    await olena.does('Доставка', 'Нова пошта, Київ, відділення № 12', 'Отримувач', 'Мама: Коваль Марія')
    await olena.sees('Коваль Марія, +380 50 111 22 34')
    await olena.sees('Київ, відділення № 12')
    await olena.does('Отримувач', 'Коваль Олена')
    await olena.sees('Коваль Олена, +380 67 123 45 67')
    await olena.taps('Підтвердити замовлення')
    await olena.sees('отримали')

    await olena.does('>/start', 'Ще', 'Отримувачі й адреси')
    expect((await olena.buttons()).filter((label) => /Коваль|Нова пошта/.test(label))).toHaveLength(4)
    await olena.does('Мама', 'Прибрати')
    expect(await olena.buttons()).not.toContainEqual(expect.stringContaining('Мама'))
  })

  it('are nobody else’s', async () => {
    const ivan = await shop.joins({ firstName: 'Іван' })
    await ivan.says('/start')
    const row = await shop.app.core.db.client.savedContact.findFirstOrThrow()
    await ivan.presses(`contact:${row.id}`)
    await ivan.sees('Цього запису вже немає')
  })
})
