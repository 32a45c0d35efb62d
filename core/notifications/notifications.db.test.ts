import { beforeEach, describe, expect, it } from 'vitest'
import { OPENING, type Person, type Shop, useShop } from '../../tests/harness/shop.ts'
import { IntegrationError } from '../kernel/errors.ts'
import type { OutsideSession } from '../settings/index.ts'
import {
  joinMessengers,
  type Message,
  type Messenger,
  type Receipt,
  type SendOutcome,
  type Urgency,
} from './index.ts'

type Answer = SendOutcome | Error

/** A messenger that does what it is told with what it is given next, and else sends. */
class ToldMessenger implements Messenger {
  readonly sent: { readonly person: string; readonly key: string; readonly at: Date }[] = []
  #answers: Answer[] = []

  /** Forgets what it was told and not asked for. */
  forget(): void {
    this.#answers = []
  }

  next(...answers: readonly Answer[]): void {
    this.#answers.push(...answers)
  }

  async send(person: string, { key }: Message): Promise<SendOutcome> {
    this.sent.push({ person, key, at: shop.clock.now() })
    const answer = this.#answers.shift() ?? { kind: 'sent', messageId: String(this.sent.length) }
    if (answer instanceof Error) throw answer
    return answer
  }

  sendToChat(chat: string, orderId: string): Promise<SendOutcome> {
    return this.send(chat, { key: orderId } as Message)
  }

  /** Only Viber says what became of a message. */
  reports(person: string): boolean {
    return person.startsWith('viber:')
  }

  async redraw(): Promise<void> {}
  async showMenu(): Promise<void> {}

  timesSent(key: string): number {
    return this.sent.filter((one) => one.key === key).length
  }
}

const messenger = new ToldMessenger()
const shop: Shop = useShop({ outside: { messenger } })

const UNKNOWN: SendOutcome = { kind: 'unknown', error: 'no answer' }
const BLOCKED: SendOutcome = { kind: 'blocked' }
const down = () => new IntegrationError('503', { retry: true })

let keys = 0
/** Queues a message and returns its key. */
const queued = async (urgency: Urgency, to?: Person): Promise<string> => {
  const { userId } = to ?? (await shop.aCustomer())
  const key = `order.shipped:${++keys}`
  await shop.core.notifications.queue(urgency, [{ key, userId, template: 'order.shipped', params: {} }], done)
  return key
}
const done = async () => {}

const speaks = (person: string, { hours }: { hours: number }) =>
  shop.core.users.meet({
    ...{ person, name: 'Олена', username: null, language: 'uk' },
    sessionEndsAt: new Date(shop.clock.now().getTime() + hours * 3_600_000),
  })

/** Somebody with an account in both messengers, who used Viber last: a session of a day runs there. */
const inBoth = async () => {
  const to = await shop.aCustomer()
  const viber = `viber:in-both-${++keys}`
  const lastSeenAt = new Date(0)
  await shop.db.client.identity.create({
    data: { person: viber, userId: to.userId, name: 'Олена', lastSeenAt },
  })
  shop.clock.advance({ seconds: 1 })
  await speaks(viber, { hours: 24 })
  return { to, viber }
}

const wentTo = (key: string) => messenger.sent.filter((one) => one.key === key).map(({ person }) => person)

const reported = (receipt: Omit<Receipt, 'at'>) =>
  shop.core.notifications.receipt({ ...receipt, at: shop.clock.now() })

const rowOf = (key: string) => shop.db.client.notification.findUniqueOrThrow({ where: { key } })
const sendDue = () => shop.core.notifications.sendDue()

