import { describe, expect, it } from 'vitest'
import {
  CUSTOMERS,
  type Customer,
  OWNER_ID,
  type TelegramCustomer,
  usePlatform,
} from '../harness/platform.ts'
import { hires, orders, theOwner, told } from './buying.ts'

const count = (texts: readonly string[], part: string): number =>
  texts.filter((text) => text.includes(part)).length

describe('a customer asks a manager', () => {
  const shop = usePlatform({ typed: ['<b>Привіт</b> 😀 \u202eרטל'] })
  let oksana: TelegramCustomer
  let maria: TelegramCustomer
  let nazar: TelegramCustomer
  let stepan: TelegramCustomer

  const asks = async (firstName: string, ...texts: readonly string[]): Promise<Customer> => {
    const customer = await shop.joins({ firstName })
    await customer.does('>/start', 'Запитати', ...texts.map((text) => `>${text}`))
    return customer
  }
  /** The manager opens what waits and takes it. */
  const takes = (manager: TelegramCustomer) => manager.taps('Беру')

  it('the staff come', async () => {
    oksana = await theOwner(shop, OWNER_ID)
    maria = await hires(shop, oksana, { role: 'Менеджер', firstName: 'Марія' })
    nazar = await hires(shop, oksana, { role: 'Менеджер', firstName: 'Назар' })
    stepan = await hires(shop, oksana, { role: 'Комірник', firstName: 'Степан' })
  })

  it('every manager gets the question and nobody else; each time it is said that they have it; the answer comes back', async () => {
    const olena = await asks('Олена', 'Чи буде 36 розмір?')
    await olena.sees('Передали менеджеру')
    await olena.says('І чи є чорні?')
    await olena.sees('Відповідь прийде сюди')
    // In Telegram a new screen takes the place of the old one; in Viber what was said stays.
    expect(count(await told(olena), 'Передали менеджеру')).toBe(CUSTOMERS === 'viber' ? 2 : 1)
    for (const manager of [maria, nazar, oksana]) await manager.sees('Чи буде 36 розмір?')
    expect((await told(stepan)).join()).not.toContain('36 розмір')

    const old = (await nazar.person.chat()).messages.findLast(({ inlineKeyboard }) => inlineKeyboard)!
    const take = old.inlineKeyboard!.flat().find(({ text }) => text === 'Беру')!.callback_data!
    await takes(maria)
    await maria.sees('Звернення ваше')
    await nazar.sees('веде Марія')
    await nazar.presses(take, old.messageId)
    await nazar.sees('Звернення вже веде Марія')

    await maria.does('Відповісти', '>Так, у пʼятницю')
    await maria.sees('Надсилаємо покупцеві')
    await maria.says('Сплатіть на 4111 1111 1111 1111')
    await maria.sees('Не надсилайте номер картки')
    await maria.says('І чорні теж')
    await maria.sees('Надсилаємо покупцеві')
    expect((await told(olena)).join()).not.toContain('4111')
    await olena.sees('І чорні теж')
    await olena.sees('Так, у пʼятницю')
    await olena.sees('Відповідь менеджера · Марія')
    await nazar.sees('відповіли')

    await olena.says('Дякую')
    await maria.sees('Дякую')
    await maria.taps('Закрити')
    await maria.sees('Закрили')
    // The old answer keeps its button in Telegram; Viber has the newest screen's keyboard alone, which waits for words.
    if (CUSTOMERS === 'telegram') await olena.taps('Відповісти')
    await olena.says('Ще одне')
    for (const manager of [maria, nazar]) await manager.sees('Ще одне')
    await nazar.does('Беру', 'Закрити')
  })

  it('files go both ways, and a reply is an answer without a button', async () => {
    const petro = await shop.joinsTelegram({ firstName: 'Петро' })
    await petro.does('>/start', 'Запитати')
    for (const kind of ['voice', 'video', 'video_note', 'audio', 'document'] as const) {
      await petro.person.sendsFile(kind)
      await shop.settles()
    }
    await petro.sendsPhoto()
    const seen = (await maria.person.chat()).messages.filter(({ from }) => from === 'bot')
    expect(seen.map(({ recording }) => recording?.kind).filter(Boolean)).toEqual([
      'voice',
      'video',
      'video_note',
      'audio',
    ])
    expect(seen.some(({ document }) => document)).toBe(true)
    const photo = seen.findLast((message) => message.photo)!
    await maria.person.sends('Бачу дефект', { replyTo: photo.messageId })
    await shop.settles()
    await petro.sees('Бачу дефект')
    await nazar.sees('веде Марія')

    const answer = (await petro.person.chat()).messages.findLast(({ from }) => from === 'bot')!
    await petro.says('/cart')
    await petro.person.sends('Що далі?', { replyTo: answer.messageId })
    await shop.settles()
    await maria.sees('Що далі?')
    await maria.taps('Відповісти')
    await maria.person.sendsFile('voice', { caption: 'Послухайте' })
    await shop.settles()
    const heard = (await petro.person.chat()).messages.findLast(({ recording }) => recording)
    expect(heard).toMatchObject({ from: 'bot', recording: { kind: 'voice' } })

    await maria.does('‹ До звернення', 'Історія', 'Голосове')
    expect((await maria.person.chat()).messages.at(-1)?.recording?.kind).toBe('voice')
    await maria.does('‹ До звернення', 'Закрити')
  })

  it('a prepared answer goes in one tap', async () => {
    const ivan = await asks('Іван', 'Скільки коштує доставка?')
    await maria.does('Швидкі відповіді', '1. ')
    await ivan.sees('Доставляємо Новою поштою')
    await maria.taps('Закрити')
  })

  it('prepared answers are the owner’s: added, changed, removed; an old button says nothing else than it showed', async () => {
    const lida = await asks('Ліда', 'Де ви?')
    await oksana.does('>/desk', 'Налаштування', 'Швидкі відповіді', 'Додати відповідь', '>—')
    await oksana.sees('Потрібен текст')
    await oksana.says('Ми на Подолі')
    await oksana.sees('5. Ми на Подолі')
    await maria.does('>/desk', 'Звернення', 'Ліда', 'Швидкі відповіді')
    const shown = (await maria.person.chat()).messages.at(-1)!
    const old = shown.inlineKeyboard!.flat().find(({ text }) => text.startsWith('5. '))!.callback_data!
    await oksana.does(
      '5. ',
      'Змінити текст',
      '>Ми на Хоривій, 1',
      '5. ',
      'Текст англійською',
      '>At Khoryva 1',
    )
    await maria.presses(old)
    await maria.sees('Такої відповіді вже немає')
    expect((await told(lida)).join()).not.toContain('Подолі')
    await maria.does('Швидкі відповіді', '5. ')
    await lida.sees('Ми на Хоривій, 1')
    await maria.taps('Закрити')
    await oksana.does('>/desk', 'Налаштування', 'Швидкі відповіді', '5. ')
    await oksana.sees('Англійською: At Khoryva 1')
    await oksana.taps('Прибрати')
    expect((await shop.app.core.settings.read()).support.quickAnswers).toHaveLength(4)
    await maria.says('/desk')
    await maria.presses('quick_answers')
    await maria.sees('Вам це недоступно')
  })

  it('is handed on to a named colleague, who is told', async () => {
    const ira = await asks('Іра', 'Підкажіть')
    await maria.does('Беру', 'Передати', 'Назар')
    await maria.sees('Передали')
    await nazar.sees('Підкажіть')
    await nazar.does('Відповісти', '>Слухаю вас')
    await ira.sees('Слухаю вас')
    await nazar.taps('Історія')
    await nazar.sees('Марія передає, далі веде Назар')
    await nazar.does('‹ До звернення', 'Закрити')
  })

  it('says what the customer was looking at, and which orders are open', async () => {
    const olha = await shop.joins({ firstName: 'Ольга' })
    const number = await orders(olha)
    await olha.does('Показати замовлення', 'Запитати про це', '>Коли надішлете?')
    await olha.sees(`Про замовлення № ${number}`)
    await maria.sees(`про № ${number}`)
    await maria.sees(`Відкриті замовлення: № ${number}`)
    await olha.does('>/start', '>12.1.250', 'Запитати про товар', '>А цей?')
    await maria.sees('арт. 12.1.250')
    await maria.does('Беру', 'Відповісти', '>Завтра', 'Закрити')
  })

  it('who is asking uses the shop as ever; a number finds the order again once they left', async () => {
    const olha = await shop.joins({ firstName: 'Ольга' })
    const number = await orders(olha)
    await olha.does('>/start', 'Запитати', 'На початок')
    await olha.says(String(number))
    await olha.sees(`№ ${number}`)
    await olha.does('>/start', 'Запитати', '>/cart')
    await olha.sees('Кошик порожній')
  })

  it('«Написати» on an order begins with the manager; who blocked the bot is named', async () => {
    const hanna = await shop.joins({ firstName: 'Ганна' })
    const number = await orders(hanna)
    await maria.says(String(number))
    await maria.does('Написати', '>Уточніть, будь ласка, розмір')
    await hanna.sees('Уточніть, будь ласка, розмір')
    await hanna.taps('Відповісти')
    await hanna.says('35')
    await maria.sees('35')
    await hanna.person.blocks()
    await shop.settles()
    await maria.does('Відповісти', '>Дякую вам')
    await maria.sees('Не доставлено: покупець не в месенджері або заблокував бота')
    expect(
      count(await told(maria), 'Не доставлено: покупець не в месенджері або заблокував бота'),
    ).toBeGreaterThan(0)
  })

  it('any text passes whole, both ways', async () => {
    const long = '<b>Привіт</b> 😀 \u202eרטל '.repeat(180).slice(0, 4090)
    const anna = await asks('Анна', long)
    const pieces = (await told(maria))
      .filter((text) => text.startsWith('Анна\n'))
      .map((text) => text.slice(5))
    expect(pieces.join('').replace(/\s/g, '')).toBe(long.replace(/\s/g, ''))
    await maria.does('Відповісти', `>${long}`)
    const answers = (await told(anna)).filter((text) => text.startsWith('Відповідь менеджера'))
    expect(
      answers
        .map((text) => text.slice(text.indexOf('\n') + 1))
        .join('')
        .replace(/\s/g, ''),
    ).toBe(long.replace(/\s/g, ''))
    await maria.taps('Закрити')
  })

  it('a forged button shows and says nothing to whoever is no manager', async () => {
    const olena = await asks('Олена', 'Таємниця')
    const [ticket] = await shop.app.core.support.live({ userId: 'x', roles: ['owner'] }, { limit: 1 })
    const before = await told(olena)
    for (const one of [olena, stepan]) {
      for (const data of [
        `ticket:${ticket!.id}`,
        `ticket_history:${ticket!.id}`,
        `ticket_answer:${ticket!.id}`,
      ]) {
        await one.presses(data)
        await one.sees(one === olena ? 'для працівників крамниці' : 'Вам це недоступно')
        expect((await told(one)).join()).not.toContain('Звернення ·')
      }
    }
    expect((await told(olena)).length).toBeLessThanOrEqual(before.length + (CUSTOMERS === 'viber' ? 3 : 1))
    const other = await orders(await shop.joins({ firstName: 'Інша' }))
    const order = (await shop.app.core.orders.findByNumber(other))!
    await olena.presses(`ask:-:${order.id}`)
    await olena.sees('Такого замовлення не знайшли')
    await maria.does('>/desk', 'Звернення', 'Олена', 'Беру', 'Закрити')
  })
})

