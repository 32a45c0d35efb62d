import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { OWNER_ID, usePlatform, type ViberCustomer } from '../harness/platform.ts'
import { orders, theOwner, told } from './buying.ts'

const lines: string[] = []

describe('Viber in trouble', () => {
  const shop = usePlatform({ viber: true, log: (line) => lines.push(line) })

  const recovers = async (): Promise<void> => {
    await shop.answers()
    await shop.viber.recovers()
    for (let i = 0; i < 8; i++) await shop.passes({ seconds: 61 })
  }
  const sentTo = async ({ person }: ViberCustomer, since = 0) =>
    (await shop.viber.calls(since)).filter(({ params }) => params.receiver === person.id)
  const now = async () => (await shop.viber.calls()).at(-1)?.n ?? 0
  const aViewer = async () => {
    const olena = await shop.joinsViber({ firstName: 'Олена' })
    await olena.says('64.1.020')
    return olena
  }

  it.each([
    ['a page of a proxy', { http: 502, times: 4 }],
    ['no answer but an empty one', { empty: true, times: 2 }],
    ['too many messages', { status: 12, times: 3 }],
    ['answers that are lost on their way', { cut: true, times: 2 }],
  ])('%s: what was said is answered in the end, and done once', async (_, fault) => {
    const olena = await aViewer()
    await shop.viber.fails({ ...fault, receiver: olena.person.id })
    await olena.person.taps('Покласти до кошика')
    await recovers()
    await olena.sees('Поклали до кошика')
    await olena.taps('Кошик · 1')
    await olena.sees('64.1.020 · 190')
  })

  it('who is subscribed no more is not written to again before they write', async () => {
    const olena = await aViewer()
    const user = (await shop.app.core.users.find(olena.person.account))!
    await shop.viber.fails({ status: 6, receiver: olena.person.id })
    await olena.says('/cart')
    expect(await shop.app.core.users.reachable(user.id)).toEqual([])
    const since = await now()
    for (let i = 0; i < 3; i++) await shop.passes({ minutes: 2 })
    expect(await sentTo(olena, since)).toEqual([])
    await olena.says('/cart')
    await olena.sees('Кошик порожній')
    expect(await shop.app.core.users.reachable(user.id)).toEqual([olena.person.account])
  })

  it('an old Viber reads the same in plainer words, with buttons that work', async () => {
    const olena = await shop.joinsViber({ firstName: 'Олена', apiVersion: 1 })
    await olena.does('>/start', 'Каталог')
    await olena.sees('Оберіть розділ')
    const answers = await sentTo(olena)
    expect(answers.filter(({ status }) => status === 0).map(({ params }) => params.min_api_version)).toEqual(
      expect.arrayContaining([1]),
    )
    await olena.does('>64.1.020', 'Покласти до кошика')
    await olena.sees('Поклали до кошика')
  })

  it('what became of a message is kept with it: delivered, then seen', async () => {
    const olena = await aViewer()
    const receipt = async () => {
      const rows = await shop.app.db.client.$queryRaw<object[]>`
        SELECT delivered_at IS NOT NULL AS delivered, seen_at IS NOT NULL AS seen, error FROM message_receipts
        WHERE person = ${olena.person.account} ORDER BY message_id DESC LIMIT 1`
      return rows[0]
    }
    expect(await receipt()).toEqual({ delivered: true, seen: false, error: null })
    await olena.person.reads()
    await shop.settles()
    expect(await receipt()).toEqual({ delivered: true, seen: true, error: null })
  })

  it('a message that a phone does not get in time goes on to Telegram, once, where the person has both', async () => {
    const oksana = await theOwner(shop, OWNER_ID)
    const phone = '+380671234567'
    const there = await shop.joinsTelegram({ firstName: 'Олена', phone })
    await orders(there, { article: '61.1.050', size: 'Покласти до кошика' })
    // Viber is the one last used.
    shop.clock.advance({ minutes: 1 })
    const here = await shop.joinsViber({ firstName: 'Олена', phone })
    await here.does('>/start', 'Ще', 'Мій номер')
    await here.sharesContact()
    const code = /Код: (\d{6})/.exec((await told(there)).at(-1)!)![1]!
    await here.says(code)
    await here.sees('тепер спільні')

    await here.person.switches('off')
    const words = async () =>
      (await told(there)).filter((text) => /Замовлення № \d+ підтвердили/.test(text)).length
    await oksana.does('Беру', 'Підтвердити: при отриманні')
    expect(await words()).toBe(0)
    await shop.passes({ minutes: 14 })
    expect(await words()).toBe(0)
    await shop.passes({ minutes: 1 })
    expect(await words()).toBe(1)
    await shop.passes({ minutes: 30 })
    expect(await words()).toBe(1)
    await here.person.switches('on')
    await shop.settles()
  })

  it('a webhook that is refused at the start leaves Telegram open, and the log says so', async () => {
    await shop.viber.fails({ method: 'set_webhook', status: 1, times: 1 })
    lines.length = 0
    await shop.restarts()
    const [line] = lines.filter((each) => each.includes('/webhooks/viber'))
    expect(JSON.parse(line!)).toMatchObject({
      level: 50,
      msg: expect.stringContaining('as its webhook'),
      err: { message: expect.stringContaining('invalidUrl') },
    })
    const taras = await shop.joinsTelegram({ firstName: 'Тарас' })
    await taras.does('>/start', 'Каталог')
    await taras.sees('Оберіть розділ')
    await shop.restarts()
  })

  it('who the bot is may be unknown at the start: people are answered all the same', async () => {
    const olena = await aViewer()
    await shop.viber.fails({ method: 'get_account_info', http: 502, times: 1 })
    await shop.restarts()
    await olena.says('/cart')
    await olena.sees('Кошик порожній')
  })
})

describe('pictures for Viber', () => {
  const shop = usePlatform({ viber: true })

  const picture = async () => {
    const rows = await shop.app.db.client.$queryRaw<{ hash: string }[]>`SELECT hash FROM pictures LIMIT 1`
    return `${shop.web.url}/pictures/${rows[0]!.hash}`
  }

  it.each([
    ['photo', { maxWidth: 1000, maxHeight: 1000 }],
    ['card', { maxWidth: 600, maxHeight: 400 }],
  ])('come as JPEG, as large as %s is, well under a megabyte', async (size, { maxWidth, maxHeight }) => {
    const answer = await fetch(`${await picture()}/${size}.jpg`)
    expect(answer.headers.get('Content-Type')).toBe('image/jpeg')
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect(bytes.length).toBeLessThan(1_000_000)
    const { format, width, height } = await sharp(bytes).metadata()
    expect(format).toBe('jpeg')
    expect(width).toBeLessThanOrEqual(maxWidth)
    expect(height).toBeLessThanOrEqual(maxHeight)
  })

  it('are not there under any other name', async () => {
    const there = await picture()
    const nobody = `${shop.web.url}/pictures/${'0'.repeat(64)}`
    for (const address of [
      `${nobody}/photo.jpg`,
      `${there}/photo.png`,
      `${there}/huge.jpg`,
      `${there}/constructor.jpg`,
      `${there}/..%2fphoto.jpg`,
      `${shop.web.url}/pictures/..%2f..%2fpackage.json/photo.jpg`,
      there,
    ])
      expect((await fetch(address)).status, address).toBe(404)
  })
})
