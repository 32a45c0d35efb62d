import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { atOnce, type Person, refusal, type Shop, useShop } from '../../tests/harness/shop.ts'
import type { TestProduct } from '../../tests/harness/shop-catalog.ts'

const shop: Shop = useShop()

/** A card of the order stands in the chat. */
const standsIn = (orderId: string, chat: string) =>
  shop.core.staffCards.keep({ about: orderId, person: chat, messageId: '1' })

const announced = async (name: string) => {
  const rows = await shop.db.client.$queryRaw<{ payload: Record<string, unknown> }[]>`
    SELECT payload FROM events WHERE name = ${name} ORDER BY at, id`
  return rows.map(({ payload }) => payload)
}

const open = async (at: string) =>
  shop.core.staff.openChat({ actor: (await shop.owner()).actor, chat: at, title: 'Менеджери' })

let manager: Person
let sandals: TestProduct
let chats = 0
let chat: string

beforeAll(async () => {
  manager = await shop.newStaff('manager')
  sandals = await shop.aProduct({ price: 106_000, sizes: { 35: 50 } })
})
beforeEach(async () => {
  chat = `telegram:-${++chats}`
})

const anOrder = async () => shop.placed(await shop.aCustomer(), [{ product: sandals, size: '35' }])

describe('a chat of the staff', () => {
  it('is opened by the owner alone, once however often it is said, for the managers to begin with', async () => {
    expect(await refusal(shop.core.staff.openChat({ actor: manager.actor, chat, title: 'x' }))).toBe(
      'staff.forbidden',
    )
    const [one, other] = await Promise.all([open(chat), open(chat)])
    expect(one.id).toBe(other.id)
    expect(await shop.core.staff.chatAt(chat)).toMatchObject({ title: 'Менеджери', roles: ['manager'] })
    const history = await shop.core.staff.history((await shop.owner()).actor, { limit: 50 })
    expect(history.filter(({ what }) => what === 'chat_opened')).toHaveLength(1)
  })

  it('has the roles that the owner gives it, and never none: of two that go at once one stays', async () => {
    const { actor } = await shop.owner()
    const { id } = await open(chat)
    await shop.core.staff.setChatRole({ actor, id, role: 'storekeeper', on: true })
    expect((await shop.core.staff.chatsOf('storekeeper')).map((each) => each.id)).toEqual([id])
    const outcomes = await atOnce(
      shop.core.staff.setChatRole({ actor, id, role: 'storekeeper', on: false }),
      shop.core.staff.setChatRole({ actor, id, role: 'manager', on: false }),
    )
    expect(outcomes.toSorted()).toEqual(['done', 'staff.chat_needs_role'])
    expect(
      await refusal(shop.core.staff.setChatRole({ actor: manager.actor, id, role: 'manager', on: true })),
    ).toBe('staff.forbidden')
    await shop.core.staff.endChat({ actor, id })
  })

  it('that the owner ends gives back what waits in it, and not what somebody has', async () => {
    const { actor } = await shop.owner()
    const { id } = await open(chat)
    const [waiting, taken] = [await anOrder(), await anOrder()]
    for (const order of [waiting, taken]) await standsIn(order.id, chat)
    await shop.core.orders.take({ actor: manager.actor, orderId: taken.id })
    await shop.core.staff.endChat({ actor, id })
    expect(await shop.eventsOf(waiting.id)).toContain('order.due')
    expect(await shop.eventsOf(taken.id)).not.toContain('order.due')
    expect(await refusal(shop.core.staff.endChat({ actor, id }))).toBe('staff.chat_gone')
    expect((await announced('staff.chat_ended')).at(-1)).toMatchObject({ chat, lost: false })
  })

  it('that is lost is lost once, whoever notices, and the order whose card did not arrive is given back', async () => {
    await open(chat)
    const order = await anOrder()
    await atOnce(
      shop.core.staff.loseChat({ chat, orderId: order.id }),
      shop.core.staff.loseChat({ chat }),
      shop.core.staff.loseChat({ chat }),
    )
    const told = (await announced('staff.chat_ended')).filter((event) => event.chat === chat)
    expect(told).toEqual([{ chat, title: 'Менеджери', lost: true }])
    expect((await shop.eventsOf(order.id)).filter((name) => name === 'order.due')).toHaveLength(1)
  })

  it('moves with its cards once, however often it is heard', async () => {
    const { id } = await open(chat)
    const order = await anOrder()
    await standsIn(order.id, chat)
    const to = `telegram:-100${chats}`
    await atOnce(
      shop.core.staff.moveChat({ from: chat, to }),
      shop.core.staff.moveChat({ from: chat, to }),
      shop.core.staff.moveChat({ from: chat, to }),
    )
    expect(await shop.core.staff.chatAt(to)).toMatchObject({ id, roles: ['manager'] })
    expect(await shop.core.staff.chatAt(chat)).toBeUndefined()
    const moves = (await announced('staff.chat_moved')).filter((event) => event.id === id)
    expect(moves).toEqual([{ id, orderIds: [order.id] }])
    expect(await shop.core.staffCards.ofPerson(chat)).toEqual([])
  })

  it('lives on where its group went, also when the removal from the old one is heard first', async () => {
    await open(chat)
    const to = `telegram:-100${chats}`
    await shop.core.staff.loseChat({ chat })
    await shop.core.staff.moveChat({ from: chat, to })
    expect(await shop.core.staff.chatAt(to)).toMatchObject({ title: 'Менеджери', roles: ['manager'] })
    await shop.core.staff.moveChat({ from: chat, to })
    expect(await shop.core.staff.chatAt(chat)).toBeUndefined()
    await shop.core.staff.loseChat({ chat: to })
    shop.clock.advance({ minutes: 11 })
    await shop.core.staff.moveChat({ from: to, to: `${to}1` })
    expect(await shop.core.staff.chatAt(`${to}1`)).toBeUndefined()
  })
})
