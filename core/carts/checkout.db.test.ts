import { beforeAll, describe, expect, it } from 'vitest'
import { BRANCH, type Person, refusal, type Shop, useShop } from '../../tests/harness/shop.ts'
import {
  DELIVERY_METHODS,
  type Delivery,
  type DeliveryMethod,
  offeredDeliveries,
  offeredPayments,
  PAYMENT_METHODS,
  type PaymentMethod,
} from './index.ts'

const shop: Shop = useShop()
const cards: Shop = useShop({ outside: { providers: { onlineCard: true } } })

const full = (where: Shop): Readonly<Record<DeliveryMethod, Delivery>> => ({
  nova_poshta_branch: BRANCH,
  nova_poshta_courier: {
    method: 'nova_poshta_courier',
    city: 'Львів',
    street: 'вул. Зелена',
    house: '7а',
    flat: '',
  },
  post: {
    method: 'post',
    index: '10115',
    country: 'Німеччина',
    city: 'Berlin',
    street: 'Chausseestr.',
    house: '1',
    flat: '2',
  },
  pickup: { method: 'pickup', outletId: where.outlets.store },
})

const withCart = async (where: Shop): Promise<Person> => {
  const customer = await where.aCustomer()
  const product = await where.aProduct({ sizes: { 38: 5 } })
  await where.addLines(customer, [{ product, size: '38' }])
  return customer
}

/** What the cart accepts for a delivery, found by trying. */
const accepted = async (where: Shop, method: DeliveryMethod): Promise<PaymentMethod[]> => {
  const { userId } = await withCart(where)
  const chosen = await refusal(where.core.carts.setDelivery(userId, full(where)[method]))
  if (chosen === 'delivery.not_offered') return []
  const answers = []
  for (const payment of PAYMENT_METHODS)
    answers.push([payment, await refusal(where.core.carts.setPayment(userId, payment))] as const)
  return answers.filter(([, answer]) => answer === 'done').map(([payment]) => payment)
}

describe('the table of delivery and payment', () => {
  it('is kept by the cart where cards and transfers can be paid', async () => {
    expect(await accepted(cards, 'nova_poshta_branch')).toEqual([...PAYMENT_METHODS])
    expect(await accepted(cards, 'nova_poshta_courier')).toEqual(['transfer', 'online_card'])
    expect(await accepted(cards, 'post')).toEqual(['online_card'])
    expect(await accepted(cards, 'pickup')).toEqual(['on_receipt', 'online_card'])
  })

  it('offers no payment without its provider, and no delivery with no payment left', async () => {
    expect(await accepted(shop, 'nova_poshta_branch')).toEqual(['on_receipt', 'prepayment', 'transfer'])
    expect(await accepted(shop, 'nova_poshta_courier')).toEqual(['transfer'])
    expect(await accepted(shop, 'post')).toEqual([])
    const offered = async (hasPickup: boolean) =>
      offeredDeliveries(await shop.core.settings.read(), { onlineCard: false }, { hasPickup })
    expect(await offered(true)).toEqual(['nova_poshta_branch', 'nova_poshta_courier', 'pickup'])
    expect(await offered(false)).toEqual(['nova_poshta_branch', 'nova_poshta_courier'])
  })

  it('loses transfer and prepayment where there are no bank details', async () => {
    const { bank } = await shop.core.settings.read()
    await shop.core.settings.write('bank', null)
    expect(await accepted(shop, 'nova_poshta_branch')).toEqual(['on_receipt'])
    expect(await accepted(shop, 'nova_poshta_courier')).toEqual([])
    await shop.core.settings.write('bank', bank)
  })

  it('is widened and narrowed by the setting, delivery by delivery', async () => {
    await cards.core.settings.write('payments', {
      nova_poshta_courier: ['on_receipt', 'transfer'],
      nova_poshta_branch: [],
      post: ['on_receipt'],
    })
    const settings = await cards.core.settings.read()
    const providers = { onlineCard: true }
    expect(DELIVERY_METHODS.map((method) => offeredPayments(method, settings, providers))).toEqual([
      [],
      ['on_receipt', 'transfer'],
      ['on_receipt'],
      ['on_receipt', 'online_card'],
    ])
    await cards.core.settings.write('payments', {})
  })

  it('is asked again when the order is placed', async () => {
    const customer = await shop.aCustomer()
    const product = await shop.aProduct({ sizes: { 38: 5 } })
    const cart = await shop.aCart(customer, [{ product, size: '38' }], { payment: 'transfer' })
    const { bank } = await shop.core.settings.read()
    await shop.core.settings.write('bank', null)
    expect(await refusal(shop.place(customer, cart.id))).toBe('payment.not_offered')
    await shop.core.settings.write('bank', bank)
    expect(await refusal(shop.place(customer, cart.id))).toBe('done')
  })

  it('a new delivery forgets a payment that it does not allow, and keeps one that it does', async () => {
    const { userId } = await withCart(shop)
    await shop.core.carts.setDelivery(userId, BRANCH)
    await shop.core.carts.setPayment(userId, 'transfer')
    await shop.core.carts.setDelivery(userId, full(shop).nova_poshta_courier)
    expect(await shop.core.carts.find(userId)).toMatchObject({ payment: 'transfer' })
    await shop.core.carts.setDelivery(userId, full(shop).pickup)
    expect(await shop.core.carts.find(userId)).toMatchObject({ payment: null })
  })
})

