import { describe, expect, it } from 'vitest'
import { atOnce, BRANCH, lineOf, refusal, type Shop, useShop } from '../../tests/harness/shop.ts'
import { hryvnias, money } from '../kernel/money.ts'
import { cartSum } from './index.ts'

const shop: Shop = useShop()

const cartOf = async (userId: string) => (await shop.core.carts.find(userId))!

const setPrice = (productId: string, price: number) =>
  shop.db.client.product.update({ where: { id: productId }, data: { price: BigInt(hryvnias(price)) } })

describe('what a customer gathers', () => {
  it('is one line a size: the same size again adds to it, however fast it is pressed', async () => {
    const customer = await shop.aCustomer()
    const product = await shop.aProduct({ sizes: { 38: 9 } })
    const add = () =>
      shop.core.carts.add({
        userId: customer.userId,
        productId: product.id,
        variantId: product.variant('38'),
      })
    await Promise.all([add(), add(), add(), add(), add()])
    const { lines } = await cartOf(customer.userId)
    expect(lines).toMatchObject([{ quantity: 5, available: 9 }])
    expect(await shop.stockOf(product.variant('38'))).toEqual({ onHand: 9, held: 0 })
  })

  it('may leave the size open, counted at the lowest price', async () => {
    const customer = await shop.aCustomer()
    const product = await shop.aProduct({
      sizes: { 38: 1, 45: 3 },
      price: 1000,
      prices: { 45: 1200, 38: 900 },
    })
    await shop.addLines(customer, [{ product, size: null }])
    expect((await cartOf(customer.userId)).lines).toMatchObject([
      { variantId: null, values: [], price: 900_00, available: 3 },
    ])
  })

  it('shows today’s price and the one it was added at', async () => {
    const customer = await shop.aCustomer()
    const product = await shop.aProduct({ sizes: { 38: 1 }, price: 1000 })
    await shop.addLines(customer, [{ product, size: '38' }])
    await setPrice(product.id, 1100)
    const { lines } = await cartOf(customer.userId)
    expect(lines).toMatchObject([{ price: 1100_00, priceSeen: 1000_00 }])
    expect(cartSum(lines)).toBe(hryvnias(1100))
  })

  it('is one to 99 pieces of a line, and nothing when it is none', async () => {
    const customer = await shop.aCustomer()
    const product = await shop.aProduct({ sizes: { 38: 5 } })
    await shop.addLines(customer, [{ product, size: '38' }])
    const { id } = lineOf(await cartOf(customer.userId), '38')
    const set = (quantity: number) => refusal(shop.core.carts.setQuantity(customer.userId, id, quantity))
    for (const wrong of [-1, 100, 1.5, Number.NaN]) expect(await set(wrong)).toBe('cart.quantity')
    for (const wrong of [0, -1, 100, 1.5]) {
      const add = shop.addLines(customer, [{ product, size: '38', quantity: wrong }])
      expect(await refusal(add)).toBe('cart.quantity')
    }
    expect(await set(99)).toBe('done')
    await shop.addLines(customer, [{ product, size: '38', quantity: 99 }])
    expect(lineOf(await cartOf(customer.userId), '38').quantity).toBe(99)
    expect(await set(0)).toBe('done')
    expect((await cartOf(customer.userId)).lines).toEqual([])
    expect(await set(1)).toBe('cart.line_gone')
  })

  it('is touched by nobody else', async () => {
    const [customer, stranger] = [await shop.aCustomer(), await shop.aCustomer()]
    const product = await shop.aProduct({ sizes: { 38: 5, 39: 5 } })
    for (const whose of [customer, stranger]) await shop.addLines(whose, [{ product, size: '38' }])
    const before = await cartOf(customer.userId)
    const { id } = lineOf(before, '38')
    expect(await refusal(shop.core.carts.setQuantity(stranger.userId, id, 3))).toBe('cart.line_gone')
    expect(await refusal(shop.core.carts.setQuantity(stranger.userId, id, 0))).toBe('cart.line_gone')
    expect(await refusal(shop.core.carts.setVariant(stranger.userId, id, product.variant('39')))).toBe(
      'cart.line_gone',
    )
    expect(await cartOf(customer.userId)).toEqual(before)
  })

  it('becomes one line where a line is given the size of another, also at the same moment', async () => {
    const customer = await shop.aCustomer()
    const product = await shop.aProduct({ sizes: { 38: 5, 39: 5 } })
    await shop.addLines(customer, [
      { product, size: '38', quantity: 2 },
      { product, size: '39', quantity: 3 },
    ])
    const { userId } = customer
    const cart = await cartOf(userId)
    const [a, b] = [lineOf(cart, '38'), lineOf(cart, '39')]
    await shop.core.carts.setVariant(userId, a.id, product.variant('39'))
    expect((await cartOf(userId)).lines).toMatchObject([{ variantId: product.variant('39'), quantity: 5 }])
    expect(await refusal(shop.core.carts.setVariant(userId, b.id, null))).toBe('cart.line_gone')

    for (let trial = 0; trial < 5; trial++) {
      await shop.addLines(customer, [
        { product, size: '38' },
        { product, size: '39' },
      ])
      const now = await cartOf(userId)
      const before = now.lines.reduce((sum, { quantity }) => sum + quantity, 0)
      await atOnce(
        shop.core.carts.setVariant(userId, lineOf(now, '38').id, product.variant('39')),
        shop.core.carts.setVariant(userId, lineOf(now, '39').id, product.variant('38')),
      )
      const after = (await cartOf(userId)).lines
      expect(after.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(before)
    }
  })

  it('never gets a size of another product', async () => {
    const customer = await shop.aCustomer()
    const [product, other] = [
      await shop.aProduct({ sizes: { 38: 1 } }),
      await shop.aProduct({ sizes: { 38: 1 } }),
    ]
    await shop.addLines(customer, [{ product, size: '38' }])
    const { id } = lineOf(await cartOf(customer.userId), '38')
    expect(await refusal(shop.core.carts.setVariant(customer.userId, id, other.variant('38')))).toBe(
      'cart.line_gone',
    )
    const mixed = shop.core.carts.add({
      userId: customer.userId,
      productId: product.id,
      variantId: other.variant('38'),
    })
    expect(await refusal(mixed)).toBe('cart.sold_out')
  })

  it('put in at the moment when the cart is ordered is in the order or in the next cart', async () => {
    const product = await shop.aProduct({ sizes: { 38: 100, 39: 100 } })
    for (let trial = 0; trial < 10; trial++) {
      const customer = await shop.aCustomer()
      const cart = await shop.aCart(customer, [{ product, size: '38' }])
      const [{ orderId }] = await Promise.all([
        shop.place(customer, cart.id),
        shop.addLines(customer, [{ product, size: '39' }]),
      ])
      const ordered = (await shop.order(orderId)).lines.map(({ variantId }) => variantId)
      const left = ((await shop.core.carts.find(customer.userId))?.lines ?? []).map(
        ({ variantId }) => variantId,
      )
      expect([...ordered, ...left].toSorted()).toEqual(
        [product.variant('38'), product.variant('39')].toSorted(),
      )
    }
  })
})

describe('a cart that becomes an order', () => {
  it('is filled in from the customer’s last order', async () => {
    const customer = await shop.aCustomer()
    const product = await shop.aProduct({ sizes: { 38: 5 } })
    await shop.placed(customer, [{ product, size: '38' }], { payment: 'transfer' })
    shop.clock.advance({ minutes: 1 })
    await shop.addLines(customer, [{ product, size: '38' }])
    expect(await cartOf(customer.userId)).toMatchObject({
      recipient: { surname: 'Коваль', firstName: 'Олена', phone: customer.phone },
      delivery: BRANCH,
      payment: 'transfer',
      comment: null,
    })
    const stranger = await shop.aCustomer()
    await shop.addLines(stranger, [{ product, size: '38' }])
    expect(await cartOf(stranger.userId)).toMatchObject({ recipient: {}, delivery: null, payment: null })
  })

  it('freezes its prices, whatever they become', async () => {
    const product = await shop.aProduct({ sizes: { 38: 1 }, price: 1000 })
    const order = await shop.placed(await shop.aCustomer(), [{ product, size: '38' }])
    await setPrice(product.id, 3000)
    expect(await shop.order(order.id)).toEqual(order)
  })

  it('is refused with its new sum when that is not the one that the customer saw, and kept', async () => {
    const customer = await shop.aCustomer()
    const product = await shop.aProduct({ sizes: { 38: 1 }, price: 1000 })
    const cart = await shop.aCart(customer, [{ product, size: '38' }])
    await setPrice(product.id, 1100)
    const place = (expected: number) =>
      shop.core.orders.place({
        actor: customer.actor,
        userId: customer.userId,
        cartId: cart.id,
        source: 'telegram',
        language: 'uk',
        expectedTotal: hryvnias(expected),
      })
    await expect(place(1000)).rejects.toMatchObject({
      code: 'cart.price_changed',
      params: { total: hryvnias(1100) },
    })
    expect(await cartOf(customer.userId)).toMatchObject({ id: cart.id, lines: [{ quantity: 1 }] })
    expect((await shop.order((await place(1100)).orderId)).total).toBe(hryvnias(1100))
  })

  it('is refused where a size was sold meanwhile, with what is left, and keeps everything', async () => {
    const customer = await shop.aCustomer()
    const product = await shop.aProduct({ sizes: { 38: 2, 39: 5 } })
    const cart = await shop.aCart(customer, [
      { product, size: '38', quantity: 2 },
      { product, size: '39' },
    ])
    await shop.placed(await shop.aCustomer(), [{ product, size: '38' }])
    await expect(shop.place(customer, cart.id)).rejects.toMatchObject({
      code: 'stock.short',
      params: { shortages: [{ variantId: product.variant('38'), wanted: 2, available: 1 }] },
    })
    await shop.core.carts.setQuantity(customer.userId, lineOf(cart, '38').id, 1)
    expect(await refusal(shop.place(customer, cart.id))).toBe('done')
  })

  it('is refused for what is no longer sold, or sold out in every size', async () => {
    const archived = await shop.aProduct({ sizes: { 38: 5 } })
    const customer = await shop.aCustomer()
    const cart = await shop.aCart(customer, [{ product: archived, size: '38' }])
    await shop.db.client.product.update({
      where: { id: archived.id },
      data: { archivedAt: shop.clock.now() },
    })
    expect(await refusal(shop.place(customer, cart.id))).toBe('stock.short')

    const last = await shop.aProduct({ sizes: { 38: 1 } })
    const other = await shop.aCustomer()
    const open = await shop.aCart(other, [{ product: last, size: null }])
    await shop.placed(await shop.aCustomer(), [{ product: last, size: '38' }])
    expect(await refusal(shop.place(other, open.id))).toBe('stock.short')
  })

  it('is refused while anything is missing, and empty, and of somebody else', async () => {
    const customer = await shop.aCustomer()
    const product = await shop.aProduct({ sizes: { 38: 5 } })
    const cart = await shop.aCart(customer, [{ product, size: '38' }])
    const stranger = await shop.aCustomer()
    expect(await refusal(shop.place(stranger, cart.id))).toBe('cart.gone')
    expect(await refusal(shop.place({ ...customer, actor: stranger.actor }, cart.id))).toBe('order.forbidden')

    await shop.core.carts.setDelivery(customer.userId, { method: 'nova_poshta_branch', city: 'Київ' })
    expect(await refusal(shop.place(customer, cart.id))).toBe('cart.incomplete')
    await shop.core.carts.setDeliveryField(customer.userId, 'branch', 'Поштомат 26012')
    await shop.core.carts.setQuantity(customer.userId, lineOf(cart, '38').id, 0)
    expect(await refusal(shop.place(customer, cart.id))).toBe('cart.empty')
    await shop.addLines(customer, [{ product, size: '38' }])
    expect(await refusal(shop.place(customer, cart.id))).toBe('done')
    expect(await refusal(shop.core.carts.setComment(customer.userId, 'дзвоніть'))).toBe('cart.gone')
  })

  it('made by a manager for a customer says so in its history', async () => {
    const customer = await shop.aCustomer()
    const product = await shop.aProduct({ sizes: { 38: 5 } })
    const cart = await shop.aCart(customer, [{ product, size: '38' }])
    const { orderId } = await shop.place({ ...customer, actor: await shop.staff('manager') }, cart.id)
    expect(await shop.core.orders.history(orderId)).toMatchObject([{ what: 'created', byRole: 'manager' }])
    expect((await shop.order(orderId)).userId).toBe(customer.userId)
  })

  it('with kopiykas in its prices has a total of whole hryvnias, the discount spread over the lines', async () => {
    const customer = await shop.aCustomer()
    const products = [await shop.aProduct({ sizes: { 38: 5 } }), await shop.aProduct({ sizes: { 38: 5 } })]
    await shop.db.client.product.updateMany({
      where: { id: { in: products.map(({ id }) => id) } },
      data: { price: 99_75n },
    })
    const order = await shop.placed(
      customer,
      products.map((product) => ({ product, size: '38', quantity: 1 })),
    )
    expect(order).toMatchObject({ sum: money(199_50), discount: 50, total: money(199_00) })
    expect(order.lines.map(({ discount }) => discount)).toEqual([25, 25])
  })
})
