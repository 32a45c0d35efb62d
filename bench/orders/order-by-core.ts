import type { BenchShop } from './shop.ts'

let orders = 0

/** Which of the shop's items the n-th order takes: they are spread, as they are in a shop. */
export const itemOf = ({ items }: BenchShop) => items[Math.floor(Math.random() * items.length)]!

export const RECIPIENT = { surname: 'Коваль', firstName: 'Олена' }
export const DELIVERY = { method: 'nova_poshta_branch', city: 'Київ', branch: 'branch 12' } as const

/** One whole order through the use cases: into the cart, filled in, placed, confirmed, paid. */
export const orderByCore = (shop: BenchShop) => async (): Promise<void> => {
  const { core, manager, accountant } = shop
  const { userId, phone } = await shop.nextCustomer()
  await core.carts.add({ userId, ...itemOf(shop) })
  const cartId = await core.carts.fillIn(userId, {
    recipient: { ...RECIPIENT, phone },
    delivery: DELIVERY,
    payment: 'transfer',
  })
  const { orderId, total } = await core.orders.place({
    actor: { userId, roles: ['customer'] },
    userId,
    cartId,
    source: 'telegram',
    language: 'uk',
  })
  await core.orders.confirm({ actor: manager, orderId })
  const outcome = await core.payments.record({
    actor: accountant,
    orderId,
    amount: total,
    provider: 'bank_transfer',
    reference: `core-${++orders}`,
  })
  if (outcome !== 'paid') throw new Error(`the payment was ${outcome}`)
}
