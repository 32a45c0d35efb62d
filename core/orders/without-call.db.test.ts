import { describe, expect, it } from 'vitest'
import { atOnce, type Person, type Shop, useShop } from '../../tests/harness/shop.ts'
import type { TestProduct } from '../../tests/harness/shop-catalog.ts'
import { PROVIDER } from '../kernel/actor.ts'

const shop: Shop = useShop()

/** Somebody who has collected a parcel. */
const aKnownCustomer = async (product: TestProduct): Promise<Person> => {
  const customer = await shop.aCustomer()
  const { id } = await shop.confirmed(customer, [{ product, size: '38' }])
  await shop.shipped(id)
  await shop.core.payments.completeOrder({ actor: PROVIDER, orderId: id })
  return customer
}

const wishes = async (customer: Person, product: TestProduct) => {
  const { id } = await shop.aCart(customer, [{ product, size: '38' }])
  await shop.core.carts.setNoCall(customer.userId, true)
  return shop.order((await shop.place(customer, id)).orderId)
}

const confirms = (orderId: string) => shop.core.orders.confirmWithoutCall({ orderId })

describe('«Не телефонуйте, усе вірно»', () => {
  it('confirms by the system, once, whoever looks at it at the same moment', async () => {
    const product = await shop.aProduct({ sizes: { 38: 50 } })
    const customer = await aKnownCustomer(product)
    const { id } = await wishes(customer, product)
    expect((await Promise.all([confirms(id), confirms(id), confirms(id)])).toSorted()).toEqual([
      false,
      false,
      true,
    ])
    expect(await shop.order(id)).toMatchObject({ status: 'AWAITING_SHIPMENT_COD', shipments: [{}] })
    expect((await shop.core.orders.history(id)).at(-1)).toMatchObject({ byRole: 'system', byUser: null })
    expect((await shop.eventsOf(id)).filter((name) => name === 'order.confirmed')).toHaveLength(1)
  })

  it('never twice, whatever a manager does with it at that moment', async () => {
    const product = await shop.aProduct({ sizes: { 38: 50 } })
    const customer = await aKnownCustomer(product)
    const actor = await shop.staff('manager')
    for (let trial = 0; trial < 5; trial++) {
      const { id: orderId } = await wishes(customer, product)
      await atOnce(
        confirms(orderId),
        shop.core.orders.cancel({ actor, orderId, reason: 'duplicate' }),
        shop.core.orders.confirm({ actor, orderId }),
      )
      const moves = (await shop.core.orders.history(orderId)).filter(({ what }) => what === 'moved')
      const confirmations = moves.filter(({ to }) => to === 'AWAITING_SHIPMENT_COD')
      expect(confirmations.length).toBeLessThanOrEqual(1)
      expect((await shop.order(orderId)).status).toBe(moves.at(-1)!.to)
    }
  })

  it('stays with the managers for whom nothing was sent before, whose pair is not held, and whose price waits', async () => {
    const product = await shop.aProduct({ sizes: { 38: 50 } })
    const stranger = await wishes(await shop.aCustomer(), product)
    expect(await confirms(stranger.id)).toBe(false)

    const customer = await aKnownCustomer(product)
    const unheld = await wishes(customer, product)
    shop.clock.advance({ days: 3 })
    await shop.core.orders.endHolds()
    expect(await confirms(unheld.id)).toBe(false)

    const waiting = await wishes(customer, product)
    const price = (pendingPrice: bigint | null) =>
      shop.db.client.variant.update({ where: { id: product.variant('38') }, data: { pendingPrice } })
    await price(100_00n)
    expect(await confirms(waiting.id)).toBe(false)
    await price(null)
    expect(await confirms(waiting.id)).toBe(true)
  })

  it('is kept with the cart, goes with its order, and is not taken over by the next cart', async () => {
    const product = await shop.aProduct({ sizes: { 38: 50 } })
    const customer = await shop.aCustomer()
    expect((await wishes(customer, product)).noCall).toBe(true)
    await shop.addLines(customer, [{ product, size: '38' }])
    expect((await shop.core.carts.find(customer.userId))!.noCall).toBe(false)
  })
})
