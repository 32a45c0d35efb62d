import { beforeEach, describe, expect, it } from 'vitest'
import { OPENING, type Person, type Shop, useShop } from '../../tests/harness/shop.ts'
import { IntegrationError } from '../kernel/errors.ts'
import type { Message, Messenger, SendOutcome, Urgency } from './index.ts'

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

  it('that one process sends slowly is not taken by another that has time', async () => {
    const messages = [await queued('answer'), await queued('answer'), await queued('answer')]
    const other = shop.anotherProcess().notifications
    await Promise.all([shop.core.notifications.sendDue({ limit: 1 }), other.sendDue({ limit: 2 })])
    expect(messages.map((key) => messenger.timesSent(key))).toEqual([1, 1, 1])
  })
})
