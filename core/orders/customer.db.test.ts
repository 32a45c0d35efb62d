import { describe, expect, it } from 'vitest'
import { refusal, type Shop, useShop } from '../../tests/harness/shop.ts'
import { PROVIDER } from '../kernel/actor.ts'
import { hryvnias } from '../kernel/money.ts'
import { readWanted } from './customer.store.ts'

const shop: Shop = useShop()

describe('what somebody looks for', () => {
  it.each(['1042', '№ 1042', '067 123-45-67', '+38 (067) 123 45 67'])('«%s» is digits', (typed) => {
    expect(readWanted(typed)).toMatchObject({ kind: 'digits' })
  })

  it.each(['', '??', 'Ян', "%' OR 1=1", 'a b c d e f'])('«%s» finds nothing', (typed) => {
    expect(readWanted(typed)).toBeUndefined()
  })

  it('a name is found in any case, a page by key, newest first; two letters of a phone are too few', async () => {
    const product = await shop.aProduct({ sizes: { 38: 50 } })
    const ids: string[] = []
    for (let i = 0; i < 5; i++) {
      const { id } = await shop.placed(await shop.aCustomer(), [{ product, size: '38' }])
      await shop.core.orders.changeRecipient({
        actor: await shop.staff('manager'),
        orderId: id,
        name: 'Шевченко Ганна',
        phone: `050999${String(i).padStart(2, '0')}77`,
      })
      ids.unshift(id)
      shop.clock.advance({ minutes: 1 })
    }
    const search = async (typed: string, before?: string) =>
      (await shop.core.orders.search(typed, { before, limit: 3 })).map(({ id }) => id)
    expect(await search('Шевченка Ганни')).toEqual(ids.slice(0, 3))
    expect(await search('Шевченка', ids[2])).toEqual(ids.slice(3))
    expect(await search('ганну шевченко')).toHaveLength(3)
    expect(await search('0077')).toEqual([ids[4]])
    expect(await search('77')).toEqual([])
  })
})

describe('a customer', () => {
  it('is known by what they collected and what came back, also under the phone alone', async () => {
    const [customer, other] = [await shop.aCustomer(), await shop.aCustomer()]
    const product = await shop.aProduct({ sizes: { 38: 9 }, price: 1000 })
    const lines = [{ product, size: '38' }]
    const collected = await shop.shipped((await shop.confirmed(customer, lines)).id)
    await shop.core.payments.completeOrder({ actor: PROVIDER, orderId: collected.id })
    const left = await shop.shipped((await shop.confirmed(customer, lines)).id)
    await shop.core.orders.followParcel({ actor: PROVIDER, orderId: left.id, to: 'RETURNING' })
    expect(await shop.core.orders.customer(customer.userId)).toMatchObject({
      orders: 2,
      collected: 1,
      uncollected: 1,
      spent: hryvnias(1000),
    })
    const again = await shop.placed({ ...other, phone: customer.phone }, lines)
    expect(await shop.core.orders.reputation(again)).toMatchObject({
      collected: 1,
      uncollected: 1,
      block: null,
    })
  })

  it('is blocked with a reason by a manager alone, and orders again once that is lifted', async () => {
    const customer = await shop.aCustomer()
    const product = await shop.aProduct({ sizes: { 38: 9 } })
    const cart = await shop.aCart(customer, [{ product, size: '38' }])
    const write = async (what: 'note' | 'prepay_only' | 'blocked' | 'lifted', text: string, by = 'manager') =>
      refusal(
        shop.core.users.writeNote({
          actor: await shop.staff(by as 'manager'),
          userId: customer.userId,
          what,
          text,
        }),
      )
    expect(await write('blocked', 'x', 'storekeeper')).toBe('order.forbidden')
    expect(await write('blocked', ' ')).toBe('order.reason_needed')
    expect(await write('blocked', 'двічі не забрала')).toBe('done')
    expect(await refusal(shop.place(customer, cart.id))).toBe('order.not_accepted')
    expect(await write('prepay_only', 'домовилися')).toBe('done')
    expect(await refusal(shop.place(customer, cart.id))).toBe('payment.not_offered')
    expect(await refusal(shop.core.carts.setPayment(customer.userId, 'on_receipt'))).toBe(
      'payment.not_offered',
    )
    expect(await refusal(shop.core.carts.setPayment(customer.userId, 'prepayment'))).toBe('done')
    expect(await write('lifted', 'пробачили')).toBe('done')
    await shop.core.carts.setPayment(customer.userId, 'on_receipt')
    expect(await refusal(shop.place(customer, cart.id))).toBe('done')
    const notes = await shop.core.users.notes(customer.userId, 9)
    expect(notes.map(({ what }) => what)).toEqual(['lifted', 'prepay_only', 'blocked'])
  })
})
