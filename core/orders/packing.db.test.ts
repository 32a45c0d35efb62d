import { describe, expect, it } from 'vitest'
import { atOnce, refusal, type Shop, useShop } from '../../tests/harness/shop.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Order } from './order.ts'

const shop: Shop = useShop()

const FROM_STORE = () => ({ delivery: { method: 'pickup', outletId: shop.outlets.store } }) as const

const toPack = async (quantity = 1, checkout = {}) => {
  const product = await shop.aProduct({ sizes: { 38: { warehouse: 9 }, 39: { warehouse: 9 }, 40: 9 } })
  const order = await shop.confirmed(await shop.aCustomer(), [{ product, size: '39', quantity }], checkout)
  return { product, order, shipmentId: order.shipments[0]!.id, lineId: order.lines[0]!.id }
}

const checkedOf = async (shipmentId: string) =>
  (await shop.core.orders.parcel(shipmentId))?.lines.map(({ checked }) => checked)

describe('packing', () => {
  it('a parcel is closed only after each piece of each line was checked', async () => {
    const { product, order, shipmentId, lineId } = await toPack(2)
    const actor = await shop.staff('storekeeper')
    const press = (size: string, piece: number) =>
      refusal(
        shop.core.orders.checkPiece({ actor, shipmentId, lineId, variantId: product.variant(size), piece }),
      )
    const pack = () => refusal(shop.core.orders.pack({ actor, orderId: order.id, shipmentId }))
    expect(await pack()).toBe('pack.unchecked')
    expect(await press('38', 0)).toBe('pack.wrong_size')
    expect(await checkedOf(shipmentId)).toEqual([0])
    expect(await press('39', 0)).toBe('done')
    expect(await press('39', 0)).toBe('done')
    expect(await checkedOf(shipmentId)).toEqual([1])
    expect(await pack()).toBe('pack.unchecked')
    expect(await press('39', 1)).toBe('done')
    expect(await pack()).toBe('done')
    expect((await shop.order(order.id)).packedAt).not.toBeNull()
    expect(await press('39', 1)).toBe('pack.gone')
  })

  it('what was checked is checked anew when the order was changed', async () => {
    const { order, shipmentId } = await toPack()
    await shop.checked(order.id)
    const manager = await shop.staff('manager')
    await shop.core.orders.reopen({ actor: manager, orderId: order.id })
    expect(await shop.core.orders.parcel(shipmentId)).toBeUndefined()
    await shop.core.orders.confirm({ actor: manager, orderId: order.id })
    const again = (await shop.order(order.id)).shipments[0]!.id
    expect(await checkedOf(again)).toEqual([0])
    const actor = await shop.staff('storekeeper')
    expect(await refusal(shop.core.orders.pack({ actor, orderId: order.id }))).toBe('pack.unchecked')
  })

  it('two storekeepers check and pack one order at once: each piece counts once, it is packed once', async () => {
    const { product, order, shipmentId, lineId } = await toPack(2)
    const [one, other] = [await shop.staff('storekeeper'), (await shop.newStaff('storekeeper')).actor]
    const check = (actor: typeof one, piece: number, core = shop.core) =>
      core.orders.checkPiece({ actor, shipmentId, lineId, variantId: product.variant('39'), piece })
    const second = shop.anotherProcess('store-2')
    expect(await atOnce(check(one, 0), check(other, 0, second), check(one, 0))).toEqual([
      'done',
      'done',
      'done',
    ])
    expect(await checkedOf(shipmentId)).toEqual([1])
    await check(other, 1)
    const pack = (actor: typeof one, core = shop.core) => core.orders.pack({ actor, orderId: order.id })
    expect(await atOnce(pack(one), pack(other, second))).toEqual(['done', 'done'])
    const packed = (await shop.core.orders.history(order.id)).filter(({ what }) => what === 'packed')
    expect(packed).toHaveLength(1)
  })

  it('each outlet packs and sends its own parcel; the order is shipped with the last, and none is called back', async () => {
    const product = await shop.aProduct({ sizes: { 38: { warehouse: 1 }, 39: { store: 1 } } })
    const order = await shop.confirmed(await shop.aCustomer(), [
      { product, size: '38' },
      { product, size: '39' },
    ])
    const at = async (outletId: string) => {
      const { actor } = await shop.newStaff('storekeeper')
      await shop.core.workplaces.choose({ actor, userId: actor.userId, outletId })
      return actor
    }
    const [warehouse, store] = [await at(shop.outlets.warehouse), await at(shop.outlets.store)]
    const parcel = (outletId: string) =>
      order.shipments.find((shipment) => shipment.outletId === outletId)!.id
    const pack = async (actor: typeof store, shipmentId: string) =>
      refusal(shop.core.orders.pack({ actor, orderId: order.id, shipmentId }))
    await shop.checked(order.id)
    expect(await pack(warehouse, parcel(shop.outlets.store))).toBe('staff.other_outlet')
    expect(await pack(warehouse, parcel(shop.outlets.warehouse))).toBe('done')
    expect((await shop.order(order.id)).packedAt).toBeNull()

    const note = (actor: typeof store, text: string) => shop.core.orders.noteWaybills({ actor, text })
    expect((await note(warehouse, `${order.number} 20460000000001`)).noted).toHaveLength(1)
    await shop.core.orders.handOver({ actor: warehouse, to: 'carrier' })
    expect(await shop.order(order.id)).toMatchObject({ status: 'AWAITING_SHIPMENT_COD' })
    const manager = await shop.staff('manager')
    expect(await refusal(shop.core.orders.reopen({ actor: manager, orderId: order.id }))).toBe(
      'order.partly_shipped',
    )
    expect(
      await refusal(shop.core.orders.cancel({ actor: manager, orderId: order.id, reason: 'duplicate' })),
    ).toBe('order.partly_shipped')

    expect(await pack(store, parcel(shop.outlets.store))).toBe('done')
    expect(await note(store, '20460000000001')).toMatchObject({
      noted: [],
      misread: [{ why: 'taken', number: order.number }],
    })
    const fromCard = (actor: typeof store) =>
      refusal(shop.core.orders.ship({ actor, orderId: order.id, trackingNumbers: ['20460000000002'] }))
    expect(await fromCard(warehouse)).toBe('staff.other_outlet')
    expect(await shop.order(order.id)).toMatchObject({ status: 'AWAITING_SHIPMENT_COD' })
    expect(await fromCard(store)).toBe('done')
    expect(await shop.order(order.id)).toMatchObject({ status: 'SHIPPED' })
  })
})

