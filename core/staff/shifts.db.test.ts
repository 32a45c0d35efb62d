import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Person, type Shop, useShop } from '../../tests/harness/shop.ts'
import type { TestProduct } from '../../tests/harness/shop-catalog.ts'

const shop: Shop = useShop()
let shoes: TestProduct
let manager: Person
let owner: Person

beforeAll(async () => {
  shoes = await shop.aProduct({ price: 1000, sizes: { 35: 50 } })
  manager = await shop.newStaff('manager')
  owner = await shop.owner()
})

const everybodyOff = async () => {
  await shop.core.staff.endShift({ actor: manager.actor })
  await shop.core.staff.endShift({ actor: owner.actor })
}
beforeEach(everybodyOff)

const anOrder = async () => (await shop.placed(await shop.aCustomer(), [{ product: shoes, size: '35' }])).id
const call = (orderId: string) => shop.core.staff.callOnShift({ orderId, roles: ['manager'] })
const begins = ({ actor }: Person) => shop.core.staff.beginShift({ actor })

describe('a shift', () => {
  it('is one however often it is begun', async () => {
    await begins(manager)
    const since = await shop.core.staff.onShiftSince(manager.userId)
    shop.clock.advance({ hours: 1 })
    expect(await begins(manager)).toBe(0)
    expect(await shop.core.staff.onShiftSince(manager.userId)).toEqual(since)
  })

  it('decides who gets a new card', async () => {
    const colleague = await shop.newStaff('manager')
    const called = async () => (await call(await anOrder())).map(({ userId }) => userId)
    expect(await called()).toEqual([colleague.userId])
    await begins(manager)
    expect((await called()).toSorted()).toEqual([colleague.userId, manager.userId].toSorted())
    await shop.core.staff.endShift({ actor: colleague.actor })
  })

  it('that nobody has: cards wait, and come to whoever of that role goes on shift next, once', async () => {
    const [first, second] = [await anOrder(), await anOrder()]
    expect(await call(first)).toEqual([])
    shop.clock.advance({ seconds: 1 })
    expect(await call(second)).toEqual([])
    const storekeeper = await shop.newStaff('storekeeper')
    await shop.core.staff.endShift({ actor: storekeeper.actor })
    expect(await begins(storekeeper)).toBe(0)
    expect(await begins(manager)).toBe(2)
    const events = await shop.db.client.event.findMany({ where: { name: 'staff.shift_began' } })
    const brought = events.find(({ payload }) => (payload as { userId: string }).userId === manager.userId)
    expect(
      events.some(
        ({ payload }) => (payload as { orderIds: string[] }).orderIds.join() === `${first},${second}`,
      ),
    ).toBe(true)
    expect(brought).toBeDefined()
    expect(await begins(owner)).toBe(0)
    await shop.core.staff.endShift({ actor: storekeeper.actor })
  })

  it('that nobody has: what went on meanwhile does not come', async () => {
    const id = await anOrder()
    await call(id)
    await shop.core.orders.cancel({ actor: owner.actor, orderId: id, reason: 'changed_mind' })
    expect(await begins(manager)).toBe(0)
  })

  it('that begins at the same moment as an order comes: the order is called or waits for nobody', async () => {
    for (let trial = 0; trial < 8; trial++) {
      await everybodyOff()
      const id = await anOrder()
      const [called, waited] = await Promise.all([call(id), begins(manager)])
      expect(called.length + waited).toBeGreaterThan(0)
    }
  })

  it('that nobody has is told to the owner once, after fifteen working minutes', async () => {
    const id = await anOrder()
    await call(id)
    shop.clock.advance({ minutes: 14, seconds: 59 })
    await shop.core.staff.tellOfUnattended()
    expect(await shop.eventsOf(id)).not.toContain('order.unattended')
    shop.clock.advance({ seconds: 1 })
    await shop.core.staff.tellOfUnattended()
    await shop.core.staff.tellOfUnattended()
    expect((await shop.eventsOf(id)).filter((name) => name === 'order.unattended')).toHaveLength(1)
  })
})
