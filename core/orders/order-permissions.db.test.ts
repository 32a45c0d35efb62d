import { beforeAll, describe, expect, it } from 'vitest'
import { atOnce, refusal, type Shop, useShop } from '../../tests/harness/shop.ts'
import type { PaymentMethod } from '../carts/index.ts'
import { type Actor, PROVIDER, type Role, SYSTEM } from '../kernel/actor.ts'
import { DAY_MS, later } from '../kernel/clock.ts'
import { hryvnias } from '../kernel/money.ts'
import type { Order } from './index.ts'

const shop: Shop = useShop()

type Attempt = (order: Order, actor: Actor) => Promise<unknown>

let waybill = 20_500_000_000_000

const attempts: Readonly<Record<string, Attempt>> = {
  take: ({ id }, actor) => shop.core.orders.take({ actor, orderId: id }),
  settleSize: ({ id, lines }, actor) =>
    shop.core.orders.settleSize({ actor, orderId: id, lineId: lines[0]!.id, variantId: 'var_other' }),
  confirm: ({ id }, actor) => shop.core.orders.confirm({ actor, orderId: id }),
  cancel: ({ id }, actor) => shop.core.orders.cancel({ actor, orderId: id, reason: 'changed_mind' }),
  reopen: ({ id }, actor) => shop.core.orders.reopen({ actor, orderId: id }),
  pack: ({ id }, actor) => shop.core.orders.pack({ actor, orderId: id }),
  ship: ({ id }, actor) =>
    shop.core.orders.ship({ actor, orderId: id, trackingNumbers: [String(++waybill)] }),
  arrive: ({ id }, actor) => shop.core.orders.followParcel({ actor, orderId: id, to: 'ARRIVED' }),
  complete: ({ id }, actor) => shop.core.payments.completeOrder({ actor, orderId: id }),
  takeBack: ({ id }, actor) => shop.core.orders.takeBack({ actor, orderId: id }),
  recordPayment: ({ id }, actor) =>
    shop.core.payments.record({
      actor,
      orderId: id,
      amount: hryvnias(1),
      provider: 'bank_transfer',
      reference: 'x',
    }),
}

/** In which state each is possible at all, and who does it there. */
const STAGES: readonly [keyof typeof attempts, stage: Stage, ...allowed: Role[]][] = [
  ['take', 'placed', 'manager', 'owner'],
  ['settleSize', 'placed', 'manager', 'owner'],
  ['confirm', 'placed', 'manager', 'owner', 'system'],
  ['confirm', 'placedByTransfer', 'manager', 'owner'],
  ['cancel', 'placed', 'manager', 'owner', 'system'],
  ['reopen', 'toShip', 'manager', 'storekeeper', 'owner'],
  ['pack', 'checked', 'storekeeper', 'owner'],
  ['ship', 'packed', 'storekeeper', 'owner', 'provider'],
  ['arrive', 'shipped', 'provider', 'owner'],
  ['complete', 'shipped', 'provider', 'owner'],
  ['takeBack', 'returning', 'storekeeper', 'seller', 'owner'],
  ['recordPayment', 'toPay', 'accountant', 'owner', 'provider'],
]
type Stage =
  | 'placed'
  | 'placedByTransfer'
  | 'toPay'
  | 'toShip'
  | 'checked'
  | 'packed'
  | 'shipped'
  | 'returning'

const ROLES: readonly Role[] = [
  'customer',
  'manager',
  'accountant',
  'storekeeper',
  'seller',
  'owner',
  'system',
  'provider',
]

const actorOf = async (role: Role): Promise<Actor> => {
  if (role === 'system') return SYSTEM
  if (role === 'provider') return PROVIDER
  return role === 'customer' ? (await shop.aCustomer()).actor : shop.staff(role)
}

const orderAt = async (stage: Stage): Promise<Order> => {
  const product = await shop.aProduct({ sizes: { 38: 1 } })
  const [customer, lines] = [await shop.aCustomer(), [{ product, size: '38' }]]
  if (stage === 'placed') return shop.placed(customer, lines)
  if (stage === 'placedByTransfer') return shop.placed(customer, lines, { payment: 'transfer' })
  if (stage === 'toPay') return shop.confirmed(customer, lines, { payment: 'transfer' })
  const { id } = await shop.confirmed(customer, lines)
  if (stage === 'checked') await shop.checked(id)
  if (stage === 'packed') await shop.packed(id)
  if (stage === 'shipped' || stage === 'returning') await shop.shipped(id)
  if (stage === 'returning')
    await shop.core.orders.followParcel({ actor: PROVIDER, orderId: id, to: 'RETURNING' })
  if (stage === 'returning')
    await shop.core.orders.markPieces({ actor: (await shop.owner()).actor, orderId: id, fate: 'shelf' })
  return shop.order(id)
}

