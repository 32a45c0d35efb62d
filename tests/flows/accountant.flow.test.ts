import { beforeAll, describe, expect, it } from 'vitest'
import { type Customer, OWNER_ID, usePlatform } from '../harness/platform.ts'
import { hires, orders, theOwner, told } from './buying.ts'

const shop = usePlatform()
let owner: Customer
let alla: Customer

beforeAll(async () => {
  owner = await theOwner(shop, OWNER_ID)
  alla = await hires(shop, owner, { role: 'Бухгалтер', firstName: 'Алла' })
})

let phones = 0
/** A customer whose order of 1 060 ₴ waits for a transfer. */
const waits = async (firstName: string): Promise<{ customer: Customer; number: number }> => {
  const customer = await shop.joins({ firstName, phone: `+3806770000${String(++phones).padStart(2, '0')}` })
  await customer.says('/start')
  const number = await orders(customer, { payment: 'Переказом на рахунок' })
  await owner.does(`>${number}`, 'Беру', 'Підтвердити: переказ')
  return { customer, number }
}

describe('the accountant', () => {
  it('gets a slip with its picture, and confirms the transfer', async () => {
    const { customer, number } = await waits('Ірина')
    await customer.taps('Показати замовлення')
    await customer.taps('Уже сплачено')
    await customer.sees('Надішліть фото або файл квитанції')
    await customer.sendsPhoto(undefined, 'з картки мами')
    await customer.sees('Дякуємо! Перевіримо й напишемо.')
    await customer.sees('Перевіряємо вашу оплату')

    const slip = (await alla.person.chat()).messages.findLast(({ caption }) =>
      caption?.includes('Перевірте переказ'),
    )
    expect(slip).toMatchObject({ photo: expect.anything() })
    await alla.does('>/desk', 'Перекази на перевірку', `№ ${number}`)
    const shown = (await alla.person.chat()).messages.at(-1)
    expect(shown).toMatchObject({ photo: expect.anything() })
    for (const fact of [
      `№ ${number} · 1 060 ₴`,
      'Покупець каже, що сплатив',
      'Коваль Олена',
      '«з картки мами»',
    ])
      expect(shown?.caption?.replaceAll('\u00a0', ' ')).toContain(fact)
    await alla.does('Гроші надійшли', 'Так, зарахувати')
    await customer.sees('Оплату отримали')
  })

  it('what is typed instead of a slip goes to the managers with its order, and the customer reads so', async () => {
    const { customer, number } = await waits('Жанна')
    await customer.does('Показати замовлення', 'Уже сплачено', '>А можна сплатити завтра?')
    await customer.sees('Передали менеджеру')
    await customer.sees('Надішліть фото або файл квитанції')
    await owner.sees('А можна сплатити завтра?')
    await owner.sees(`про № ${number}`)
    const order = (await shop.app.core.orders.findByNumber(number))!
    expect(await shop.app.core.payments.slipOf(order.id)).toBeUndefined()
    await customer.taps('Без квитанції')
    await customer.sees('Перевіряємо вашу оплату')
  })

  it('a slip is with the accountant though its order is paid in another way by now: the money is not lost', async () => {
    const { customer, number } = await waits('Лідія')
    await customer.says('вже оплатила')
    await customer.sees('Надішліть фото або файл квитанції')
    await customer.does('Без квитанції', 'Змінити спосіб оплати', 'При отриманні')
    await customer.sees('Вашу квитанцію ще перевіряємо')
    await customer.taps('Так, змінити оплату')
    await owner.says(String(number))
    await owner.sees('Покупець каже, що сплатив')
    await alla.does('>/desk', 'Перекази на перевірку', `№ ${number}`)
    await alla.sees('Замовлення вже на переказ не чекає: чекає на підтвердження')
    await alla.does('Гроші надійшли', '>1060')
    await alla.sees('Зайві 1 060 ₴ будуть у «Гроші без замовлення»')
    expect((await alla.screen()).text).not.toContain('замовлення піде далі')
    await alla.taps('Так, зарахувати')
    await alla.sees(`Записали 1 060 ₴ за № ${number}`)
    await alla.sees('Гроші без замовлення: 1 060 ₴')
    const order = (await shop.app.core.orders.findByNumber(number))!
    expect(await shop.app.core.payments.slipOf(order.id)).toBeUndefined()
  })

  it('a photo that nobody asked for is a slip or a question in one tap, and is not sent again', async () => {
    const { customer, number } = await waits('Зоя')
    await customer.says('/start')
    await customer.sendsPhoto(undefined, 'з картки мами')
    await customer.sees('Кому його передати?')
    await customer.taps(`Це квитанція за № ${number}`)
    await customer.sees('Дякуємо! Перевіримо й напишемо.')
    const order = (await shop.app.core.orders.findByNumber(number))!
    expect(await shop.app.core.payments.slipOf(order.id)).toMatchObject({
      media: { kind: 'photo' },
      comment: 'з картки мами',
    })

    await customer.says('/start')
    await customer.sendsPhoto()
    await customer.sendsPhoto()
    const before = (await owner.person.chat()).messages.filter(({ photo }) => photo).length
    await customer.taps('Запитати менеджера')
    await customer.sees('Передали менеджеру')
    await owner.sees('Зоя')
    expect((await owner.person.chat()).messages.filter(({ photo }) => photo)).toHaveLength(before + 2)

    // The tap of an older day: nothing is kept for it any more.
    await customer.says('/start')
    await customer.presses(`sent_slip:${order.id}`)
    await customer.sees('Надішліть його, будь ласка, ще раз')
  })

  it('tells a customer in words that the transfer is not there, and the time to pay goes on', async () => {
    const { customer, number } = await waits('Роман')
    await customer.does('Показати замовлення', 'Уже сплачено', 'Без квитанції')
    await shop.passes({ hours: 24 * 7 })
    await alla.does(`>${number}`, 'Не надійшло', '>Банк повернув ваш платіж')
    await alla.sees('Покупцеві написали')
    await customer.sees('Банк повернув ваш платіж')
    await customer.taps('Показати замовлення')
    await customer.sees('Чекаємо на оплату 1 060 ₴')
    await shop.passes({ hours: 24 * 6 })
    await customer.sees('скасували')
  })

  it('records a transfer in parts, and each part is told', async () => {
    const { customer, number } = await waits('Софія')
    await alla.does(`>${number}`, 'Інша сума', '>тисячу')
    await alla.sees('Не зрозуміли суму')
    await alla.says('10 000')
    await alla.sees(`Зарахувати 10 000 ₴ за № ${number}?`)
    await alla.sees('Зайві 8 940 ₴ будуть у «Гроші без замовлення»')
    await alla.says('1 000,00')
    await alla.sees('Чекатимемо ще 60 ₴')
    expect((await shop.app.core.orders.findByNumber(number))!.paid).toBe(0)
    await alla.taps('Так, зарахувати')
    await alla.sees('Чекаємо на решту')
    const { id } = (await shop.app.core.orders.findByNumber(number))!
    await alla.presses(`other_sum_surely:${id}:100000:0`)
    await alla.sees('Цей переказ уже записано')
    expect((await shop.app.core.orders.findByNumber(number))!.paid).toBe(100_000)
    await customer.sees('Отримали 1 000 ₴')
    await customer.sees('Чекаємо ще 60 ₴')
    await shop.passes({ hours: 24 })
    const reminder = (await told(customer)).findLast((text) => text.startsWith('Нагадуємо про оплату'))
    expect(reminder).toContain('Чекаємо на 60 ₴')
    expect(reminder).not.toContain('1 060 ₴')
    await alla.does('Гроші надійшли', 'Так, зарахувати')
    await customer.sees('Оплату отримали')
    expect((await told(customer)).filter((text) => text.startsWith('Оплату отримали'))).toHaveLength(1)

    // Nothing is due any more: an old button asks about no money.
    await alla.presses(`paid:${id}`)
    await alla.sees('готуємо до відправлення')
    expect((await alla.buttons()).join()).not.toContain('зарахувати')
  })

  it('forgives a small shortage, and gives what was too much to another order', async () => {
    const one = await waits('Тетяна')
    await alla.does(`>${one.number}`, 'Інша сума', '>1050,50', 'Так, зарахувати', 'Пробачити нестачу')
    await alla.sees('Пробачити 9,50 ₴')
    await alla.taps('Так, пробачити')
    await alla.sees('Нестачу пробачили')
    await one.customer.sees('Оплату отримали')

    const [two, three] = [await waits('Уляна'), await waits('Федір')]
    await alla.does(`>${two.number}`, 'Інша сума', '>2120', 'Так, зарахувати')
    await alla.does('>/desk', 'Гроші без замовлення', `№ ${two.number} · `)
    await alla.sees('За яке замовлення ці гроші?')
    await alla.says('999999')
    await alla.sees('Такого замовлення немає')
    await alla.says(String(one.number))
    await alla.sees(`Замовлення № ${one.number} не чекає на гроші`)
    await alla.sees('За яке замовлення ці гроші?')
    await alla.taps(`№ ${three.number} · бракує`)
    await alla.sees(`Зарахувати 1 060 ₴ за замовлення № ${three.number}?`)
    await alla.taps('Так, зарахувати')
    await three.customer.sees('Оплату отримали')
  })

  it('money sent back by hand is with nobody any more: noted, told, once', async () => {
    const { customer, number } = await waits('Юрій')
    await alla.does(`>${number}`, 'Інша сума', '>1110', 'Так, зарахувати')
    await alla.does('>/desk', 'Гроші без замовлення', '50\u00a0₴ · ')
    await alla.sees(`Надійшли за № ${number}`)
    await alla.does('Повернули покупцеві', '>П24-778')
    await alla.sees(`Повернули 50 ₴ покупцеві за № ${number}?`)
    await alla.sees('Переказ: П24-778')
    await alla.taps('Так, повернули')
    await alla.sees('Записали: повернули 50 ₴')
    await customer.sees(`Повернули 50 ₴ за замовлення № ${number}`)
    await alla.does(`>${number}`, 'Історія')
    await alla.sees('гроші повернуто: П24-778')
    await alla.does('>/desk', 'Підсумки дня')
    await alla.sees(/Повернуто покупцям: 1 · 50 ₴/)
  })

  it('sees the totals of a day, and of the day before', async () => {
    await shop.passes({ hours: 24 })
    await alla.does('>/desk', 'Підсумки дня')
    await alla.sees('Грошей того дня не надходило')
    await alla.taps('‹ День раніше')
    await alla.sees(/Перекази: \d+ · /)
    await alla.taps('День пізніше ›')
    await alla.sees('Грошей того дня не надходило')
  })

  it('is the only one who may: a forged button of a customer changes nothing', async () => {
    const { customer, number } = await waits('Хома')
    const order = await shop.app.core.orders.findByNumber(number)
    const before = await shop.digest()
    for (const to of ['other_sum', 'no_slip', 'forgive', 'slips', 'money', 'totals'])
      await customer.presses(['slips', 'money', 'totals'].includes(to) ? to : `${to}:${order!.id}`)
    expect(await shop.digest()).toBe(before)
    await customer.sees('Взуття для всієї родини')
  })
})
