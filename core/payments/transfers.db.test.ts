import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { atOnce, type Checkout, refusal, type Shop, useShop } from '../../tests/harness/shop.ts'
import { hryvnias, type Money, money } from '../kernel/money.ts'

const shop: Shop = useShop()

const waiting = async (checkout: Checkout = { payment: 'transfer' }) => {
  const product = await shop.aProduct({ sizes: { 38: 5 }, price: 1360 })
  const customer = await shop.aCustomer()
  return { customer, order: await shop.confirmed(customer, [{ product, size: '38' }], checkout) }
}

let references = 0
const receive = async (orderId: string, amount: Money, reference = `transfer-${++references}`) =>
  shop.core.payments.receiveTransfer({ actor: await shop.staff('accountant'), orderId, amount, reference })

/** A payment that no order has. */
const stray = async (amount: Money) => {
  const reference = `stray-${++references}`
  await shop.pay(null, amount, reference)
  const found = (await shop.core.payments.unallotted({ limit: 1000 })).find(
    (one) => one.reference === reference,
  )
  return found!.id
}

const match = async (paymentId: string, orderId: string) =>
  shop.core.payments.match({ actor: await shop.staff('accountant'), paymentId, orderId })

const forgive = async (orderId: string) =>
  shop.core.payments.forgiveShortage({ actor: await shop.staff('accountant'), orderId })

describe('a slip that a customer sent', () => {
  it('stops the clock: neither reminded of nor cancelled until the accountant answers', async () => {
    const { customer, order } = await waiting()
    await shop.core.payments.sendSlip({ actor: customer.actor, orderId: order.id, media: null })
    shop.clock.advance({ hours: 24 * 10 })
    await shop.minute()
    expect(await shop.order(order.id)).toMatchObject({ status: 'AWAITING_PAYMENT' })
    expect(await shop.eventsOf(order.id)).not.toContain('order.unpaid')
    expect(await receive(order.id, order.total)).toMatchObject({ outcome: 'paid' })
    expect(await shop.order(order.id)).toMatchObject({ status: 'AWAITING_SHIPMENT', payStoppedAt: null })
    expect(await shop.core.payments.slipOf(order.id)).toBeUndefined()
  })

  it('that is refused gives the term back, later by as long as it stood still, with a word to the customer', async () => {
    const { customer, order } = await waiting()
    shop.clock.advance({ hours: 1 })
    await shop.core.payments.sendSlip({ actor: customer.actor, orderId: order.id, media: null })
    shop.clock.advance({ hours: 30 })
    const actor = await shop.staff('accountant')
    await shop.core.payments.refuseSlip({ actor, orderId: order.id, word: 'На рахунку його ще немає' })
    const after = await shop.order(order.id)
    expect(after.payStoppedAt).toBeNull()
    expect(after.payBefore!.getTime() - order.payBefore!.getTime()).toBe(30 * 3_600_000)
    expect(await shop.eventsOf(order.id)).toContain('slip.refused')
    expect(await refusal(shop.core.payments.refuseSlip({ actor, orderId: order.id, word: 'ще раз' }))).toBe(
      'slip.answered',
    )
  })

  it('twice is one slip, with the newer picture', async () => {
    const { customer, order } = await waiting()
    const send = (id: string | null) =>
      shop.core.payments.sendSlip({
        actor: customer.actor,
        orderId: order.id,
        media: id ? { kind: 'photo', id, messenger: 'telegram' } : null,
      })
    await send('first')
    await Promise.all([send('second'), send('second')])
    await send(null)
    const slips = await shop.core.payments.slips({ limit: 1000 })
    expect(slips.filter(({ orderId }) => orderId === order.id)).toMatchObject([
      { number: order.number, media: { id: 'second' }, total: order.total, paid: 0 },
    ])
  })

  it("is nobody else's to send, and none where no transfer is waited for", async () => {
    const { customer, order } = await waiting()
    const stranger = await shop.aCustomer()
    const send = (actor: typeof customer.actor, orderId: string) =>
      refusal(shop.core.payments.sendSlip({ actor, orderId, media: null }))
    expect(await send(stranger.actor, order.id)).toBe('order.unknown')
    await receive(order.id, order.total)
    expect(await send(customer.actor, order.id)).toBe('slip.not_waiting')
  })
})

