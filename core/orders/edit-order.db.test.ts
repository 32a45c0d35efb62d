import { describe, expect, it } from 'vitest'
import { atOnce, BRANCH, refusal, type Shop, useShop } from '../../tests/harness/shop.ts'
import { hryvnias } from '../kernel/money.ts'

const shop: Shop = useShop()
const TRIALS = 5

const pairs = (sizes: Record<string, number>, prices: Record<string, number> = {}) =>
  shop.aProduct({ sizes, price: 1000, prices })

const raised = async (orderId: string): Promise<string[]> => {
  const events = await shop.db.client.event.findMany({
    where: { name: 'payment.mismatch', payload: { path: ['orderId'], equals: orderId } },
  })
  return events.map(({ payload }) => (payload as { why: string }).why)
}

describe('what a manager changes on an order', () => {
  it('fewer pieces, more, another product: goods, sums and parcels follow, also after it was confirmed', async () => {
    const actor = await shop.staff('manager')
    const product = await pairs({ 38: 3, 39: 2 }, { 39: 1200 })
    const order = await shop.confirmed(await shop.aCustomer(), [{ product, size: '38', quantity: 2 }])
    const command = { actor, orderId: order.id }
    const [line] = order.lines

    await shop.core.orders.changeQuantity({ ...command, lineId: line!.id, quantity: 1 })
    expect(await shop.stockOf(product.variant('38'))).toEqual({ onHand: 2, held: 0 })
    await shop.core.orders.addLine({ ...command, variantId: product.variant('39') })
    expect(await shop.stockOf(product.variant('39'))).toEqual({ onHand: 1, held: 0 })
    await shop.core.orders.settleSize({ ...command, lineId: line!.id, variantId: product.variant('39') })
    expect(await shop.stockOf(product.variant('38'))).toEqual({ onHand: 3, held: 0 })
    const edited = await shop.order(order.id)
    expect(edited).toMatchObject({ status: 'AWAITING_SHIPMENT_COD', total: hryvnias(2400) })
    expect(edited.shipments).toMatchObject([{ cashOnDelivery: hryvnias(2400) }])

    const other = edited.lines.find(({ id }) => id !== line!.id)!
    await shop.core.orders.changeQuantity({ ...command, lineId: other.id, quantity: 0 })
    expect((await shop.order(order.id)).lines).toMatchObject([{ id: line!.id, quantity: 1 }])
    expect(
      await refusal(shop.core.orders.changeQuantity({ ...command, lineId: line!.id, quantity: 0 })),
    ).toBe('order.last_line')
  })

  it('what there is not is refused, and then nothing changed', async () => {
    const actor = await shop.staff('manager')
    const product = await pairs({ 38: 1 })
    const order = await shop.placed(await shop.aCustomer(), [{ product, size: '38' }])
    const command = { actor, orderId: order.id, lineId: order.lines[0]!.id }
    expect(await refusal(shop.core.orders.changeQuantity({ ...command, quantity: 2 }))).toBe('stock.short')
    expect(await refusal(shop.core.orders.changeQuantity({ ...command, quantity: 100 }))).toBe(
      'cart.quantity',
    )
    expect(await shop.order(order.id)).toEqual(order)
  })

  it('a paid order that became dearer waits for the difference, and with it goes on', async () => {
    const actor = await shop.staff('manager')
    const product = await pairs({ 38: 2 })
    const order = await shop.paid(await shop.aCustomer(), [{ product, size: '38' }])
    expect(order.status).toBe('AWAITING_SHIPMENT')
    await shop.core.orders.changeQuantity({
      actor,
      orderId: order.id,
      lineId: order.lines[0]!.id,
      quantity: 2,
    })
    expect(await shop.order(order.id)).toMatchObject({
      status: 'AWAITING_PAYMENT',
      total: hryvnias(2000),
      paid: hryvnias(1000),
      shipments: [],
    })
    expect(await shop.pay(order.id, hryvnias(1000))).toBe('paid')
    expect(await shop.order(order.id)).toMatchObject({ status: 'AWAITING_SHIPMENT', paid: hryvnias(2000) })
  })

  it('a paid order that became cheaper goes on, and the difference is with the accountant', async () => {
    const product = await pairs({ 38: 2 })
    const order = await shop.paid(await shop.aCustomer(), [{ product, size: '38', quantity: 2 }])
    await shop.core.orders.giveDiscount({
      actor: await shop.staff('manager'),
      orderId: order.id,
      amount: hryvnias(150),
      reason: 'подряпина',
    })
    expect(await shop.order(order.id)).toMatchObject({
      status: 'AWAITING_SHIPMENT',
      discount: hryvnias(150),
      total: hryvnias(1850),
      paid: hryvnias(1850),
    })
    expect(await raised(order.id)).toEqual(['excess'])
  })

  it('a discount is whole hryvnias, no more than the goods, and has its reason in the history', async () => {
    const actor = await shop.staff('manager')
    const product = await shop.aProduct({ sizes: { one: 5 }, price: 99.5 })
    const order = await shop.placed(await shop.aCustomer(), [{ product, size: 'one', quantity: 3 }])
    const give = (amount: number, reason = 'постійна') =>
      refusal(shop.core.orders.giveDiscount({ actor, orderId: order.id, amount: amount as never, reason }))
    expect(await give(hryvnias(299))).toBe('order.discount')
    expect(await give(150)).toBe('order.discount')
    expect(await give(-100)).toBe('order.discount')
    expect(await give(hryvnias(10), '  ')).toBe('order.reason_needed')
    expect(await give(hryvnias(10))).toBe('done')
    expect((await shop.order(order.id)).total).toBe(hryvnias(288))
    expect(await give(0, 'помилка')).toBe('done')
    expect((await shop.order(order.id)).total).toBe(hryvnias(298))
    const edits = (await shop.core.orders.history(order.id)).filter(({ what }) => what === 'edited')
    expect(edits.map(({ details }) => (details.change as { reason: string }).reason)).toEqual([
      'постійна',
      'помилка',
    ])
    // What was taken off never exceeds what is left of the goods.
    expect(await give(hryvnias(298))).toBe('done')
    await shop.core.orders.changeQuantity({
      actor,
      orderId: order.id,
      lineId: order.lines[0]!.id,
      quantity: 1,
    })
    expect((await shop.order(order.id)).total).toBe(0)
  })

  it('no card’s number is kept: not in a comment, a reason or a note on a customer', async () => {
    const actor = await shop.staff('manager')
    const customer = await shop.aCustomer()
    const order = await shop.placed(customer, [{ product: await pairs({ 38: 2 }), size: '38' }])
    const text = 'переказ на 4111 1111 1111 1111'
    const { orders, users, carts } = shop.core
    const command = { actor, orderId: order.id }
    expect([
      await refusal(orders.changeComment({ ...command, comment: text })),
      await refusal(orders.giveDiscount({ ...command, amount: hryvnias(10), reason: text })),
      await refusal(users.writeNote({ actor, userId: customer.userId, what: 'note', text })),
      await refusal(carts.setComment(customer.userId, text)),
    ]).toEqual(Array.from({ length: 4 }, () => 'text.card_number'))
    expect(await shop.order(order.id)).toEqual(order)
  })

  it('another way of paying sends a confirmed order back to be confirmed; what was paid is not given up', async () => {
    const actor = await shop.staff('manager')
    const product = await pairs({ 38: 9 })
    const waiting = await shop.confirmed(await shop.aCustomer(), [{ product, size: '38' }], {
      payment: 'transfer',
    })
    await shop.core.orders.changePayment({ actor, orderId: waiting.id, payment: 'on_receipt' })
    expect(await shop.order(waiting.id)).toMatchObject({ status: 'AWAITING_CONFIRMATION', held: 1 })
    await shop.core.orders.confirm({ actor, orderId: waiting.id })
    expect((await shop.order(waiting.id)).status).toBe('AWAITING_SHIPMENT_COD')

    const paid = await shop.paid(await shop.aCustomer(), [{ product, size: '38' }])
    const change = (payment: 'on_receipt' | 'prepayment' | 'online_card') =>
      refusal(shop.core.orders.changePayment({ actor, orderId: paid.id, payment }))
    expect(await change('on_receipt')).toBe('order.paid_already')
    expect(await change('online_card')).toBe('payment.not_offered')
    expect(await change('prepayment')).toBe('done')
    await shop.core.orders.confirm({ actor, orderId: paid.id })
    expect(await shop.order(paid.id)).toMatchObject({ status: 'AWAITING_SHIPMENT_COD', paid: hryvnias(1000) })
  })

  it('delivery and recipient: each checked as the checkout checks it', async () => {
    const actor = await shop.staff('manager')
    const product = await pairs({ 38: { store: 2 } as never })
    const order = await shop.placed(await shop.aCustomer(), [{ product, size: '38' }])
    const command = { actor, orderId: order.id }
    const deliver = (delivery: object, payment?: 'transfer') =>
      refusal(
        shop.core.orders.changeDelivery({
          ...command,
          delivery: delivery as never,
          ...(payment ? { payment } : {}),
        }),
      )
    expect(await deliver({ method: 'nova_poshta_branch', city: 'Kyiv', branch: '1' })).toBe('delivery.city')
    expect(await deliver({ method: 'pickup', outletId: shop.outlets.warehouse })).toBe('delivery.not_offered')
    const courier = { method: 'nova_poshta_courier', city: 'Львів', street: 'Зелена', house: '1', flat: '' }
    expect(await deliver(courier)).toBe('payment.not_offered')
    expect(await deliver(courier, 'transfer')).toBe('done')
    expect(await shop.order(order.id)).toMatchObject({ payment: 'transfer', delivery: { city: 'Львів' } })
    expect(await deliver({ method: 'pickup', outletId: shop.outlets.store })).toBe('payment.not_offered')

    const receive = (change: object) => refusal(shop.core.orders.changeRecipient({ ...command, ...change }))
    expect(await receive({ phone: '12' })).toBe('recipient.phone')
    expect(await receive({ name: 'Тарас' })).toBe('recipient.name_full')
    expect(await receive({ name: 'Мельник Тарас', phone: '050 111 22 33' })).toBe('done')
    expect(await shop.order(order.id)).toMatchObject({
      recipient: { surname: 'Мельник', firstName: 'Тарас', phone: '+380501112233' },
      phoneProven: false,
    })
  })

  it('nothing once it is packed, and nothing on what a colleague has', async () => {
    const [actor, colleague] = [await shop.staff('manager'), (await shop.newStaff('manager')).actor]
    const product = await pairs({ 38: 9 })
    const order = await shop.placed(await shop.aCustomer(), [{ product, size: '38' }])
    const command = { orderId: order.id, lineId: order.lines[0]!.id, quantity: 2 }
    await shop.core.orders.take({ actor, orderId: order.id })
    expect(await refusal(shop.core.orders.changeQuantity({ ...command, actor: colleague }))).toBe(
      'order.taken',
    )
    expect(await refusal(shop.core.orders.changeQuantity({ ...command, actor }))).toBe('done')
    await shop.core.orders.confirm({ actor, orderId: order.id })
    await shop.packed(order.id)
    expect(await refusal(shop.core.orders.changeQuantity({ ...command, actor, quantity: 3 }))).toBe(
      'order.not_editable',
    )
  })

  it('is told to the customer once, all of two minutes together', async () => {
    const actor = await shop.staff('manager')
    shop.clock.advance({ minutes: 2 })
    await shop.core.orders.tellEdits()
    const product = await pairs({ 38: 9 })
    const order = await shop.placed(await shop.aCustomer(), [{ product, size: '38' }])
    await shop.core.orders.changeComment({ actor, orderId: order.id, comment: 'дзвонити після 16' })
    shop.clock.advance({ minutes: 1 })
    await shop.core.orders.changeRecipient({ actor, orderId: order.id, name: 'Мельник Тарас' })
    shop.clock.advance({ minutes: 1, seconds: 59 })
    expect(await shop.core.orders.tellEdits()).toBe(0)
    shop.clock.advance({ seconds: 1 })
    expect(await Promise.all([shop.core.orders.tellEdits(), shop.core.orders.tellEdits()])).toContain(1)
    expect(await shop.core.orders.tellEdits()).toBe(0)
    expect((await shop.eventsOf(order.id)).filter((name) => name === 'order.edited')).toHaveLength(1)
  })
})

