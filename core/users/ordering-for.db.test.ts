import { describe, expect, it } from 'vitest'
import { atOnce, BRANCH, type Person, refusal, type Shop, useShop } from '../../tests/harness/shop.ts'
import type { TestProduct } from '../../tests/harness/shop-catalog.ts'

const shop: Shop = useShop()

let numbers = 0
const aNumber = () => `+38050${String(2_000_000 + ++numbers)}`

const begins = async (manager: Person, phone: string) => {
  await shop.core.users.orderFor({ actor: manager.actor, phone })
  const customer = await shop.core.users.orderingFor(manager.userId)
  if (!customer || customer === 'over') throw new Error('nothing began')
  return customer
}

/** A cart that a manager filled in for whoever has the number, ready to be placed. */
const fills = async (manager: Person, phone: string, product: TestProduct) => {
  const customer = await begins(manager, phone)
  const { id: userId } = customer
  await shop.core.carts.add({ userId, productId: product.id, variantId: product.variant('38') })
  const cartId = await shop.core.carts.fillIn(userId, {
    recipient: { surname: 'Коваль', firstName: 'Олена', phone },
    delivery: BRANCH,
    payment: 'on_receipt',
  })
  const place = () =>
    shop.core.orders.place({ actor: manager.actor, userId, cartId, source: 'phone', language: 'uk' })
  return { customer, place }
}

const setUp = async () => ({
  manager: await shop.newStaff('manager'),
  product: await shop.aProduct({ sizes: { 38: 200 } }),
  phone: aNumber(),
})

const ordersOf = async (userId: string) =>
  (await shop.core.orders.findOf({ userId, limit: 20 })).map(({ id }) => id)

describe('a manager who orders for somebody', () => {
  it('orders for who proved the number, in whatever form it is typed, else for one who is said to have it', async () => {
    const { manager, phone } = await setUp()
    const olena = await shop.aCustomer()
    expect((await begins(manager, olena.phone.replace('+38', ' '))).id).toBe(olena.userId)
    const claimed = await begins(manager, phone)
    expect(claimed).toMatchObject({ phone: null, number: phone, roles: ['customer'] })
    expect((await begins(await shop.newStaff('manager'), phone)).id).toBe(claimed.id)
  })

  it('makes one customer of a number, however many begin at once', async () => {
    const { phone } = await setUp()
    const managers = [await shop.newStaff('manager'), await shop.newStaff('manager')]
    const begun = await Promise.all(managers.map((manager) => begins(manager, phone)))
    expect(new Set(begun.map(({ id }) => id)).size).toBe(1)
  })

  it('is refused a wrong number, their own, and whoever is blocked, with the reason; so is anybody else', async () => {
    const { manager } = await setUp()
    const begin = (phone: string, { actor } = manager) => refusal(shop.core.users.orderFor({ actor, phone }))
    expect(await begin('12')).toBe('recipient.phone')
    expect(await begin(manager.phone || (await shop.core.users.find(manager.person))!.phone!)).toBe(
      'ordering.own',
    )
    const customer = await shop.aCustomer()
    expect(await begin(aNumber(), customer)).toBe('order.forbidden')
    expect(await begin(aNumber(), await shop.newStaff('accountant'))).toBe('order.forbidden')
    const { userId, phone } = customer
    const note = { actor: manager.actor, userId, what: 'blocked', text: 'не забирає' } as const
    await shop.core.users.writeNote(note)
    await expect(shop.core.users.orderFor({ actor: manager.actor, phone })).rejects.toMatchObject({
      code: 'ordering.blocked',
      params: { reason: 'не забирає' },
    })
  })

  it('is done when the order is placed, when the shift ends, and after an hour without a touch', async () => {
    const { manager, product, phone } = await setUp()
    const { userId, actor } = manager
    const on = () => shop.core.users.orderingFor(userId)
    const { place } = await fills(manager, phone, product)
    await place()
    expect(await on()).toBeUndefined()

    await shop.core.staff.beginShift({ actor })
    await begins(manager, phone)
    await shop.core.staff.endShift({ actor })
    expect(await on()).toBeUndefined()

    await begins(manager, phone)
    shop.clock.advance({ minutes: 59 })
    expect(await on()).toMatchObject({ number: phone })
    shop.clock.advance({ minutes: 59 })
    expect(await on()).toMatchObject({ number: phone })
    shop.clock.advance({ minutes: 60 })
    expect(await on()).toBe('over')
    expect(await on()).toBeUndefined()
  })

  it('is told the reason when the customer was blocked meanwhile, and the cart is kept', async () => {
    const { manager, product, phone } = await setUp()
    const { customer, place } = await fills(manager, phone, product)
    const note = { actor: manager.actor, userId: customer.id, what: 'blocked', text: 'шахрай' } as const
    await shop.core.users.writeNote(note)
    await expect(place()).rejects.toMatchObject({ code: 'ordering.blocked', params: { reason: 'шахрай' } })
    expect((await shop.core.carts.find(customer.id))!.lines).toHaveLength(1)
  })
})

