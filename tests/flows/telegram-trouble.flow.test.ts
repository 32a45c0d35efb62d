import { describe, expect, it } from 'vitest'
import { OWNER_ID, usePlatform } from '../harness/platform.ts'
import type { Fault } from '../harness/telegram-control.ts'
import { hires, orders, packs, putsIntoCart, theOwner, told } from './buying.ts'

const TROUBLES: Readonly<Record<string, Fault>> = {
  'too many requests, a moment': { status: 429, retryAfter: 1, times: 2 },
  'too many requests, half a minute': { status: 429, retryAfter: 30, times: 3 },
  'an error of its own': { status: 500, times: 4 },
  'a slow answer': { delayMs: 300, times: 5 },
}

describe('Telegram in trouble', () => {
  const shop = usePlatform()

  const recovers = async (): Promise<void> => {
    await shop.answers()
    await shop.telegram.recovers()
    for (let i = 0; i < 8; i++) await shop.passes({ seconds: 61 })
  }

  for (const [what, fault] of Object.entries(TROUBLES)) {
    it(`${what}: what was said is answered in the end, and done once`, async () => {
      const olena = await shop.joinsTelegram({ firstName: 'Олена' })
      await olena.says('64.1.020')
      await shop.telegram.fails({ ...fault, chatId: olena.person.id })
      await olena.person.taps('Покласти до кошика')
      await recovers()
      await olena.sees('Поклали до кошика')
      await olena.taps('Кошик · 1')
      const living = (await olena.person.chat()).messages.filter(({ inlineKeyboard }) => inlineKeyboard)
      expect(living).toHaveLength(1)
    })
  }

  it('a chat that must wait is written to when Telegram said, and nobody waits with it', async () => {
    const oksana = await theOwner(shop, OWNER_ID)
    const [olena, taras] = [
      await shop.joinsTelegram({ firstName: 'Олена' }),
      await shop.joinsTelegram({ firstName: 'Тарас' }),
    ]
    const first = await orders(olena, { article: '61.1.050', size: 'Покласти до кошика' })
    const second = await orders(taras, { article: '61.1.050', size: 'Покласти до кошика' })
    const told = async (customer: typeof olena, number: number) =>
      (await customer.person.chat()).messages.some(({ text }) =>
        text?.startsWith(`Замовлення № ${number} підтвердили`),
      )
    await shop.telegram.fails({ chatId: olena.person.id, status: 429, retryAfter: 40, times: 1 })
    for (const number of [first, second])
      await oksana.does(`>${number}`, 'Беру', 'Підтвердити: при отриманні')
    expect([await told(olena, first), await told(taras, second)]).toEqual([false, true])
    await shop.passes({ seconds: 39 })
    expect(await told(olena, first)).toBe(false)
    await shop.passes({ seconds: 1 })
    expect(await told(olena, first)).toBe(true)
  })

  it.each([
    'Forbidden: user is deactivated',
    "Forbidden: bot can't initiate conversation with a user",
    'Bad Request: chat not found',
  ])('an account that is gone is not written to again: %s', async (description) => {
    const olena = await shop.joinsTelegram({ firstName: 'Олена' })
    await olena.says('/start')
    const status = description.startsWith('Bad') ? 400 : 403
    await shop.telegram.fails({ method: 'sendMessage', chatId: olena.person.id, status, description })
    await olena.says('/cart')
    const user = (await shop.app.core.users.find(olena.person.account))!
    expect(await shop.app.core.users.reachable(user.id)).toEqual([])
    await olena.says('/start')
    expect(await shop.app.core.users.reachable(user.id)).toEqual([olena.person.account])
  })

  it('a press whose clock cannot be stopped is answered all the same', async () => {
    const olena = await shop.joinsTelegram({ firstName: 'Олена' })
    await olena.says('64.1.020')
    await shop.telegram.fails({ method: 'answerCallbackQuery', status: 500, times: 3 })
    await olena.taps('Покласти до кошика')
    await olena.sees('Поклали до кошика')
    await shop.telegram.recovers()
  })

  it('a screen that could not be taken away goes with the next one', async () => {
    const olena = await shop.joinsTelegram({ firstName: 'Олена' })
    await olena.says('/start')
    await shop.telegram.fails({ method: 'deleteMessage', status: 500, times: 1 })
    await olena.says('/catalog')
    expect(await told(olena)).toHaveLength(2)
    await olena.says('/cart')
    expect(await told(olena)).toHaveLength(1)
  })

  it('a connection cut after the message arrived costs at most one message twice', async () => {
    const olena = await shop.joinsTelegram({ firstName: 'Олена' })
    await olena.says('64.1.020')
    await shop.telegram.fails({ chatId: olena.person.id, cut: true, times: 2 })
    await olena.person.sends('/cart')
    await recovers()
    await olena.sees('Кошик порожній')
    expect((await told(olena)).filter((text) => text.includes('Кошик порожній')).length).toBeLessThanOrEqual(
      3,
    )
    await olena.taps('Каталог')
  })

  it('the word about an order comes once it can, and once', async () => {
    const oksana = await theOwner(shop, OWNER_ID)
    const olena = await shop.joinsTelegram({ firstName: 'Олена' })
    const number = await orders(olena, { article: '61.1.050', size: 'Покласти до кошика' })
    await oksana.taps('Беру')
    await shop.telegram.fails({ method: 'sendMessage', chatId: olena.person.id, status: 500, times: 3 })
    await oksana.taps('Підтвердити: при отриманні')
    await recovers()
    const words = (await told(olena)).filter((text) => text.includes(`Замовлення № ${number} підтвердили`))
    expect(words).toHaveLength(1)
  })

  it('who blocked the bot is not written to, nothing is tried again, and all is well when they come back', async () => {
    const oksana = await theOwner(shop, OWNER_ID)
    const olena = await shop.joinsTelegram({ firstName: 'Олена' })
    const number = await orders(olena, { article: '61.2.060', size: 'Покласти до кошика' })
    await olena.person.blocks()
    await shop.settles()
    const since = (await shop.telegram.calls()).at(-1)!.n
    await oksana.does('Беру', 'Підтвердити: при отриманні')
    for (let i = 0; i < 4; i++) await shop.passes({ minutes: 10 })
    const written = (await shop.telegram.calls(since)).filter(
      ({ params }) => params.chat_id === olena.person.id,
    )
    expect(written).toEqual([])
    await olena.person.unblocks()
    await shop.settles()
    await packs(oksana)
    await oksana.does('Відправити…', '>20450000000003')
    await olena.sees(`Замовлення № ${number} відправили`)
  })

  it('who blocked it unnoticed is noticed by the refusal, and written to again when they write', async () => {
    const oksana = await theOwner(shop, OWNER_ID)
    const olena = await shop.joinsTelegram({ firstName: 'Олена' })
    const number = await orders(olena, { article: '62.1.040', size: 'Покласти до кошика' })
    await shop.telegram.fails({ method: 'sendMessage', chatId: olena.person.id, status: 403 })
    await oksana.does('Беру', 'Підтвердити: при отриманні')
    const user = (await shop.app.core.users.find(olena.person.account))!
    expect(await shop.app.core.users.reachable(user.id)).toEqual([])
    await olena.says('/start')
    expect(await shop.app.core.users.reachable(user.id)).toEqual([olena.person.account])
    await packs(oksana)
    await oksana.does('Відправити…', '>20450000000004')
    await olena.sees(`Замовлення № ${number} відправили`)
  })
})

