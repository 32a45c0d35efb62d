import { beforeAll, describe, expect, it } from 'vitest'
import { refusal, type Shop, useShop } from '../../tests/harness/shop.ts'
import type { TestProduct } from '../../tests/harness/shop-catalog.ts'
import { HOUR_MS, later } from '../kernel/clock.ts'

const shop: Shop = useShop()
let shoes: TestProduct

beforeAll(async () => {
  shoes = await shop.aProduct({ price: 1000, sizes: { 35: { warehouse: 30 }, 36: { store: 30 } } })
})

const unpaid = async (size = '35') =>
  (await shop.confirmed(await shop.aCustomer(), [{ product: shoes, size }], { payment: 'transfer' })).id
const waiting = async (size = '35') =>
  (await shop.placed(await shop.aCustomer(), [{ product: shoes, size }])).id

const deadlines = async (orderId: string) => {
  const rows = await shop.db.queries.$queryRaw<{ payBefore: Date; nextReminder: Date; hold: Date }[]>`
    SELECT pay_before AS "payBefore", next_reminder AS "nextReminder",
      (SELECT until FROM holds WHERE order_id = o.id AND state = 'open') AS hold FROM orders o WHERE id = ${orderId}`
  return rows[0]!
}

const cut = async (hours: number, outletId: string | null = null, pauseHours = hours) => {
  const { actor } = await shop.owner()
  const pauseUntil = later(shop.clock.now(), pauseHours * HOUR_MS)
  await shop.core.orders.beginPowerCut({ actor, outletId, hours, pauseUntil })
  return (await shop.core.orders.powerCuts(actor))[0]!
}
const undo = async (id: string) => shop.core.orders.undoPowerCut({ actor: (await shop.owner()).actor, id })

