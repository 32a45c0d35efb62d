import { describe, expect, it } from 'vitest'
import { atOnce, refusal, type Shop, useShop } from '../../tests/harness/shop.ts'
import { diceOf } from '../../tests/harness/shop-walk.ts'
import { REASONS, type Reason } from './adjust-stock.ts'

const shop: Shop = useShop()

const pairs = async (quantity: number) => {
  const product = await shop.aProduct({ sizes: { 38: quantity } })
  const [variantId, outletId] = [product.variant('38'), shop.outlets.warehouse]
  const actor = await shop.staff('storekeeper')
  const adjust = (reason: Reason, amount: number, seen: number, core = shop.core) =>
    core.stock.adjust({ actor, variantId, outletId, reason, amount, seen })
  const row = async () => (await shop.core.stock.shelf({ productId: product.id, outletId }))[0]!
  const order = async () => shop.placed(await shop.aCustomer(), [{ product, size: '38' }])
  return { product, variantId, outletId, actor, adjust, row, order, counts: shop.core.stock.counts }
}

describe('changing stock', () => {
  it('says who and why in the ledger, and a second tap on the same button changes nothing', async () => {
    const { adjust, row, variantId, actor } = await pairs(2)
    expect(await refusal(adjust('received', 3, 2))).toBe('done')
    expect(await refusal(adjust('received', 3, 2))).toBe('stock.changed')
    expect(await refusal(adjust('damaged', 1, 5))).toBe('done')
    expect(await row()).toMatchObject({ onHand: 4 })
    const movements = await shop.db.client.stockMovement.findMany({
      where: { variantId, byUser: actor.userId },
    })
    expect(movements).toMatchObject([
      { reason: 'received', delta: 3 },
      { reason: 'damaged', delta: -1 },
    ])
  })

  it('never takes what an order holds', async () => {
    const { adjust, row, order } = await pairs(2)
    await order()
    expect(await refusal(adjust('lost', 2, 2))).toBe('stock.below_held')
    expect(await refusal(adjust('lost', 1, 2))).toBe('done')
    expect(await row()).toMatchObject({ onHand: 1, held: 1 })
  })

  it('is the storekeeper’s of that outlet alone', async () => {
    const { variantId } = await pairs(1)
    const change = (actor: Parameters<typeof shop.core.stock.adjust>[0]['actor'], outletId: string) =>
      refusal(shop.core.stock.adjust({ actor, variantId, outletId, reason: 'found', amount: 1, seen: 0 }))
    expect(await change(await shop.staff('manager'), shop.outlets.store)).toBe('order.forbidden')
    const { actor } = await shop.newStaff('storekeeper')
    await shop.core.workplaces.choose({ actor, userId: actor.userId, outletId: shop.outlets.warehouse })
    expect(await change(actor, shop.outlets.store)).toBe('staff.other_outlet')
    expect(await change(await shop.staff('storekeeper'), shop.outlets.store)).toBe('done')
  })

  it('the last pair is lost while it is ordered: one of the two happens', async () => {
    const { adjust, product, row } = await pairs(1)
    const customer = await shop.aCustomer()
    const cart = await shop.aCart(customer, [{ product, size: '38' }])
    await atOnce(adjust('lost', 1, 1), shop.place(customer, cart.id, shop.anotherProcess('stock-2')))
    const { onHand, held } = await row()
    expect([`${onHand} ${held}`]).toContain(onHand === 0 ? '0 0' : '1 1')
  })
})

/** The warehouse begins to be counted, with a product of so many pairs. */
const counting = async (quantity: number) => {
  const goods = await pairs(quantity)
  const { counts } = shop.core.stock
  const { actor, outletId, variantId } = goods
  const open = await counts.open(outletId)
  for (const { id } of open) await counts.drop({ actor, countId: id })
  const countId = await counts.begin({ actor, outletId })
  const write = (pieces: number, core = shop.core, of = variantId) =>
    core.stock.counts.write({ actor, countId, counted: [{ variantId: of, pieces }] })
  const seen = async () => (await counts.find(countId))!.revision
  const finish = async (core = shop.core, revision?: number) =>
    core.stock.counts.finish({ actor, countId, revision: revision ?? (await seen()) })
  const ledger = () => shop.db.client.stockMovement.findMany({ where: { countId } })
  return { ...goods, counts, countId, write, seen, finish, ledger }
}

