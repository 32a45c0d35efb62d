import { describe, expect, it } from 'vitest'
import { type Customer, OWNER_ID, usePlatform } from '../harness/platform.ts'
import { BY_COURIER, BY_POST, checksOut, FROM_STORE, orders, packs, TO_BRANCH, theOwner } from './buying.ts'

const ALL = ['При отриманні', 'зараз, решта при отриманні', 'Переказом на рахунок', 'Карткою онлайн']

/** The demo shop's table: what each delivery may be paid by, and how it is read on the review. */
const TABLE = [
  {
    delivery: TO_BRANCH,
    where: 'Нова пошта, Київ, відділення № 12',
    name: 'Коваль Олена',
    payments: ['При отриманні', 'зараз, решта при отриманні', 'Переказом на рахунок'],
  },
  {
    delivery: BY_COURIER,
    where: 'Нова пошта, курʼєр, Львів, Зелена, 14-А',
    name: 'Коваль Олена',
    payments: ['Переказом на рахунок'],
  },
  {
    delivery: BY_POST,
    where: 'Пошта, 04070, Україна, Київ, Хорива, 1, кв. 5',
    name: 'Коваль Олена',
    payments: ['Переказом на рахунок'],
  },
  {
    delivery: FROM_STORE,
    where: 'Самовивіз, Київ, вул. Велика Васильківська, 57',
    name: 'Олена',
    payments: ['При отриманні'],
  },
] as const

const CONFIRM: Readonly<Record<string, string>> = {
  'При отриманні': 'Підтвердити: при отриманні',
  'зараз, решта при отриманні': 'Підтвердити: передплата',
  'Переказом на рахунок': 'Підтвердити: переказ',
}

describe('every delivery with every payment that the shop offers for it', () => {
  const shop = usePlatform()
  let number = 0
  const aCustomer = () => {
    number++
    return shop.joins({ firstName: 'Олена', phone: `+38067200000${number}` })
  }
  const choice = (labels: readonly string[]) =>
    ALL.filter((each) => labels.some((label) => label.includes(each)))

  let waybill = 20_450_000_000_000
  const isShipped = async (owner: Customer, customer: Customer, pickup: boolean) => {
    await packs(owner)
    if (pickup) {
      await owner.does('Видача в магазині', 'Готове до видачі')
      await customer.sees('готове до видачі')
    } else {
      await owner.taps('Відправити…')
      await owner.says('12345')
      await owner.sees('Це не схоже на номер ТТН')
      waybill += 1
      await owner.says(String(waybill))
      await owner.sees('Відправили')
      await customer.sees(`ТТН ${waybill}`)
    }
  }

  for (const { delivery, where, name, payments } of TABLE) {
    for (const payment of payments) {
      it(`${delivery[0]}, ${payment}: from the cart to the parcel`, async () => {
        const owner = await theOwner(shop, OWNER_ID)
        const olena = await aCustomer()
        const article = '64.1.020'
        await olena.says(article)
        await olena.does('Покласти до кошика', 'Кошик', 'Оформити замовлення', ...delivery, `>${name}`)
        await olena.sharesContact()
        expect(choice(await olena.buttons())).toEqual(payments)
        await olena.taps(payment)
        await olena.sees(where)
        await olena.does('Підтвердити замовлення')
        await olena.sees('отримали')

        await owner.taps('Беру')
        await owner.taps(CONFIRM[payment]!)
        if (payment !== 'При отриманні') {
          await olena.sees('Чекаємо на оплату')
          await olena.sees('UA213223130000026007233566001')
          await owner.does('Гроші надійшли', 'Так, зарахувати')
          await owner.sees('Зарахували')
          await olena.sees(payment === 'Переказом на рахунок' ? 'Оплату отримали' : 'Передплату отримали')
        }
        await isShipped(owner, olena, delivery === FROM_STORE)
      })
    }
  }

  it('another delivery forgets a payment that it does not allow, and asks again', async () => {
    const olena = await aCustomer()
    await checksOut(olena)
    await olena.does('Доставка', ...BY_COURIER)
    await olena.sees('Як оплатите')
    expect(choice(await olena.buttons())).toEqual(['Переказом на рахунок'])
    await olena.taps('Переказом на рахунок')
    await olena.sees('Львів, Зелена, 14-А')
  })

  it('a flat is skipped, a wrong answer is asked again with the reason, nothing that was said is lost', async () => {
    const olena = await aCustomer()
    await olena.does(
      '>12.1.250',
      '35',
      'Кошик',
      'Оформити замовлення',
      'Нова пошта: відділення чи поштомат',
      '>Kyiv',
    )
    await olena.sees('Напишіть місто українською')
    await olena.does('>Київ', '>біля дому')
    await olena.sees('Потрібен номер відділення')
    await olena.does('>поштомат 26012', '>Олена')
    await olena.sees('Потрібні й прізвище')
    await olena.does('>Koval Olena')
    await olena.sees('українськими літерами')
    await olena.does('>Коваль Олена', '>12')
    await olena.sees('Це не схоже на номер телефону')
    await olena.says('067 123 45 67')
    await olena.does('При отриманні', 'Коментар', '>Телефонуйте після шостої')
    await olena.sees('Телефонуйте після шостої')
    await olena.does('Ел. пошта', '>олена')
    await olena.sees('Це не схоже на адресу')
    await olena.says('olena@ukr.net')
    await olena.sees('olena@ukr.net')
    await olena.sees('поштомат № 26012')
    await olena.sees('+380 67 123 45 67')
    await olena.does('Телефон', '>0501112233')
    await olena.sees('+380 50 111 22 33')
    await olena.does('Отримувач', '>Коваль Ірина')
    await olena.sees('Коваль Ірина')
    await olena.does('Коментар', 'Прибрати коментар', 'Підтвердити замовлення')
    await olena.sees('отримали')
  })

  it('cash on delivery of a prepaid order is what is left', async () => {
    const owner = await theOwner(shop, OWNER_ID)
    const olena = await aCustomer()
    await orders(olena, { article: '12.1.250', size: '34', payment: 'зараз, решта при отриманні' })
    await owner.does('Беру', 'Підтвердити: передплата', 'Гроші надійшли', 'Так, зарахувати')
    await olena.sees('Решта, 860 ₴, при отриманні')
    await owner.sees('післяплата 860 ₴')
  })
})