describe('a message', () => {
  beforeEach(async () => {
    messenger.forget()
    while (
      (await shop.db.client.notification.count({ where: { state: { in: ['queued', 'sending'] } } })) > 0
    ) {
      shop.clock.advance({ hours: 24 })
      await sendDue()
    }
    shop.clock.set(OPENING)
  })

  it('is sent once for its key, however often it is queued and by however many it is sent', async () => {
    const to = await shop.aCustomer()
    const message = { key: 'once', userId: to.userId, template: 'order.shipped', params: { number: 1042 } }
    const queue = () => shop.core.notifications.queue('order', [message], done)
    await Promise.all([queue(), queue(), queue()])
    await Promise.all([sendDue(), shop.anotherProcess().notifications.sendDue(), sendDue()])
    await queue()
    await sendDue()
    expect(messenger.timesSent('once')).toBe(1)
    expect(await rowOf('once')).toMatchObject({ state: 'sent', person: to.person, sentAt: shop.clock.now() })
  })

  it('that the messenger asks to hold goes when it said, not before, and holds up nobody else', async () => {
    const key = await queued('answer')
    messenger.next(new IntegrationError('429', { retry: true, retryAfterMs: 37_000 }))
    shop.clock.advance({ ms: 1 })
    const other = await queued('answer')
    await sendDue()
    expect(messenger.timesSent(other)).toBe(1)
    expect(await rowOf(key)).toMatchObject({ state: 'queued' })
    shop.clock.advance({ seconds: 36 })
    await sendDue()
    expect(messenger.timesSent(key)).toBe(1)
    shop.clock.advance({ seconds: 1 })
    await sendDue()
    expect(messenger.timesSent(key)).toBe(2)
    expect(await rowOf(key)).toMatchObject({ state: 'sent' })
  })

  it('goes by the other messenger at once where the first may not write now, and waits where there is none', async () => {
    const full = {
      kind: 'elsewhere',
      later: new IntegrationError('12 tooManyRequests', { retry: true }),
    } as const
    const { to, viber } = await inBoth()
    messenger.next(full)
    const either = await queued('answer', to)
    await sendDue()
    expect(wentTo(either)).toEqual([viber, to.person])
    expect(await rowOf(either)).toMatchObject({ state: 'sent', person: to.person })

    messenger.next(full)
    const only = await queued('answer')
    await sendDue()
    expect(await rowOf(only)).toMatchObject({ state: 'queued', error: '12 tooManyRequests' })
    shop.clock.advance({ minutes: 1 })
    await sendDue()
    expect(await rowOf(only)).toMatchObject({ state: 'sent' })
  })

  it('does not wait for a messenger that is away for an hour where there is another, and goes once', async () => {
    const { to, viber } = await inBoth()
    messenger.next(...Array.from({ length: 6 }, down))
    const key = await queued('order', to)
    for (let minute = 0; minute < 25; minute++) {
      await sendDue()
      shop.clock.advance({ minutes: 1 })
    }
    expect(wentTo(key)).toEqual([...Array<string>(6).fill(viber), to.person])
    expect(await rowOf(key)).toMatchObject({ state: 'sent', person: to.person })
  })

  it('is never given up because the messenger asks us to wait', async () => {
    const key = await queued('answer')
    for (let i = 0; i < 12; i++) {
      messenger.next(new IntegrationError('429', { retry: true, retryAfterMs: 1_000 }))
      await sendDue()
      shop.clock.advance({ seconds: 1 })
    }
    await sendDue()
    expect(await rowOf(key)).toMatchObject({ state: 'sent' })
  })

  it('is queued with the follower’s work or not at all', async () => {
    const { userId } = await shop.aCustomer()
    const message = { key: 'never', userId, template: 'order.shipped', params: {} }
    const fails = async () => {
      throw new Error('the follower failed')
    }
    await expect(shop.core.notifications.queue('order', [message], fails)).rejects.toThrow('failed')
    await sendDue()
    expect(await shop.db.client.notification.count({ where: { key: 'never' } })).toBe(0)
    expect(messenger.timesSent('never')).toBe(0)
  })

  it('that may wait goes at 09:00 of Kyiv when it falls into the quiet hours; an answer and a payment go at once', async () => {
    shop.clock.set('2026-11-03T19:00:00Z') // 21:00 in Kyiv
    const waits = [await queued('order'), await queued('reminder')]
    const goes = [await queued('payment'), await queued('answer')]
    await sendDue()
    expect(goes.map((key) => messenger.timesSent(key))).toEqual([1, 1])
    shop.clock.set('2026-11-04T06:59:59Z')
    await sendDue()
    expect(waits.map((key) => messenger.timesSent(key))).toEqual([0, 0])
    shop.clock.set('2026-11-04T07:00:00Z')
    await sendDue()
    expect(waits.map((key) => messenger.timesSent(key))).toEqual([1, 1])
  })

  it('that should have gone before the quiet hours, when nobody sent, waits for their end too', async () => {
    shop.clock.set('2026-11-03T18:59:00Z')
    const [late, failed] = [await queued('order'), await queued('order')]
    messenger.next(down())
    await shop.core.notifications.sendDue({ limit: 1 })
    shop.clock.set('2026-11-03T20:00:00Z')
    await sendDue()
    expect(messenger.timesSent(late) + messenger.timesSent(failed)).toBe(1)
    shop.clock.set('2026-11-04T07:00:00Z')
    await sendDue()
    expect(await rowOf(late)).toMatchObject({ state: 'sent' })
    expect(await rowOf(failed)).toMatchObject({ state: 'sent' })
  })

  it('goes to the account last written from, the next where that one refuses, and none is remembered as one', async () => {
    const to = await shop.aCustomer()
    const second = 'viber:1'
    await shop.db.client.identity.create({
      data: { person: second, userId: to.userId, name: 'Олена', lastSeenAt: new Date(0) },
    })
    messenger.next(BLOCKED)
    const key = await queued('order', to)
    await sendDue()
    expect(messenger.sent.filter((one) => one.key === key).map(({ person }) => person)).toEqual([
      to.person,
      second,
    ])
    expect(await shop.core.users.reachable(to.userId)).toEqual([second])

    messenger.next(BLOCKED)
    const nobody = await queued('order', to)
    await sendDue()
    expect(await rowOf(nobody)).toMatchObject({ state: 'skipped' })
  })

  it.each([
    ['answer', 2],
    ['payment', 2],
    ['order', 2],
    ['reminder', 1],
  ] as const)(
    'of which nobody knows whether it arrived: %s is sent %i times at most',
    async (urgency, times) => {
      const key = await queued(urgency)
      messenger.next(UNKNOWN, UNKNOWN)
      for (let minute = 0; minute < 10; minute++) {
        await sendDue()
        shop.clock.advance({ minutes: 1 })
      }
      expect(messenger.timesSent(key)).toBe(times)
      expect(await rowOf(key)).toMatchObject({ state: 'unknown', error: 'no answer' })
    },
  )

  it('that surely did not go is tried later and later, and given up after eight times', async () => {
    const key = await queued('answer')
    messenger.next(...Array.from({ length: 8 }, down))
    for (let tick = 0; tick < 600; tick++) {
      await sendDue()
      if ((await rowOf(key)).state === 'failed') break
      shop.clock.advance({ seconds: 10 })
    }
    const times = messenger.sent.filter((one) => one.key === key).map(({ at }) => at.getTime())
    const waits = times.slice(1).map((at, i) => (at - times[i]!) / 1000)
    expect(waits).toEqual([20, 40, 80, 160, 320, 640, 1280])
    expect(await rowOf(key)).toMatchObject({ state: 'failed', tries: 8, error: '503' })
  })

  it('refused for good is not tried again', async () => {
    const key = await queued('answer')
    messenger.next(new IntegrationError('400', { retry: false }))
    await sendDue()
    shop.clock.advance({ hours: 1 })
    await sendDue()
    expect(messenger.timesSent(key)).toBe(1)
    expect(await rowOf(key)).toMatchObject({ state: 'failed' })
  })

  it('that was repeated before counts as known once it surely did not go', async () => {
    const key = await queued('order')
    messenger.next(down(), UNKNOWN, UNKNOWN)
    for (let minute = 0; minute < 10; minute++) {
      await sendDue()
      shop.clock.advance({ minutes: 1 })
    }
    expect(messenger.timesSent(key)).toBe(3)
    expect(await rowOf(key)).toMatchObject({ state: 'unknown' })
  })

  it.each([
    ['order', 'sent'],
    ['reminder', 'unknown'],
  ] as const)('left in the middle by a process that died: %s is %s', async (urgency, state) => {
    const key = await queued(urgency)
    messenger.next(new Error('the process died here'))
    await expect(sendDue()).rejects.toThrow('died')
    expect(await rowOf(key)).toMatchObject({ state: 'sending' })
    await sendDue()
    expect(messenger.timesSent(key)).toBe(1)
    shop.clock.advance({ minutes: 2 })
    await sendDue()
    expect(await rowOf(key)).toMatchObject({ state })
    expect(messenger.timesSent(key)).toBe(state === 'sent' ? 2 : 1)
  })

  it('is nothing for a messenger that has no such thing: the next account gets it, and nobody counts as blocked', async () => {
    const { to, viber } = await inBoth()
    messenger.next({ kind: 'elsewhere' })
    const key = await queued('answer', to)
    await sendDue()
    expect(wentTo(key)).toEqual([viber, to.person])
    expect(await shop.core.users.reachable(to.userId)).toEqual([viber, to.person])
  })

  it.each<[OutsideSession, string, number]>([
    ['other_first', 'the other messenger, once the session is over', 24],
    ['send', 'the messenger last used', 24],
    ['never', 'the other messenger, once the session is over', 24],
    ['other_first', 'the messenger last used', 23],
    ['never', 'the messenger last used', 23],
  ])('outside a session (%s) goes to %s: after %i hours', async (outsideSession, where, hours) => {
    await shop.core.settings.write('viber', { outsideSession })
    const { to, viber } = await inBoth()
    shop.clock.advance({ hours })
    const key = await queued('answer', to)
    await sendDue()
    expect(wentTo(key)).toEqual([where === 'the messenger last used' ? viber : to.person])

    await shop.core.users.blocked(to.person)
    const alone = await queued('answer', to)
    await sendDue()
    const left = outsideSession === 'never' && hours === 24
    expect(wentTo(alone)).toEqual(left ? [] : [viber])
    expect(await rowOf(alone)).toMatchObject({ state: left ? 'skipped' : 'sent' })

    await speaks(viber, { hours: 24 })
    const again = await queued('answer', to)
    await sendDue()
    expect(wentTo(again)).toEqual([viber])
    await shop.core.settings.write('viber', { outsideSession: 'other_first' })
  })

  it('goes to the messenger that was used last, also when both were within the hour', async () => {
    const { to, viber } = await inBoth()
    shop.clock.advance({ minutes: 10 })
    await shop.core.users.meet({ person: to.person, name: 'Олена', username: null, language: 'uk' })
    expect(await shop.core.users.reachable(to.userId)).toEqual([to.person, viber])
    shop.clock.advance({ minutes: 10 })
    await speaks(viber, { hours: 24 })
    expect(await shop.core.users.reachable(to.userId)).toEqual([viber, to.person])
  })

  it('that is not reported within 15 minutes goes to the other account, once, whoever looks and whatever comes later', async () => {
    const { to, viber } = await inBoth()
    const key = await queued('order', to)
    await sendDue()
    shop.clock.advance({ minutes: 14, seconds: 59 })
    await shop.core.notifications.goOn()
    expect(wentTo(key)).toEqual([viber])
    const { messageId } = await rowOf(key)
    shop.clock.advance({ seconds: 1 })
    await Promise.all([shop.core.notifications.goOn(), shop.anotherProcess().notifications.goOn()])
    await sendDue()
    expect(wentTo(key)).toEqual([viber, to.person])
    await reported({ person: viber, messageId: messageId!, kind: 'delivered' })
    shop.clock.advance({ minutes: 30 })
    await shop.core.notifications.goOn()
    expect(wentTo(key)).toEqual([viber, to.person])
    expect(await rowOf(key)).toMatchObject({ state: 'sent', person: to.person })
  })

  it.each<[Receipt['kind'], 'before' | 'after']>([
    ['delivered', 'before'],
    ['delivered', 'after'],
    ['seen', 'before'],
    ['seen', 'after'],
  ])('that is %s, reported %s it is noted as sent, goes nowhere else', async (kind, when) => {
    const { to, viber } = await inBoth()
    const messageId = `m-${++keys}`
    messenger.next({ kind: 'sent', messageId })
    const key = await queued('order', to)
    if (when === 'before') await reported({ person: viber, messageId, kind })
    await sendDue()
    if (when === 'after') await reported({ person: viber, messageId, kind })
    shop.clock.advance({ minutes: 20 })
    await shop.core.notifications.goOn()
    await sendDue()
    expect(wentTo(key)).toEqual([viber])
  })

  it('that failed after it was taken goes on at once; with nobody else to write to it is given up', async () => {
    const { to, viber } = await inBoth()
    const fails = async () => {
      const messageId = `m-${++keys}`
      messenger.next({ kind: 'sent', messageId })
      const key = await queued('answer', to)
      await sendDue()
      await reported({ person: viber, messageId, kind: 'failed', error: 'keyboard is not valid' })
      await shop.core.notifications.goOn()
      return key
    }
    expect(wentTo(await fails())).toEqual([viber, to.person])
    await shop.core.users.blocked(to.person)
    const key = await fails()
    expect(wentTo(key)).toEqual([viber])
    expect(await rowOf(key)).toMatchObject({ state: 'failed', error: 'keyboard is not valid' })
  })

  it('that only reminds is never sent twice', async () => {
    const { to, viber } = await inBoth()
    const key = await queued('reminder', to)
    await sendDue()
    await reported({ person: viber, messageId: (await rowOf(key)).messageId!, kind: 'failed' })
    shop.clock.advance({ minutes: 20 })
    await shop.core.notifications.goOn()
    await sendDue()
    expect(wentTo(key)).toEqual([viber])
  })

  it('has its first report of each kind kept, in whatever order and however often they come', async () => {
    const one = { person: 'viber:r', messageId: '5741311803571721087' }
    const at = (minute: number) => new Date(Date.parse(OPENING) + minute * 60_000)
    const reports: Receipt[] = [
      { ...one, kind: 'delivered', at: at(1) },
      { ...one, kind: 'delivered', at: at(4) },
      { ...one, kind: 'seen', at: at(2) },
      { ...one, kind: 'failed', at: at(3), error: 'a\0b' },
    ]
    for (const order of [reports, reports.toReversed()])
      await Promise.all(order.map((receipt) => shop.core.notifications.receipt(receipt)))
    expect(await shop.db.client.messageReceipt.findMany({ where: one })).toEqual([
      { ...one, deliveredAt: at(1), seenAt: at(2), failedAt: at(3), error: 'ab' },
    ])
  })

  it('is sent by the messenger that the account belongs to; an account of none is reached elsewhere', async () => {
    const told = new ToldMessenger()
    const both = joinMessengers({ telegram: messenger, viber: told })
    const message = { key: 'joined', userId: 'usr_x', template: 't', params: {} }
    await both.send('viber:a+b/==', message)
    expect([messenger, told].map((each) => each.timesSent('joined'))).toEqual([0, 1])
    expect(await both.send('signal:1', message)).toEqual({ kind: 'elsewhere' })
    expect([both.reports('viber:a'), both.reports('telegram:1'), both.reports('signal:1')]).toEqual([
      true,
      false,
      false,
    ])
  })

  it('that one process sends slowly is not taken by another that has time', async () => {
    const messages = [await queued('answer'), await queued('answer'), await queued('answer')]
    const other = shop.anotherProcess().notifications
    await Promise.all([shop.core.notifications.sendDue({ limit: 1 }), other.sendDue({ limit: 2 })])
    expect(messages.map((key) => messenger.timesSent(key))).toEqual([1, 1, 1])
  })
})