describe('the hand-over', () => {
  const packed = async (): Promise<Order> => {
    const { order } = await toPack()
    return shop.packed(order.id)
  }

  it('ships at one tap what has its waybill, and says of each other why it stayed', async () => {
    const [first, second, third] = [await packed(), await packed(), await packed()]
    const actor = await shop.staff('storekeeper')
    const said = await shop.core.orders.noteWaybills({
      actor,
      text: `${first.number} 20470000000001\n${third.number} 20470000000003\n${second.number} 204\n999999 20470000000009`,
    })
    expect(said.noted.map(({ number }) => number).sort()).toEqual([first.number, third.number])
    expect(said.misread.map(({ why }) => why)).toEqual(['no_waybill', 'no_parcel'])
    const handed = await shop.core.orders.handOver({ actor, to: 'carrier' })
    expect(handed.sent).toEqual([first.number, third.number])
    expect(handed.stayed).toContainEqual({ number: second.number, why: 'no_waybill' })
    expect((await shop.order(first.id)).status).toBe('SHIPPED')
    expect((await shop.order(second.id)).status).toBe('AWAITING_SHIPMENT_COD')
    await shop.core.orders.noteWaybills({ actor, text: `${second.number} 20470000000002` })
    expect((await shop.core.orders.handOver({ actor, to: 'carrier' })).sent).toEqual([second.number])
  })

  it('one waybill stands on one parcel, though two storekeepers type it at once', async () => {
    const [first, second] = [await packed(), await packed()]
    const actor = await shop.staff('storekeeper')
    const note = (order: Order, core = shop.core) =>
      core.orders.noteWaybills({ actor, text: `${order.number} 20480000000001` })
    const outcomes = await Promise.all([note(first), note(second, shop.anotherProcess('store-3'))])
    expect(outcomes.map(({ noted }) => noted.length).sort()).toEqual([0, 1])
    const free = (await shop.order(first.id)).shipments[0]!.trackingNumber === null ? first : second
    const ship = (trackingNumbers: string[]) =>
      refusal(shop.core.orders.ship({ actor, orderId: free.id, trackingNumbers }))
    expect(await ship(['20480000000001'])).toBe('order.waybill_taken')
    expect(await ship(['20480000000002'])).toBe('done')
    await shop.core.orders.handOver({ actor, to: 'carrier' })
  })

  it('two taps at once ship each order once; an order that is changed at that moment stays', async () => {
    const [first, second] = [await packed(), await packed()]
    const [actor, manager] = [await shop.staff('storekeeper'), await shop.staff('manager')]
    await shop.core.orders.noteWaybills({
      actor,
      text: `${first.number} 20490000000001\n${second.number} 20490000000002`,
    })
    const over = (core = shop.core) => core.orders.handOver({ actor, to: 'carrier' })
    await atOnce(
      over(),
      over(shop.anotherProcess('store-4')),
      shop.core.orders.cancel({ actor: manager, orderId: second.id, reason: 'duplicate' }),
    )
    const moved = (await shop.core.orders.history(first.id)).filter(({ to }) => to === 'SHIPPED')
    expect(moved).toHaveLength(1)
    expect(['SHIPPED', 'CANCELLED']).toContain((await shop.order(second.id)).status)
  })

  it('a pickup goes to its store without a waybill', async () => {
    const { order } = await toPack(1, FROM_STORE())
    await shop.packed(order.id)
    const handed = await shop.core.orders.handOver({ actor: await shop.staff('storekeeper'), to: 'store' })
    expect(handed.sent).toContain(order.number)
    expect((await shop.order(order.id)).status).toBe('SHIPPED')
  })
})

