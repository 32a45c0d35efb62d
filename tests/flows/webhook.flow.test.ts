import { describe, expect, it } from 'vitest'
import { webhookSecret } from '../../bots/telegram/webhook.ts'
import { OWNER_ID, TOKEN, usePlatform } from '../harness/platform.ts'
import { orders, packs, theOwner } from './buying.ts'

describe('updates that come by webhook', () => {
  const shop = usePlatform({ webhook: true })
  const secret = webhookSecret(TOKEN)
  const flipped = `${secret.slice(0, -1)}${secret.endsWith('0') ? '1' : '0'}`
  const update = {
    update_id: 1_900_000_000,
    message: {
      message_id: 1,
      date: 1,
      text: '/start',
      chat: { id: 1, type: 'private', first_name: 'Ніхто' },
      from: { id: 1, is_bot: false, first_name: 'Ніхто' },
    },
  }
  const post = (given: string | undefined, body: string = JSON.stringify(update)) =>
    fetch(`${shop.web.url}/webhooks/telegram`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(given === undefined ? {} : { 'X-Telegram-Bot-Api-Secret-Token': given }),
      },
      body,
    })
  const stored = async () =>
    (await shop.app.db.client.$queryRaw<{ count: bigint }[]>`SELECT count(*) FROM inbox`)[0]!.count

  it('bring an order from the catalogue to the parcel', async () => {
    const oksana = await theOwner(shop, OWNER_ID)
    const olena = await shop.joinsTelegram({ firstName: 'Олена' })
    const number = await orders(olena)
    await oksana.does('Беру', 'Підтвердити: при отриманні')
    await packs(oksana)
    await oksana.does('Відправити…', '>20450000000001')
    await olena.sees(`Замовлення № ${number} відправили`)
    const methods = new Set((await shop.telegram.calls()).map(({ method }) => method))
    expect(methods).toContain('setWebhook')
    expect(methods).not.toContain('getUpdates')
  })

  it('bring what is asked in another chat, and its answer is no message', async () => {
    const olena = await shop.joinsTelegram({ firstName: 'Олена' })
    const before = await stored()
    const { results } = await olena.person.asksInline('босоніжки')
    expect(results.length).toBeGreaterThan(0)
    expect(await stored()).toBe(before)
  })

  it('are refused without the secret and with one flipped byte, and nothing is kept of them', async () => {
    const before = await stored()
    for (const given of [undefined, '', 'x', flipped, `${secret} `.repeat(2), secret.toUpperCase()])
      expect((await post(given)).status, String(given)).toBe(403)
    expect(await stored()).toBe(before)
  })

  it('are refused when they are no updates, and those of groups and bots are taken and left alone', async () => {
    const before = await stored()
    for (const body of ['', 'null', '[]', '{}', '{"update_id":"1"}', '{', '"x"'])
      expect((await post(secret, body)).status, body).toBe(400)
    const group = { ...update, message: { ...update.message, chat: { id: -1, type: 'group', title: 'Г' } } }
    const bot = { ...update, message: { ...update.message, from: { ...update.message.from, is_bot: true } } }
    for (const body of [group, bot, { update_id: 5 }, { update_id: 6, poll: {} }])
      expect((await post(secret, JSON.stringify(body))).status).toBe(200)
    expect(await stored()).toBe(before)
  })

  it('are answered even when they are odd in a way that Telegram’s are', async () => {
    const from = { id: 77, is_bot: false, first_name: 'Дивний\u0000' }
    const chat = { id: 77, type: 'private', first_name: 'Дивний' }
    await shop.joinsTelegram({ id: 77, firstName: 'Дивний' }).then(({ person }) => person.sends('/start'))
    const odd = [
      { update_id: 1_900_000_101, message: { message_id: 2, date: 1, chat, from } },
      { update_id: 1_900_000_102, message: { message_id: 3, date: 1, chat, from, text: '\u0000\ud83d' } },
      {
        update_id: 1_900_000_103,
        callback_query: { id: '1', from, chat_instance: '1', message: { message_id: 9, date: 0, chat } },
      },
    ]
    for (const body of odd) expect((await post(secret, JSON.stringify(body))).status).toBe(200)
    await shop.settles()
    const failed = await shop.app.db.client
      .$queryRaw`SELECT error FROM inbox WHERE tries > 0 OR handled_at IS NULL`
    expect(failed).toEqual([])
  })
})
