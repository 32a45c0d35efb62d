import { beforeEach, describe, expect, it } from 'vitest'
import { OPENING, refusal, type Shop, useShop } from '../../tests/harness/shop.ts'
import type { Order } from './index.ts'

const shop: Shop = useShop()

const FREE = { onHand: 1, held: 0 }
const HELD = { onHand: 1, held: 1 }
const TAKEN = { onHand: 0, held: 0 }

const orderOfLastPair = async () => {
  const product = await shop.aProduct({ sizes: { 38: 1 } })
  const customer = await shop.aCustomer()
  const order = await shop.placed(customer, [{ product, size: '38' }])
  return { product, customer, order, stock: () => shop.stockOf(product.variant('38')) }
}

const confirm = async ({ id }: Order) =>
  shop.core.orders.confirm({ actor: await shop.staff('manager'), orderId: id })

describe('what an unconfirmed order holds', () => {
  beforeEach(() => shop.clock.set(OPENING))

  it('is free again at 12:00 of the next working day, and not a second before; the order stays', async () => {
    const { order, stock } = await orderOfLastPair()
    shop.clock.set('2026-11-04T09:59:59Z')
    await shop.core.orders.endHolds()
    expect(await stock()).toEqual(HELD)
    shop.clock.set('2026-11-04T10:00:00Z')
    await shop.core.orders.endHolds()
    expect(await stock()).toEqual(FREE)
    expect(await shop.order(order.id)).toMatchObject({ status: 'AWAITING_CONFIRMATION', held: 0 })
    expect(await shop.eventsOf(order.id)).toEqual(['order.created', 'order.changed'])
  })

  it('ordered on a Saturday, is kept over Sunday until Monday noon', async () => {
    shop.clock.set('2026-11-07T08:00:00Z')
    const { stock } = await orderOfLastPair()
    shop.clock.set('2026-11-09T09:59:59Z')
    await shop.core.orders.endHolds()
    expect(await stock()).toEqual(HELD)
    shop.clock.advance({ seconds: 1 })
    await shop.core.orders.endHolds()
    expect(await stock()).toEqual(FREE)
  })

  it('is taken all the same when the order is confirmed after its hold ended and the goods are still there', async () => {
    const { order, stock } = await orderOfLastPair()
    shop.clock.advance({ days: 2 })
    await shop.core.orders.endHolds()
    expect(await confirm(order)).toBe('AWAITING_SHIPMENT_COD')
    expect(await stock()).toEqual(TAKEN)
    expect((await shop.order(order.id)).shipments).toHaveLength(1)
  })

  it('and was sold after its hold ended, is refused on confirming, and nothing changes', async () => {
    const { order, product, stock } = await orderOfLastPair()
    shop.clock.advance({ days: 2 })
    await shop.core.orders.endHolds()
    await shop.confirmed(await shop.aCustomer(), [{ product, size: '38' }])
    const before = await shop.order(order.id)
    expect(await refusal(confirm(order))).toBe('stock.short')
    expect(await shop.order(order.id)).toEqual(before)
    expect(await stock()).toEqual(TAKEN)
  })

  it('beyond what is promised to a stranger, is taken when it is confirmed, from wherever it is', async () => {
    const product = await shop.aProduct({ sizes: { 38: { warehouse: 1 }, 39: { store: 2 } } })
    const order = await shop.placed(await shop.aCustomer({ phoneProven: false }), [
      { product, size: '38' },
      { product, size: '39', quantity: 2 },
    ])
    expect(order.held).toBe(1)
    await confirm(order)
    expect((await shop.order(order.id)).shipments.map(({ outletId }) => outletId).toSorted()).toEqual(
      Object.values(shop.outlets).toSorted(),
    )
    expect(await shop.stockOf(product.variant('39'))).toEqual(TAKEN)
  })

  it('is two pieces at most where the phone is not proven, over all orders; the rest is ordered, not promised', async () => {
    const product = await shop.aProduct({ sizes: { 36: 5, 37: 5, 38: 5 } })
    const stranger = await shop.aCustomer({ phoneProven: false })
    const first = await shop.placed(stranger, [{ product, size: '36' }])
    const second = await shop.placed(stranger, [
      { product, size: '37', quantity: 2 },
      { product, size: '38' },
    ])
    expect([first.held, second.held]).toEqual([1, 1])
    expect(second.phoneProven).toBe(false)
    expect(await shop.stockOf(product.variant('37'))).toEqual({ onHand: 5, held: 0 })
    const third = await shop.placed(stranger, [{ product, size: '36' }])
    expect(third.held).toBe(0)

    await shop.core.orders.cancel({ actor: stranger.actor, orderId: first.id, reason: 'changed_mind' })
    expect((await shop.placed(stranger, [{ product, size: '36' }])).held).toBe(1)
    expect(await confirm(third)).toBe('AWAITING_SHIPMENT_COD')
  })

  it('is not limited once the phone is proven, and a typed number of somebody else’s is no proof', async () => {
    const product = await shop.aProduct({ sizes: { 38: 9 } })
    const proven = await shop.aCustomer()
    expect((await shop.placed(proven, [{ product, size: '38', quantity: 5 }])).held).toBe(5)
    const stranger = { ...(await shop.aCustomer({ phoneProven: false })), phone: proven.phone }
    const order = await shop.placed(stranger, [{ product, size: '38', quantity: 3 }])
    expect(order).toMatchObject({ held: 0, phoneProven: false, userId: stranger.userId })
  })

  it('goes back on sale when it is cancelled, held or taken', async () => {
    const held = await orderOfLastPair()
    await shop.core.orders.cancel({
      actor: held.customer.actor,
      orderId: held.order.id,
      reason: 'changed_mind',
    })
    expect(await held.stock()).toEqual(FREE)

    const taken = await orderOfLastPair()
    await confirm(taken.order)
    await shop.core.orders.cancel({
      actor: await shop.staff('manager'),
      orderId: taken.order.id,
      reason: 'not_reached',
    })
    expect(await taken.stock()).toEqual(FREE)
    expect(await shop.order(taken.order.id)).toMatchObject({ shipments: [], cancelReason: 'not_reached' })
  })
})

