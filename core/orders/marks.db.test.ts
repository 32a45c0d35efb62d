import { describe, expect, it } from 'vitest'
import { atOnce, refusal, type Shop, useShop } from '../../tests/harness/shop.ts'
import { callHours } from '../settings/index.ts'
import type { Mark } from './index.ts'

const shop: Shop = useShop()

const anOrder = async (checkout?: { payment: 'transfer' }) => {
  const customer = await shop.aCustomer()
  const product = await shop.aProduct({ sizes: { 38: 3 } })
  const order = await shop.placed(customer, [{ product, size: '38' }], checkout)
  return { customer, product, orderId: order.id }
}

const mark = async (orderId: string, name: Mark | null, until?: Date) =>
  refusal(shop.core.orders.mark({ actor: await shop.staff('manager'), orderId, mark: name, until }))

const inHours = (hours: number) => new Date(shop.clock.now().getTime() + hours * 3_600_000)

/** The second hour from now at which the shop calls. */
const callHour = async () =>
  callHours(shop.clock.now(), (await shop.core.settings.read()).hours, { everyHours: 1, count: 2 })[1]!

const whats = async (orderId: string) => (await shop.core.orders.history(orderId)).map(({ what }) => what)

describe('a mark on an order', () => {
  it('«Не додзвонились» is counted once, comes back to the queue after two hours, for anybody', async () => {
    const { orderId } = await anOrder()
    const actor = await shop.staff('manager')
    await shop.core.orders.take({ actor, orderId })
    expect(await mark(orderId, 'not_reached')).toBe('done')
    expect(await mark(orderId, 'not_reached')).toBe('order.called_already')
    shop.clock.advance({ hours: 2, ms: -1 })
    await shop.core.orders.endMarks()
    expect(await shop.order(orderId)).toMatchObject({ mark: 'not_reached', callAttempts: 1 })
    shop.clock.advance({ ms: 1 })
    await shop.core.orders.endMarks()
    expect(await shop.order(orderId)).toMatchObject({ mark: null, holderId: null, callAttempts: 1 })
    const events = (await shop.eventsOf(orderId)).filter((name) => /due|reached/.test(name))
    expect(events.toSorted()).toEqual(['order.due', 'order.not_reached'])
  })

  it('the attempts are the order’s: a mark taken away and set again neither counts anew nor comes sooner', async () => {
    const { orderId } = await anOrder()
    expect(await mark(orderId, 'not_reached')).toBe('done')
    expect(await mark(orderId, null)).toBe('done')
    expect(await mark(orderId, 'not_reached')).toBe('order.called_already')
    expect(await mark(orderId, 'waiting_answer')).toBe('done')
    shop.clock.advance({ hours: 2, ms: -1 })
    expect(await mark(orderId, 'not_reached')).toBe('order.called_already')
    shop.clock.advance({ ms: 1 })
    expect(await mark(orderId, 'not_reached')).toBe('done')
    expect(await shop.order(orderId)).toMatchObject({ callAttempts: 2 })
    // An hour is agreed in a talk: after it they count anew, but no sooner.
    expect(await mark(orderId, 'call_back', inHours(1))).toBe('done')
    expect(await shop.order(orderId)).toMatchObject({ callAttempts: 0, calledSince: null })
    shop.clock.advance({ hours: 1 })
    expect(await mark(orderId, 'not_reached')).toBe('order.called_already')
  })

  it('nobody is called at night or on a day off: the nearest working hour is named instead', async () => {
    const { orderId, customer } = await anOrder()
    const actor = await shop.staff('manager')
    const [night, morning, noon] = ['T03:00', 'T09:00', 'T12:00'].map((time) => {
      const day = new Date(shop.clock.now().getTime() + 24 * 3_600_000).toISOString().slice(0, 10)
      return new Date(`${day}${time}:00+02:00`)
    }) as [Date, Date, Date]
    const nearest = { code: 'order.call_hour', params: { nearest: morning } }
    await expect(
      shop.core.orders.mark({ actor, orderId, mark: 'call_back', until: night }),
    ).rejects.toMatchObject(nearest)
    await expect(
      shop.core.orders.answerCall({ actor: customer.actor, orderId, callAt: night }),
    ).rejects.toMatchObject(nearest)
    expect(await mark(orderId, 'call_back', noon)).toBe('done')
  })

  it('three calls in vain over two days cancel the order with that reason, and give the goods back', async () => {
    const { orderId, product } = await anOrder()
    for (let attempt = 0; attempt < 3; attempt++) {
      expect(await mark(orderId, 'not_reached')).toBe('done')
      shop.clock.advance({ hours: 3 })
      await shop.core.orders.endMarks()
    }
    expect((await shop.order(orderId)).status).toBe('AWAITING_CONFIRMATION')
    shop.clock.advance({ hours: 39, ms: -1 })
    await shop.core.orders.endMarks()
    expect((await shop.order(orderId)).status).toBe('AWAITING_CONFIRMATION')
    shop.clock.advance({ ms: 1 })
    await Promise.all([shop.core.orders.endMarks(), shop.core.orders.endMarks()])
    expect(await shop.order(orderId)).toMatchObject({ status: 'CANCELLED', cancelReason: 'not_reached' })
    expect(await shop.stockOf(product.variant('38'))).toEqual({ onHand: 3, held: 0 })
    expect((await shop.eventsOf(orderId)).filter((name) => name === 'order.cancelled')).toHaveLength(1)
  })

  it('never cancels what is paid: the order goes back to the queue', async () => {
    const { id: orderId } = await shop.paid(await shop.aCustomer(), [
      { product: await shop.aProduct({ sizes: { 38: 1 } }), size: '38' },
    ])
    await shop.core.orders.reopen({ actor: await shop.staff('manager'), orderId })
    for (let attempt = 0; attempt < 3; attempt++) {
      expect(await mark(orderId, 'not_reached')).toBe('done')
      shop.clock.advance({ hours: 3 })
      await shop.core.orders.endMarks()
    }
    shop.clock.advance({ days: 3 })
    await shop.core.orders.endMarks()
    expect(await shop.order(orderId)).toMatchObject({ status: 'AWAITING_CONFIRMATION', mark: null })
  })

  it('the customer agrees or names an hour, and is not given up any more', async () => {
    const { orderId, customer } = await anOrder()
    const answer = (callAt?: Date, actor = customer.actor) =>
      refusal(shop.core.orders.answerCall({ actor, orderId, callAt }))
    await mark(orderId, 'not_reached')
    expect(await answer(undefined, (await shop.aCustomer()).actor)).toBe('order.unknown')
    expect(await answer(inHours(-1))).toBe('order.mark_time')
    expect(await answer(inHours(24 * 61))).toBe('order.mark_time')
    expect(await answer(await callHour())).toBe('done')
    expect(await shop.order(orderId)).toMatchObject({ mark: 'call_back', callAttempts: 0 })
    expect(await answer()).toBe('done')
    expect(await shop.order(orderId)).toMatchObject({ mark: null })
    expect(await whats(orderId)).toEqual(['created', 'marked', 'hour_named', 'agreed'])
    await shop.core.orders.confirm({ actor: await shop.staff('manager'), orderId })
    expect(await answer()).toBe('order.impossible')
  })

  it('given up by the sweep while the customer agrees: one of the two, and then nobody else', async () => {
    for (let trial = 0; trial < 5; trial++) {
      const { orderId, customer, product } = await anOrder()
      for (let attempt = 0; attempt < 2; attempt++) {
        await mark(orderId, 'not_reached')
        shop.clock.advance({ hours: 24 })
        await shop.core.orders.endMarks()
      }
      await mark(orderId, 'not_reached')
      shop.clock.advance({ days: 2 })
      const [agreed] = await atOnce(
        shop.core.orders.answerCall({ actor: customer.actor, orderId }),
        shop.core.orders.endMarks(),
        shop.core.orders.endMarks(),
      )
      const order = await shop.order(orderId)
      expect([agreed, order.status]).toBeOneOf([
        ['done', 'AWAITING_CONFIRMATION'],
        ['order.impossible', 'CANCELLED'],
      ])
      if (order.status === 'CANCELLED')
        expect(await shop.stockOf(product.variant('38'))).toEqual({ onHand: 3, held: 0 })
    }
  })

  it('stands only where it belongs, set by whom it belongs to, and goes with the state', async () => {
    const { orderId } = await anOrder()
    expect(await mark(orderId, 'send_after', inHours(5))).toBe('order.mark_not_here')
    expect(await mark(orderId, 'assembling')).toBe('order.forbidden')
    expect(await mark(orderId, 'call_back')).toBe('order.mark_time')
    expect(await mark(orderId, 'call_back', await callHour())).toBe('done')
    await shop.core.orders.confirm({ actor: await shop.staff('manager'), orderId })
    expect((await shop.order(orderId)).mark).toBeNull()
    expect(await mark(orderId, null)).toBe('order.mark_not_here')
    expect(await mark(orderId, 'send_after', inHours(5))).toBe('done')
    expect(await mark(orderId, null)).toBe('done')
    await shop.packed(orderId)
    expect(await mark(orderId, 'send_after', inHours(5))).toBe('order.mark_not_here')
  })

  it('what is put off stands at the end of the queue until its time comes, page by page', async () => {
    const ids = [(await anOrder()).orderId, (await anOrder()).orderId, (await anOrder()).orderId]
    await mark(ids[0]!, 'postponed', inHours(48))
    const mine = async () => {
      const found: string[] = []
      for (let after: string | undefined; ; after = found.at(-1)) {
        const page = await shop.core.orders.queue({ statuses: ['AWAITING_CONFIRMATION'], after, limit: 2 })
        found.push(...page.map(({ id }) => id))
        if (page.length < 2) return found.filter((id) => ids.includes(id))
      }
    }
    expect(await mine()).toEqual([ids[1], ids[2], ids[0]])
    shop.clock.advance({ hours: 48 })
    expect(await mine()).toEqual(ids)
  })
})

describe('an order in somebody’s hands', () => {
  it('is handed on by its holder to a manager, or given back; nobody else does', async () => {
    const { orderId } = await anOrder()
    const [actor, colleague] = [await shop.staff('manager'), (await shop.newStaff('manager')).actor]
    const hand = (toUserId: string | null, by = actor) =>
      refusal(shop.core.orders.handOn({ actor: by, orderId, toUserId }))
    expect(await hand(colleague.userId)).toBe('order.not_held')
    await shop.core.orders.take({ actor, orderId })
    expect(await hand(colleague.userId, colleague)).toBe('order.taken')
    expect(await hand((await shop.staff('storekeeper')).userId)).toBe('staff.not_manager')
    expect(await hand(colleague.userId)).toBe('done')
    expect((await shop.order(orderId)).holderId).toBe(colleague.userId)
    expect(await hand(null)).toBe('order.taken')
    expect(await hand(null, colleague)).toBe('done')
    expect((await shop.order(orderId)).holderId).toBeNull()
    expect(await whats(orderId)).toEqual(['created', 'taken', 'handed_on', 'given_back'])
  })
})