describe('who may do what to an order', () => {
  const actors = new Map<Role, Actor>()
  beforeAll(async () => {
    for (const role of ROLES) actors.set(role, await actorOf(role))
  })

  it.each(STAGES)('%s (%s): everybody of the table, and nobody else', async (name, stage, ...allowed) => {
    const refused = await orderAt(stage)
    for (const role of ROLES.filter((candidate) => !allowed.includes(candidate)))
      expect([role, await refusal(attempts[name]!(refused, actors.get(role)!))]).toEqual([
        role,
        'order.forbidden',
      ])
    expect(await shop.order(refused.id)).toEqual(refused)
    for (const role of allowed) {
      const order = await orderAt(stage)
      // An unknown size is refused for what it is: the manager was let in.
      expect(await refusal(attempts[name]!(order, actors.get(role)!))).toBe(
        name === 'settleSize' ? 'order.line_gone' : 'done',
      )
    }
  })

  it('a seller hands over pickups, and no parcel that a carrier brings', async () => {
    const product = await shop.aProduct({ sizes: { 38: { store: 1 } } })
    const delivery = { method: 'pickup', outletId: shop.outlets.store } as const
    const order = await shop.confirmed(await shop.aCustomer(), [{ product, size: '38' }], { delivery })
    await shop.shipped(order.id)
    const seller = await shop.staff('seller')
    expect(await refusal(attempts.arrive!(order, seller))).toBe('done')
    expect(await refusal(attempts.complete!(order, seller))).toBe('done')
  })

  it('a customer cancels the own order alone, also a customer who works here as something else', async () => {
    const storekeeper = await shop.newStaff('storekeeper')
    const product = await shop.aProduct({ sizes: { 38: 5 } })
    const own = await shop.placed({ ...storekeeper, phone: '+380670009999' }, [{ product, size: '38' }])
    const other = await orderAt('placed')
    expect(await refusal(attempts.cancel!(other, storekeeper.actor))).toBe('order.forbidden')
    expect(await refusal(attempts.cancel!(own, storekeeper.actor))).toBe('done')
  })

  it('a customer who cancels what is paid or packed is sent to a manager', async () => {
    const customer = await shop.aCustomer()
    const product = await shop.aProduct({ sizes: { 38: 5 } })
    const paid = await shop.paid(customer, [{ product, size: '38' }])
    const packed = await shop.confirmed(customer, [{ product, size: '38' }])
    await shop.packed(packed.id)
    expect(await refusal(attempts.cancel!(paid, customer.actor))).toBe('order.cancel_by_manager')
    expect(await refusal(attempts.cancel!(packed, customer.actor))).toBe('order.cancel_by_manager')
    expect(await refusal(attempts.cancel!(paid, SYSTEM))).toBe('order.cancel_by_manager')
    expect(await refusal(attempts.cancel!(packed, await shop.staff('manager')))).toBe('done')
  })

  it('a customer asks to cancel what is paid: once of two at the same time, the order stays, and is kept after all', async () => {
    const [customer, stranger] = [await shop.aCustomer(), await shop.aCustomer()]
    const product = await shop.aProduct({ sizes: { 38: 5 } })
    const paid = await shop.paid(customer, [{ product, size: '38' }])
    const own = await shop.placed(customer, [{ product, size: '38' }])
    const asks = (orderId = paid.id, { userId } = customer) =>
      shop.core.support.askToCancel({ userId, orderId, text: 'Прошу скасувати' })
    expect(await refusal(asks(paid.id, stranger))).toBe('order.unknown')
    expect(await refusal(asks(own.id))).toBe('order.impossible')
    expect((await atOnce(asks(), asks())).toSorted()).toEqual(['done', 'order.cancel_asked'])
    expect(await shop.order(paid.id)).toEqual(paid)
    const besides = () => shop.core.orders.besides(paid)
    expect((await besides()).cancelAskedAt).toEqual(shop.clock.now())
    const keeps = (actor: Actor) => refusal(shop.core.orders.keep({ actor, orderId: paid.id }))
    expect(await keeps(stranger.actor)).toBe('order.unknown')
    expect([await keeps(customer.actor), await keeps(customer.actor)]).toEqual(['done', 'done'])
    expect((await besides()).cancelAskedAt).toBeNull()
    expect(await refusal(asks())).toBe('done')
    expect((await shop.core.orders.history(paid.id)).map(({ what }) => what).slice(-3)).toEqual([
      'cancel_asked',
      'cancel_kept',
      'cancel_asked',
    ])
    await shop.shipped(paid.id)
    expect(await refusal(asks())).toBe('order.impossible')
  })

  it('a customer pays in another way for the own order alone, as its delivery allows, once of two at the same time', async () => {
    const [customer, stranger] = [await shop.aCustomer(), await shop.aCustomer()]
    const product = await shop.aProduct({ sizes: { 38: 5 } })
    const { id: orderId } = await shop.confirmed(customer, [{ product, size: '38' }], { payment: 'transfer' })
    const pays = (payment: PaymentMethod, actor: Actor = customer.actor) =>
      shop.core.orders.payOtherwise({ actor, orderId, payment })
    expect(await refusal(pays('on_receipt', stranger.actor))).toBe('order.unknown')
    expect(await refusal(pays('online_card'))).toBe('payment.not_offered')
    expect(await refusal(pays('transfer'))).toBe('payment.not_offered')
    expect((await atOnce(pays('on_receipt'), pays('on_receipt'))).toSorted()).toEqual([
      'done',
      'order.impossible',
    ])
    expect(await shop.order(orderId)).toMatchObject({
      status: 'AWAITING_CONFIRMATION',
      payment: 'on_receipt',
      held: 1,
      payBefore: null,
    })
    expect((await shop.core.orders.history(orderId)).at(-1)).toMatchObject({
      byRole: 'customer',
      details: { change: { what: 'payment', from: 'transfer', to: 'on_receipt' } },
    })
  })

  it('paying on receipt alone is not offered where something is paid, nor to whom it is closed', async () => {
    const customer = await shop.aCustomer()
    const product = await shop.aProduct({ sizes: { 38: 5 } })
    const order = await shop.confirmed(customer, [{ product, size: '38' }], { payment: 'transfer' })
    expect(await shop.core.orders.otherPayments(order)).toEqual(['on_receipt', 'prepayment'])
    expect(await shop.core.orders.otherPayments({ ...order, paid: hryvnias(1) })).toEqual(['prepayment'])
    await shop.core.users.writeNote({
      actor: await shop.staff('manager'),
      userId: customer.userId,
      what: 'prepay_only',
      text: 'не забирає',
    })
    expect(await shop.core.orders.otherPayments(order)).toEqual(['prepayment'])
  })

  it('what a colleague has is confirmed and cancelled by nobody but them and the owner', async () => {
    const order = await orderAt('placed')
    const [holder, colleague] = [await shop.newStaff('manager'), await shop.newStaff('manager')]
    await shop.core.orders.take({ actor: holder.actor, orderId: order.id })
    expect(await refusal(attempts.confirm!(order, colleague.actor))).toBe('order.taken')
    expect(await refusal(attempts.cancel!(order, colleague.actor))).toBe('order.taken')
    expect(await refusal(attempts.cancel!(order, (await shop.owner()).actor))).toBe('done')
  })

  it('a lent role cancels no order on which more is paid than it was lent for', async () => {
    const { id } = await orderAt('toPay')
    const { total } = await shop.order(id)
    await shop.pay(id, total)
    const order = await shop.order(id)
    const borrower = await shop.newStaff('storekeeper')
    await shop.core.staff.lend({
      actor: (await shop.owner()).actor,
      userId: borrower.userId,
      role: 'manager',
      until: later(shop.clock.now(), DAY_MS),
      sumLimit: hryvnias(1),
    })
    const actor = { userId: borrower.userId, roles: ['customer', 'manager'] } as const
    expect(await refusal(attempts.cancel!(order, actor))).toBe('staff.over_sum')
  })

  it('nothing is done to an order that is not there', async () => {
    const owner = (await shop.owner()).actor
    const nowhere = { ...(await orderAt('placed')), id: 'ord_nowhere' }
    for (const [name, attempt] of Object.entries(attempts)) {
      if (name === 'recordPayment') continue
      expect([name, await refusal(attempt(nowhere, owner))]).toEqual([name, 'order.unknown'])
    }
  })

  it('a parcel needs its packing and its waybills, one for each, before it is shipped', async () => {
    const product = await shop.aProduct({ sizes: { 38: { warehouse: 1 }, 39: { store: 1 } } })
    const order = await shop.confirmed(await shop.aCustomer(), [
      { product, size: '38' },
      { product, size: '39' },
    ])
    const actor = await shop.staff('storekeeper')
    const ship = (...trackingNumbers: string[]) =>
      refusal(shop.core.orders.ship({ actor, orderId: order.id, trackingNumbers }))
    expect(await ship('20510000000001', '20510000000002')).toBe('order.not_packed')
    await shop.packed(order.id)
    await shop.packed(order.id)
    expect(await ship('20510000000001')).toBe('order.waybills_needed')
    expect(await ship('20510000000001', 'not a number')).toBe('order.waybill')
    expect(await ship('2051 0000 0000 01', '20510000000002')).toBe('done')
    expect((await shop.core.orders.history(order.id)).filter(({ what }) => what === 'packed')).toHaveLength(1)
  })
})