describe('a pickup whose goods lie in its own store', () => {
  const inStore = async (
    pieces: Partial<Record<'store' | 'warehouse', number>> = { store: 2 },
    quantity = 1,
  ) => {
    const product = await shop.aProduct({ sizes: { 39: pieces } })
    const order = await shop.confirmed(
      await shop.aCustomer(),
      [{ product, size: '39', quantity }],
      FROM_STORE(),
    )
    const parcelAt = (outletId: string) => order.shipments.find((each) => each.outletId === outletId)!
    return { product, order, parcelAt }
  }
  const sellerAt = async (outletId: string) => {
    const { actor } = await shop.newStaff('seller')
    await shop.core.workplaces.choose({ actor, userId: actor.userId, outletId })
    return actor
  }
  const stages = async (number: number) => {
    const found = []
    for (const stage of ['collect', 'coming', 'ready'] as const) {
      const orders = await shop.core.orders.inHand({ stage, outletId: shop.outlets.store, limit: 500 })
      if (orders.some((each) => each.number === number)) found.push(stage)
    }
    return found
  }
  const ready = (actor: Actor, orderId: string, core = shop.core) =>
    core.orders.followParcel({ actor, orderId, to: 'ARRIVED' })

  it('is checked, closed and said to be ready by its seller, once, and the customer hears one thing', async () => {
    const { order } = await inStore()
    const actor = await sellerAt(shop.outlets.store)
    expect(await stages(order.number)).toEqual(['collect'])
    expect(await refusal(ready(actor, order.id))).toBe('order.not_packed')
    expect((await shop.order(order.id)).status).toBe('AWAITING_SHIPMENT_COD')
    await shop.checked(order.id, actor)
    await shop.core.orders.pack({ actor, orderId: order.id })
    expect(await stages(order.number)).toEqual(['collect'])
    const other = shop.anotherProcess('store-5')
    expect((await atOnce(ready(actor, order.id), ready(actor, order.id, other))).sort()).toEqual([
      'done',
      'order.impossible',
    ])
    expect(await stages(order.number)).toEqual(['ready'])
    expect((await shop.core.orders.history(order.id)).slice(-2)).toMatchObject([
      { to: 'SHIPPED', byRole: 'seller' },
      { to: 'ARRIVED', byRole: 'seller' },
    ])
    expect(await shop.eventsOf(order.id)).not.toContain('order.shipped')
    const waits = await shop.core.orders.parcels({ stage: 'store', outletId: null })
    expect(waits.map(({ number }) => number)).not.toContain(order.number)
  })

  it('is nobody’s of another store, and a seller packs and sends nothing else', async () => {
    const { order, parcelAt } = await inStore()
    const away = await toPack()
    const elsewhere = await sellerAt(shop.outlets.warehouse)
    const seller = await sellerAt(shop.outlets.store)
    const check = (actor: Actor, { lines }: Order, shipmentId: string) =>
      shop.core.orders.checkPiece({
        actor,
        shipmentId,
        lineId: lines[0]!.id,
        variantId: lines[0]!.variantId!,
        piece: 0,
      })
    const own = parcelAt(shop.outlets.store)
    expect(await refusal(check(elsewhere, order, own.id))).toBe('staff.other_outlet')
    expect(await refusal(check(seller, away.order, away.shipmentId))).toBe('order.forbidden')
    await shop.packed(order.id)
    expect(await refusal(ready(elsewhere, order.id))).toBe('staff.other_outlet')
    expect(
      await refusal(shop.core.orders.ship({ actor: seller, orderId: order.id, trackingNumbers: [] })),
    ).toBe('order.forbidden')
    expect(await refusal(shop.core.orders.reopen({ actor: seller, orderId: away.order.id }))).toBe(
      'order.forbidden',
    )
  })

  it('waits for what comes from elsewhere: ready only once all of it is there', async () => {
    const { order, parcelAt } = await inStore({ store: 1, warehouse: 1 }, 2)
    expect(order.shipments).toHaveLength(2)
    const seller = await sellerAt(shop.outlets.store)
    expect(await stages(order.number)).toEqual(['collect'])
    await shop.checked(order.id)
    await shop.core.orders.pack({
      actor: seller,
      orderId: order.id,
      shipmentId: parcelAt(shop.outlets.store).id,
    })
    expect(await stages(order.number)).toEqual(['coming'])
    const storekeeper = await shop.staff('storekeeper')
    await shop.core.orders.pack({ actor: storekeeper, orderId: order.id })
    expect(await refusal(ready(seller, order.id))).toBe('order.impossible')
    await shop.core.orders.handOver({ actor: storekeeper, to: 'store' })
    expect((await shop.order(order.id)).status).toBe('SHIPPED')
    await ready(seller, order.id)
    expect(await stages(order.number)).toEqual(['ready'])
  })

  it('not on its shelf: the seller sends it back to the manager, the pair is written off', async () => {
    const { order, product } = await inStore({ store: 1 })
    const actor = await sellerAt(shop.outlets.store)
    await shop.core.orders.reopen({ actor, orderId: order.id, missingLineId: order.lines[0]!.id })
    expect((await shop.order(order.id)).status).toBe('AWAITING_CONFIRMATION')
    expect(await shop.stockOf(product.variant('39'))).toEqual({ onHand: 0, held: 0 })
  })
})