describe('a question when nobody answers', () => {
  const shop = usePlatform({ start: '2026-11-20T20:00:00Z' })

  it('is told when the shop opens, waits on the desk with its age, and goes back to all managers once', async () => {
    const oksana = await theOwner(shop, OWNER_ID)
    const maria = await hires(shop, oksana, { role: 'Менеджер', firstName: 'Марія' })
    const nazar = await hires(shop, oksana, { role: 'Менеджер', firstName: 'Назар' })
    const olena = await shop.joins({ firstName: 'Олена' })
    await olena.does('>/start', 'Запитати', '>Є 36?')
    await olena.sees('Зараз ми відпочиваємо. Відповімо завтра з 09:00.')
    await maria.says('/desk')
    expect((await maria.buttons()).find((label) => label.startsWith('Звернення'))).toContain('Звернення · 1')

    await shop.passes({ hours: 11 }) // Saturday, 09:00 in Kyiv
    await maria.does('>/desk', 'Звернення · 1 · 11 год', 'Олена', 'Беру')
    await nazar.sees('веде Марія')
    await shop.passes({ minutes: 31 })
    await nazar.sees('нічиє')
    await maria.sees('нічиє')
    await nazar.taps('Історія')
    await nazar.sees('Марія не встигає відповісти')
    await nazar.does('‹ До звернення')
    const told1 = (await told(oksana)).length
    await shop.passes({ hours: 3 })
    expect((await told(oksana)).length).toBe(told1)
    await nazar.does('Відповісти', '>Є, відклали')
    await olena.sees('Є, відклали')
    await shop.passes({ minutes: 16 })
    await nazar.says('12.1.250')
    await nazar.sees('Цього не надіслали')
    expect((await told(olena)).join()).not.toContain('12.1.250')
  })
})
