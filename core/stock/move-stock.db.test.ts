import { describe, expect, it } from 'vitest'
import { atOnce, refusal, type Shop, useShop } from '../../tests/harness/shop.ts'

const shop: Shop = useShop()

const requested = async (pieces: number, quantity: number) => {
  const product = await shop.aProduct({ sizes: { 38: pieces } })
  const variantId = product.variant('38')
  const { warehouse: from, store: to } = shop.outlets
  const actor = await shop.staff('storekeeper')
  const moveId = await shop.core.stock.moves.request({ actor, from, to, variantId, quantity })
  const at = async (outletId: string) =>
    (await shop.core.stock.shelf({ productId: product.id, outletId }))[0]!.onHand
  const send = (core = shop.core, count = quantity) => core.stock.moves.send({ actor, moveId, pieces: count })
  const receive = (count = quantity, core = shop.core) =>
    core.stock.moves.receive({ actor, moveId, pieces: count })
  const both = async () => [await at(from), await at(to)]
  return { product, variantId, from, to, actor, moveId, send, receive, both }
}

/** Leaves nothing open between the outlets for the next test. */
const end = async (moveId: string, actor: Parameters<typeof shop.core.stock.moves.cancel>[0]['actor']) =>
  refusal(shop.core.stock.moves.cancel({ actor, moveId }))

describe('moving goods between outlets', () => {
  it('what is on its way is nobody’s: it left the one shelf, and is on the other only when received', async () => {
    const { product, moveId, send, receive, both } = await requested(3, 2)
    expect(await both()).toEqual([3, 0])
    await send()
    expect(await both()).toEqual([1, 0])
    const available = (await shop.core.catalog.product(product.id))!.variants[0]!.available
    expect(available).toBe(1)
    await receive()
    expect(await both()).toEqual([1, 2])
    expect((await shop.core.stock.moves.find(moveId))?.state).toBe('received')
    const ledger = await shop.db.client.stockMovement.findMany({ where: { moveId }, orderBy: { id: 'asc' } })
    expect(ledger).toMatchObject([
      { delta: -2, reason: 'moved', byUser: expect.any(String) },
      { delta: 2, reason: 'moved', byUser: expect.any(String) },
    ])
  })

  it('what did not arrive is written off with its reason, and only so much as the button said', async () => {
    const { variantId, moveId, actor, send, both } = await requested(3, 3)
    await send()
    const { sayMissing, receive } = shop.core.stock.moves
    expect(await refusal(sayMissing({ actor, moveId, variantId, missing: 4 }))).toBe('move.changed')
    await sayMissing({ actor, moveId, variantId, missing: 1 })
    expect(await refusal(receive({ actor, moveId, pieces: 3 }))).toBe('move.changed')
    expect(await refusal(receive({ actor, moveId, pieces: 2, loss: 'damaged' }))).toBe('done')
    expect(await both()).toEqual([0, 2])
    const written = await shop.db.client.stockMovement.findMany({ where: { moveId, reason: 'damaged' } })
    expect(written).toMatchObject([{ delta: -1 }])
  })

  it('is cancelled while nothing was sent, and not after', async () => {
    const first = await requested(1, 1)
    expect(await end(first.moveId, first.actor)).toBe('done')
    expect(await refusal(first.send())).toBe('move.changed')
    const second = await requested(1, 1)
    await second.send()
    expect(await end(second.moveId, second.actor)).toBe('move.changed')
    await second.receive()
  })

  it('sent twice at once it leaves once, received twice at once it arrives once', async () => {
    const { send, receive, both } = await requested(5, 2)
    const other = shop.anotherProcess('moves-2')
    expect((await atOnce(send(), send(other), send())).toSorted()).toEqual([
      'done',
      'move.changed',
      'move.changed',
    ])
    expect(await both()).toEqual([3, 0])
    expect((await atOnce(receive(), receive(2, other))).toSorted()).toEqual(['done', 'move.changed'])
    expect(await both()).toEqual([3, 2])
  })

  it('the last pair is moved while it is ordered: one of the two happens', async () => {
    const { product, moveId, actor, send, receive, both } = await requested(1, 1)
    const customer = await shop.aCustomer()
    const cart = await shop.aCart(customer, [{ product, size: '38' }])
    const [sent] = await atOnce(send(), shop.place(customer, cart.id, shop.anotherProcess('moves-3')))
    const { onHand, held } = await shop.stockOf(product.variant('38'))
    expect(['0 0', '1 1']).toContain(`${onHand} ${held}`)
    expect(sent).toBe(onHand === 0 ? 'done' : 'move.short')
    if (sent === 'done') await receive()
    else expect(await end(moveId, actor)).toBe('done')
    expect((await both()).reduce((a, b) => a + b)).toBe(1)
  })

  it('asked for by two at once it is one request; each end is done by who works there', async () => {
    const { from, to, moveId, variantId, product } = await requested(9, 1)
    const [here, there] = [(await shop.newStaff('storekeeper')).actor, (await shop.newStaff('seller')).actor]
    await shop.core.workplaces.choose({ actor: here, userId: here.userId, outletId: from })
    await shop.core.workplaces.choose({ actor: there, userId: there.userId, outletId: to })
    const ask = (actor: typeof here, quantity: number, core = shop.core) =>
      core.stock.moves.request({ actor, from, to, variantId, quantity })
    const asked = await Promise.all([ask(here, 4), ask(there, 4, shop.anotherProcess('moves-4'))])
    expect(new Set([...asked, moveId]).size).toBe(1)
    const { send, receive } = shop.core.stock.moves
    expect(await refusal(send({ actor: there, moveId, pieces: 4 }))).toBe('staff.other_outlet')
    expect(await refusal(send({ actor: here, moveId, pieces: 1 }))).toBe('move.changed')
    expect(await refusal(send({ actor: here, moveId, pieces: 4 }))).toBe('done')
    expect(await refusal(receive({ actor: here, moveId, pieces: 4 }))).toBe('staff.other_outlet')
    expect(await refusal(receive({ actor: there, moveId, pieces: 4 }))).toBe('done')
    const manager = await shop.staff('manager')
    expect(await refusal(ask(manager, 1))).toBe('order.forbidden')
    expect(await shop.stockOf(product.variant('38'))).toEqual({ onHand: 9, held: 0 })
  })
})
