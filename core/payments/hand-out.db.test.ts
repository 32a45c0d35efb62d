import { beforeAll, describe, expect, it } from 'vitest'
import { atOnce, type Checkout, refusal, type Shop, useShop } from '../../tests/harness/shop.ts'
import type { Actor } from '../kernel/actor.ts'

const shop: Shop = useShop()

const pickup = (checkout: Checkout = {}): Checkout => ({
  delivery: { method: 'pickup', outletId: shop.outlets.store },
  ...checkout,
})

/** Two pairs of 38 and one of 39, ready in the store. */
const ready = async (checkout?: Checkout) => {
  const product = await shop.aProduct({ sizes: { 38: { store: 2 }, 39: { store: 1 } }, price: 1000 })
  const customer = await shop.aCustomer()
  const wanted = [
    { product, size: '38', quantity: 2 },
    { product, size: '39' },
  ]
  const { id } =
    checkout?.payment === 'transfer'
      ? await shop.paid(customer, wanted, pickup(checkout))
      : await shop.confirmed(customer, wanted, pickup(checkout))
  await shop.shipped(id)
  const actor = await shop.staff('seller')
  await shop.core.orders.followParcel({ actor, orderId: id, to: 'ARRIVED' })
  const order = await shop.order(id)
  const line = (size: string) => order.lines.find(({ variantId }) => variantId === product.variant(size))!
  return { product, order, actor, line }
}

const goesBack = (actor: Actor, orderId: string, lineId: string, piece = 1) =>
  shop.core.orders.markPieces({ actor, orderId, of: { lineId, piece }, fate: 'shelf' })

const handOut = (actor: Actor, orderId: string, amount: number, { part = false, core = shop.core } = {}) =>
  core.payments.handOut({ actor, orderId, amount, part, means: amount > 0 ? 'cash' : null })

const sellerAt = async (outletId: string) => {
  const { actor } = await shop.newStaff('seller')
  await shop.core.workplaces.choose({ actor, userId: actor.userId, outletId })
  return actor
}

describe('a pickup at the counter', () => {
  beforeAll(() => shop.core.settings.write('payments', { pickup: ['on_receipt', 'transfer'] }))

  it('is handed out once, and the money is in the books with how it was taken', async () => {
    const { order, actor } = await ready()
    expect(await refusal(handOut(actor, order.id, 1))).toBe('pickup.due_changed')
    expect(
      await refusal(
        shop.core.payments.handOut({ actor, orderId: order.id, amount: 3000_00, part: false, means: null }),
      ),
    ).toBe('pickup.means')
    const other = shop.anotherProcess('counter-2')
    const outcomes = await atOnce(
      handOut(actor, order.id, 3000_00),
      handOut(actor, order.id, 3000_00, { core: other }),
    )
    expect(outcomes.sort()).toEqual(['done', 'order.impossible'])
    expect(await shop.order(order.id)).toMatchObject({ status: 'COMPLETED', paid: 3000_00 })
    const payments = await shop.db.client.payment.findMany({ where: { reference: order.id } })
    expect(payments).toMatchObject([{ provider: 'store', means: 'cash', amount: 300000n }])
  })

  it('tried on, part kept: what is not kept is on the shelf, the total and the money follow, in one', async () => {
    const { order, product, actor, line } = await ready()
    await goesBack(actor, order.id, line('38').id, 2)
    await goesBack(actor, order.id, line('39').id)
    expect(await shop.core.payments.dueAtCounter({ orderId: order.id, part: true })).toBe(1000_00)
    await handOut(actor, order.id, 1000_00, { part: true })
    const kept = await shop.order(order.id)
    expect(kept).toMatchObject({ status: 'COMPLETED', total: 1000_00, paid: 1000_00 })
    expect(kept.lines).toMatchObject([{ id: line('38').id, quantity: 1 }])
    expect(await shop.stockOf(product.variant('38'))).toEqual({ onHand: 1, held: 0 })
    expect(await shop.stockOf(product.variant('39'))).toEqual({ onHand: 1, held: 0 })
    expect((await shop.core.orders.history(order.id)).at(-1)?.details).toMatchObject({
      back: [{ quantity: 1 }, { quantity: 1 }],
    })
  })

  it('paid before and part kept: the rest of the money is with the accountant', async () => {
    const { order, actor, line } = await ready({ payment: 'transfer' })
    await goesBack(actor, order.id, line('39').id)
    await handOut(actor, order.id, 0, { part: true })
    expect(await shop.order(order.id)).toMatchObject({ status: 'COMPLETED', total: 2000_00, paid: 2000_00 })
    expect(await shop.eventsOf(order.id)).toContain('payment.mismatch')
  })

  it('nothing kept is no handing out: it is a return, piece by piece', async () => {
    const { order, product, actor, line } = await ready()
    await shop.core.orders.markPieces({ actor, orderId: order.id, fate: 'shelf' })
    expect(await refusal(handOut(actor, order.id, 0, { part: true }))).toBe('pickup.nothing_kept')
    await shop.core.orders.markPieces({
      actor,
      orderId: order.id,
      of: { lineId: line('38').id, piece: 2 },
      fate: 'defect',
    })
    await shop.core.orders.takeBack({ actor, orderId: order.id })
    expect((await shop.order(order.id)).status).toBe('RETURNED')
    expect(await shop.stockOf(product.variant('38'))).toEqual({ onHand: 1, held: 0 })
    expect(await shop.stockOf(product.variant('39'))).toEqual({ onHand: 1, held: 0 })
  })

  it('handed out and taken back at once: one of them happens', async () => {
    const { order, actor } = await ready()
    await shop.core.orders.markPieces({ actor, orderId: order.id, fate: 'shelf' })
    const outcomes = await atOnce(
      handOut(actor, order.id, 3000_00),
      shop.anotherProcess('counter-3').orders.takeBack({ actor, orderId: order.id }),
    )
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1)
  })

  it('is its own store’s: the seller of another neither hands it out nor takes it back', async () => {
    const { order } = await ready()
    const elsewhere = await sellerAt(shop.outlets.warehouse)
    const refused = await atOnce(
      handOut(elsewhere, order.id, 3000_00),
      shop.core.orders.markPieces({ actor: elsewhere, orderId: order.id, fate: 'shelf' }),
      shop.core.orders.takeBack({ actor: elsewhere, orderId: order.id }),
      shop.core.payments.completeOrder({ actor: elsewhere, orderId: order.id }),
    )
    expect(new Set(refused)).toEqual(new Set(['staff.other_outlet']))
    expect(await shop.core.orders.inHand({ stage: 'ready', outletId: shop.outlets.warehouse })).toEqual([])
    await handOut(await sellerAt(shop.outlets.store), order.id, 3000_00)
  })

  it('is kept three days, reminded the day before, and then the store is told, each once', async () => {
    const { order } = await ready()
    const told = async () => (await shop.eventsOf(order.id)).filter((name) => name.startsWith('order.pickup'))
    shop.clock.advance({ hours: 47 })
    await shop.minute()
    expect(await told()).toEqual([])
    shop.clock.advance({ hours: 2 })
    await Promise.all([shop.minute(), shop.minute()])
    expect(await told()).toEqual(['order.pickup_due'])
    shop.clock.advance({ hours: 24 })
    await Promise.all([shop.minute(), shop.minute()])
    await shop.minute()
    expect(await told()).toEqual(['order.pickup_due', 'order.pickup_over'])
    expect((await shop.order(order.id)).status).toBe('ARRIVED')
  })
})