describe('stock-taking', () => {
  it('is kept: a colleague goes on with it tomorrow, and what was sold since the counting stays sold', async () => {
    const { countId, write, finish, row, order, adjust, actor, outletId, counts, ledger } = await counting(5)
    await write(4)
    shop.clock.advance({ days: 1 })
    const sold = await order()
    await shop.core.orders.confirm({ actor: await shop.staff('manager'), orderId: sold.id })
    await adjust('received', 2, 4)
    const colleague = await shop.newStaff('storekeeper')
    expect(await counts.begin({ actor: colleague.actor, outletId })).toBe(countId)
    await finish()
    expect(await row()).toMatchObject({ onHand: 5, toPack: 1 })
    expect(await ledger()).toMatchObject([{ delta: -1, reason: 'counted', byUser: actor.userId }])
    expect(await refusal(write(1))).toBe('count.over')
  })

  it('what is sold and not packed, or waits for its money, is still on the shelf', async () => {
    const { product, row, write, finish, counts, countId } = await counting(3)
    const order = await shop.confirmed(await shop.aCustomer(), [{ product, size: '38' }])
    await shop.confirmed(await shop.aCustomer(), [{ product, size: '38' }], { payment: 'transfer' })
    expect(await row()).toMatchObject({ onHand: 1, toPack: 1, toPay: 1 })
    await write(3)
    expect(await counts.differences(countId)).toEqual([])
    await shop.packed(order.id)
    expect(await row()).toMatchObject({ onHand: 1, toPack: 0, toPay: 1 })
    await finish()
    expect(await row()).toMatchObject({ onHand: 1 })
  })

  it('never takes what orders hold: nothing is written until that size is settled or counted again', async () => {
    const { product, order, row, write, finish, counts, countId, ledger, variantId } = await counting(1)
    await order()
    const other = await pairs(1)
    await write(3, shop.core, other.variantId)
    await write(0)
    expect(await refusal(finish())).toBe('count.held')
    const differences = await counts.differences(countId)
    const { price } = (await shop.core.catalog.product(product.id))!
    expect(differences.map((line) => line.price)).toContain(price)
    const blocked = differences.filter((line) => line.blocked)
    expect(blocked.map((line) => line.variantId)).toEqual([variantId])
    expect(await row()).toMatchObject({ onHand: 1, held: 1 })
    expect(await ledger()).toEqual([])
    await write(1)
    await finish()
    expect(await other.row()).toMatchObject({ onHand: 3 })
  })

  it('two at once: each number counts, the difference is written once, and nothing that was not seen', async () => {
    const { write, finish, seen, row, ledger, counts, countId } = await counting(4)
    const second = shop.anotherProcess('stock-2')
    const other = await pairs(2)
    await atOnce(write(3), write(1, second, other.variantId))
    expect((await counts.find(countId))?.counted).toBe(2)
    const before = await seen()
    await write(2)
    expect(await refusal(finish(second, before))).toBe('count.changed')
    const now = await seen()
    expect((await atOnce(finish(shop.core, now), finish(second, now))).toSorted()).toEqual([
      'count.over',
      'done',
    ])
    expect(await row()).toMatchObject({ onHand: 2 })
    expect(await other.row()).toMatchObject({ onHand: 1 })
    expect(await ledger()).toHaveLength(2)
  })

  it('one is open at an outlet, its storekeepers’ alone; thrown away, it leaves the stock as it was', async () => {
    const { write, countId, row, counts, actor, outletId } = await counting(2)
    await write(0)
    const begun = await Promise.all([
      counts.begin({ actor, outletId: shop.outlets.store }),
      shop.anotherProcess('stock-4').stock.counts.begin({ actor, outletId: shop.outlets.store }),
    ])
    expect(new Set(begun).size).toBe(1)
    const { actor: elsewhere } = await shop.newStaff('storekeeper')
    await shop.core.workplaces.choose({
      actor: elsewhere,
      userId: elsewhere.userId,
      outletId: shop.outlets.store,
    })
    expect(await refusal(counts.drop({ actor: elsewhere, countId }))).toBe('staff.other_outlet')
    expect(await refusal(counts.begin({ actor: await shop.staff('manager'), outletId }))).toBe(
      'order.forbidden',
    )
    await counts.drop({ actor, countId })
    expect(await row()).toMatchObject({ onHand: 2 })
    expect(await counts.begin({ actor, outletId })).not.toBe(countId)
  })

  it('leads along the shelves, cell by cell, and knows what nobody counted', async () => {
    const { product, actor, outletId, counts, countId } = await counting(2)
    const far = await shop.aProduct({ sizes: { 40: 1, 41: 0 } })
    for (const [variantId, shelf] of [
      [product.variant('38'), 'Я-2'],
      [far.variant('40'), 'Я-10'],
    ])
      await shop.db.client
        .$executeRaw`UPDATE stock SET shelf = ${shelf} WHERE variant_id = ${variantId} AND outlet_id = ${outletId}`
    const cells = async () => (await counts.cells(countId)).filter(({ shelf }) => shelf?.startsWith('Я'))
    expect(await cells()).toEqual([
      { shelf: 'Я-2', sizes: 1, counted: 0, variantId: product.variant('38') },
      { shelf: 'Я-10', sizes: 1, counted: 0, variantId: far.variant('40') },
    ])
    // A pair that the books do not know is counted too.
    const variantId = far.variant('41')
    const walk = { countId, variantId, walk: 'product' } as const
    expect((await counts.lines(walk)).map(({ counted }) => counted)).toEqual([null, null])
    await counts.write({ actor, countId, counted: [{ variantId, pieces: 1 }] })
    expect(await counts.lines(walk)).toMatchObject([{ counted: null }, { counted: 1, expected: 0 }])
    await counts.forget({ actor, countId, variantId })
    expect(await counts.differences(countId)).toEqual([])
  })

  it('random changes, counts and orders at once: the books hold, nothing is below what is held', async () => {
    const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1e9))
    console.log(`stock with SEED=${seed}`)
    const dice = diceOf(seed)
    const { product, variantId, outletId, actor, row, counts } = await pairs(3)
    const names = Object.keys(REASONS) as Reason[]
    const other = shop.anotherProcess('stock-3')
    const countWhole = async () => {
      const countId = await counts.begin({ actor, outletId })
      const write = (pieces: number) =>
        other.stock.counts.write({ actor, countId, counted: [{ variantId, pieces }] })
      await write(dice(5))
      const revision = (await counts.find(countId))!.revision
      await Promise.all([
        refusal(write(dice(5))),
        refusal(other.stock.counts.finish({ actor, countId, revision })),
      ])
    }
    for (let round = 0; round < 12; round++) {
      const [{ onHand }, customer] = [await row(), await shop.aCustomer()]
      const cart = await shop.aCart(customer, [{ product, size: '38' }]).catch(() => undefined)
      const [reason, amount] = [names[dice(names.length)]!, 1 + dice(3)]
      await atOnce(
        shop.core.stock.adjust({ actor, variantId, outletId, reason, amount, seen: onHand }),
        countWhole(),
        ...(cart ? [shop.place(customer, cart.id, other)] : []),
      )
      expect(await shop.core.checkBooks(), `SEED=${seed}`).toEqual([])
    }
  })
})

