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
  return { product, variantId, outletId, actor, adjust, row, order }
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

describe('stock-taking', () => {
  it('writes the difference that was found, and respects what was sold since', async () => {
    const { row, variantId, outletId, actor, order, adjust } = await pairs(5)
    const expected = (await row()).onHand
    const sold = await order()
    await shop.core.orders.confirm({ actor: await shop.staff('manager'), orderId: sold.id })
    await adjust('received', 2, 4)
    await shop.core.stock.count({ actor, outletId, counts: [{ variantId, counted: 4, expected }] })
    expect(await row()).toMatchObject({ onHand: 5, toPack: 1 })
  })

  it('what is sold and not packed is still on the shelf', async () => {
    const { product, row } = await pairs(2)
    const order = await shop.confirmed(await shop.aCustomer(), [{ product, size: '38' }])
    expect(await row()).toMatchObject({ onHand: 1, toPack: 1 })
    await shop.packed(order.id)
    expect(await row()).toMatchObject({ onHand: 1, toPack: 0 })
  })

  it('never takes what orders hold: then nothing of the count is written', async () => {
    const { product, outletId, actor, order, row, variantId } = await pairs(1)
    await order()
    const other = await pairs(1)
    const counts = [
      { variantId: other.variantId, counted: 3, expected: 1 },
      { variantId, counted: 0, expected: 1 },
    ]
    expect(await refusal(shop.core.stock.count({ actor, outletId, counts }))).toBe('stock.below_held')
    expect(await row()).toMatchObject({ onHand: 1, held: 1 })
    expect(await other.row()).toMatchObject({ onHand: 1 })
    expect(product.id).toBeTruthy()
  })

  it('random changes, counts and orders at once: the books hold, nothing is below what is held', async () => {
    const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1e9))
    console.log(`stock with SEED=${seed}`)
    const dice = diceOf(seed)
    const { product, variantId, outletId, actor, row } = await pairs(3)
    const names = Object.keys(REASONS) as Reason[]
    const other = shop.anotherProcess('stock-3')
    for (let round = 0; round < 12; round++) {
      const [{ onHand, toPack }, customer] = [await row(), await shop.aCustomer()]
      const cart = await shop.aCart(customer, [{ product, size: '38' }]).catch(() => undefined)
      const [reason, amount] = [names[dice(names.length)]!, 1 + dice(3)]
      await atOnce(
        shop.core.stock.adjust({ actor, variantId, outletId, reason, amount, seen: onHand }),
        other.stock.count({
          actor,
          outletId,
          counts: [{ variantId, counted: dice(5), expected: onHand + toPack }],
        }),
        ...(cart ? [shop.place(customer, cart.id, other)] : []),
      )
      expect(await shop.core.checkBooks(), `SEED=${seed}`).toEqual([])
    }
  })
})