describe('a power cut', () => {
  it('moves every open deadline and nothing that is closed; undone, they stand as they did', async () => {
    const [toPay, toConfirm, closed] = [await unpaid(), await waiting(), await unpaid()]
    await shop.core.orders.cancel({
      actor: await shop.staff('manager'),
      orderId: closed,
      reason: 'duplicate',
    })
    const before = [await deadlines(toPay), await deadlines(toConfirm), await deadlines(closed)] as const
    const { id, orders } = await cut(8)
    expect(orders).toBe(2)
    const after = [await deadlines(toPay), await deadlines(toConfirm)] as const
    expect(after[0].payBefore).toEqual(later(before[0].payBefore, 8 * HOUR_MS))
    expect(after[0].nextReminder).toEqual(later(before[0].nextReminder, 8 * HOUR_MS))
    expect(after[1].hold).toEqual(later(before[1].hold, 8 * HOUR_MS))
    expect(await deadlines(closed)).toEqual(before[2])
    expect((await shop.core.orders.history(toPay)).at(-1)).toMatchObject({
      what: 'postponed',
      byRole: 'owner',
    })

    await undo(id)
    expect([await deadlines(toPay), await deadlines(toConfirm)]).toEqual([before[0], before[1]])
    expect(await refusal(undo(id))).toBe('power_cut.undone')
  })

  it('of one outlet moves what has goods from there alone', async () => {
    const [here, there] = [await waiting('36'), await waiting('35')]
    const before = [await deadlines(here), await deadlines(there)] as const
    const { id } = await cut(4, shop.outlets.store)
    expect((await deadlines(here)).hold).toEqual(later(before[0].hold, 4 * HOUR_MS))
    expect(await deadlines(there)).toEqual(before[1])
    await undo(id)
  })

  it('moves the time until which a ready pickup is kept in its store', async () => {
    const { id: orderId } = await shop.placed(await shop.aCustomer(), [{ product: shoes, size: '36' }], {
      delivery: { method: 'pickup', outletId: shop.outlets.store },
    })
    await shop.core.orders.confirm({ actor: await shop.staff('manager'), orderId })
    await shop.shipped(orderId)
    await shop.core.orders.followParcel({ actor: await shop.staff('seller'), orderId, to: 'ARRIVED' })
    const before = (await shop.order(orderId)).collectBefore!
    const { id } = await cut(8, shop.outlets.store)
    expect((await shop.order(orderId)).collectBefore).toEqual(later(before, 8 * HOUR_MS))
    await undo(id)
    expect((await shop.order(orderId)).collectBefore).toEqual(before)
  })

  it('moves when a question goes back to all, and when the owner hears that nobody is on shift', async () => {
    shop.clock.set(new globalThis.Date('2026-11-23T08:00:00Z'))
    const order = await waiting()
    await shop.core.staff.endShift({ actor: (await shop.owner()).actor })
    await shop.core.staff.callOnShift({ orderId: order, roles: ['accountant'] })
    const { userId } = await shop.aCustomer()
    await shop.core.support.ask({ userId, said: [{ text: 'Чи є 35?', media: null }] })
    const read = async () =>
      (
        await shop.db.queries.$queryRaw<{ tellAt: Date; answerBy: Date }[]>`
          SELECT (SELECT tell_at FROM waiting_cards WHERE order_id = ${order}) AS "tellAt",
            (SELECT answer_by FROM tickets WHERE user_id = ${userId}) AS "answerBy"`
      )[0]!
    const before = await read()
    const moved = (hours: number) => ({
      tellAt: later(before.tellAt, hours * HOUR_MS),
      answerBy: later(before.answerBy, hours * HOUR_MS),
    })
    const { id } = await cut(8)
    expect(await read()).toEqual(moved(8))
    await undo(id)
    const soon = later(shop.clock.now(), HOUR_MS)
    expect(await read()).toEqual({ tellAt: soon, answerBy: soon })
    shop.clock.advance({ seconds: 1 })
    const other = await cut(2, shop.outlets.store)
    expect(await read()).toEqual({ tellAt: soon, answerBy: soon })
    await undo(other.id)
    const tickets = await shop.core.support.live((await shop.owner()).actor, { limit: 1 })
    await shop.core.support.relay(tickets[0]!.id, async () => {})
    await shop.core.notifications.sendDue()
  })

  it('pauses cancelling: nothing is cancelled by itself before its end, also what came into it', async () => {
    const orderId = await unpaid()
    const { payBefore } = await deadlines(orderId)
    shop.clock.set(later(payBefore, -HOUR_MS))
    const { pauseUntil } = await cut(2, null, 72)
    expect((await deadlines(orderId)).payBefore).toEqual(pauseUntil)
    const during = await unpaid()
    await shop.db.queries
      .$executeRaw`UPDATE orders SET pay_before = ${later(shop.clock.now(), HOUR_MS)} WHERE id = ${during}`
    shop.clock.advance({ hours: 71 })
    await shop.minute()
    expect((await shop.order(during)).status).toBe('AWAITING_PAYMENT')
    shop.clock.advance({ hours: 1, minutes: 1 })
    await shop.minute()
    for (const each of [orderId, during]) expect((await shop.order(each)).status).toBe('CANCELLED')
  })

  it('undone late lets nothing end within the hour, and leaves alone what was moved since', async () => {
    const orderId = await unpaid()
    const { payBefore } = await deadlines(orderId)
    shop.clock.set(later(payBefore, -HOUR_MS))
    const { id } = await cut(24)
    shop.clock.advance({ hours: 5 })
    const second = await cut(2)
    const kept = await deadlines(orderId)
    await undo(id)
    expect(await deadlines(orderId)).toEqual(kept)
    await undo(second.id)

    const late = await unpaid()
    const term = (await deadlines(late)).payBefore
    shop.clock.set(later(term, -HOUR_MS))
    const third = await cut(24)
    shop.clock.advance({ hours: 5 })
    await undo(third.id)
    shop.clock.advance({ minutes: 59 })
    await shop.minute()
    expect((await shop.order(late)).status).toBe('AWAITING_PAYMENT')
    shop.clock.advance({ minutes: 1 })
    await shop.minute()
    expect((await shop.order(late)).status).toBe('CANCELLED')
  })

  it('is the owner’s word, within bounds', async () => {
    const { actor } = await shop.newStaff('manager')
    const owner = (await shop.owner()).actor
    const begin = (who: typeof actor, hours: number, pause: number) =>
      refusal(
        shop.core.orders.beginPowerCut({
          actor: who,
          outletId: null,
          hours,
          pauseUntil: later(shop.clock.now(), pause * HOUR_MS),
        }),
      )
    expect(await begin(actor, 2, 2)).toBe('staff.forbidden')
    for (const [hours, pause] of [
      [0, 2],
      [73, 2],
      [2, 0],
      [2, 200],
    ] as const)
      expect(await begin(owner, hours, pause)).toBe('power_cut.invalid')
  })
})