describe('an update that always fails', () => {
  const shop = usePlatform()

  it('is set aside after three tries and raised to the owner once; the person gets an apology and goes on', async () => {
    const oksana = await theOwner(shop, OWNER_ID)
    await hires(shop, oksana, { role: 'Менеджер', firstName: 'Марія' })
    const olena = await shop.joinsTelegram({ firstName: 'Олена' })
    await shop.app.db.client.$executeRawUnsafe(`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the disk is full'; END $$`)
    await shop.app.db.client.$executeRawUnsafe(`
      CREATE TRIGGER refuse BEFORE INSERT ON cart_lines FOR EACH ROW
      WHEN (NEW.variant_id = '${await variantOf('12.1.250')}') EXECUTE FUNCTION refuse()`)

    await olena.says('12.1.250')
    await olena.person.taps('34')
    await olena.person.sends('/start')
    await shop.answers()
    for (let i = 0; i < 5; i++) await shop.passes({ seconds: 30 })
    const rows = await shop.app.db.client.$queryRaw<{ tries: number }[]>`
      SELECT tries FROM inbox WHERE set_aside_at IS NOT NULL`
    expect(rows).toEqual([{ tries: 3 }])
    expect((await told(oksana)).filter((text) => text.startsWith('Не вдалося'))).toHaveLength(1)
    await olena.sees('Взуття для всієї родини')
    await putsIntoCart(olena, '64.1.020', 'Покласти до кошика')
    const living = (await olena.person.chat()).messages.filter(({ inlineKeyboard }) => inlineKeyboard)
    expect(living).toHaveLength(1)

    await olena.says('12.1.250')
    await olena.person.taps('34')
    await shop.answers()
    for (let i = 0; i < 3; i++) await shop.passes({ seconds: 30 })
    await olena.sees('Щось у нас зламалося')
    await olena.taps('Кошик')
    await olena.sees('64.1.020')
  })

  const variantOf = async (article: string): Promise<string> => {
    const rows = await shop.app.db.client.$queryRaw<{ id: string }[]>`
      SELECT v.id FROM variants v JOIN products p ON p.id = v.product_id WHERE p.article = ${article} AND v.sku LIKE '%-34'`
    return rows[0]!.id
  }
})
