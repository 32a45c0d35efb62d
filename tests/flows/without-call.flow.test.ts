import { describe, expect, it } from 'vitest'
import { type Customer, OWNER_ID, usePlatform } from '../harness/platform.ts'
import {
  checksOut,
  FROM_STORE,
  hires,
  numberSeen,
  packs,
  provesPhone,
  TO_BRANCH,
  theOwner,
  told,
} from './buying.ts'

describe('«Не телефонуйте, усе вірно»', () => {
  const shop = usePlatform({ sms: true })
  let oksana: Customer
  let olena: Customer

  it('of somebody whom the shop does not know yet is a wish that the manager reads, and no promise', async () => {
    oksana = await theOwner(shop, OWNER_ID)
    const sofia = await hires(shop, oksana, { role: 'Продавець', firstName: 'Софія' })
    olena = await shop.joins({ firstName: 'Олена', phone: '+380671234567' })
    await checksOut(olena, { delivery: FROM_STORE })
    await olena.taps('Не телефонуйте, усе вірно')
    await olena.sees('Зателефонуємо, лише якщо треба щось уточнити')
    await olena.does('✓ Не телефонуйте', 'Не телефонуйте, усе вірно', 'Підтвердити замовлення')
    await olena.sees('Зателефонуємо, лише якщо')
    const number = await numberSeen(olena)
    await oksana.sees('Просить не телефонувати')
    expect((await told(olena)).join()).not.toContain('підтвердили')

    await oksana.does('Беру', 'Підтвердити: при отриманні')
    await packs(oksana)
    await sofia.does('>/desk', 'Зібрати до видачі', `№ ${number}`, 'Готове до видачі', 'Віддаю все')
    await sofia.taps('Так, карткою')
    await olena.sees('отримано')
    await provesPhone(shop, olena, '+380671234567')
  })

  it('of somebody who collected a parcel confirms their next order by itself, and says so before', async () => {
    await olena.says('11.2.250')
    await olena.does('30', 'Кошик', 'Оформити замовлення')
    expect((await olena.screen()).text).not.toContain('без дзвінка')
    await olena.taps('Не телефонуйте, усе вірно')
    await olena.sees('Підтвердимо без дзвінка')
    await olena.taps('Підтвердити замовлення')
    const [placed, confirmed] = (await told(olena)).slice(-2)
    expect(placed).toContain('Підтвердимо без дзвінка')
    expect(placed).not.toContain('Зателефонуємо')
    expect(confirmed).toContain('підтвердили')
    const number = /№ (\d+)/.exec(placed!)![1]!
    await oksana.does(`>${number}`, 'Історія')
    await oksana.sees('просили не телефонувати')
  })

  it('is off above the sum that the owner sets', async () => {
    await oksana.does('>/desk', 'Налаштування', 'Гроші', 'Без дзвінка до', '>500', 'Так')
    await olena.says('11.2.250')
    await olena.does('31', 'Кошик', 'Оформити замовлення', 'Не телефонуйте, усе вірно')
    await olena.sees('Зателефонуємо, лише якщо')
    await olena.taps('Підтвердити замовлення')
    await oksana.sees('чекає на підтвердження')
  })

  it('is not offered where it cannot hold: with an open size, or money in advance', async () => {
    await olena.says('12.1.250')
    await olena.does('Не знаю розміру', 'Кошик', 'Оформити замовлення')
    await olena.sees('Перевірте')
    expect((await olena.buttons()).join()).not.toContain('Не телефонуйте')
    await olena.does('>/cart', '1 · змінити', 'Прибрати')
    await olena.says('62.1.040')
    await olena.does('Покласти до кошика', 'Кошик', 'Оформити замовлення', 'Не телефонуйте, усе вірно')
    await olena.does('Доставка', ...TO_BRANCH, 'Оплата', 'Переказом на рахунок')
    await olena.sees('Перевірте')
    expect((await olena.buttons()).join()).not.toContain('Не телефонуйте')
    await olena.taps('Підтвердити замовлення')
    expect((await olena.screen()).text).not.toContain('лише якщо треба')
    await oksana.sees('чекає на підтвердження')
    expect((await oksana.screen()).text).not.toContain('Просить не телефонувати')
  })
})
