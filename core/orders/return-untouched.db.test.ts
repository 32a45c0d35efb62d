import { beforeAll, describe, expect, it } from 'vitest'
import { type Person, type Shop, useShop } from '../../tests/harness/shop.ts'
import type { TestProduct } from '../../tests/harness/shop-catalog.ts'

const shop: Shop = useShop()
let shoes: TestProduct
let manager: Person

beforeAll(async () => {
  shoes = await shop.aProduct({ price: 1000, sizes: { 35: 50, 36: 50 } })
  manager = await shop.newStaff('manager')
})

const taken = async () => {
  const { id } = await shop.placed(await shop.aCustomer(), [{ product: shoes, size: '35' }])
  await shop.core.orders.take({ actor: manager.actor, orderId: id })
  return id
}
const holder = async (id: string) => (await shop.order(id)).holderId
const deeds = async (id: string) => (await shop.core.orders.history(id)).map(({ what }) => what)
const sweep = () => shop.core.orders.returnUntouched()

// The shop opens on a Tuesday at noon, Kyiv: working hours.
describe('an order that somebody took', () => {
  it('returns to the queue after 30 working minutes without a touch, and says so', async () => {
    const id = await taken()
    await sweep()
    shop.clock.advance({ minutes: 29, seconds: 59 })
    await sweep()
    expect(await holder(id)).toBe(manager.userId)
    shop.clock.advance({ seconds: 1 })
    await sweep()
    expect(await holder(id)).toBeNull()
    expect(await deeds(id)).toContain('returned_untouched')
    expect(await shop.eventsOf(id)).toContain('order.unheld')
  })

  it('stays with who touches it: anything of the staff in its history counts', async () => {
    const id = await taken()
    shop.clock.advance({ minutes: 20 })
    const { lines } = await shop.order(id)
    const variantId = shoes.variant('36')
    await shop.core.orders.settleSize({ actor: manager.actor, orderId: id, lineId: lines[0]!.id, variantId })
    shop.clock.advance({ minutes: 20 })
    await sweep()
    expect(await holder(id)).toBe(manager.userId)
    shop.clock.advance({ minutes: 10 })
    await sweep()
    expect(await holder(id)).toBeNull()
  })

  it('waits for the time of its mark', async () => {
    const id = await taken()
    const until = new Date(shop.clock.now().getTime() + 60 * 60_000)
    await shop.db.client.order.update({ where: { id }, data: { mark: 'call_back', markUntil: until } })
    shop.clock.advance({ minutes: 89 })
    await sweep()
    expect(await holder(id)).toBe(manager.userId)
    shop.clock.advance({ minutes: 1 })
    await sweep()
    expect(await holder(id)).toBeNull()
  })

  it('is not idle over the night', async () => {
    shop.clock.set('2026-11-04T16:50:00Z')
    const id = await taken()
    shop.clock.set('2026-11-05T07:19:59Z')
    await sweep()
    expect(await holder(id)).toBe(manager.userId)
    shop.clock.set('2026-11-05T07:20:01Z')
    await sweep()
    expect(await holder(id)).toBeNull()
  })

  it('returns at once when its holder goes off shift or leaves the staff', async () => {
    const id = await taken()
    await shop.core.staff.endShift({ actor: manager.actor })
    await sweep()
    expect(await holder(id)).toBeNull()
    expect(await deeds(id)).toContain('returned_off_shift')
    await shop.core.staff.beginShift({ actor: manager.actor })

    const leaving = await shop.newStaff('manager')
    const { id: other } = await shop.placed(await shop.aCustomer(), [{ product: shoes, size: '35' }])
    await shop.core.orders.take({ actor: leaving.actor, orderId: other })
    await shop.core.staff.dismiss({ actor: (await shop.owner()).actor, userId: leaving.userId })
    await sweep()
    expect(await deeds(other)).toContain('returned_no_staff')
  })

  it('is confirmed once, and returned before that or never, when both happen at the same moment', async () => {
    for (let trial = 0; trial < 8; trial++) {
      const id = await taken()
      shop.clock.advance({ minutes: 30 })
      const [outcome] = await Promise.allSettled([
        shop.core.orders.confirm({ actor: manager.actor, orderId: id }),
        sweep(),
      ])
      expect(outcome.status).toBe('fulfilled')
      const all = await deeds(id)
      expect((await shop.order(id)).status).toBe('AWAITING_SHIPMENT_COD')
      expect(all.filter((what) => what === 'moved')).toHaveLength(1)
      if (all.includes('returned_untouched'))
        expect(all.indexOf('returned_untouched')).toBeLessThan(all.indexOf('moved'))
    }
  })

  it('is taken by nobody who is off shift', async () => {
    const idle = await shop.newStaff('manager')
    await shop.core.staff.endShift({ actor: idle.actor })
    const { id } = await shop.placed(await shop.aCustomer(), [{ product: shoes, size: '35' }])
    await expect(shop.core.orders.take({ actor: idle.actor, orderId: id })).rejects.toMatchObject({
      code: 'staff.off_shift',
    })
  })
})