describe('an edit and something else at the same moment', () => {
  it('two managers on the same version: one edits, the other learns that it is another order now', async () => {
    const [actor, colleague] = [await shop.staff('manager'), (await shop.newStaff('manager')).actor]
    for (let trial = 0; trial < TRIALS; trial++) {
      const product = await pairs({ 38: 9 })
      const order = await shop.placed(await shop.aCustomer(), [{ product, size: '38' }])
      const command = { orderId: order.id, lineId: order.lines[0]!.id, seen: order.version }
      const outcomes = await atOnce(
        shop.core.orders.changeQuantity({ ...command, actor, quantity: 2 }),
        shop.core.orders.changeQuantity({ ...command, actor: colleague, quantity: 3 }),
      )
      expect(outcomes.toSorted()).toEqual(['done', 'order.edited_meanwhile'])
      const quantity = outcomes[0] === 'done' ? 2 : 3
      expect((await shop.order(order.id)).lines).toMatchObject([{ quantity }])
      expect(await shop.stockOf(product.variant('38'))).toEqual({ onHand: 9, held: quantity })
    }
  })

  it('while the customer cancels: cancelled in any case, and every piece is back', async () => {
    const actor = await shop.staff('manager')
    for (let trial = 0; trial < TRIALS; trial++) {
      const customer = await shop.aCustomer()
      const product = await pairs({ 38: 9 })
      const order = await shop.confirmed(customer, [{ product, size: '38' }])
      const [edited, cancelled] = await atOnce(
        shop.core.orders.changeQuantity({
          actor,
          orderId: order.id,
          lineId: order.lines[0]!.id,
          quantity: 4,
        }),
        shop.core.orders.cancel({ actor: customer.actor, orderId: order.id, reason: 'changed_mind' }),
      )
      expect(cancelled).toBe('done')
      expect(['done', 'order.not_editable']).toContain(edited)
      expect(await shop.stockOf(product.variant('38'))).toEqual({ onHand: 9, held: 0 })
    }
  })

  it('while the payment comes in: it counts, and the difference is due or the money is raised', async () => {
    const actor = await shop.staff('manager')
    await shop.staff('accountant')
    for (let trial = 0; trial < TRIALS; trial++) {
      const product = await pairs({ 38: 9 })
      const order = await shop.confirmed(await shop.aCustomer(), [{ product, size: '38' }], {
        payment: 'transfer',
      })
      const [edited, paid] = await Promise.all([
        refusal(
          shop.core.orders.changeQuantity({
            actor,
            orderId: order.id,
            lineId: order.lines[0]!.id,
            quantity: 2,
          }),
        ),
        shop.pay(order.id, hryvnias(1000)),
      ])
      expect(edited).toBe('done')
      const after = await shop.order(order.id)
      expect(after).toMatchObject({ status: 'AWAITING_PAYMENT', total: hryvnias(2000) })
      expect(after.paid).toBe(paid === 'paid' ? hryvnias(1000) : 0)
      expect(await raised(order.id)).toEqual(paid === 'paid' ? [] : ['amount'])
    }
  })

  it('two that add the last pair to different orders: one gets it', async () => {
    const [actor, colleague] = [await shop.staff('manager'), (await shop.newStaff('manager')).actor]
    const last = await pairs({ 38: 1 })
    const product = await pairs({ 38: 9 })
    const orders = [
      await shop.confirmed(await shop.aCustomer(), [{ product, size: '38' }]),
      await shop.placed(await shop.aCustomer(), [{ product, size: '38' }], { delivery: BRANCH }),
    ]
    const outcomes = await atOnce(
      ...orders.map(({ id }, i) =>
        shop.core.orders.addLine({
          actor: i === 0 ? actor : colleague,
          orderId: id,
          variantId: last.variant('38'),
        }),
      ),
    )
    expect(outcomes.toSorted()).toEqual(['done', 'stock.short'])
  })
})
