import { describe, expect, it } from 'vitest'
import { atOnce, refusal, type Shop, useShop } from '../../tests/harness/shop.ts'
import { hryvnias } from '../kernel/money.ts'

const shop: Shop = useShop()

const cartOf = async (userId: string) =>
  ((await shop.core.carts.find(userId))?.lines ?? []).map(({ values, quantity, price }) => ({
    size: values[0]?.uk,
    quantity,
    price,
  }))

describe('an order of one’s own, ordered again', () => {
  it('puts what is still there into the cart, at today’s price, and says what is not as it was', async () => {
    const olena = await shop.aCustomer()
    const shoes = await shop.aProduct({ sizes: { '35': 5, '36': 1, '37': 3 }, price: 1000 })
    const gone = await shop.aProduct({ sizes: { '40': 2 } })
    const { id, number } = await shop.placed(olena, [
      { product: shoes, size: '35', quantity: 2 },
      { product: shoes, size: '36' },
      { product: shoes, size: '37', quantity: 2 },
      { product: gone, size: '40' },
      { product: shoes, size: null },
    ])
    await shop.db.client.product.update({ where: { id: shoes.id }, data: { price: 900_00n } })
    await shop.db.client.product.update({ where: { id: gone.id }, data: { archivedAt: shop.clock.now() } })

    const again = await shop.core.orders.again({ userId: olena.userId, orderId: id })
    expect(again.number).toBe(number)
    expect(again.lines.map(({ wanted, available, was, price }) => [wanted, available, was, price])).toEqual([
      [2, 3, hryvnias(1000), hryvnias(900)],
      [1, 0, hryvnias(1000), hryvnias(1000)],
      [2, 1, hryvnias(1000), hryvnias(900)],
      [1, 0, gone.price, gone.price],
      [1, 3, hryvnias(1000), hryvnias(900)],
    ])
    expect(await cartOf(olena.userId)).toEqual([
      { size: '35', quantity: 2, price: hryvnias(900) },
      { size: '37', quantity: 1, price: hryvnias(900) },
      { size: undefined, quantity: 1, price: hryvnias(900) },
    ])
  })

  it('changes nothing more when it is asked for again, one after the other or at the same time', async () => {
    const olena = await shop.aCustomer()
    const product = await shop.aProduct({ sizes: { '35': 9 } })
    const { id: orderId } = await shop.placed(olena, [{ product, size: '35', quantity: 2 }])
    const again = () => shop.core.orders.again({ userId: olena.userId, orderId })
    await again()
    expect(await atOnce(again(), again(), again())).toEqual(['done', 'done', 'done'])
    expect(await cartOf(olena.userId)).toMatchObject([{ size: '35', quantity: 2 }])
    await shop.addLines(olena, [{ product, size: '35', quantity: 3 }])
    await again()
    expect(await cartOf(olena.userId)).toMatchObject([{ size: '35', quantity: 5 }])
  })

  it('is one’s own only, and refused when nothing of it is there: the cart stays as it was', async () => {
    const [olena, taras] = [await shop.aCustomer(), await shop.aCustomer()]
    const product = await shop.aProduct({ sizes: { '35': 1 } })
    const { id: orderId } = await shop.placed(olena, [{ product, size: '35' }])
    expect(await refusal(shop.core.orders.again({ userId: taras.userId, orderId }))).toBe('order.unknown')
    expect(await refusal(shop.core.orders.again({ userId: olena.userId, orderId }))).toBe('order.all_gone')
    expect(await shop.core.carts.find(olena.userId)).toBeUndefined()
  })
})