describe('a number that was claimed and is proven', () => {
  it('brings its orders, notes and block to whoever proved it; the history says so, another number brings nothing', async () => {
    const { manager, product, phone } = await setUp()
    const { customer, place } = await fills(manager, phone, product)
    const { orderId } = await place()
    for (const what of ['note', 'prepay_only'] as const)
      await shop.core.users.writeNote({ actor: manager.actor, userId: customer.id, what, text: 'слово' })
    const olena = await shop.aCustomer()
    expect(await ordersOf(olena.userId)).toEqual([])
    await shop.core.users.provePhone(olena.userId, phone)
    expect(await ordersOf(olena.userId)).toEqual([orderId])
    expect(await shop.order(orderId)).toMatchObject({ userId: olena.userId, phoneProven: true })
    expect((await shop.core.orders.history(orderId)).at(-1)).toMatchObject({
      what: 'phone_proven',
      byUser: olena.userId,
    })
    const notes = await shop.core.users.notes(olena.userId, 5)
    expect(notes.map(({ what }) => what).toSorted()).toEqual(['merged', 'note', 'prepay_only'])
    expect(await shop.core.users.blockOf(olena.userId)).toBe('prepay_only')
    await shop.core.users.provePhone(olena.userId, phone)
    const moves = (await shop.core.orders.history(orderId)).filter(({ what }) => what === 'phone_proven')
    expect(moves).toHaveLength(1)
    expect((await begins(manager, phone)).id).toBe(olena.userId)
  })

  it('proven by two at once makes one person of the three, with every order', async () => {
    for (let trial = 0; trial < 5; trial++) {
      const { manager, product, phone } = await setUp()
      const { orderId } = await (await fills(manager, phone, product)).place()
      const people = [
        await shop.aCustomer({ phoneProven: false }),
        await shop.aCustomer({ phoneProven: false }),
      ]
      const outcomes = await atOnce(...people.map(({ userId }) => shop.core.users.provePhone(userId, phone)))
      expect(outcomes).toEqual(['done', 'done'])
      const [now, same] = await Promise.all(people.map(({ person }) => shop.core.users.find(person)))
      expect(now).toEqual(same)
      expect(now).toMatchObject({ phone })
      expect((await shop.order(orderId)).userId).toBe(now!.id)
    }
  })

  it('proven while a manager places their order: the order is theirs, whoever was first', async () => {
    for (let trial = 0; trial < 10; trial++) {
      const { manager, product, phone } = await setUp()
      const { place } = await fills(manager, phone, product)
      const olena = await shop.aCustomer({ phoneProven: false })
      const [{ orderId }] = await Promise.all([place(), shop.core.users.provePhone(olena.userId, phone)])
      expect(await ordersOf(olena.userId)).toEqual([orderId])
      expect(await place()).toMatchObject({ orderId, isNew: false })
    }
  })

  it('proven in the middle of it: what the manager filled goes on, and its order is theirs', async () => {
    const { manager, product, phone } = await setUp()
    const { place } = await fills(manager, phone, product)
    const olena = await shop.aCustomer()
    await shop.addLines(olena, [{ product, size: '38', quantity: 3 }])
    await shop.core.users.provePhone(olena.userId, phone)
    const { orderId } = await place()
    expect(await shop.order(orderId)).toMatchObject({
      userId: olena.userId,
      phoneProven: true,
      lines: [{ quantity: 1 }],
    })
    expect((await shop.core.carts.find(olena.userId))!.lines).toMatchObject([{ quantity: 3 }])
  })
})
