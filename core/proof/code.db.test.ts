import { describe, expect, it } from 'vitest'
import { atOnce, type Person, refusal, type Shop, useShop } from '../../tests/harness/shop.ts'
import type { Core } from '../index.ts'
import { IntegrationError } from '../kernel/errors.ts'
import type { TextSender } from './index.ts'

const texts: Parameters<TextSender['send']>[0][] = []
let away = false
const sender: TextSender = {
  send: async (message) => {
    if (away) throw new IntegrationError('503', { retry: true })
    texts.push(message)
  },
}
const shop: Shop = useShop({ outside: { texts: sender } })

let numbers = 0
const aNumber = () => `+38073${String(4_000_000 + ++numbers)}`
const stranger = () => shop.aCustomer({ phoneProven: false })
const ask = ({ userId }: Person, phone: string, core: Core = shop.core) =>
  core.users.askCode({ userId, phone })
const guess = ({ userId }: Person, phone: string, code: string) =>
  shop.core.users.proveByCode({ userId, phone, code })
const done = async () => {}

/** The code that was asked for last, as it is sent. */
const sentTo = async (phone: string) => {
  const row = await shop.db.client.phoneCode.findFirstOrThrow({
    where: { phone },
    orderBy: { createdAt: 'desc' },
  })
  await shop.core.users.sendCode(row.id, done)
  return { id: row.id, code: row.plain! }
}
const wrong = (code: string) => (code === '000000' ? '000001' : '000000')

