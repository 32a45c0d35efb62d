import { describe, expect, it } from 'vitest'
import { refusal, type Shop, useShop } from '../tests/harness/shop.ts'
import { event } from './events.ts'
import {
  claimDeliveries,
  deliveryDone,
  deliveryFailed,
  findDelivery,
  outboxAgeMs,
  returnDeliveries,
} from './outbox.ts'

const shop: Shop = useShop({
  followersOf: (name) => (name === 'order.created' ? ['tell-managers', 'tell-customer'] : []),
  books: false,
})

const newOrder = async () => {
  const product = await shop.aProduct({ sizes: { 38: 1 } })
  const customer = await shop.aCustomer()
  return { product, customer, cart: await shop.aCart(customer, [{ product, size: '38' }]) }
}

const counts = async () => ({
  events: await shop.db.client.event.count(),
  deliveries: await shop.db.client.eventDelivery.count(),
  orders: await shop.db.client.order.count(),
})

describe('what follows a fact', () => {
  it('is written with it: one event, and a row for each follower', async () => {
    const { customer, cart } = await newOrder()
    const { orderId, number } = await shop.place(customer, cart.id)
    const events = await shop.db.client.event.findMany({
      where: { payload: { path: ['orderId'], equals: orderId } },
      include: { deliveries: true },
    })
    expect(events.map(({ name }) => name)).toEqual(['order.created'])
    expect(events[0]!.payload).toEqual({ orderId, number })
    expect(events[0]!.deliveries.map(({ follower }) => follower).toSorted()).toEqual([
      'tell-customer',
      'tell-managers',
    ])
  })

  it('is not written when the fact is refused, or the transaction fails at its very end', async () => {
    const { product, customer, cart } = await newOrder()
    await shop.placed(await shop.aCustomer(), [{ product, size: '38' }])
    const before = await counts()
    expect(await refusal(shop.place(customer, cart.id))).toBe('stock.short')
    const broken = shop.db.transaction(async (tx) => {
      await shop.core.announce(tx, event('order.created', { orderId: 'ord_never', number: 1 }))
      throw new Error('after the event')
    })
    await expect(broken).rejects.toThrow('after the event')
    expect(await counts()).toEqual(before)
  })

  it('announced by nobody’s wish has no rows, and nothing announced is nothing', async () => {
    const before = await counts()
    await shop.db.transaction((tx) => shop.core.announce(tx))
    expect(await counts()).toEqual(before)
    await shop.db.transaction((tx) =>
      shop.core.announce(tx, event('order.changed', { orderId: 'ord_x', number: 2 })),
    )
    expect(await counts()).toEqual({ ...before, events: before.events + 1 })
  })

  it('is handed to one of two relays, comes up again when it was not done, and is done once', async () => {
    await shop.db.client.$executeRaw`UPDATE event_deliveries SET done_at = now() WHERE done_at IS NULL`
    const { customer, cart } = await newOrder()
    await shop.place(customer, cart.id)
    const now = shop.clock.now()
    const claim = (at: Date) => claimDeliveries(shop.db, { now: at, limit: 10, leaseMs: 1000 })
    const claimed = (await Promise.all([claim(now), claim(now)])).flat()
    expect(claimed).toHaveLength(2)
    expect(await claim(now)).toEqual([])
    const later = new Date(now.getTime() + 1000)
    const again = await claim(later)
    expect(again.map(({ tries }) => tries)).toEqual([2, 2])
    await returnDeliveries(shop.db, again, later)
    expect((await claim(later)).map(({ tries }) => tries)).toEqual([2, 2])

    const [one, two] = again
    expect((await findDelivery(shop.db.client, one!))?.event.name).toBe('order.created')
    const outcomes = await Promise.all([
      deliveryDone(shop.db.client, one!, later),
      deliveryDone(shop.db.client, one!, later),
    ])
    expect(outcomes.toSorted()).toEqual([false, true])
    expect(await findDelivery(shop.db.client, one!)).toBeUndefined()
    expect(await outboxAgeMs(shop.db.client, later)).toBe(1000)
    expect(await deliveryFailed(shop.db.client, two!, { now: later, error: 'broken' })).toBe(true)
    expect(await deliveryFailed(shop.db.client, two!, { now: later, error: 'broken' })).toBe(false)
    expect(await outboxAgeMs(shop.db.client, later)).toBe(0)
  })
})
