import { describe, expect, it } from 'vitest'
import { type Customer, OWNER_ID, usePlatform } from '../harness/platform.ts'
import { checksOut, hires, putsIntoCart, theOwner, told } from './buying.ts'

const IBAN = 'UA213223130000026007233566001'

describe('the owner sets', () => {
  const shop = usePlatform({ typed: ['Взуття, у якому ходять', 'ФОП Новий'] })
  let oksana: Customer

  const opens = (...buttons: readonly string[]) => oksana.does('>/desk', 'Налаштування', ...buttons)

  it('a text: it holds at once, and what it was and who changed it is shown', async () => {
    oksana = await theOwner(shop, OWNER_ID)
    await opens('Тексти й продавець', 'Привітання')
    await oksana.sees('Зараз: Взуття для всієї родини.')
    await oksana.says('Взуття, у якому ходять')
    await oksana.sees('Збережено')
    await oksana.sees('Зараз: Взуття, у якому ходять')
    await oksana.sees('Було: Взуття для всієї родини.')
    await oksana.sees('Змінив(-ла) Оксана')
    const olena = await shop.joins({ firstName: 'Олена' })
    await olena.says('/start')
    await olena.sees('Взуття, у якому ходять')
  })

  it('one of several ways: the one that is pressed holds, alone', async () => {
    await opens('Строки й межі', 'Viber після доби тиші')
    await oksana.sees('Зараз: Спершу інший месенджер')
    await oksana.taps('Ніколи у Viber')
    await oksana.sees('Зараз: Ніколи у Viber')
    expect((await shop.app.core.settings.read()).viber).toEqual({ outsideSession: 'never' })
    await oksana.taps('Спершу інший месенджер')
    await oksana.sees('Зараз: Спершу інший месенджер')
  })

  it('hours, days and holidays: what is no hour is said so, and nothing changes', async () => {
    await opens('Години роботи', 'Зачиняємось')
    await oksana.says('ввечері')
    await oksana.sees('Не схоже на годину')
    await oksana.says('08:00')
    await oksana.sees('Магазин має відкриватися хоча б на годину раніше')
    await oksana.sees('Зараз: 19:00')
    await oksana.says('18:30')
    await oksana.sees('Зараз: 18:30')
    await opens('Години роботи', 'Робочі дні', '✓ сб')
    await oksana.sees('Зараз: пн, вт, ср, чт, пт')
    await opens('Години роботи', 'Вихідні дати', '>25.12.2026, 1.1.2027')
    await oksana.sees('Зараз: 25.12.2026, 01.01.2027')
    expect((await shop.app.core.settings.read()).hours).toEqual({
      opens: '09:00',
      closes: '18:30',
      days: [1, 2, 3, 4, 5],
      holidays: ['2026-12-25', '2027-01-01'],
    })
  })

  it('bank details in two taps; never a card’s number, nor an account with a mistake', async () => {
    const before = (await shop.app.core.settings.read()).bank
    await opens('Гроші', 'Реквізити')
    await oksana.says('ФОП Новий\n3012345678\n4111 1111 1111 1111\nБанк')
    await oksana.sees('Це номер картки')
    await oksana.says('ФОП Новий\n3012345678\nUA213223130000026007233566002\nБанк')
    await oksana.sees('У рахунку IBAN помилка')
    expect((await shop.app.core.settings.read()).bank).toEqual(before)
    await oksana.says(`ФОП Новий\n3012345678\n${IBAN}\nБанк`)
    await oksana.sees('Зберегти нове?')
    expect((await shop.app.core.settings.read()).bank).toEqual(before)
    await oksana.taps('Так, зберегти')
    await oksana.sees('Збережено')
    expect((await shop.app.core.settings.read()).bank).toMatchObject({ recipient: 'ФОП Новий', iban: IBAN })
    expect((await told(oksana)).join()).not.toContain('4111')
  })

  it('a number between the bounds that its question tells, or nothing changes', async () => {
    await opens('Строки й межі', 'Спроб додзвонитися')
    await oksana.sees('від 1 до 10')
    for (const typed of ['999999', '0', '11']) {
      await oksana.says(typed)
      await oksana.sees('Можна від 1 до 10')
      await oksana.sees('Зараз: 3')
    }
    await opens('Гроші', 'Передплата', '>9999999')
    await oksana.sees('Можна від 10 ₴ до 10 000 ₴')
    await opens('Тексти й продавець', 'Телефон продавця', '>067 123 45 67')
    await oksana.sees('Зараз: +380 67 123 45 67')
    await opens('Тексти й продавець', 'Оферта', '>kram.ua/oferta', 'Вимкнути…')
    await oksana.sees('Зараз: не вказано')
  })

  it('an old «Так, зберегти» saves nothing but what it showed', async () => {
    await opens('Гроші', 'Передплата', '>300')
    await oksana.sees('Зберегти нове? 300 ₴')
    const { messages } = await oksana.person.chat()
    const old = messages
      .flatMap(({ messageId, inlineKeyboard }) =>
        (inlineKeyboard ?? []).flat().map((button) => ({ messageId, button })),
      )
      .find(({ button }) => button.text === 'Так, зберегти')!
    await oksana.says('5000')
    await oksana.sees('Зберегти нове? 5 000 ₴')
    await oksana.presses(old.button.callback_data!)
    await oksana.sees('Це вже не те значення')
    expect((await shop.app.core.settings.read()).prepayment).toBe(200_00)
  })

  it('which payments go with a delivery', async () => {
    await opens('Гроші', 'Оплати: відділення', '✓ Оплата при отриманні')
    await oksana.sees('Збережено')
    const olena = await shop.joins({ firstName: 'Ірина' })
    await checksOut(olena, { payment: 'Переказом на рахунок' })
    await olena.does('Оплата')
    expect(await olena.buttons()).not.toContain('При отриманні')
    await opens('Гроші', 'Оплати: відділення', 'Оплата при отриманні')
  })

  it('stores: a new one is offered once it is open for pickup, a hidden one is not', async () => {
    await opens('Магазини й склади', 'Додати магазин', '>Крамниця на Подолі')
    await oksana.taps('Відкрити самовивіз')
    await oksana.sees('Спершу вкажіть місто, адресу й години роботи')
    await oksana.does('Місто', '>київ', 'Адреса', '>вул. Хорива, 1', 'Години', '>25:99')
    await oksana.sees('Не зрозуміли години')
    await oksana.says('пн-пт 10-19, сб 10-17')
    await oksana.sees('Місто: Київ')
    await oksana.sees('Адреса: вул. Хорива, 1')
    await oksana.sees('Пн–Пт 10:00–19:00, Сб 10:00–17:00')
    await oksana.does('Телефон', '>не скажу')
    await oksana.sees('Це не схоже на номер телефону')
    await oksana.says('067 123 45 67')
    await oksana.sees('+380 67 123 45 67')
    const olena = await shop.joins({ firstName: 'Олена' })
    await putsIntoCart(olena, '12.1.250', '34')
    await olena.does('Кошик', 'Оформити замовлення', 'Самовивіз')
    expect((await olena.buttons()).join()).not.toContain('Хорива')
    await oksana.taps('Відкрити самовивіз')
    await olena.does('‹ Назад', 'Самовивіз')
    expect((await olena.buttons()).join()).toContain('Хорива')
    await oksana.taps('Приховати')
    await oksana.sees('Покупці його не бачать')
    await olena.does('‹ Назад', 'Самовивіз')
    expect((await olena.buttons()).join()).not.toContain('Хорива')
  })

  it('and nobody else does', async () => {
    const manager = await hires(shop, oksana, { role: 'Менеджер', firstName: 'Марія' })
    await manager.says('/desk')
    expect(await manager.buttons()).not.toContain('Налаштування')
    for (const address of ['setup', 'setup_field:bank', 'setup_off:bank', 'outlets']) {
      await manager.presses(address)
      await manager.sees('Вам це недоступно')
    }
  })
})