describe('a code for a number', () => {
  it('goes by text message where the number is in no messenger, and proves it once', async () => {
    const [olena, phone] = [await stranger(), aNumber()]
    expect(await ask(olena, phone.replace('+38', ''))).toBe(phone)
    const { code } = await sentTo(phone)
    expect(texts.at(-1)).toEqual({ to: phone, template: 'phone.code', params: { code }, language: 'uk' })
    expect(await guess(olena, phone, ` ${code} `)).toEqual({ phone, userId: olena.userId, merged: false })
    expect(await refusal(guess(olena, phone, code))).toBe('code.over')
    expect(await shop.db.client.phoneCode.findFirst({ where: { phone } })).toMatchObject({ plain: null })
  })

  it('goes to the messenger where the number is proven, and to no text message; who reads it there is the same person', async () => {
    const olena = await shop.aCustomer()
    shop.clock.advance({ seconds: 1 })
    const viber = await stranger()
    const before = texts.length
    await ask(viber, olena.phone)
    const { id, code } = await sentTo(olena.phone)
    expect(texts).toHaveLength(before)
    const [told, ...others] = await shop.db.client.notification.findMany({
      where: { template: 'phone.code', userId: olena.userId },
    })
    expect([told?.params, others]).toEqual([{ codeId: id, urgency: 'answer' }, []])
    await shop.core.notifications.sendDue()
    expect(await shop.core.users.readCode(id)).toBe(code)
    expect(await guess(viber, olena.phone, code)).toMatchObject({ userId: olena.userId, merged: true })
    expect((await shop.core.users.find(viber.person))!.id).toBe(olena.userId)
  })

  it('is asked for and answered alike, whether anybody has the number or not', async () => {
    const known = await shop.aCustomer()
    const said = async (phone: string) => {
      const who = await stranger()
      return [
        await refusal(ask(who, phone)),
        await refusal(ask(who, phone)),
        await refusal(guess(who, phone, 'x')),
      ]
    }
    expect(await said(known.phone)).toEqual(await said(aNumber()))
  })

  it('cannot come where there are no text messages and no messenger; asking counts all the same', async () => {
    const core = shop.anotherProcess('without texts', { texts: null })
    const who = await stranger()
    for (let i = 0; i < 5; i++) {
      expect(await refusal(ask(who, aNumber(), core))).toBe('code.no_channel')
      shop.clock.advance({ minutes: 1 })
    }
    expect(await refusal(ask(who, aNumber(), core))).toBe('code.enough')
  })

  it('is made once a minute and five times a day at most, however many ask at once and whoever they are', async () => {
    const phone = aNumber()
    for (let i = 0; i < 5; i++) {
      const people = [await stranger(), await stranger(), await stranger()]
      const outcomes = await atOnce(...people.map((who) => ask(who, phone)))
      const refused = i < 4 ? 'code.too_soon' : 'code.enough'
      expect(outcomes.toSorted()).toEqual([refused, refused, 'done'].toSorted())
      shop.clock.advance({ seconds: 60 })
    }
    const who = await stranger()
    expect(await refusal(ask(who, phone))).toBe('code.enough')
    await shop.core.users.forgetCodes()
    expect(await refusal(ask(who, phone))).toBe('code.enough')
    shop.clock.advance({ hours: 24 })
    await shop.core.users.forgetCodes()
    await ask(who, phone)
    await expect(ask(who, phone)).rejects.toMatchObject({ code: 'code.too_soon', params: { seconds: 60 } })
  })

  it('is good for ten minutes, for whoever asked for it, and only until the next one', async () => {
    const [olena, phone] = [await stranger(), aNumber()]
    await ask(olena, phone)
    const first = await sentTo(phone)
    expect(await refusal(guess(await stranger(), phone, first.code))).toBe('code.over')
    shop.clock.advance({ minutes: 1 })
    await ask(olena, phone)
    const second = await sentTo(phone)
    if (first.code !== second.code) expect(await refusal(guess(olena, phone, first.code))).toBe('code.wrong')
    shop.clock.advance({ minutes: 10 })
    expect(await refusal(guess(olena, phone, second.code))).toBe('code.over')
    await shop.core.users.forgetCodes()
    expect(await shop.db.client.phoneCode.count({ where: { phone, plain: { not: null } } })).toBe(0)
    expect(await refusal(shop.core.users.readCode(second.id))).toBe('code.over')
  })

  it('is over after five wrong guesses, also when they all come at once', async () => {
    for (const inTurn of [true, false]) {
      const [olena, phone] = [await stranger(), aNumber()]
      await ask(olena, phone)
      const { code } = await sentTo(phone)
      const guesses = Array.from({ length: 7 }, () => () => refusal(guess(olena, phone, wrong(code))))
      const outcomes: string[] = inTurn ? [] : await Promise.all(guesses.map((each) => each()))
      if (inTurn) for (const each of guesses) outcomes.push(await each())
      expect(outcomes.filter((outcome) => outcome === 'code.wrong')).toHaveLength(4)
      expect(outcomes.filter((outcome) => outcome === 'code.over')).toHaveLength(3)
      expect(await refusal(guess(olena, phone, code))).toBe('code.over')
    }
  })

  it('typed in twice at once proves the number once', async () => {
    const [olena, phone] = [await stranger(), aNumber()]
    await ask(olena, phone)
    const { code } = await sentTo(phone)
    const outcomes = await atOnce(guess(olena, phone, code), guess(olena, phone, code))
    expect(outcomes.toSorted()).toEqual(['code.over', 'done'])
  })

  it('is sent again while the gateway is away, and no more once it is over', async () => {
    const [olena, phone] = [await stranger(), aNumber()]
    await ask(olena, phone)
    const { id } = await shop.db.client.phoneCode.findFirstOrThrow({ where: { phone } })
    away = true
    await expect(shop.core.users.sendCode(id, done)).rejects.toBeInstanceOf(IntegrationError)
    away = false
    await shop.core.users.sendCode(id, done)
    expect(texts.filter(({ to }) => to === phone)).toHaveLength(1)
    shop.clock.advance({ minutes: 10 })
    await shop.core.users.sendCode(id, done)
    expect(texts.filter(({ to }) => to === phone)).toHaveLength(1)
  })
})
