import { describe, expect, it } from 'vitest'
import { atOnce, refusal, type Shop, useShop } from '../../tests/harness/shop.ts'

const shop: Shop = useShop()

/** So many customers, each with the last pair of the same size in the cart, filled in to the last field. */
const buyersOfOnePair = async (count: number) => {
  const product = await shop.aProduct({ sizes: { 38: 1 } })
  const buyers = []
  for (let i = 0; i < count; i++) {
    const customer = await shop.aCustomer()
    const cart = await shop.aCart(customer, [{ product, size: '38' }])
    buyers.push({ customer, cart })
  }
  return { product, variantId: product.variant('38'), buyers }
}

describe('the last pair', () => {
  it('goes to exactly one of two who order at the same moment; the other is told and keeps the cart', async () => {
    for (let trial = 0; trial < 20; trial++) {
      const { buyers, variantId } = await buyersOfOnePair(2)
      const outcomes = await atOnce(...buyers.map(({ customer, cart }) => shop.place(customer, cart.id)))
      expect(outcomes.toSorted()).toEqual(['done', 'stock.short'])
      expect(await shop.stockOf(variantId)).toEqual({ onHand: 1, held: 1 })
      const loser = buyers[outcomes.indexOf('stock.short')]!
      const kept = await shop.core.carts.find(loser.customer.userId)
      expect(kept).toEqual({ ...loser.cart, lines: [{ ...loser.cart.lines[0]!, available: 0 }] })
      expect(await shop.core.orders.findOf({ userId: loser.customer.userId, limit: 10 })).toEqual([])
    }
  })

  it('goes to one of ten at once', async () => {
    const { buyers, variantId } = await buyersOfOnePair(10)
    const outcomes = await atOnce(...buyers.map(({ customer, cart }) => shop.place(customer, cart.id)))
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === 'stock.short')).toHaveLength(9)
    expect(await shop.stockOf(variantId)).toEqual({ onHand: 1, held: 1 })
  })

  it('goes to one of two processes', async () => {
    const other = shop.anotherProcess()
    for (let trial = 0; trial < 5; trial++) {
      const { buyers, variantId } = await buyersOfOnePair(2)
      const outcomes = await atOnce(
        shop.place(buyers[0]!.customer, buyers[0]!.cart.id),
        shop.place(buyers[1]!.customer, buyers[1]!.cart.id, other),
      )
      expect(outcomes.toSorted()).toEqual(['done', 'stock.short'])
      expect(await shop.stockOf(variantId)).toEqual({ onHand: 1, held: 1 })
    }
  })

  it('goes to the first of those who order one after another, and to the next when the first cancels', async () => {
    const { buyers, variantId } = await buyersOfOnePair(3)
    const [first, second, third] = buyers
    const { orderId } = await shop.place(first!.customer, first!.cart.id)
    expect(await refusal(shop.place(second!.customer, second!.cart.id))).toBe('stock.short')
    expect(await refusal(shop.place(third!.customer, third!.cart.id))).toBe('stock.short')
    await shop.core.orders.cancel({ actor: first!.customer.actor, orderId, reason: 'changed_mind' })
    expect(await refusal(shop.place(third!.customer, third!.cart.id))).toBe('done')
    expect(await refusal(shop.place(second!.customer, second!.cart.id))).toBe('stock.short')
    expect(await shop.stockOf(variantId)).toEqual({ onHand: 1, held: 1 })
  })

  it('is said to be gone to whoever puts it in the cart after it was ordered', async () => {
    const { buyers, product } = await buyersOfOnePair(1)
    await shop.place(buyers[0]!.customer, buyers[0]!.cart.id)
    const late = await shop.aCustomer()
    expect(await refusal(shop.aCart(late, [{ product, size: '38' }]))).toBe('cart.sold_out')
    expect(await shop.core.carts.find(late.userId)).toBeUndefined()
  })

  it('that one orders in a chosen and another in an open size goes to whose size a manager settles first', async () => {
    const product = await shop.aProduct({ sizes: { 38: 1 } })
    const manager = await shop.staff('manager')
    const [a, b] = [await shop.aCustomer(), await shop.aCustomer()]
    const orders = [
      await shop.placed(a, [{ product, size: null }]),
      await shop.placed(b, [{ product, size: null }]),
    ]
    const outcomes = await atOnce(
      ...orders.map(({ id, lines }) =>
        shop.core.orders.settleSize({
          actor: manager,
          orderId: id,
          lineId: lines[0]!.id,
          variantId: product.variant('38'),
        }),
      ),
    )
    expect(outcomes.toSorted()).toEqual(['done', 'stock.short'])
    const loser = orders[outcomes.indexOf('stock.short')]!
    expect((await shop.order(loser.id)).lines[0]!.variantId).toBeNull()
    expect(await refusal(shop.core.orders.confirm({ actor: manager, orderId: loser.id }))).toBe(
      'order.open_size',
    )
  })

  it('is never promised to two lines of one order', async () => {
    const product = await shop.aProduct({ sizes: { 38: 1, 39: 1 } })
    const order = await shop.placed(await shop.aCustomer(), [
      { product, size: '38' },
      { product, size: null },
    ])
    const open = order.lines.find(({ variantId }) => variantId === null)!
    const settle = (size: string) =>
      shop.staff('manager').then((actor) =>
        shop.core.orders.settleSize({
          actor,
          orderId: order.id,
          lineId: open.id,
          variantId: product.variant(size),
        }),
      )
    expect(await refusal(settle('38'))).toBe('stock.short')
    expect(await refusal(settle('39'))).toBe('done')
    expect(await shop.stockOf(product.variant('38'))).toEqual({ onHand: 1, held: 1 })
  })

  it('of two sizes, exchanged by two managers between two orders at once, is not promised twice', async () => {
    const manager = await shop.staff('manager')
    for (let trial = 0; trial < 5; trial++) {
      const product = await shop.aProduct({ sizes: { 38: 2, 39: 2 } })
      const orders = []
      for (const size of ['38', '39', '38', '39'])
        orders.push({ size, order: await shop.placed(await shop.aCustomer(), [{ product, size }]) })
      const outcomes = await atOnce(
        ...orders.map(({ size, order }) =>
          shop.core.orders.settleSize({
            actor: manager,
            orderId: order.id,
            lineId: order.lines[0]!.id,
            variantId: product.variant(size === '38' ? '39' : '38'),
          }),
        ),
      )
      // Nothing is free, so nobody can change; what matters is that they never wait for each other for ever.
      expect(outcomes).toEqual(['stock.short', 'stock.short', 'stock.short', 'stock.short'])
    }
  })
})
