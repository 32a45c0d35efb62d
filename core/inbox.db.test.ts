import { describe, expect, it } from 'vitest'
import { refusal, type Shop, useShop } from '../tests/harness/shop.ts'
import type { Cause, Received } from './inbox.ts'
import { DomainError, Repeated } from './kernel/errors.ts'

const shop: Shop = useShop()

let ids = 0
const update = (changes: Partial<Received> = {}): Received => {
  ids += 1
  return {
    source: 'telegram',
    externalId: String(ids),
    person: `telegram:9${ids}`,
    sequence: BigInt(ids),
    body: { text: 'привіт' },
    ...changes,
  }
}

const causeOf = async ({ source, externalId }: Received): Promise<Cause> => {
  const row = await shop.db.client.inbox.findUniqueOrThrow({
    where: { source_externalId: { source, externalId } },
  })
  return row.id
}

describe('what comes from outside', () => {
  it('is stored once however often and from wherever it is sent', async () => {
    const sent = update()
    expect(await shop.core.inbox.receive([sent])).toEqual([sent.person])
    expect(await shop.core.inbox.receive([sent, { ...sent, body: { text: 'інше' } }])).toEqual([])
    const other = update({ externalId: sent.externalId, source: 'viber', person: 'viber:1' })
    expect(await shop.core.inbox.receive([other])).toEqual(['viber:1'])
    const twice = update()
    const signals = await Promise.all([
      shop.core.inbox.receive([twice]),
      shop.anotherProcess().inbox.receive([twice]),
    ])
    expect(signals.flat()).toEqual([twice.person])
    const rows = await shop.db.client.inbox.findMany({ where: { person: sent.person } })
    expect(rows).toMatchObject([{ body: { text: 'привіт' } }])
  })

  it('names each person once who has something new', async () => {
    const person = 'telegram:8'
    const batch = [update({ person }), update(), update({ person })]
    expect((await shop.core.inbox.receive(batch)).toSorted()).toEqual([batch[1]!.person, person].toSorted())
    expect(await shop.core.inbox.receive([])).toEqual([])
  })

  it('is found again where nobody answers it, and not while somebody does or after', async () => {
    const lost = update()
    await shop.core.inbox.receive([lost])
    const found = async () => (await shop.core.inbox.neglected()).includes(lost.person)
    expect(await found()).toBe(true)
    await shop.core.conversations.claim(lost.person)
    expect(await found()).toBe(false)
    shop.clock.advance({ minutes: 2 })
    expect(await found()).toBe(true)
    const last = { step: {}, screen: null, update: await causeOf(lost), last: true }
    await shop.core.conversations.claim(lost.person)
    await shop.core.conversations.save(lost.person, last)
    expect(await found()).toBe(false)
  })

  it('that failed three times is set aside for good, with what went wrong', async () => {
    const broken = update()
    await shop.core.inbox.receive([broken])
    const id = await causeOf(broken)
    const retryAt = shop.clock.now()
    expect(await shop.core.inbox.failed(id, { error: 'one', retryAt })).toBe(1)
    expect(await shop.core.inbox.failed(id, { error: 'two', retryAt })).toBe(2)
    expect(await shop.core.inbox.failed(id, { error: 'three', retryAt: null })).toBe(3)
    expect(await shop.core.conversations.claim(broken.person)).toBeUndefined()
    const row = await shop.db.client.inbox.findUniqueOrThrow({ where: { id } })
    expect(row).toMatchObject({ tries: 3, error: 'three', setAsideAt: shop.clock.now() })
  })
})

describe('a change that an update asks for', () => {
  const aCause = async (): Promise<Cause> => {
    const sent = update()
    await shop.core.inbox.receive([sent])
    return causeOf(sent)
  }

  it('is made once, whichever use case it is, however often the update is handled', async () => {
    const product = await shop.aProduct({ sizes: { 38: 9 } })
    const { userId } = await shop.aCustomer()
    const cause = await aCause()
    const add = () =>
      shop.core.carts.add({ userId, productId: product.id, variantId: product.variant('38'), cause })
    const outcomes = await Promise.allSettled([add(), add(), add()])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(Repeated)
    await expect(add()).rejects.toBeInstanceOf(Repeated)
    expect((await shop.core.carts.find(userId))!.lines).toMatchObject([{ quantity: 1 }])
  })

  it('is not counted as made when the shop refused it', async () => {
    const product = await shop.aProduct({ sizes: { 38: 1, 39: 0 } })
    const { userId } = await shop.aCustomer()
    const cause = await aCause()
    const add = (size: string) =>
      shop.core.carts.add({ userId, productId: product.id, variantId: product.variant(size), cause })
    expect(await refusal(add('39'))).toBe('cart.sold_out')
    expect(await refusal(add('39'))).toBe('cart.sold_out')
    expect(await refusal(add('38'))).toBe('done')
  })

  it('repeated after another change of the order changes nothing', async () => {
    const customer = await shop.aCustomer()
    const product = await shop.aProduct({ sizes: { 38: 1 } })
    const order = await shop.placed(customer, [{ product, size: '38' }])
    const actor = await shop.staff('manager')
    const cause = await aCause()
    await shop.core.orders.confirm({ actor, orderId: order.id, cause })
    await shop.core.orders.reopen({ actor, orderId: order.id })
    await expect(shop.core.orders.confirm({ actor, orderId: order.id, cause })).rejects.toBeInstanceOf(
      Repeated,
    )
    expect((await shop.order(order.id)).status).toBe('AWAITING_CONFIRMATION')
  })

  it('placing an order again by the same update is the same order', async () => {
    const customer = await shop.aCustomer()
    const product = await shop.aProduct({ sizes: { 38: 1 } })
    const { id: cartId } = await shop.aCart(customer, [{ product, size: '38' }])
    const cause = await aCause()
    const place = () =>
      shop.core.orders.place({
        actor: customer.actor,
        userId: customer.userId,
        cartId,
        source: 'telegram',
        language: 'uk',
        cause,
      })
    const first = await place()
    expect(await place()).toEqual({ ...first, isNew: false })
  })

  it('is rolled back with whatever else failed, and may be made later', async () => {
    const cause = await aCause()
    const customer = await shop.aCustomer()
    const product = await shop.aProduct({ sizes: { 38: 1 } })
    const cart = await shop.aCart(customer, [{ product, size: '38' }])
    const other = await shop.placed(await shop.aCustomer(), [{ product, size: '38' }])
    const place = () =>
      shop.core.orders.place({
        actor: customer.actor,
        userId: customer.userId,
        cartId: cart.id,
        source: 'telegram',
        language: 'uk',
        cause,
      })
    await expect(place()).rejects.toBeInstanceOf(DomainError)
    await shop.core.orders.cancel({
      actor: await shop.staff('manager'),
      orderId: other.id,
      reason: 'duplicate',
    })
    expect((await place()).isNew).toBe(true)
  })
})