describe('a transfer that the accountant found', () => {
  it('in parts moves the order on with the last of them', async () => {
    const { order } = await waiting()
    expect(await receive(order.id, hryvnias(1000))).toEqual({ outcome: 'partly', allotted: 1000_00 })
    expect(await shop.order(order.id)).toMatchObject({ status: 'AWAITING_PAYMENT', paid: 1000_00 })
    expect(await receive(order.id, hryvnias(360))).toEqual({ outcome: 'paid', allotted: 360_00 })
    expect(await shop.order(order.id)).toMatchObject({ status: 'AWAITING_SHIPMENT', paid: 1360_00 })
    expect(await shop.eventsOf(order.id)).toEqual(expect.arrayContaining(['order.partly_paid', 'order.paid']))
  })

  it('that is too much leaves the excess with the accountant', async () => {
    const { order } = await waiting()
    const reference = 'too much'
    expect(await receive(order.id, hryvnias(1500), reference)).toEqual({ outcome: 'paid', allotted: 1360_00 })
    const left = (await shop.core.payments.unallotted({ limit: 1000 })).filter(
      (one) => one.reference === reference,
    )
    expect(left).toMatchObject([{ amount: 1500_00, left: 140_00 }])
  })

  it('more than the prepayment takes less on receipt', async () => {
    const { order } = await waiting({ payment: 'prepayment' })
    expect(await receive(order.id, hryvnias(500))).toMatchObject({ outcome: 'paid' })
    expect(await shop.order(order.id)).toMatchObject({
      status: 'AWAITING_SHIPMENT_COD',
      shipments: [{ cashOnDelivery: 860_00 }],
    })
  })

  it('is the same money when its number is the same, also at the same moment', async () => {
    const { order } = await waiting()
    const outcomes = await atOnce(
      receive(order.id, hryvnias(700), 'P24-7'),
      receive(order.id, hryvnias(700), 'P24-7'),
    )
    expect(outcomes.toSorted()).toEqual(['done', 'payment.known'])
    expect(await shop.order(order.id)).toMatchObject({ paid: 700_00 })
  })

  it("is the accountant's to say", async () => {
    const { order } = await waiting()
    const actor = await shop.staff('manager')
    expect(
      await refusal(
        shop.core.payments.receiveTransfer({
          actor,
          orderId: order.id,
          amount: order.total,
          reference: 'no',
        }),
      ),
    ).toBe('order.forbidden')
  })
})

describe('money without an order', () => {
  it('is given to several orders until nothing is left', async () => {
    const [one, two] = [(await waiting()).order, (await waiting()).order]
    const paymentId = await stray(hryvnias(2000))
    expect(await match(paymentId, one.id)).toEqual({ outcome: 'paid', allotted: 1360_00 })
    expect(await match(paymentId, two.id)).toEqual({ outcome: 'partly', allotted: 640_00 })
    expect(await refusal(match(paymentId, two.id))).toBe('payment.nothing_left')
    expect(await refusal(match(paymentId, one.id))).toBe('payment.order_not_waiting')
  })

  it('is given once when two accountants give it at the same moment, to whichever orders', async () => {
    for (let trial = 0; trial < 5; trial++) {
      const [one, two] = [(await waiting()).order, (await waiting()).order]
      const paymentId = await stray(hryvnias(1360))
      const outcomes = await atOnce(match(paymentId, one.id), match(paymentId, two.id))
      expect(outcomes.toSorted()).toEqual(['done', 'payment.nothing_left'])
      expect((await shop.order(one.id)).paid + (await shop.order(two.id)).paid).toBe(1360_00)
    }
  })

  it('is offered to the order that lacks just that', async () => {
    const { order } = await waiting()
    await receive(order.id, money(77))
    const found = await shop.core.payments.matches({ amount: money(1360_00 - 77), limit: 3 })
    expect(found[0]).toMatchObject({ number: order.number, lacks: 1360_00 - 77 })
  })
})

