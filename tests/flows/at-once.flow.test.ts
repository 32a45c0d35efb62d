import { describe, expect, it } from 'vitest'
import { answersSince, BEGINNING } from '../harness/answers.ts'
import { type Customer, OWNER_ID, TOKEN, usePlatform } from '../harness/platform.ts'
import { checksOut, putsIntoCart, theOwner, told } from './buying.ts'

const dataOf = async ({ person }: Customer, label: string): Promise<{ messageId: number; data: string }> => {
  const { messages } = await person.chat()
  for (const { messageId, inlineKeyboard } of messages.toReversed())
    for (const { text, callback_data } of (inlineKeyboard ?? []).flat())
      if (text.includes(label) && callback_data) return { messageId, data: callback_data }
  throw new Error(`no button ${label}`)
}

describe('many things at the same moment', () => {
  const shop = usePlatform()
  const piecesOf = async ({ person }: Customer): Promise<number> => {
    const user = await shop.app.core.users.find(person.account)
    const cart = user && (await shop.app.core.carts.find(user.id))
    return cart?.lines.reduce((sum, line) => sum + line.quantity, 0) ?? 0
  }
  const ordersOf = async ({ person }: Customer) => {
    const user = await shop.app.core.users.find(person.account)
    return shop.app.core.orders.findOf({ userId: user!.id, limit: 20 })
  }

  it('«Підтвердити» pressed ten times is one order, and one card for the staff', async () => {
    const oksana = await theOwner(shop, OWNER_ID)
    const olena = await shop.joins({ firstName: 'Олена' })
    await checksOut(olena)
    const { messageId, data } = await dataOf(olena, 'Підтвердити замовлення')
    await Promise.all(Array.from({ length: 10 }, () => olena.person.presses(messageId, data)))
    await shop.settles()
    const placed = await ordersOf(olena)
    expect(placed).toHaveLength(1)
    expect((await told(oksana)).filter((text) => text.includes(`№ ${placed[0]!.number}`))).toHaveLength(1)
  })

  it('twenty presses on a size are twenty pieces, handled one after the other', async () => {
    const ivan = await shop.joins({ firstName: 'Іван' })
    await ivan.says('64.1.020')
    const { messageId, data } = await dataOf(ivan, 'Покласти до кошика')
    await Promise.all(Array.from({ length: 20 }, () => ivan.person.presses(messageId, data)))
    await shop.settles()
    expect(await piecesOf(ivan)).toBe(20)
  })

  it('answers typed in one breath are taken in their order', async () => {
    const nina = await shop.joins({ firstName: 'Ніна' })
    await putsIntoCart(nina, '61.1.050', 'Покласти до кошика')
    await nina.does('Кошик', 'Оформити', 'Нова пошта: курʼєр')
    for (const text of ['Львів', 'Зелена', '14-А', '7', 'Мороз Ніна', '067 123 45 67'])
      await nina.person.sends(text)
    await shop.settles()
    await nina.sees('Як оплатите')
    await nina.taps('Переказом на рахунок')
    await nina.sees('Львів, Зелена, 14-А, кв. 7')
    await nina.sees('Мороз Ніна')
  })

  it('persons do not wait for each other', async () => {
    const many = await Promise.all(
      Array.from({ length: 12 }, (_, i) => shop.joins({ firstName: `Людина ${i}` })),
    )
    await Promise.all(many.map(({ person }) => person.sends('64.1.020')))
    await shop.settles()
    for (const round of [1, 2, 3]) {
      await Promise.all(
        many.map(async (one) => {
          const { messageId, data } = await dataOf(one, 'Покласти до кошика')
          await one.person.presses(messageId, data)
        }),
      )
      await shop.settles()
      expect(await Promise.all(many.map(piecesOf))).toEqual(many.map(() => round))
    }
    const answers = await answersSince(shop, BEGINNING)
    for (const { person } of many) expect(answers.to(person)).toBeGreaterThan(0)
  })

  it('one living screen is left, however fast somebody taps', async () => {
    const petro = await shop.joinsTelegram({ firstName: 'Петро' })
    await petro.says('/start')
    for (const text of ['/catalog', '/cart', '12.1.250', '/orders', '/start', '/catalog'])
      await petro.person.sends(text)
    await shop.settles()
    const living = (await petro.person.chat()).messages.filter(({ inlineKeyboard }) =>
      inlineKeyboard?.flat().some(({ callback_data }) => !callback_data?.startsWith('!')),
    )
    expect(living).toHaveLength(1)
  })
})

describe('an update that Telegram sends twice', () => {
  const shop = usePlatform({ webhook: true })

  it('changes once', async () => {
    const { webhookSecret } = await import('../../bots/telegram/webhook.ts')
    const olena = await shop.joinsTelegram({ firstName: 'Олена' })
    await olena.says('64.1.020')
    const { messageId, data } = await dataOf(olena, 'Покласти до кошика')
    const from = { id: olena.person.id, is_bot: false, first_name: 'Олена' }
    const chat = { id: olena.person.id, type: 'private', first_name: 'Олена' }
    const update = {
      update_id: 2_000_000_000,
      callback_query: {
        id: '77',
        from,
        chat_instance: '1',
        data,
        message: { message_id: messageId, date: 1, chat, text: '' },
      },
    }
    const post = () =>
      fetch(`${shop.web.url}/webhooks/telegram`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          'X-Telegram-Bot-Api-Secret-Token': webhookSecret(TOKEN),
        },
        body: JSON.stringify(update),
      })
    const answers = await Promise.all([post(), post(), post()])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    await shop.settles()
    expect((await post()).status).toBe(200)
    await shop.settles()
    await olena.taps('Кошик · 1')
  })
})
