import { describe, expect, it } from 'vitest'
import { type Shop, useShop } from '../../tests/harness/shop.ts'

const shop: Shop = useShop()

const back = async (productId: string) =>
  (
    await shop.db.client.event.findMany({
      where: { name: 'stock.back', payload: { path: ['productId'], equals: productId } },
    })
  ).map(({ payload }) => (payload as { variantId: string | null }).variantId)

const waits = async (productId: string, variantId: string | null) => {
  const { userId } = await shop.aCustomer()
  await shop.core.wishes.watch({ userId, productId, variantId, on: true })
  return userId
}

describe('stock that is back', () => {
  it('is announced however it came back: an order cancelled, a hold ended, a change by hand', async () => {
    const comes: Record<string, (orderId: string, variantId: string) => Promise<unknown>> = {
      'an order cancelled': async (orderId) =>
        shop.core.orders.cancel({ actor: await shop.staff('manager'), orderId, reason: 'not_reached' }),
      'a hold ended': async () => {
        shop.clock.advance({ days: 2 })
        await shop.core.orders.endHolds()
      },
      'a change by hand': async (_, variantId) => {
        const outletId = shop.outlets.warehouse
        await shop.db.client
          .$executeRaw`UPDATE stock SET on_hand = on_hand + 1 WHERE variant_id = ${variantId}`
        await shop.db.client.stockMovement.create({
          data: { variantId, outletId, delta: 1, reason: 'counted', at: shop.clock.now() },
        })
      },
    }
    for (const [how, come] of Object.entries(comes)) {
      const product = await shop.aProduct({ sizes: { '35': 1 } })
      const variantId = product.variant('35')
      const { id } = await shop.placed(await shop.aCustomer(), [{ product, size: '35' }])
      await waits(product.id, variantId)
      await shop.core.wishes.announceBack()
      expect(await back(product.id), how).toEqual([])
      await come(id, variantId)
      await shop.core.wishes.announceBack()
      await shop.core.wishes.announceBack()
      expect(await back(product.id), how).toEqual([variantId])
    }
  })

  it('is announced once by two sweeps at the same time, and every waiting person stands in one announcement', async () => {
    const { id: productId, variant } = await shop.aProduct({ sizes: { '35': 0, '36': 0 } })
    const [size, outletId] = [variant('35'), shop.outlets.warehouse]
    const waiting = [await waits(productId, size), await waits(productId, size), await waits(productId, null)]
    await waits(productId, variant('36'))
    await shop.db.client.$executeRaw`UPDATE stock SET on_hand = 1 WHERE variant_id = ${size}`
    await shop.db.client.stockMovement.create({
      data: { variantId: size, outletId, delta: 1, reason: 'counted', at: shop.clock.now() },
    })
    const sweeps = [shop.core, shop.anotherProcess(), shop.core]
    await Promise.all(sweeps.map(({ wishes }) => wishes.announceBack({ limit: 2 })))
    await shop.core.wishes.announceBack()
    const announced = await back(productId)
    expect(new Set(announced)).toEqual(new Set([size, null]))
    const told = [
      ...(await shop.core.wishes.watchers({ productId, variantId: size })),
      ...(await shop.core.wishes.watchers({ productId, variantId: null })),
    ]
    expect(told.map(({ userId }) => userId).toSorted()).toEqual(waiting.toSorted())
    expect(await shop.core.wishes.watchers({ productId, variantId: variant('36') })).toEqual([])
  })

  it('waits for the morning in the quiet hours', async () => {
    const product = await shop.aProduct({ sizes: { '35': 1 } })
    const { id } = await shop.placed(await shop.aCustomer(), [{ product, size: '35' }])
    await waits(product.id, null)
    await shop.core.orders.cancel({
      actor: await shop.staff('manager'),
      orderId: id,
      reason: 'not_reached',
    })
    const hour = 60 * 60 * 1000
    const now = shop.clock.now().getTime()
    const night = new Date(shop.clock.now())
    night.setUTCHours(20, 30)
    shop.clock.advance({ ms: night.getTime() - now + (night.getTime() < now ? 24 * hour : 0) })
    await shop.core.wishes.announceBack()
    expect(await back(product.id)).toEqual([])
    shop.clock.advance({ hours: 12 })
    await shop.core.wishes.announceBack()
    expect(await back(product.id)).toEqual([null])
  })
})