describe('money sent back by hand', () => {
  const sendBack = async (
    paymentId: string,
    amount: number,
    role: 'accountant' | 'owner' | 'manager' = 'accountant',
  ) => shop.core.payments.returnPayment({ actor: await shop.staff(role), paymentId, amount, note: 'P24-1' })

  it('is with nobody any more, and no order can have it', async () => {
    const { order } = await waiting()
    const paymentId = await stray(hryvnias(500))
    await sendBack(paymentId, 500_00)
    expect(await shop.core.payments.find(paymentId)).toMatchObject({ left: 0 })
    expect((await shop.core.payments.unallotted({ limit: 1000 })).map(({ id }) => id)).not.toContain(
      paymentId,
    )
    expect(await refusal(match(paymentId, order.id))).toBe('payment.nothing_left')
  })

  it('goes back or to an order, once, when two do it at the same moment', async () => {
    for (let trial = 0; trial < 5; trial++) {
      const { order } = await waiting()
      const paymentId = await stray(hryvnias(1360))
      const outcomes = await atOnce(
        sendBack(paymentId, 1360_00),
        match(paymentId, order.id),
        sendBack(paymentId, 1360_00),
      )
      expect(outcomes.toSorted()).toEqual(['done', 'payment.nothing_left', 'payment.nothing_left'])
    }
  })

  it("of another sum than was shown, without the right, or above the owner's sum changes nothing", async () => {
    const paymentId = await stray(hryvnias(5001))
    expect(await refusal(sendBack(paymentId, 5000_00))).toBe('payment.left_changed')
    expect(await refusal(sendBack(paymentId, 5001_00, 'manager'))).toBe('order.forbidden')
    expect(await refusal(sendBack(paymentId, 5001_00))).toBe('payment.owner_returns')
    await sendBack(paymentId, 5001_00, 'owner')
    expect(await shop.core.payments.find(paymentId)).toMatchObject({ left: 0 })
  })
})

describe('a small shortage', () => {
  it('is forgiven to the kopiyka, and nothing of what came is left over', async () => {
    const { order } = await waiting()
    const reference = 'lacks 9,50'
    await receive(order.id, money(1350_50), reference)
    await forgive(order.id)
    const after = await shop.order(order.id)
    expect(after).toMatchObject({
      status: 'AWAITING_SHIPMENT',
      discount: 9_50,
      total: 1350_50,
      paid: 1350_50,
    })
    const strays = await shop.core.payments.unallotted({ limit: 1000 })
    expect(strays.filter((one) => one.reference === reference)).toEqual([])
  })

  it('is none where it is more than the setting says, nothing came, or two forgive at once', async () => {
    const { order } = await waiting()
    expect(await refusal(forgive(order.id))).toBe('payment.not_forgivable')
    await receive(order.id, hryvnias(1339))
    expect(await refusal(forgive(order.id))).toBe('payment.not_forgivable')
    await receive(order.id, hryvnias(1))
    const outcomes = await atOnce(forgive(order.id), forgive(order.id))
    expect(outcomes.toSorted()).toEqual(['done', 'payment.not_forgivable'])
    expect(await shop.order(order.id)).toMatchObject({ discount: 20_00 })
  })
})

describe('whatever comes in whatever parts', () => {
  it('money that came = money on orders + money with the accountant, and no order takes more than it costs', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ to: fc.nat(2), amount: fc.integer({ min: 1, max: 2000_00 }) }), {
          minLength: 1,
          maxLength: 8,
        }),
        async (transfers) => {
          const orders = [(await waiting()).order, (await waiting()).order, (await waiting()).order]
          const before = await left()
          let came = 0
          for (const { to, amount } of transfers) {
            const outcome = await refusal(receive(orders[to]!.id, money(amount)))
            if (outcome === 'done') came += amount
            else expect(outcome).toBe('payment.order_not_waiting')
          }
          const now = await Promise.all(orders.map(({ id }) => shop.order(id)))
          for (const { paid, total, status } of now) {
            expect(paid).toBeLessThanOrEqual(total)
            expect(status).toBe(paid === total ? 'AWAITING_SHIPMENT' : 'AWAITING_PAYMENT')
          }
          expect(now.reduce((sum, { paid }) => sum + paid, 0) + (await left()) - before).toBe(came)
        },
      ),
      { numRuns: 8 },
    )
  })
})

const left = async (): Promise<number> =>
  (await shop.core.payments.unallotted({ limit: 10_000 })).reduce((sum, one) => sum + one.left, 0)

describe("the day's totals", () => {
  it('say what came in that day, by where it came from, and what of it no order has', async () => {
    shop.clock.set(new Date('2027-02-10T10:00:00Z'))
    const { order } = await waiting()
    await receive(order.id, hryvnias(1500))
    const day = { from: new Date('2027-02-09T22:00:00Z'), to: new Date('2027-02-10T22:00:00Z') }
    expect(await shop.core.payments.dayTotals(day)).toMatchObject({
      received: [{ provider: 'bank_transfer', count: 1, sum: 1500_00 }],
      unallotted: 140_00,
      ordersPlaced: 1,
      ordersPlacedSum: 1360_00,
      ordersCompleted: 0,
    })
  })
})
