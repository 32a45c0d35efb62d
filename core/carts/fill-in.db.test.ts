import { describe, expect, it } from 'vitest'
import { BRANCH, refusal, type Shop, useShop } from '../../tests/harness/shop.ts'
import type { FilledIn } from './index.ts'

const shop: Shop = useShop()

const OLENA: FilledIn = {
  recipient: { surname: 'Коваль', firstName: 'Олена', phone: '067 111 22 33' },
  delivery: { method: 'nova_poshta_branch', city: ' Київ ', branch: 'відділення № 12' },
  payment: 'transfer',
}

const aFullCart = async () => {
  const customer = await shop.aCustomer()
  await shop.addLines(customer, [{ product: await shop.aProduct({ sizes: { 38: 5 } }), size: '38' }])
  return customer
}

describe('a cart filled in at once', () => {
  it('is what the questions one by one would have made of it, and can be ordered', async () => {
    const customer = await aFullCart()
    const cartId = await shop.core.carts.fillIn(customer.userId, {
      ...OLENA,
      email: ' o@kram.ua ',
      comment: ' дзвінок ',
    })
    expect(await shop.core.carts.find(customer.userId)).toMatchObject({
      id: cartId,
      recipient: { surname: 'Коваль', firstName: 'Олена', phone: '+380671112233' },
      delivery: BRANCH,
      payment: 'transfer',
      email: 'o@kram.ua',
      comment: 'дзвінок',
    })
    expect((await shop.place(customer, cartId)).isNew).toBe(true)
  })

  it('takes what an earlier order kept', async () => {
    const { userId } = await aFullCart()
    const cart = async () => (await shop.core.carts.find(userId))!
    await shop.core.carts.fillIn(userId, OLENA)
    const { recipient, delivery } = await cart()
    await shop.core.carts.fillIn(userId, { ...OLENA, recipient, delivery: delivery! })
    expect(await cart()).toMatchObject({ recipient, delivery })
    const locker = { ...BRANCH, branch: 'locker 26012' }
    await shop.core.carts.fillIn(userId, { ...OLENA, delivery: locker })
    expect((await cart()).delivery).toEqual(locker)
  })

  it('keeps the e-mail and the comment that it does not name', async () => {
    const { userId } = await aFullCart()
    await shop.core.carts.setEmail(userId, 'o@kram.ua')
    await shop.core.carts.setComment(userId, 'дзвінок')
    await shop.core.carts.fillIn(userId, OLENA)
    expect(await shop.core.carts.find(userId)).toMatchObject({ email: 'o@kram.ua', comment: 'дзвінок' })
  })

  it.each<[string, Partial<FilledIn>]>([
    ['recipient.name_full', { recipient: { surname: 'Коваль', phone: '0671112233' } }],
    ['recipient.name_letters', { recipient: { surname: 'Koval', firstName: 'Olena', phone: '0671112233' } }],
    ['recipient.phone', { recipient: { surname: 'Коваль', firstName: 'Олена', phone: '12' } }],
    ['delivery.branch', { delivery: { method: 'nova_poshta_branch', city: 'Київ', branch: 'десь' } }],
    ['cart.incomplete', { delivery: { method: 'nova_poshta_branch', city: 'Київ' } }],
    ['delivery.not_offered', { delivery: { method: 'post' } }],
    ['payment.not_offered', { payment: 'online_card' }],
    ['cart.email', { email: 'o@kram' }],
  ])('refuses %s as the question alone does, and then nothing is filled in', async (code, wrong) => {
    const { userId } = await aFullCart()
    const before = await shop.core.carts.find(userId)
    expect(await refusal(shop.core.carts.fillIn(userId, { ...OLENA, ...wrong }))).toBe(code)
    expect(await shop.core.carts.find(userId)).toEqual(before)
  })

  it('is gone when it was ordered meanwhile', async () => {
    const { userId } = await shop.aCustomer()
    expect(await refusal(shop.core.carts.fillIn(userId, OLENA))).toBe('cart.gone')
  })
})
