import { describe, expect, it } from 'vitest'
import { type Customer, OWNER_ID, usePlatform } from '../harness/platform.ts'
import { packs } from './buying.ts'

/** The number in "Замовлення № 1001 отримали". */
const placedNumber = async (customer: Customer): Promise<number> =>
  Number(/№ (\d+)/.exec((await customer.person.screen()).text)?.[1])

describe('an order in Telegram, from the catalogue to the parcel', () => {
  const shop = usePlatform()

  it('is found, ordered, taken, confirmed, packed and shipped, and the customer is told of each step once', async () => {
    const oksana = await shop.joinsTelegram({ id: OWNER_ID, firstName: 'Оксана' })
    await oksana.says('/start')
    await oksana.sees('Взуття для всієї родини')

    const olena = await shop.joins({ firstName: 'Олена', phone: '+380671234567' })
    await olena.says('/start')
    await olena.taps('Каталог')
    await olena.taps('Для хлопчика')
    await olena.taps('Босоніжки шкіряні на двох липучках')
    await olena.sees('арт. 12.1.250')
    await olena.taps('35')
    await olena.sees('Поклали до кошика')
    await olena.taps('Кошик')
    await olena.sees('1 060 ₴')
    await olena.taps('Оформити замовлення')
    await olena.taps('Нова пошта: відділення чи поштомат')
    await olena.says('Київ')
    await olena.says('відділення 12')
    await olena.says('Коваль Олена')
    await olena.sharesContact()
    await olena.taps('При отриманні')
    await olena.sees('відділення № 12')
    await olena.taps('Підтвердити замовлення')
    await olena.sees('отримали')
    const number = await placedNumber(olena)

    await oksana.sees(`№ ${number}`)
    await oksana.taps('Беру')
    await oksana.taps('Підтвердити: при отриманні')
    await olena.sees('підтвердили')
    await packs(oksana)
    await oksana.taps('Відправити')
    await oksana.says('20450000000001')
    await olena.sees('20450000000001')

    const { messages } = await olena.person.chat()
    const told = messages.filter(
      ({ from, text }) => from === 'bot' && /підтвердили|відправили|отримали/.test(text ?? ''),
    )
    expect(told.map(({ text }) => text?.split('\n')[0])).toEqual([
      `Замовлення № ${number} отримали`,
      `Замовлення № ${number} підтвердили`,
      `Замовлення № ${number} відправили`,
    ])
  })

  it('waits for a transfer, reminds of it, and goes on when the accountant confirms it', async () => {
    const taras = await shop.joins({ firstName: 'Тарас', phone: '+380501112233' })
    await taras.says('/start')
    await taras.says('11.2.250')
    await taras.taps('30')
    await taras.taps('Кошик')
    await taras.taps('Оформити замовлення')
    await taras.taps('Самовивіз')
    expect(await taras.buttons()).not.toContain('Карткою онлайн')
    await taras.taps('‹ Назад')
    await taras.taps('Нова пошта: курʼєр')
    for (const answer of ['Львів', 'Зелена', '14-А']) await taras.says(answer)
    await taras.taps('Без квартири')
    await taras.says('Мельник Тарас')
    await taras.says('050 111 22 33')
    await taras.taps('Переказом на рахунок')
    await taras.taps('Підтвердити замовлення')
    const number = await placedNumber(taras)

    const oksana = await shop.joinsTelegram({ id: OWNER_ID, firstName: 'Оксана' })
    await oksana.taps('Беру')
    await oksana.taps('Підтвердити: переказ')
    await taras.sees(/Чекаємо на оплату 1 360 ₴/)
    await taras.sees('UA21')
    await shop.passes({ hours: 25 })
    await taras.sees('Нагадуємо про оплату')

    await oksana.says(String(number))
    await oksana.taps('Гроші надійшли')
    await oksana.taps('Так, зарахувати')
    await taras.sees('Оплату отримали')
  })
})
