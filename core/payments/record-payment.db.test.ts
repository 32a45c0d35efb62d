import { describe, expect, it } from 'vitest'
import { type Checkout, refusal, type Shop, useShop } from '../../tests/harness/shop.ts'
import { hryvnias, money } from '../kernel/money.ts'

const shop: Shop = useShop()

const waiting = async (checkout: Checkout = { payment: 'transfer' }) => {
  const product = await shop.aProduct({
    sizes: { 38: 1, 39: 1, 40: 1 },
    price: 1360,
    prices: { 39: 1500, 40: 1000 },
  })
  const customer = await shop.aCustomer()
  return { product, customer, order: await shop.confirmed(customer, [{ product, size: '38' }], checkout) }
}

const unallotted = async (reference: string) =>
  (await shop.core.payments.unallotted({ limit: 1000 })).filter((payment) => payment.reference === reference)

const mismatches = async (orderId: string): Promise<string[]> => {
  const rows = await shop.db.client.$queryRaw<{ why: string }[]>`
    SELECT payload->>'why' AS why FROM events WHERE name = 'payment.mismatch' AND payload->>'orderId' = ${orderId} ORDER BY at, id`
  return rows.map(({ why }) => why)
}

describe('money that comes in', () => {
  it('moves the order on when it is exactly what is due, with its parcel and its history', async () => {
    const { order } = await waiting()
    expect(await shop.pay(order.id, order.total)).toBe('paid')
    const paid = await shop.order(order.id)
    expect(paid).toMatchObject({ status: 'AWAITING_SHIPMENT', paid: order.total, payBefore: null })
    expect(paid.shipments).toMatchObject([{ cashOnDelivery: 0 }])
    expect(await shop.eventsOf(order.id)).toEqual(
      expect.arrayContaining(['order.awaiting_payment', 'payment.received', 'order.paid']),
    )
    expect((await shop.core.orders.history(order.id)).at(-1)).toMatchObject({
      byRole: 'accountant',
      to: 'AWAITING_SHIPMENT',
    })
  })

  it.each([
    ['a kopiyka less', -1],
    ['a kopiyka more', 1],
    ['twice as much', 1360_00],
  ])('is recorded and raised, and moves nothing, when it is %s', async (_, difference) => {
    const { order } = await waiting()
    const amount = money(order.total + difference)
    expect(await shop.pay(order.id, amount, `other ${difference}`)).toBe('raised')
    expect(await shop.order(order.id)).toEqual(order)
    expect(await unallotted(`other ${difference}`)).toMatchObject([{ amount, left: amount }])
    expect(await mismatches(order.id)).toEqual(['amount'])
    expect(await shop.pay(order.id, order.total)).toBe('paid')
  })

  it('for an order that does not wait for any is recorded and raised', async () => {
    const { order } = await waiting()
    await shop.pay(order.id, order.total)
    expect(await shop.pay(order.id, order.total, 'again')).toBe('raised')
    const onReceipt = (await waiting({ payment: 'on_receipt' })).order
    expect(await shop.pay(onReceipt.id, onReceipt.total, 'not asked for')).toBe('raised')
    expect(await mismatches(onReceipt.id)).toEqual(['not_waiting'])
    expect(await unallotted('again')).toHaveLength(1)
    expect(await unallotted('not asked for')).toHaveLength(1)
  })

  it('for a cancelled order is recorded and raised', async () => {
    const { order, customer } = await waiting()
    await shop.core.orders.cancel({ actor: customer.actor, orderId: order.id, reason: 'changed_mind' })
    expect(await shop.pay(order.id, order.total, 'too late')).toBe('raised')
    expect(await shop.order(order.id)).toMatchObject({ status: 'CANCELLED', paid: 0 })
    expect(await unallotted('too late')).toHaveLength(1)
  })

  it('for an order that nobody knows, or for none, is recorded and raised', async () => {
    expect(await shop.pay('ord_unknown', hryvnias(100), 'whose is it')).toBe('raised')
    expect(await shop.pay(null, hryvnias(100), 'no purpose')).toBe('raised')
    expect(await unallotted('whose is it')).toHaveLength(1)
    expect(await unallotted('no purpose')).toHaveLength(1)
    const rows = await shop.db.client.$queryRaw<{ payload: unknown }[]>`
      SELECT payload FROM events WHERE name = 'payment.mismatch' AND payload->>'why' = 'unknown_order'`
    expect(rows).toMatchObject([{ payload: { orderId: null } }, { payload: { orderId: null } }])
  })

  it('is known when its reference is, whatever else is said of it, and nothing changes then', async () => {
    const { order } = await waiting()
    const other = await waiting()
    await shop.pay(order.id, order.total, 'P24-1')
    const events = await shop.eventsOf(order.id)
    expect(await shop.pay(order.id, order.total, 'P24-1')).toBe('known')
    expect(await shop.pay(other.order.id, other.order.total, 'P24-1')).toBe('known')
    expect(await shop.order(other.order.id)).toEqual(other.order)
    expect(await shop.eventsOf(order.id)).toEqual(events)
  })

  it('in advance sends the order on, the rest being taken by the carrier from the parcel', async () => {
    const { order } = await waiting({ payment: 'prepayment' })
    expect(await shop.pay(order.id, order.total)).toBe('raised')
    expect(await shop.pay(order.id, hryvnias(200))).toBe('paid')
    const paid = await shop.order(order.id)
    expect(paid.status).toBe('AWAITING_SHIPMENT_COD')
    expect(paid.shipments).toMatchObject([{ cashOnDelivery: 1160_00 }])

    await shop.shipped(order.id)
    await shop.core.payments.completeOrder({
      actor: { userId: null, roles: ['provider'] },
      orderId: order.id,
    })
    expect(await shop.order(order.id)).toMatchObject({ status: 'COMPLETED', paid: order.total })
  })

  it('paid on receipt in a store is recorded with the handing over, once', async () => {
    const product = await shop.aProduct({ sizes: { 38: { store: 1 } } })
    const { id, total } = await shop.confirmed(await shop.aCustomer(), [{ product, size: '38' }], {
      delivery: { method: 'pickup', outletId: shop.outlets.store },
    })
    await shop.shipped(id)
    const actor = await shop.staff('seller')
    await shop.core.orders.followParcel({ actor, orderId: id, to: 'ARRIVED' })
    await shop.core.payments.completeOrder({ actor, orderId: id })
    expect(await refusal(shop.core.payments.completeOrder({ actor, orderId: id }))).toBe('order.impossible')
    const rows = await shop.db.client.payment.findMany({ where: { reference: id } })
    expect(rows).toMatchObject([{ provider: 'store', amount: BigInt(total) }])
  })

  it('that is nothing, or less, is a mistake of the caller', async () => {
    const { order } = await waiting()
    await expect(shop.pay(order.id, money(0))).rejects.toThrow(RangeError)
  })
})

