import { describe, expect, it } from 'vitest'
import { type Customer, OWNER_ID, usePlatform } from '../harness/platform.ts'
import { hires, orders, packs, theOwner, told } from './buying.ts'

describe('the staff of the shop', () => {
  const shop = usePlatform()
  let oksana: Customer
  let manager: Customer
  let colleague: Customer
  let accountant: Customer
  let storekeeper: Customer

  it('come by a one-time link; a second person who opens it is told kindly and stays a customer', async () => {
    oksana = await theOwner(shop, OWNER_ID)
    manager = await hires(shop, oksana, { role: 'Менеджер', firstName: 'Марія' })
    await manager.sees('Вітаємо в команді! Ваша роль: менеджер')
    colleague = await hires(shop, oksana, { role: 'Менеджер', firstName: 'Назар' })
    accountant = await hires(shop, oksana, { role: 'Бухгалтер', firstName: 'Алла' })
    storekeeper = await hires(shop, oksana, { role: 'Комірник', firstName: 'Степан' })

    const { messages } = await storekeeper.person.chat()
    const used = messages.find(({ from }) => from === 'person')?.text
    const curious = await shop.joinsTelegram({ firstName: 'Цікавий' })
    await curious.says(used!)
    await curious.sees('Це запрошення вже використали')
    expect(await curious.buttons()).not.toContain('Робочий стіл')
    await curious.says('/desk')
    await curious.sees('для працівників крамниці')
    await curious.says(`/start staff_${'a'.repeat(24)}`)
    await curious.sees('Попросіть нове')
  })

  it('an invitation of two days ago opens nothing', async () => {
    await oksana.does('>/desk', 'Команда', 'Запросити працівника', 'Менеджер', '2 дні')
    const link = /\?start=(staff_\w+)/.exec((await oksana.screen()).text)?.[1]
    await shop.passes({ days: 2, hours: 1 })
    const late = await shop.joinsTelegram({ firstName: 'Пізній' })
    await late.says(`/start ${link}`)
    await late.sees('воно застаріло')
    expect(await late.buttons()).not.toContain('Робочий стіл')
  })

  it('see the queues of their own work and nothing else', async () => {
    const QUEUES = ['Підтвердити', 'Чекають на оплату', 'Склад · пакувати', 'Команда']
    const queues = async (one: Customer) => {
      await one.says('/desk')
      const labels = (await one.buttons()).map((label) => label.replace(/ · \d+$/, ''))
      return QUEUES.filter((label) => labels.includes(label))
    }
    expect(await queues(manager)).toEqual(['Підтвердити', 'Чекають на оплату'])
    expect(await queues(accountant)).toEqual(['Чекають на оплату'])
    expect(await queues(storekeeper)).toEqual(['Склад · пакувати'])
    expect(await queues(oksana)).toEqual(QUEUES)
  })

  it('one takes an order, and the colleague’s card says who has it', async () => {
    const olena = await shop.joins({ firstName: 'Олена' })
    const number = await orders(olena, { payment: 'Переказом на рахунок' })
    for (const one of [manager, colleague]) await one.sees(`№ ${number}`)
    expect((await told(accountant)).join()).not.toContain(`№ ${number}`)
    const card = (await colleague.person.chat()).messages.findLast(({ inlineKeyboard }) => inlineKeyboard)!
    const take = card.inlineKeyboard!.flat().find(({ text }) => text === 'Беру')!.callback_data!

    await manager.taps('Беру')
    await manager.sees('Замовлення ваше')
    await colleague.sees('веде Марія')
    expect(await colleague.buttons()).not.toContain('Беру')
    await colleague.presses(take, card.messageId)
    await colleague.sees('вже веде Марія')

    await manager.does('Підтвердити: переказ')
    await accountant.sees(`№ ${number}`)
    await accountant.taps('Гроші надійшли')
    await accountant.sees('Зарахувати 1 060 ₴')
    const surely = (await accountant.person.chat()).messages
      .flatMap(({ messageId, inlineKeyboard }) =>
        (inlineKeyboard ?? []).flat().map((button) => ({ messageId, button })),
      )
      .find(({ button }) => button.text.startsWith('Так, зарахувати'))!
    await accountant.taps('Так, зарахувати')
    await accountant.sees('Зарахували')
    const paid = await shop.digest()
    await accountant.presses(surely.button.callback_data!, surely.messageId)
    await accountant.sees('Ці гроші вже зараховано')
    expect(await shop.digest()).toBe(paid)
    await olena.sees('Оплату отримали')
    await storekeeper.sees(`№ ${number}`)
  })

  it('«Немає на полиці»: the line is written off and the order goes back to the manager', async () => {
    await storekeeper.does('Немає на полиці', '12.1.250')
    await storekeeper.sees('чекає на підтвердження')
    await manager.sees('чекає на підтвердження')
    await manager.does('Розмір 1', '34', 'Підтвердити: переказ')
    await storekeeper.sees('12.1.250 · 34')
    await packs(storekeeper)
    await storekeeper.does('Відправити…', '>20450000000002')
    await storekeeper.sees('Відправили')
    await manager.taps('Історія')
    await manager.sees('немає на полиці')
    await manager.sees('Степан (Комірник)')
    await manager.sees('Алла (Бухгалтер)')
    await manager.taps('‹ До замовлення')
    await manager.sees('ТТН 20450000000002')
  })

  it('cancel with a reason, which the customer is told', async () => {
    const olena = await shop.joins({ firstName: 'Олена' })
    const number = await orders(olena, { article: '61.1.050', size: 'Покласти до кошика' })
    await colleague.does('Беру', 'Скасувати…')
    await colleague.sees(`Скасувати № ${number}`)
    await colleague.taps('Не змогли додзвонитися')
    await colleague.sees('скасовано')
    await olena.sees(`Замовлення № ${number} скасували`)
    await olena.sees('не змогли додзвонитися')
  })

  it('one desk shows one card of an order, however it was opened', async () => {
    const olena = await shop.joins({ firstName: 'Олена' })
    const number = await orders(olena, { article: '61.2.060', size: 'Покласти до кошика' })
    await manager.does('>/desk', 'Підтвердити · 1', `№ ${number}`)
    await manager.taps('Беру')
    const cards = (await told(manager)).filter(
      (text) => text.startsWith(`№ ${number}`) || text.includes(`\n№ ${number}`),
    )
    expect(cards).toHaveLength(1)
    await manager.taps('‹ Робочий стіл')
    await colleague.says(String(number))
    await olena.does('Показати замовлення', 'Скасувати замовлення', 'Так, скасувати')
    await manager.sees('Робочий стіл')
    await colleague.sees('скасовано')
  })
})
