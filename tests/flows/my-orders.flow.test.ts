import { describe, expect, it } from 'vitest'
import { OWNER_ID, usePlatform } from '../harness/platform.ts'
import { FROM_STORE, orders, packs, theOwner, told } from './buying.ts'

describe('the orders of a customer', () => {
  const shop = usePlatform()

  it('stand in one list with their states, and each opens as a card', async () => {
    const olena = await shop.joins({ firstName: 'Олена' })
    const number = await orders(olena)
    await olena.taps('Показати замовлення')
    await olena.sees(`№ ${number} · 1 060 ₴`)
    await olena.sees('Чекає на підтвердження')
    await olena.sees('Коваль Олена')
    await olena.does('‹ Мої замовлення')
    await olena.taps(`№ ${number} ·`)
    await olena.does('‹ Мої замовлення', 'На початок', 'Мої замовлення', `№ ${number}`)
    await olena.sees('відділення № 12')
    await olena.says(`№ ${number}`)
    await olena.sees('Чекає на підтвердження')
  })

  it('the word that an order was received stays in the chat, whatever its buttons open', async () => {
    const olena = await shop.joins({ firstName: 'Олена' })
    const number = await orders(olena, { article: '64.1.020', size: 'Покласти до кошика' })
    await olena.does('Показати замовлення', '‹ Мої замовлення', 'Каталог')
    expect(
      (await told(olena)).filter((text) => text.includes(`Замовлення № ${number} отримали`)),
    ).toHaveLength(1)
  })

  it('can be cancelled by the customer until they are packed, in two taps, and the staff see it', async () => {
    const oksana = await theOwner(shop, OWNER_ID)
    const olena = await shop.joins({ firstName: 'Олена' })
    const number = await orders(olena, {
      article: '61.1.050',
      size: 'Покласти до кошика',
      delivery: FROM_STORE,
      name: 'Олена',
    })
    await olena.does('Показати замовлення', 'Скасувати замовлення')
    await olena.sees(`Скасувати замовлення № ${number}`)
    await olena.does('Ні, залишити')
    await olena.sees('Чекає на підтвердження')
    await olena.does('Скасувати замовлення', 'Так, скасувати')
    await olena.sees(`Замовлення № ${number} скасували`)
    await olena.sees('Причина: передумали')
    expect(await olena.buttons()).not.toContain('Скасувати замовлення')
    await oksana.sees('скасовано')
    expect(await oksana.buttons()).not.toContain('Беру')
  })

  it('are refused to be cancelled once they are packed, and the customer is told whom to call', async () => {
    const oksana = await theOwner(shop, OWNER_ID)
    const olena = await shop.joins({ firstName: 'Олена' })
    const number = await orders(olena, { article: '61.2.060', size: 'Покласти до кошика' })
    await olena.does('Показати замовлення', 'Скасувати замовлення')
    await oksana.does('Беру', 'Підтвердити: при отриманні')
    await packs(oksana)
    const before = await shop.digest()
    await olena.taps('Так, скасувати')
    await olena.sees(`Замовлення № ${number} вже готують`)
    expect(await olena.buttons()).not.toContain('Скасувати замовлення')
    expect((await olena.screen()).rows.flat()).toContain('Попросити скасувати')
    expect(await shop.digest()).toBe(before)
  })

  it('let the customer choose another payment while they wait for it, told first what happens then', async () => {
    const oksana = await theOwner(shop, OWNER_ID)
    const olena = await shop.joins({ firstName: 'Олена' })
    const number = await orders(olena, {
      article: '62.1.040',
      size: 'Покласти до кошика',
      payment: 'Переказом на рахунок',
    })
    await oksana.does('Беру', 'Підтвердити: переказ')
    await olena.taps('Показати замовлення')
    await olena.sees('UA213223130000026007233566001')
    // Their own order is told of also to who wants no reminders.
    await olena.does('>/data', 'Не нагадувати')
    await shop.passes({ hours: 26 })
    await olena.sees(`Нагадуємо про оплату замовлення № ${number}`)
    await olena.taps('Показати замовлення')
    const before = await shop.digest()
    await olena.taps('Змінити спосіб оплати')
    await olena.sees('Зараз: Переказом на рахунок')
    expect((await olena.buttons()).filter((label) => /рахунок|Карткою/.test(label))).toEqual([])
    await olena.taps('При отриманні')
    await olena.sees('«Переказом на рахунок» → «При отриманні»?')
    await olena.sees('знову чекатиме на підтвердження')
    await olena.taps('Ні, залишити як є')
    await olena.sees('Чекає на оплату')
    expect(await shop.digest()).toBe(before)
    await olena.does('Змінити спосіб оплати', 'При отриманні', 'Так, змінити оплату')
    await olena.sees('Менеджер підтвердить замовлення знову')
    await olena.sees('Чекає на підтвердження')
    await oksana.sees(`№ ${number}`)
    await oksana.sees('чекає на підтвердження')
    await oksana.sees('при отриманні')
  })

  it('once paid are asked to be cancelled: the staff see it on the card, and the customer reads what becomes of the money', async () => {
    const oksana = await theOwner(shop, OWNER_ID)
    const olena = await shop.joins({ firstName: 'Олена' })
    const number = await orders(olena, {
      article: '64.1.020',
      size: 'Покласти до кошика',
      payment: 'Переказом на рахунок',
    })
    await oksana.does('Беру', 'Підтвердити: переказ', 'Гроші надійшли', 'Так, зарахувати')
    await olena.taps('Показати замовлення')
    expect(await olena.buttons()).not.toContain('Скасувати замовлення')
    await olena.taps('Попросити скасувати')
    const sum = /на (\S+ ₴)/.exec((await olena.screen()).text)![1]!
    await olena.sees(`Сплачені ${sum} не зникнуть`)
    await olena.taps('Так, попросити')
    await olena.sees('Ви попросили скасувати')
    await olena.sees('Готуємо до відправлення')
    expect((await told(oksana)).slice(-3).join()).toContain(`Прошу скасувати замовлення № ${number}`)
    await oksana.says(String(number))
    await oksana.sees('Покупець просить скасувати · щойно')

    await olena.taps('Не скасовувати')
    await olena.sees('замовлення залишається')
    await oksana.says(String(number))
    expect((await oksana.screen()).text).not.toContain('просить скасувати')

    await olena.does('Попросити скасувати', 'Так, попросити')
    await oksana.says(String(number))
    expect(await oksana.buttons()).toContain('Покупець передумав скасовувати')
    await oksana.taps('Скасувати…')
    await oksana.sees(`Сплачені ${sum} перейдуть у «Гроші без замовлення»`)
    await oksana.taps('Передумали')
    await olena.sees(`Замовлення № ${number} скасували`)
    await olena.sees(`Ви сплатили ${sum}`)
    await olena.sees('поверне їх вам або зарахує')
  })

  it('are nobody else’s to see', async () => {
    const olena = await shop.joins({ firstName: 'Олена' })
    const number = await orders(olena, { article: '63.1.030', size: 'Покласти до кошика' })
    const taras = await shop.joins({ firstName: 'Тарас' })
    await taras.does('>/orders')
    await taras.sees('Замовлень ще немає')
    await taras.says(`№ ${number}`)
    await taras.sees('Не знайшли')
  })
})
