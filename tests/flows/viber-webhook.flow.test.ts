import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { usePlatform, VIBER_TOKEN, type ViberCustomer } from '../harness/platform.ts'

const OPENED = 'Взуття для всієї родини'

const signatureOf = (body: string): string => createHmac('sha256', VIBER_TOKEN).update(body).digest('hex')

describe('events that come from Viber', () => {
  const shop = usePlatform({ viber: true, typed: ['Добрий день'] })
  /** Beyond 2^53, as Viber's are: the last digits are lost where they are read as numbers. */
  let token = 5_741_311_803_571_721_087n
  const nextToken = () => String(++token)

  interface Posting {
    readonly header?: string | undefined
    readonly query?: string
  }
  const post = (body: string, { header = signatureOf(body), query = '' }: Posting = {}) =>
    fetch(`${shop.web.url}/webhooks/viber${query}`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(header === '' ? {} : { 'X-Viber-Content-Signature': header }),
      },
      body,
    })
  /** As Viber writes it: its tokens are numbers, not strings. */
  const written = ({ message_token = nextToken(), ...event }: Record<string, unknown>): string =>
    `${JSON.stringify({ timestamp: Date.now(), ...event }).slice(0, -1)},"message_token":${message_token}}`
  const says = ({ person }: ViberCustomer, message: object, rest: object = {}): string =>
    written({
      event: 'message',
      sender: { id: person.id, name: person.firstName, language: 'uk', country: 'UA', api_version: 10 },
      message,
      ...rest,
    })
  const taps = (customer: ViberCustomer, label: string) =>
    customer.person.chat().then(({ messages }) => {
      const button = messages
        .flatMap(({ inlineKeyboard }) => inlineKeyboard?.flat() ?? [])
        .findLast(({ text }) => text.includes(label))
      return says(customer, { type: 'text', text: `kram:${button!.callback_data}` })
    })
  const stored = async () =>
    (await shop.app.db.client.$queryRaw<{ count: bigint }[]>`SELECT count(*) FROM inbox`)[0]!.count
  const failed = () => shop.app.db.client.$queryRaw`
    SELECT body, error FROM inbox WHERE tries > 0 OR handled_at IS NULL`

  it('of a message that failed are kept under its whole token, with why, whichever comes first and however often', async () => {
    const olena = await shop.joinsViber({ firstName: 'Олена' })
    const message_token = nextToken()
    const said = (event: string, rest: object = {}) =>
      written({ event, message_token, user_id: olena.person.id, ...rest })
    const failure = said('failed', { desc: 'media could not be fetched' })
    for (const body of [failure, said('seen'), failure]) expect((await post(body)).status).toBe(200)
    const kept = await shop.app.db.client.$queryRaw`
      SELECT message_id AS token, error, failed_at IS NOT NULL AS failed, seen_at IS NOT NULL AS seen, delivered_at
      FROM message_receipts WHERE person = ${olena.person.account}`
    expect(kept).toEqual([
      {
        token: message_token,
        error: 'media could not be fetched',
        failed: true,
        seen: true,
        delivered_at: null,
      },
    ])
  })

  it('begin a day in which our messages are free, with each message of the person and with nothing else', async () => {
    const olena = await shop.joinsViber({ firstName: 'Олена' })
    const ends = async () => {
      const [row] = await shop.app.db.client.$queryRaw<{ at: Date }[]>`
        SELECT session_ends_at AS at FROM identities WHERE person = ${olena.person.account}`
      return row?.at
    }
    const inADay = () => new Date(shop.clock.now().getTime() + 24 * 3_600_000)
    await olena.says('Добрий день')
    const first = inADay()
    expect(await ends()).toEqual(first)
    shop.clock.advance({ hours: 2 })
    await olena.opens()
    expect(await ends()).toEqual(first)
    await olena.says('Добрий день')
    expect(await ends()).toEqual(inADay())
  })

  it('are refused without their signature and with any other, and nothing is kept of them', async () => {
    const olena = await shop.joinsViber({ firstName: 'Олена' })
    const body = says(olena, { type: 'text', text: 'Добрий день' })
    const right = signatureOf(body)
    const flipped = `${right.slice(0, -1)}${right.endsWith('0') ? '1' : '0'}`
    const before = await stored()
    for (const header of ['', 'x', flipped, right.slice(0, -2), `${right}00`, signatureOf(`${body} `)])
      expect((await post(body, { header })).status, header).toBe(403)
    expect((await post(body, { header: '', query: `?sig=${flipped}` })).status).toBe(403)
    expect((await post(body, { header: flipped, query: `?sig=${right}` })).status).toBe(403)
    expect((await fetch(`${shop.web.url}/webhooks/viber`)).status).toBe(404)
    expect(await stored()).toBe(before)

    expect((await post(body, { header: '', query: `?sig=${right}` })).status).toBe(200)
    await shop.settles()
    expect(await stored()).toBe(before + 1n)
  })

  it('harm nothing where they are no JSON, of no known kind, or not as documented', async () => {
    const olena = await shop.joinsViber({ firstName: 'Олена' })
    const before = await stored()
    for (const body of ['', '{', '{"event":"message"', '\u0000', 'message'])
      expect((await post(body)).status, body).toBe(400)
    const strange = [
      'null',
      '[]',
      '{}',
      '"x"',
      '7',
      '{"event":"__proto__","__proto__":{"event":"message"}}',
      written({ event: 'webhook' }),
      written({ event: 'client_status', user_id: olena.person.id, status: {} }),
      written({ event: 'to_come', user: { id: olena.person.id } }),
      written({ event: 'message', sender: { name: 'Ніхто' }, message: { type: 'text', text: 'x' } }),
      written({ event: 'message', sender: { id: olena.person.id } }),
      written({ event: 'delivered' }),
    ]
    for (const body of strange) expect((await post(body)).status, body).toBe(200)
    expect(await stored()).toBe(before)
    expect((await fetch(`${shop.web.url}/healthz`)).ok).toBe(true)
  })

  it('are answered whatever kind of message it is, also kinds that are still to come', async () => {
    const olena = await shop.joinsViber({ firstName: 'Олена' })
    await olena.says('/start')
    const odd = [
      { type: 'hologram', data: [1] },
      { type: 'text' },
      { type: 'text', text: '\u0000\ud83d' },
      { type: 'picture', media: 'no address' },
      { type: 'contact', contact: {} },
      { type: 'sticker', sticker_id: 1 },
      { type: 'url', media: 'https://example.com' },
    ]
    for (const message of odd) {
      const before = (await olena.person.chat()).messages.length
      expect((await post(says(olena, message))).status).toBe(200)
      await shop.settles()
      expect((await olena.person.chat()).messages.length, JSON.stringify(message)).toBeGreaterThan(before)
    }
    expect(await failed()).toEqual([])
  })

  it('are done once however often they are sent, also at the same moment and after a restart', async () => {
    const olena = await shop.joinsViber({ firstName: 'Олена' })
    await olena.says('64.1.020')
    const press = await taps(olena, 'Покласти до кошика')
    const answers = await Promise.all([post(press), post(press), post(press)])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    await shop.settles()
    await shop.restarts()
    expect((await post(press)).status).toBe(200)
    await shop.viber.garbles({ kind: 'duplicate', event: 'message' })
    await olena.does('>/cart')
    await olena.sees('64.1.020 · 190')
    expect(await failed()).toEqual([])
  })

  it('are two where their tokens differ in the last digit alone', async () => {
    const olena = await shop.joinsViber({ firstName: 'Олена' })
    await olena.says('64.1.020')
    const [first, second] = [await taps(olena, 'Покласти до кошика'), await taps(olena, 'Покласти до кошика')]
    expect(Number(/token":(\d+)/.exec(first)![1])).toBe(Number(/token":(\d+)/.exec(second)![1]))
    for (const press of [first, second]) expect((await post(press)).status).toBe(200)
    await shop.settles()
    await olena.does('>/cart')
    await olena.sees('2 × 190')
  })

  it('come again after the database was away', async () => {
    const olena = await shop.joinsViber({ firstName: 'Олена' })
    await olena.says('/start')
    await shop.app.db.client.$executeRaw`ALTER TABLE inbox RENAME TO inbox_that_is_away`
    await olena.person.sends('/cart')
    const status = (await post(says(olena, { type: 'text', text: '/orders' }))).status
    await shop.app.db.client.$executeRaw`ALTER TABLE inbox_that_is_away RENAME TO inbox`
    expect(status).toBe(500)
    await shop.viber.passes({ seconds: 700 })
    await shop.settles()
    await olena.sees('Кошик порожній')
  })

  it('are all answered where they come in another order than they were said', async () => {
    const olena = await shop.joinsViber({ firstName: 'Олена' })
    await olena.says('/start')
    await shop.viber.garbles({ kind: 'reorder', event: 'message' })
    await olena.person.sends('64.1.020')
    await olena.person.sends('/cart')
    await shop.settles()
    const said = (await olena.person.chat()).messages.map(({ text, caption }) => text ?? caption ?? '')
    expect(said.filter((text) => text.includes('Кошик порожній'))).toHaveLength(1)
    expect(said.filter((text) => text.includes('64.1.020')).length).toBeGreaterThan(1)
    expect(await failed()).toEqual([])
  })

  it('bring the welcome in the answer itself, to the one it is for, with what their link names', async () => {
    const [olena, jane, taras] = [
      await shop.joinsViber({ firstName: 'Олена' }),
      await shop.joinsViber({ firstName: 'Jane', languageCode: 'en' }),
      await shop.joinsViber({ firstName: 'Тарас' }),
    ]
    const [shoes] = await shop.app.db.client.$queryRaw<{ id: string; name: { uk: string } }[]>`
      SELECT id, name FROM products WHERE article = '12.1.250'`
    const since = (await shop.viber.calls()).at(-1)!.n
    await Promise.all([
      olena.person.opens(`p_${shoes!.id}`),
      jane.person.opens(),
      taras.person.opens('p_prd_zzz'),
    ])
    await shop.settles()
    await olena.sees(shoes!.name.uk)
    await jane.sees('Shoes')
    await taras.sees(OPENED)
    for (const one of [olena, jane, taras]) expect((await one.person.chat()).messages).toHaveLength(1)
    const calls = await shop.viber.calls(since)
    expect(calls.map(({ method, status }) => [method, status])).toEqual(Array(3).fill(['welcome', 0]))

    await olena.taps('Показати товар')
    await olena.sees('12.1.250')
    await jane.taps('Catalogue')
  })

  it('remember who unsubscribed, and forget it when they subscribe again', async () => {
    const olena = await shop.joinsViber({ firstName: 'Олена' })
    await olena.says('/start')
    const user = (await shop.app.core.users.find(olena.person.account))!
    await olena.person.blocks()
    await shop.settles()
    expect(await shop.app.core.users.reachable(user.id)).toEqual([])
    await olena.person.unblocks()
    await shop.settles()
    expect(await shop.app.core.users.reachable(user.id)).toEqual([olena.person.account])
  })
})
