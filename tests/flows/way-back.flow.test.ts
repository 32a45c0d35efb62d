import { describe, expect, it } from 'vitest'
import { CUSTOMERS, type Customer, OWNER_ID, usePlatform } from '../harness/platform.ts'
import { orders, theOwner } from './buying.ts'

const HOME = ['На початок', 'До магазину']
/** The staff's menu is their desk. */
const DESK = ['‹ Робочий стіл']
/** The menu is at most so many taps away, wherever one is. */
const TAPS_HOME = 2

/** Every screen that a customer can reach, by the way there. */
const SCREENS: Readonly<Record<string, readonly string[]>> = {
  catalogue: ['>/catalog'],
  products: ['>/catalog', 'Для хлопчика'],
  'further products': ['>/catalog', 'Жіноче'],
  product: ['>12.1.250'],
  // In Viber the photos are swiped.
  ...(CUSTOMERS === 'telegram' ? { 'another photo': ['>12.1.250', 'Фото 1'] } : {}),
  'size table': ['>12.1.250', 'Розмірна сітка'],
  'sold-out size': ['>12.1.250', '3\u03366\u0336'],
  more: ['>/start', 'Ще'],
  'no favourites': ['>/start', 'Ще', 'Обране'],
  favourites: ['>12.1.250', 'В обране', 'На початок', 'Ще', 'Обране'],
  'favourites to be tidied': ['>/start', 'Ще', 'Обране', 'Прибрати'],
  'recently seen': ['>/start', 'Ще', 'Переглянуте'],
  'waited for': ['>/start', 'Ще', 'Чекаю'],
  cart: ['>/cart'],
  line: ['>/cart', '1 · змінити'],
  'choice of delivery': ['>/cart', 'Оформити'],
  'choice of a store': ['>/cart', 'Оформити', 'Самовивіз'],
  'the same once more': ['>/cart', 'Оформити', '‹ Назад'],
  city: ['>/cart', 'Оформити', '‹ Назад', 'Нова пошта: відділення'],
  branch: ['>/cart', 'Оформити', '>Київ'],
  name: ['>/cart', 'Оформити', '>12'],
  phone: ['>/cart', 'Оформити', '>Коваль Олена'],
  payment: ['>/cart', 'Оформити', '>0671234567'],
  review: ['>/cart', 'Оформити', 'При отриманні'],
  'name again': ['>/cart', 'Оформити', 'Отримувач'],
  'phone again': ['>/cart', 'Оформити', 'Телефон'],
  'payment again': ['>/cart', 'Оформити', 'Оплата'],
  email: ['>/cart', 'Оформити', 'Ел. пошта'],
  comment: ['>/cart', 'Оформити', 'Коментар'],
  placed: ['>/cart', 'Оформити', 'Підтвердити замовлення'],
  orders: ['>/orders'],
  order: ['>/orders', '№ '],
  'question to cancel': ['>/orders', '№ ', 'Скасувати замовлення'],
  'empty cart': ['>/cart'],
  language: ['>/language'],
}

const STAFF_SCREENS: Readonly<Record<string, readonly string[]>> = {
  desk: ['>/desk'],
  queue: ['>/desk', 'Підтвердити ·'],
  card: ['>/desk', 'Підтвердити ·', '№ '],
  sizes: ['>/desk', 'Підтвердити ·', '№ ', 'Беру', 'Розмір 1'],
  'reasons to cancel': ['>/desk', 'Підтвердити ·', '№ ', 'Скасувати…'],
  history: ['>/desk', 'Підтвердити ·', '№ ', 'Історія'],
  'hand-over': ['>/desk', 'Підтвердити ·', '№ ', 'Підтвердити:', 'Пакувати', '35', 'Спаковано'],
  waybill: ['>1001', 'Відправити…'],
  missing: ['>1001', 'Повернути на', 'Так, повернути', 'Підтвердити:', 'Немає на полиці'],
  packing: ['>/desk', 'Склад · пакувати'],
  parcel: ['>/desk', 'Склад · пакувати', 'Пакувати по одному'],
  'gone from the shelf': ['>/desk', 'Склад · пакувати', 'Пакувати по одному', 'Немає на полиці'],
  invite: ['>/desk', 'Команда', 'Запросити'],
  invited: ['>/desk', 'Команда', 'Запросити', 'Менеджер'],
}

describe('from every screen there is a way on', () => {
  const shop = usePlatform()

  /** The way home by the buttons of a screen: the one home, else back, else to the cart, the desk or any other. */
  const goesHome = async (customer: Customer, homes = HOME): Promise<number> => {
    for (let taps = 1; ; taps++) {
      const labels = await customer.buttons()
      const home = labels.find((label) => homes.includes(label))
      const next =
        home ??
        labels.find((label) => label.startsWith('‹ До кошика') || label.startsWith('‹ Робочий')) ??
        labels.find((label) => label.startsWith('‹')) ??
        labels.find((label) => label.includes('каталогу') || label.startsWith('Ні'))
      if (!next || taps > 6) throw new Error(`no way home from ${labels.join(' | ')}`)
      await customer.taps(next)
      if (home) return taps
    }
  }

  it('a customer is home in at most two taps, and «‹» never leads into nothing', async () => {
    const olena = await shop.joins({ firstName: 'Олена' })
    await olena.does('>12.1.250', '35')
    for (const [name, way] of Object.entries(SCREENS)) {
      await olena.does(...way)
      const taps = await goesHome(olena)
      expect(taps, name).toBeLessThanOrEqual(TAPS_HOME)
      await olena.sees('Взуття для всієї родини')
    }
  })

  it('the staff are at their desk as soon', async () => {
    const oksana = await theOwner(shop, OWNER_ID)
    await shop.passes({ minutes: 1 })
    const ivan = await shop.joins({ firstName: 'Іван' })
    await orders(ivan, { article: '11.2.250', size: '30' })
    for (const [name, way] of Object.entries(STAFF_SCREENS)) {
      await oksana.does(...way)
      const taps = name === 'desk' ? 0 : await goesHome(oksana, DESK)
      expect(taps, name).toBeLessThanOrEqual(TAPS_HOME)
      await oksana.taps('До магазину')
      await oksana.sees('Взуття для всієї родини')
    }
  })
})
