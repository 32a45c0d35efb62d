import { beforeEach, describe, expect, it } from 'vitest'
import { OPENING, type Shop, useShop } from '../../tests/harness/shop.ts'
import { hryvnias } from '../kernel/money.ts'

const shop: Shop = useShop()

const unpaid = async () => {
  const product = await shop.aProduct({ sizes: { 38: 1 } })
  const order = await shop.confirmed(await shop.aCustomer(), [{ product, size: '38' }], {
    payment: 'transfer',
  })
  return { order, product }
}

/** The numbers of the reminders that were announced for an order. */
const remindersOf = async (orderId: string): Promise<number[]> => {
  const rows = await shop.db.client.$queryRaw<{ reminder: number }[]>`
    SELECT (payload->>'reminder')::int AS reminder FROM events WHERE name = 'order.unpaid' AND payload->>'orderId' = ${orderId}
    ORDER BY at, id`
  return rows.map(({ reminder }) => reminder)
}

describe('an order that waits for a transfer', () => {
  beforeEach(() => shop.clock.set(OPENING))

  it('is reminded of after 24 hours and after 60, once each however often the sweep runs', async () => {
    const { order } = await unpaid()
    const sweep = async () => {
      await shop.core.orders.remindUnpaid()
      return remindersOf(order.id)
    }
    shop.clock.advance({ hours: 23, minutes: 59 })
    expect(await sweep()).toEqual([])
    shop.clock.advance({ minutes: 1 })
    expect(await sweep()).toEqual([1])
    expect(await sweep()).toEqual([1])
    shop.clock.advance({ hours: 35, minutes: 59 })
    expect(await sweep()).toEqual([1])
    shop.clock.advance({ minutes: 1 })
    expect(await sweep()).toEqual([1, 2])
    shop.clock.advance({ hours: 5 })
    expect(await sweep()).toEqual([1, 2])
  })

  it('is reminded of once where the sweep was down for both times, and by two sweeps at once', async () => {
    const { order } = await unpaid()
    shop.clock.advance({ hours: 61 })
    await Promise.all([shop.core.orders.remindUnpaid(), shop.core.orders.remindUnpaid()])
    await shop.core.orders.remindUnpaid()
    expect(await remindersOf(order.id)).toEqual([2])
  })

  it('is not reminded of once it is paid, or after its term', async () => {
    const paid = await unpaid()
    await shop.pay(paid.order.id, paid.order.total)
    const over = await unpaid()
    shop.clock.set(over.order.payBefore!)
    await shop.core.orders.remindUnpaid()
    expect(await remindersOf(paid.order.id)).toEqual([])
    expect(await remindersOf(over.order.id)).toEqual([])
  })

  it('is cancelled at 18:00 of the third banking day, not a second before, and its goods are free', async () => {
    shop.clock.set('2026-11-06T10:00:00Z') // a Friday: the banks count Monday, Tuesday, Wednesday
    const { order, product } = await unpaid()
    shop.clock.set('2026-11-11T15:59:59Z')
    await shop.core.orders.cancelUnpaid()
    expect((await shop.order(order.id)).status).toBe('AWAITING_PAYMENT')
    shop.clock.set('2026-11-11T16:00:00Z')
    await shop.core.orders.cancelUnpaid()
    expect(await shop.order(order.id)).toMatchObject({ status: 'CANCELLED', cancelReason: 'unpaid' })
    expect(await shop.stockOf(product.variant('38'))).toEqual({ onHand: 1, held: 0 })
    expect(await shop.eventsOf(order.id)).toContain('order.cancelled')
    expect((await shop.core.orders.history(order.id)).at(-1)).toMatchObject({
      byRole: 'system',
      from: 'AWAITING_PAYMENT',
      to: 'CANCELLED',
    })
  })

  it('is cancelled by one of two sweeps that run at once', async () => {
    const { order } = await unpaid()
    shop.clock.advance({ days: 10 })
    await Promise.all([shop.core.orders.cancelUnpaid(), shop.core.orders.cancelUnpaid()])
    expect((await shop.eventsOf(order.id)).filter((name) => name === 'order.cancelled')).toHaveLength(1)
  })

  it('keeps the term that it was promised when the owner shortens it', async () => {
    const { order } = await unpaid()
    await shop.core.settings.write('transferDeadline', { bankingDays: 1, at: '10:00' })
    shop.clock.advance({ days: 2 })
    await shop.core.orders.cancelUnpaid()
    expect((await shop.order(order.id)).status).toBe('AWAITING_PAYMENT')
    await shop.core.settings.write('transferDeadline', { bankingDays: 3, at: '18:00' })
  })

  it('is left to the accountant, who is told once, where some of its money is there', async () => {
    const product = await shop.aProduct({ sizes: { 38: 1, 39: 1 }, price: 1000, prices: { 39: 1500 } })
    const order = await shop.paid(await shop.aCustomer(), [{ product, size: '38' }])
    const actor = await shop.staff('manager')
    await shop.core.orders.reopen({ actor, orderId: order.id })
    await shop.core.orders.settleSize({
      actor,
      orderId: order.id,
      lineId: order.lines[0]!.id,
      variantId: product.variant('39'),
    })
    expect(await shop.core.orders.confirm({ actor, orderId: order.id })).toBe('AWAITING_PAYMENT')
    shop.clock.advance({ days: 20 })
    await shop.core.orders.cancelUnpaid()
    await shop.core.orders.cancelUnpaid()
    expect(await shop.order(order.id)).toMatchObject({ status: 'AWAITING_PAYMENT', paid: 1000_00 })
    expect((await shop.eventsOf(order.id)).filter((name) => name === 'payment.mismatch')).toHaveLength(1)
    expect(await shop.pay(order.id, hryvnias(500))).toBe('paid')
  })
})