describe('what the checkout fills in', () => {
  let userId: string
  beforeAll(async () => {
    userId = (await withCart(shop)).userId
  })
  const cart = () => shop.core.carts.find(userId)

  it('is asked for in order, and kept in the form in which it is understood', async () => {
    const { carts } = shop.core
    await carts.setDelivery(userId, { method: 'nova_poshta_branch' })
    await carts.setDeliveryField(userId, 'city', '  Біла   Церква ')
    await carts.setDeliveryField(userId, 'branch', 'Відділення №12, вул. Київська')
    await carts.setName(userId, "Мар'яненко Оксана")
    await carts.setPhone(userId, '067 123 45 67')
    await carts.setEmail(userId, ' olena@example.com ')
    await carts.setComment(userId, '  після 18:00 ')
    expect(await cart()).toMatchObject({
      delivery: { method: 'nova_poshta_branch', city: 'Біла Церква', branch: 'branch 12' },
      recipient: { surname: 'Марʼяненко', firstName: 'Оксана', phone: '+380671234567' },
      email: 'olena@example.com',
      comment: 'після 18:00',
    })
  })

  it('is refused at the field when it is wrong, and the old value stays', async () => {
    const before = await cart()
    const { carts } = shop.core
    expect(await refusal(carts.setDeliveryField(userId, 'city', 'Kyiv'))).toBe('delivery.city')
    expect(await refusal(carts.setDeliveryField(userId, 'branch', 'де завгодно'))).toBe('delivery.branch')
    expect(await refusal(carts.setDeliveryField(userId, 'street', 'Хрещатик'))).toBe('delivery.not_chosen')
    expect(await refusal(carts.setName(userId, 'Koval Olena'))).toBe('recipient.name_letters')
    expect(await refusal(carts.setName(userId, 'Олена'))).toBe('recipient.name_full')
    expect(await refusal(carts.setPhone(userId, '12345'))).toBe('recipient.phone')
    expect(await refusal(carts.setEmail(userId, 'olena@'))).toBe('cart.email')
    expect(await cart()).toEqual(before)
  })

  it('is enough with a first name for who collects in a store, and the store must be one', async () => {
    const customer = await shop.aCustomer()
    const product = await shop.aProduct({ sizes: { 38: 5 } })
    const warehouse = { method: 'pickup', outletId: shop.outlets.warehouse } as const
    const { id } = await shop.aCart(customer, [{ product, size: '38' }], { delivery: warehouse })
    await shop.core.carts.setName(customer.userId, 'Марія')
    expect((await shop.core.carts.find(customer.userId))!.recipient).toEqual({
      firstName: 'Марія',
      phone: customer.phone,
    })
    expect(await refusal(shop.place(customer, id))).toBe('delivery.not_offered')
    await shop.core.carts.setDelivery(customer.userId, full(shop).pickup)
    expect(await refusal(shop.place(customer, id))).toBe('done')
  })

  it('is refused where there is no cart', async () => {
    const { userId: nobody } = await shop.aCustomer()
    expect(await refusal(shop.core.carts.setDelivery(nobody, BRANCH))).toBe('cart.gone')
    expect(await refusal(shop.core.carts.setPayment(nobody, 'transfer'))).toBe('cart.gone')
  })
})
