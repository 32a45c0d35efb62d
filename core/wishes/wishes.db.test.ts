import { describe, expect, it } from 'vitest'
import { atOnce, type Person, refusal, type Shop, useShop } from '../../tests/harness/shop.ts'
import type { TestProduct } from '../../tests/harness/shop-catalog.ts'

const shop: Shop = useShop()

const looks = async ({ userId }: Person, ...products: readonly TestProduct[]) => {
  for (const { id: productId } of products) {
    await shop.core.wishes.product({ productId, userId, look: true })
    shop.clock.advance({ seconds: 1 })
  }
}
const recent = async ({ userId }: Person) =>
  (await shop.core.wishes.recent({ userId, limit: 100 })).map(({ id }) => id)

const products = (n: number) =>
  Promise.all(Array.from({ length: n }, () => shop.aProduct({ sizes: { '35': 1 } })))

describe('recently seen', () => {
  it('is the last twenty, the newest first, each once, and nobody else’s', async () => {
    const [olena, taras] = [await shop.aCustomer(), await shop.aCustomer()]
    const seen = await products(23)
    await looks(olena, ...seen)
    await looks(olena, seen[10]!)
    const ids = seen.map(({ id }) => id)
    expect(await recent(olena)).toEqual(
      [ids[10], ...ids.toReversed().filter((id) => id !== ids[10])].slice(0, 20),
    )
    expect(await recent(taras)).toEqual([])
  })

  it('a card that is only drawn again is no look', async () => {
    const olena = await shop.aCustomer()
    const [one, two] = await products(2)
    await looks(olena, one!, two!)
    await shop.core.wishes.product({ productId: one!.id, userId: olena.userId, look: false })
    expect(await recent(olena)).toEqual([two!.id, one!.id])
  })

  it('of a product that never was is nothing', async () => {
    const { userId } = await shop.aCustomer()
    const productId = 'prd_111111111111'
    expect(await shop.core.wishes.product({ productId, userId, look: true })).toBeUndefined()
  })
})

describe('favourites', () => {
  it('are put and taken, the same again changing nothing, a page at a time', async () => {
    const { userId } = await shop.aCustomer()
    const liked = await products(5)
    for (const { id: productId } of [...liked, liked[0]!]) {
      await shop.core.wishes.setFavourite({ userId, productId, on: true })
      shop.clock.advance({ seconds: 1 })
    }
    const ids = liked.map(({ id }) => id).toReversed()
    const page = await shop.core.wishes.favourites({ userId, limit: 3 })
    expect(page.map(({ id }) => id)).toEqual(ids.slice(0, 3))
    const next = await shop.core.wishes.favourites({ userId, after: ids[2], limit: 3 })
    expect(next.map(({ id }) => id)).toEqual(ids.slice(3))

    const productId = ids[2]!
    await shop.core.wishes.setFavourite({ userId, productId, on: false })
    await shop.core.wishes.setFavourite({ userId, productId, on: false })
    const left = await shop.core.wishes.favourites({ userId, limit: 9 })
    expect(left.map(({ id }) => id)).toEqual(ids.filter((id) => id !== productId))
    // The page that began after what is gone meanwhile begins anew.
    expect(await shop.core.wishes.favourites({ userId, after: productId, limit: 9 })).toEqual(left)
  })

  it('put by five presses at once is one', async () => {
    const { userId } = await shop.aCustomer()
    const [{ id: productId } = { id: '' }] = await products(1)
    const presses = [1, 2, 3, 4, 5].map(() => shop.core.wishes.setFavourite({ userId, productId, on: true }))
    expect(await atOnce(...presses)).toEqual(Array(5).fill('done'))
    expect(await shop.core.wishes.favourites({ userId, limit: 9 })).toHaveLength(1)
  })

  it('say today’s price, and whether the product is there', async () => {
    const { userId } = await shop.aCustomer()
    const there = await shop.aProduct({ sizes: { '35': 1, '36': 0 }, price: 500, prices: { '36': 700 } })
    const soldOut = await shop.aProduct({ sizes: { '35': 0 } })
    const archived = await shop.aProduct({ sizes: { '35': 3 } })
    for (const { id: productId } of [there, soldOut, archived]) {
      await shop.core.wishes.setFavourite({ userId, productId, on: true })
      shop.clock.advance({ seconds: 1 })
    }
    await shop.db.client.product.update({ where: { id: there.id }, data: { price: 450_00n } })
    await shop.db.client.product.update({
      where: { id: archived.id },
      data: { archivedAt: shop.clock.now() },
    })
    expect(await shop.core.wishes.favourites({ userId, limit: 9 })).toMatchObject([
      { id: archived.id, available: false, archived: true },
      { id: soldOut.id, available: false, archived: false },
      { id: there.id, available: true, price: 450_00, priceVaries: true },
    ])
  })

  it('of an unknown product are refused without a word in the books', async () => {
    const { userId } = await shop.aCustomer()
    const putting = shop.core.wishes.setFavourite({ userId, productId: 'prd_111111111111', on: true })
    expect(await putting).toBe(false)
  })
})

describe('waiting for what is sold out', () => {
  it('is asked for once, however often, and not for what is there', async () => {
    const { userId } = await shop.aCustomer()
    const { id: productId, variant } = await shop.aProduct({ sizes: { '35': 0, '36': 1 } })
    const wait = (size: string | null, on = true) =>
      shop.core.wishes.watch({ userId, productId, variantId: size && variant(size), on })
    expect(await Promise.all([wait('35'), wait('35'), wait('35')])).toEqual(['waits', 'waits', 'waits'])
    expect(await wait('36')).toBe('there')
    expect(await wait(null)).toBe('there')
    expect(await shop.core.wishes.watches(userId)).toHaveLength(1)
    expect(await wait('35', false)).toBe('ended')
    expect(await shop.core.wishes.watches(userId)).toEqual([])
  })

  it('for what is sold no more, or for a size of another product, is refused', async () => {
    const { userId } = await shop.aCustomer()
    const [one, two] = [
      await shop.aProduct({ sizes: { '35': 0 } }),
      await shop.aProduct({ sizes: { '35': 0 } }),
    ]
    const wait = (productId: string, variantId: string | null) =>
      refusal(shop.core.wishes.watch({ userId, productId, variantId, on: true }))
    expect(await wait(one.id, two.variant('35'))).toBe('product.gone')
    await shop.db.client.product.update({ where: { id: two.id }, data: { archivedAt: shop.clock.now() } })
    expect(await wait(two.id, null)).toBe('product.gone')
  })
})