describe('a size that is running out', () => {
  const announced = async (variantId: string) => {
    const events = await shop.db.client.event.findMany({ where: { name: 'stock.low' } })
    return events.filter(({ payload }) =>
      (payload as { variantIds: string[] }).variantIds.includes(variantId),
    ).length
  }
  const isLow = async (variantId: string) =>
    (await shop.core.stock.low({ variantIds: [variantId], limit: 1 })).length === 1

  it('is told of once however it went, and again only after there was enough of it', async () => {
    await shop.core.settings.write('lowStock', 1)
    const { variantId, adjust, order } = await pairs(2)
    await shop.core.stock.watchLow()
    expect(await announced(variantId)).toBe(0)
    const { id: orderId } = await order()
    await Promise.all([shop.core.stock.watchLow(), shop.anotherProcess('low-2').stock.watchLow()])
    await shop.core.stock.watchLow()
    expect(await announced(variantId)).toBe(1)
    expect(await shop.core.stock.low({ variantIds: [variantId], limit: 1 })).toMatchObject([{ left: 1 }])
    await adjust('lost', 1, 2)
    await shop.core.stock.watchLow()
    expect(await announced(variantId)).toBe(1)
    const manager = await shop.staff('manager')
    await shop.core.orders.cancel({ actor: manager, orderId, reason: 'not_reached' })
    await adjust('received', 1, 1)
    await shop.core.stock.watchLow()
    expect(await isLow(variantId)).toBe(false)
    await adjust('damaged', 1, 2)
    await shop.core.stock.watchLow()
    expect(await announced(variantId)).toBe(2)
  })

  it('waits for the morning in the quiet hours; without a threshold nothing is running out', async () => {
    await shop.core.settings.write('lowStock', 1)
    const { variantId } = await pairs(1)
    shop.clock.advance({ hours: 11 })
    await shop.core.stock.watchLow()
    expect(await announced(variantId)).toBe(0)
    shop.clock.advance({ hours: 11 })
    await shop.core.stock.watchLow()
    expect(await announced(variantId)).toBe(1)
    await shop.core.settings.write('lowStock', 0)
    await shop.core.stock.watchLow()
    expect(await isLow(variantId)).toBe(false)
    expect(await shop.core.stock.low({ limit: 1 })).toEqual([])
  })
})
