import { describe, expect, it } from 'vitest'
import { atOnce, refusal, type Shop, useShop } from '../../tests/harness/shop.ts'
import { hryvnias } from '../kernel/money.ts'

const shop: Shop = useShop()
const TRIALS = 6

const aPair = () => shop.aProduct({ sizes: { 38: 1 } })

describe('one order, several people at the same moment', () => {
  it('a customer who confirms five times at once has one order, and each press is told its number', async () => {
    for (let trial = 0; trial < TRIALS; trial++) {
      const customer = await shop.aCustomer()
      const product = await shop.aProduct({ sizes: { 38: 5 } })
      const cart = await shop.aCart(customer, [{ product, size: '38' }])
      const presses = await Promise.all([1, 2, 3, 4, 5].map(() => shop.place(customer, cart.id)))
      expect(new Set(presses.map(({ orderId, number }) => `${orderId} ${number}`)).size).toBe(1)
      expect(presses.filter(({ isNew }) => isNew)).toHaveLength(1)
      expect(await shop.stockOf(product.variant('38'))).toEqual({ onHand: 5, held: 1 })
    }
  })

  it('of five managers who take it one has it, and the others are told who', async () => {
    const managers = []
    for (let i = 0; i < 5; i++) managers.push(await shop.newStaff('manager'))
    for (let trial = 0; trial < TRIALS; trial++) {
      const order = await shop.placed(await shop.aCustomer(), [{ product: await aPair(), size: '38' }])
      const outcomes = await atOnce(
        ...managers.map(({ actor }) => shop.core.orders.take({ actor, orderId: order.id })),
      )
      expect(outcomes.toSorted()).toEqual(['done', ...Array(4).fill('order.taken')])
      const { holderId } = await shop.order(order.id)
      expect(holderId).toBe(managers[outcomes.indexOf('done')]!.userId)
      const taken = (await shop.core.orders.history(order.id)).filter(({ what }) => what === 'taken')
      expect(taken.map(({ byUser }) => byUser)).toEqual([holderId])
    }
  })

  it('confirmed by a manager while the customer cancels it, it ends in one of the two, goods and all', async () => {
    const actor = await shop.staff('manager')
    for (let trial = 0; trial < TRIALS; trial++) {
      const customer = await shop.aCustomer()
      const product = await aPair()
      const { id } = await shop.placed(customer, [{ product, size: '38' }])
      const [confirm, cancel] = await atOnce(
        shop.core.orders.confirm({ actor, orderId: id }),
        shop.core.orders.cancel({ actor: customer.actor, orderId: id, reason: 'changed_mind' }),
      )
      // A confirmed order that is not paid may still be cancelled by its customer; a cancelled one is never confirmed.
      expect(cancel).toBe('done')
      expect(['done', 'order.impossible']).toContain(confirm)
      expect((await shop.order(id)).status).toBe('CANCELLED')
      expect(await shop.stockOf(product.variant('38'))).toEqual({ onHand: 1, held: 0 })
    }
  })

  it('paid in advance while its customer cancels it, it is paid or cancelled, and no money is lost', async () => {
    for (let trial = 0; trial < TRIALS; trial++) {
      const customer = await shop.aCustomer()
      const checkout = { payment: 'prepayment' } as const
      const order = await shop.confirmed(customer, [{ product: await aPair(), size: '38' }], checkout)
      await shop.staff('accountant')
      const [paid, cancelled] = await Promise.all([
        shop.pay(order.id, hryvnias(200)),
        refusal(
          shop.core.orders.cancel({ actor: customer.actor, orderId: order.id, reason: 'changed_mind' }),
        ),
      ])
      const after = await shop.order(order.id)
      if (paid === 'paid') {
        expect(cancelled).toBe('order.cancel_by_manager')
        expect(after).toMatchObject({ status: 'AWAITING_SHIPMENT_COD', paid: 200_00 })
      } else {
        expect([paid, cancelled]).toEqual(['raised', 'done'])
        expect(after).toMatchObject({ status: 'CANCELLED', paid: 0 })
      }
    }
  })

  it('paid while a manager cancels it, it is cancelled and its money is with the accountant', async () => {
    const actor = await shop.staff('manager')
    for (let trial = 0; trial < TRIALS; trial++) {
      const order = await shop.confirmed(await shop.aCustomer(), [{ product: await aPair(), size: '38' }], {
        payment: 'transfer',
      })
      const reference = `race-${order.id}`
      await Promise.all([
        shop.pay(order.id, order.total, reference),
        shop.core.orders.cancel({ actor, orderId: order.id, reason: 'not_in_stock' }),
      ])
      expect(await shop.order(order.id)).toMatchObject({ status: 'CANCELLED', paid: 0 })
      const unallotted = await shop.core.payments.unallotted({ limit: 1000 })
      expect(unallotted.filter((payment) => payment.reference === reference)).toMatchObject([
        { left: order.total },
      ])
      expect(await shop.eventsOf(order.id)).toContain('payment.mismatch')
    }
  })

  it('paid at the very minute its term ends, it is paid or cancelled with the money raised', async () => {
    for (let trial = 0; trial < TRIALS; trial++) {
      const product = await aPair()
      const order = await shop.confirmed(await shop.aCustomer(), [{ product, size: '38' }], {
        payment: 'transfer',
      })
      shop.clock.set(order.payBefore!)
      const [paid] = await Promise.all([
        shop.pay(order.id, order.total),
        shop.core.orders.cancelUnpaid(),
        shop.core.orders.cancelUnpaid(),
      ])
      const after = await shop.order(order.id)
      expect([paid, after.status]).toBeOneOf([
        ['paid', 'AWAITING_SHIPMENT'],
        ['raised', 'CANCELLED'],
      ])
      expect(await shop.stockOf(product.variant('38'))).toEqual({
        onHand: paid === 'paid' ? 0 : 1,
        held: 0,
      })
    }
  })

  it('the same transfer confirmed by two accountants pays once', async () => {
    const accountants = [await shop.newStaff('accountant'), await shop.newStaff('accountant')]
    for (let trial = 0; trial < TRIALS; trial++) {
      const order = await shop.confirmed(await shop.aCustomer(), [{ product: await aPair(), size: '38' }], {
        payment: 'transfer',
      })
      const outcomes = await Promise.all(
        accountants.map(({ actor }) =>
          shop.core.payments.record({
            actor,
            orderId: order.id,
            amount: order.total,
            provider: 'bank_transfer',
            reference: `same-${order.id}`,
          }),
        ),
      )
      expect(outcomes.toSorted()).toEqual(['known', 'paid'])
      expect((await shop.eventsOf(order.id)).filter((name) => name === 'order.paid')).toHaveLength(1)
    }
  })

  it('two transfers confirmed for it by two accountants: one pays, the other is raised', async () => {
    const order = await shop.confirmed(await shop.aCustomer(), [{ product: await aPair(), size: '38' }], {
      payment: 'transfer',
    })
    const outcomes = await Promise.all([shop.pay(order.id, order.total), shop.pay(order.id, order.total)])
    expect(outcomes.toSorted()).toEqual(['paid', 'raised'])
    expect((await shop.order(order.id)).paid).toBe(order.total)
  })

  it('confirmed at noon while its hold ends, it has its goods exactly once', async () => {
    const actor = await shop.staff('manager')
    for (let trial = 0; trial < TRIALS; trial++) {
      const product = await shop.aProduct({ sizes: { 38: { warehouse: 1, store: 1 } } })
      const order = await shop.placed(await shop.aCustomer(), [{ product, size: '38', quantity: 2 }])
      shop.clock.advance({ days: 3 })
      const [confirmed] = await atOnce(
        shop.core.orders.confirm({ actor, orderId: order.id }),
        shop.core.orders.endHolds(),
        shop.core.orders.endHolds(),
      )
      expect(confirmed).toBe('done')
      expect(await shop.stockOf(product.variant('38'))).toEqual({ onHand: 0, held: 0 })
      expect((await shop.order(order.id)).shipments).toHaveLength(2)
    }
  })

  it('confirmed while a colleague settles its open size, it is refused or goes on with that size', async () => {
    const actor = await shop.staff('manager')
    for (let trial = 0; trial < TRIALS; trial++) {
      const product = await shop.aProduct({ sizes: { 38: 1, 39: 1 }, price: 1000, prices: { 39: 1500 } })
      const order = await shop.placed(await shop.aCustomer(), [{ product, size: null }], {
        payment: 'transfer',
      })
      const lineId = order.lines[0]!.id
      const [settled, confirmed] = await atOnce(
        shop.core.orders.settleSize({
          actor,
          orderId: order.id,
          lineId,
          variantId: product.variant('39'),
        }),
        shop.core.orders.confirm({ actor, orderId: order.id }),
      )
      expect(settled).toBe('done')
      expect(confirmed).toBeOneOf(['done', 'order.open_size'])
      expect(await shop.order(order.id)).toMatchObject({ total: hryvnias(1500) })
    }
  })
})