describe('goods of an order that is confirmed anew', () => {
  it('stay promised to it when a manager reopens it', async () => {
    const { order, stock } = await orderOfLastPair()
    await confirm(order)
    const actor = await shop.staff('manager')
    await shop.core.orders.reopen({ actor, orderId: order.id })
    expect(await stock()).toEqual(HELD)
    expect(await shop.order(order.id)).toMatchObject({
      status: 'AWAITING_CONFIRMATION',
      held: 1,
      shipments: [],
    })
    await confirm(order)
    expect(await stock()).toEqual(TAKEN)
  })

  it('are written off where the shelf is empty, the other lines staying promised', async () => {
    const product = await shop.aProduct({ sizes: { 38: 1, 39: 1 } })
    const order = await shop.confirmed(await shop.aCustomer(), [
      { product, size: '38' },
      { product, size: '39' },
    ])
    const missing = order.lines.find(({ variantId }) => variantId === product.variant('38'))!
    await shop.core.orders.reopen({
      actor: await shop.staff('storekeeper'),
      orderId: order.id,
      missingLineId: missing.id,
    })
    expect(await shop.stockOf(product.variant('38'))).toEqual(TAKEN)
    expect(await shop.stockOf(product.variant('39'))).toEqual(HELD)
    expect(await refusal(confirm(order))).toBe('stock.short')
    expect((await shop.core.orders.history(order.id)).at(-1)).toMatchObject({
      what: 'not_on_shelf',
      byRole: 'storekeeper',
      details: { lineId: missing.id },
    })
  })

  it('are never written off by the customer, before they were to be sent, or for a line of another order', async () => {
    const { order, customer } = await orderOfLastPair()
    const other = await orderOfLastPair()
    const reopen = (actor: Parameters<typeof shop.core.orders.reopen>[0]['actor'], missingLineId: string) =>
      refusal(shop.core.orders.reopen({ actor, orderId: order.id, missingLineId }))
    await confirm(order)
    const storekeeper = await shop.staff('storekeeper')
    expect(await reopen(customer.actor, order.lines[0]!.id)).toBe('order.forbidden')
    expect(await reopen(storekeeper, other.order.lines[0]!.id)).toBe('order.line_gone')

    const unpaid = await shop.confirmed(
      customer,
      [{ product: await shop.aProduct({ sizes: { 38: 1 } }), size: '38' }],
      { payment: 'transfer' },
    )
    const attempt = shop.core.orders.reopen({
      actor: customer.actor,
      orderId: unpaid.id,
      missingLineId: unpaid.lines[0]!.id,
    })
    expect(await refusal(attempt)).toBe('order.impossible')
  })
})

describe('goods that come back', () => {
  it('go on the shelf only where somebody says so, line by line', async () => {
    const product = await shop.aProduct({ sizes: { 36: 1, 37: 1, 38: 1, 39: 1 } })
    const sizes = ['36', '37', '38', '39']
    const { id, lines } = await shop.confirmed(
      await shop.aCustomer(),
      sizes.map((size) => ({ product, size })),
    )
    await shop.shipped(id)
    const carrier = { userId: null, roles: ['provider'] } as const
    await shop.core.orders.followParcel({ actor: carrier, orderId: id, to: 'ARRIVED' })
    await shop.core.orders.followParcel({ actor: carrier, orderId: id, to: 'RETURNING' })
    const fates = ['shelf', 'markdown', 'defect', 'missing'] as const
    const seller = await shop.staff('seller')
    expect(await refusal(shop.core.orders.takeBack({ actor: seller, orderId: id }))).toBe(
      'return.fates_missing',
    )
    await shop.takenBack(
      id,
      Object.fromEntries(
        sizes.map((size, i) => [
          lines.find(({ variantId }) => variantId === product.variant(size))!.id,
          fates[i]!,
        ]),
      ),
    )
    const left = await Promise.all(sizes.map((size) => shop.stockOf(product.variant(size))))
    expect(left).toEqual([FREE, TAKEN, TAKEN, TAKEN])
    expect((await shop.order(id)).status).toBe('RETURNED')
  })

  it('none of which is for the shelf change no stock', async () => {
    const { order, stock } = await orderOfLastPair()
    await confirm(order)
    await shop.shipped(order.id)
    await shop.core.orders.followParcel({
      actor: { userId: null, roles: ['provider'] },
      orderId: order.id,
      to: 'RETURNING',
    })
    await shop.takenBack(order.id, 'defect', await shop.staff('seller'))
    expect(await stock()).toEqual(TAKEN)
  })
})