describe('an order that was paid and is changed', () => {
  const reopened = async (size: '38' | '39' | '40') => {
    const { order, product } = await waiting()
    await shop.pay(order.id, order.total, `first-${order.id}`)
    const actor = await shop.staff('manager')
    await shop.core.orders.reopen({ actor, orderId: order.id })
    const variantId = product.variant(size)
    await shop.core.orders.settleSize({ actor, orderId: order.id, lineId: order.lines[0]!.id, variantId })
    return { order, status: await shop.core.orders.confirm({ actor, orderId: order.id }) }
  }

  it('goes straight on when it is confirmed again at the same price', async () => {
    const { order, status } = await reopened('38')
    expect(status).toBe('AWAITING_SHIPMENT')
    expect(await shop.order(order.id)).toMatchObject({ paid: 1360_00, shipments: [{ cashOnDelivery: 0 }] })
  })

  it('and is dearer now waits for the difference alone', async () => {
    const { order, status } = await reopened('39')
    expect(status).toBe('AWAITING_PAYMENT')
    expect(await shop.pay(order.id, hryvnias(1500))).toBe('raised')
    expect(await shop.pay(order.id, hryvnias(140))).toBe('paid')
    expect(await shop.order(order.id)).toMatchObject({ status: 'AWAITING_SHIPMENT', paid: 1500_00 })
  })

  it('and is cheaper now goes on, what is left being with the accountant', async () => {
    const { order, status } = await reopened('40')
    expect(status).toBe('AWAITING_SHIPMENT')
    expect(await shop.order(order.id)).toMatchObject({ paid: 1000_00, total: 1000_00 })
    expect(await unallotted(`first-${order.id}`)).toMatchObject([{ amount: 1360_00, left: 360_00 }])
    expect(await mismatches(order.id)).toEqual(['excess'])
  })

  it('and cancelled frees its money, which the accountant is told of', async () => {
    const { order } = await waiting()
    await shop.pay(order.id, order.total, `paid-${order.id}`)
    await shop.core.orders.cancel({
      actor: await shop.staff('manager'),
      orderId: order.id,
      reason: 'not_in_stock',
    })
    expect(await shop.order(order.id)).toMatchObject({ status: 'CANCELLED', paid: 0 })
    expect(await unallotted(`paid-${order.id}`)).toMatchObject([{ left: order.total }])
    expect(await mismatches(order.id)).toEqual(['order_cancelled'])
  })

  it('and comes back uncollected frees its prepayment', async () => {
    const { order } = await waiting({ payment: 'prepayment' })
    await shop.pay(order.id, hryvnias(200), `pre-${order.id}`)
    await shop.shipped(order.id)
    const carrier = { userId: null, roles: ['provider'] } as const
    await shop.core.orders.followParcel({ actor: carrier, orderId: order.id, to: 'RETURNING' })
    await shop.takenBack(order.id, 'shelf')
    expect(await unallotted(`pre-${order.id}`)).toMatchObject([{ left: 200_00 }])
    expect(await mismatches(order.id)).toEqual(['order_returned'])
  })
})
