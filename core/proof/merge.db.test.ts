import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { atOnce, type Person, refusal, type Shop, useShop } from '../../tests/harness/shop.ts'
import type { TestProduct } from '../../tests/harness/shop-catalog.ts'
import { KEPT, MOVED } from './merge-users.ts'

const shop: Shop = useShop()

let numbers = 0
const aNumber = () => `+38063${String(3_000_000 + ++numbers)}`
const stranger = () => shop.aCustomer({ phoneProven: false })
const prove = (who: Person, phone: string) => shop.core.users.provePhone(who.userId, phone)
/** Who speaks from this account now. */
const now = async ({ person }: Person) => (await shop.core.users.find(person))!
const aProduct = () => shop.aProduct({ sizes: { 38: 500, 39: 500, 40: 500 } })
const cartOf = async (userId: string) =>
  ((await shop.core.carts.find(userId))?.lines ?? [])
    .map(({ values, quantity }) => `${values[0]?.uk ?? 'open'}: ${quantity}`)
    .toSorted()
const ordersOf = async (userId: string) =>
  (await shop.core.orders.findOf({ userId, limit: 100 })).map(({ id }) => id).toSorted()
/** The older one, who has proven a number, and a newer one, who proves it next. */
const pair = async () => {
  const older = await shop.aCustomer()
  shop.clock.advance({ minutes: 1 })
  return { older, newer: await stranger() }
}

/** Every column that names a person by the id of a user. */
const personColumns = async (): Promise<string[]> => {
  const rows = await shop.db.client.$queryRaw<{ name: string }[]>`
    SELECT c.table_name || '.' || c.column_name AS name FROM information_schema.columns c
    JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.data_type = 'text' AND (
      c.column_name ~ '(^|_)user(_id)?$|_by$|^(holder|customer|stays|goes|merged_into)(_id)?$' OR EXISTS (
        SELECT FROM information_schema.key_column_usage k JOIN information_schema.constraint_column_usage u USING (constraint_name)
        WHERE k.table_name = c.table_name AND k.column_name = c.column_name AND u.table_name = 'users' AND k.table_name <> 'users'))
      AND c.table_name NOT IN ('leases', 'conversations')`
  return rows.map(({ name }) => name).toSorted()
}

describe('two users who turn out to be one', () => {
  it('are known in every column that names a person: it moves, or has a reason to stay', async () => {
    const known = [...MOVED, ...Object.keys(KEPT)].toSorted()
    expect(await personColumns()).toEqual(known)
    expect(new Set(known).size).toBe(known.length)
  })

  it('are the older one, whoever proves the number; nothing of the newer one is left behind', async () => {
    for (const provenBy of ['newer', 'older'] as const) {
      const product = await aProduct()
      const older = provenBy === 'newer' ? await shop.aCustomer() : await stranger()
      shop.clock.advance({ minutes: 1 })
      const newer = provenBy === 'newer' ? await stranger() : await shop.aCustomer()
      const phone = provenBy === 'newer' ? older.phone : newer.phone
      const order = await shop.placed({ ...newer, phone }, [{ product, size: '38' }])
      const { userId } = newer
      await shop.core.wishes.setFavourite({ userId, productId: product.id, on: true })
      await shop.core.wishes.product({ productId: product.id, userId, look: true })
      await shop.core.contacts.keepOf(order.id, async () => {})
      await shop.core.support.ask({ userId, said: [{ text: 'Коли?', media: null }] })
      const message = { key: `m:${userId}`, userId, template: 'order.shipped', params: {} }
      await shop.core.notifications.queue('order', [message], async () => {})
      const manager = await shop.staff('manager')
      await shop.core.users.writeNote({ actor: manager, userId, what: 'prepay_only', text: 'не забрав' })
      await shop.addLines(newer, [{ product, size: '39' }])

      const proven = await prove(provenBy === 'newer' ? newer : older, phone)
      expect(proven).toEqual({ phone, userId: older.userId, merged: true })
      for (const who of [older, newer]) expect(await now(who)).toMatchObject({ id: older.userId, phone })
      expect(await shop.order(order.id)).toMatchObject({ userId: older.userId, phoneProven: true })
      expect((await shop.core.orders.history(order.id)).at(-1)).toMatchObject({ what: 'phone_proven' })
      expect(await cartOf(older.userId)).toEqual(['39: 1'])
      expect(await shop.core.wishes.favourites({ userId: older.userId, limit: 5 })).toHaveLength(1)
      expect(await shop.core.contacts.of(older.userId)).not.toEqual([])
      expect(await shop.core.users.blockOf(older.userId)).toBe('prepay_only')
      expect(await shop.core.support.of(older.userId)).toMatchObject({ state: 'open', lastNumber: 1 })
      const notes = await shop.core.users.notes(older.userId, 5)
      expect(notes.map(({ what }) => what).toSorted()).toEqual(['merged', 'prepay_only'])
      const queued = await shop.db.client.notification.findUniqueOrThrow({ where: { key: message.key } })
      expect(queued.userId).toBe(older.userId)

      for (const column of MOVED) {
        const [table, name] = column.split('.')
        const left = await shop.db.client.$queryRawUnsafe<unknown[]>(
          `SELECT 1 FROM "${table}" WHERE "${name}" = $1`,
          newer.userId,
        )
        expect(left.map(() => column)).toEqual([])
      }
      await shop.core.notifications.sendDue()
    }
  })

  it('have one cart: the larger quantity of a size, delivery and payment of the one written last', async () => {
    const product = await aProduct()
    const { older, newer } = await pair()
    const lines = (of: readonly (readonly [string | null, number])[]) =>
      of.map(([size, quantity]) => ({ product, size, quantity }))
    await shop.aCart(
      older,
      lines([
        ['38', 1],
        ['39', 4],
        [null, 1],
      ]),
      { payment: 'transfer' },
    )
    shop.clock.advance({ minutes: 1 })
    const { id } = await shop.aCart(
      newer,
      lines([
        ['38', 3],
        ['40', 2],
        [null, 2],
      ]),
      { payment: 'on_receipt' },
    )
    await prove(newer, older.phone)
    expect(await cartOf(older.userId)).toEqual(['38: 3', '39: 4', '40: 2', 'open: 2'])
    expect(await shop.core.carts.find(older.userId)).toMatchObject({ id, payment: 'on_receipt' })
  })

  it('are one because the owner says so, and nobody else may; the history names who did', async () => {
    const product = await aProduct()
    const olena = await shop.aCustomer()
    shop.clock.advance({ minutes: 1 })
    const again = await stranger()
    await shop.addLines(again, [{ product, size: '39' }])
    const pair = { userId: again.userId, otherId: olena.userId }
    const manager = await shop.staff('manager')
    expect(await refusal(shop.core.users.mergeByOwner({ ...pair, actor: manager }))).toBe('merge.forbidden')
    const { actor } = await shop.owner()
    expect(
      (await atOnce(...[1, 2].map(() => shop.core.users.mergeByOwner({ ...pair, actor })))).toSorted(),
    ).toEqual(['done', 'merge.same'])
    for (const who of [olena, again])
      expect(await now(who)).toMatchObject({ id: olena.userId, phone: olena.phone })
    expect(await cartOf(olena.userId)).toEqual(['39: 1'])
    const [note] = await shop.core.users.notes(olena.userId, 1)
    expect(note).toMatchObject({ what: 'merged_by_owner' })
    const merged = await shop.db.client.$queryRaw<{ by: string }[]>`
      SELECT by_user AS by FROM user_merges WHERE goes_id = ${again.userId}`
    expect(merged).toEqual([{ by: actor.userId }])
  })

  it('are still two when each has proven a number of their own, and when one of them is gone', async () => {
    const [olena, taras] = [await shop.aCustomer(), await shop.aCustomer()]
    expect(await refusal(prove(taras, olena.phone))).toBe('user.phone_taken')
    expect((await now(taras)).id).toBe(taras.userId)
    const gone = await stranger()
    await shop.core.personal.erase({ userId: gone.userId })
    expect(await refusal(prove(gone, olena.phone))).toBe('data.gone')
    await shop.core.personal.erase({ userId: olena.userId })
    expect(await prove(await stranger(), olena.phone)).toMatchObject({ merged: false })
  })

  it('keep the newer word on language and reminders, the stricter block, and the roles of both', async () => {
    const { older, newer } = await pair()
    await shop.core.users.setLanguage(older.userId, 'en')
    shop.clock.advance({ minutes: 1 })
    await shop.core.users.setReminders(newer.userId, false)
    const storekeeper = await shop.core.staff.invite((await shop.owner()).actor, 'storekeeper')
    await shop.core.staff.accept({ secret: storekeeper, userId: newer.userId })
    await prove(newer, older.phone)
    expect(await now(newer)).toMatchObject({ language: 'en', roles: ['customer', 'storekeeper'] })
    const user = await shop.db.client.user.findUniqueOrThrow({ where: { id: older.userId } })
    expect(user.reminders).toBe(false)
    expect(await shop.core.staff.onShiftSince(older.userId)).not.toBeNull()
    const [line] = await shop.core.staff.history((await shop.owner()).actor, { limit: 1 })
    expect(line).toMatchObject({ what: 'merged', after: { roles: ['storekeeper'] } })
  })

  it('have one ticket: every word of both, none handed on twice, and what waits still waits', async () => {
    const { older, newer } = await pair()
    const says = (who: Person, text: string) =>
      shop.core.support.ask({ userId: who.userId, said: [{ text, media: null }] })
    const relay = async (who: Person) =>
      shop.core.support.relay((await shop.core.support.of(who.userId))!.id, async () => {})
    await shop.staff('manager')
    await says(older, 'а')
    await says(newer, 'б')
    await relay(older)
    await relay(newer)
    await says(newer, 'в')
    shop.clock.advance({ seconds: 1 })
    await says(older, 'г')
    const { id } = (await shop.core.support.of(older.userId))!
    const told = () => shop.db.client.notification.count({ where: { template: 'ticket.card' } })
    const before = await told()
    await prove(newer, older.phone)
    const ticket = (await shop.core.support.of(older.userId))!
    expect(ticket).toMatchObject({ id, state: 'open', lastNumber: 4, relayedTo: 2, settledTo: 0 })
    const entries = await shop.db.client.ticketEntry.findMany({
      where: { ticketId: id },
      orderBy: { number: 'asc' },
    })
    expect(entries.map(({ text }) => text)).toEqual(['а', 'б', 'в', 'г'])
    expect(await told()).toBe(before)
    await relay(older)
    expect(await told()).toBeGreaterThan(before)
    await shop.core.notifications.sendDue()
  })

  it('are merged once, however many prove it at once, and in a chain end at one', async () => {
    for (let trial = 0; trial < 4; trial++) {
      const phone = aNumber()
      const people = [await stranger(), await stranger(), await stranger(), await stranger()]
      for (const who of people) await shop.addLines(who, [{ product: await aProduct(), size: '38' }])
      await atOnce(...people.map((who) => prove(who, phone)), ...people.map((who) => prove(who, phone)))
      const ids = await Promise.all(people.map(async (who) => (await now(who)).id))
      expect(new Set(ids).size).toBe(1)
      expect(await cartOf(ids[0]!)).toHaveLength(4)
      const goesId = { in: people.map(({ userId }) => userId) }
      expect(await shop.db.client.userMerge.count({ where: { goesId } })).toBe(3)
    }
  })

  it('lose nothing that is done at the same moment: what is put in, ordered, liked and paid', async () => {
    const product = await aProduct()
    for (let trial = 0; trial < 6; trial++) {
      const { older, newer } = await pair()
      const paying = await shop.confirmed(newer, [{ product, size: '38' }], { payment: 'transfer' })
      const cart = await shop.aCart(newer, [{ product, size: '40', quantity: 2 }])
      const { userId } = newer
      const outcomes = await atOnce(
        prove(newer, older.phone),
        shop.place(newer, cart.id),
        shop.core.wishes.setFavourite({ userId, productId: product.id, on: true }),
        shop.pay(paying.id, paying.total),
      )
      expect(outcomes).toEqual(['done', 'done', 'done', 'done'])
      await shop.core.carts.add({ userId, productId: product.id, variantId: product.variant('39') })
      expect(await ordersOf(older.userId)).toHaveLength(2)
      expect(await ordersOf(userId)).toEqual([])
      expect(await cartOf(older.userId)).toEqual(['39: 1'])
      expect(await shop.core.wishes.favourites({ userId: older.userId, limit: 5 })).toHaveLength(1)
    }
  })

  it('erased while they are merged are gone, or are as they were', async () => {
    for (let trial = 0; trial < 5; trial++) {
      const { older, newer } = await pair()
      const [merged] = await atOnce(
        prove(newer, older.phone),
        shop.core.personal.erase({ userId: newer.userId }),
      )
      const user = await shop.db.client.user.findUniqueOrThrow({ where: { id: older.userId } })
      expect(user.erasedAt !== null).toBe(merged === 'done')
    }
  })
})

type Step =
  | { readonly does: 'proves'; readonly who: number; readonly number: number }
  | { readonly does: 'adds'; readonly who: number; readonly size: string; readonly quantity: number }
  | { readonly does: 'orders' | 'likes'; readonly who: number }

const PEOPLE = 4
const who = fc.nat({ max: PEOPLE - 1 })
const steps = fc.array(
  fc.oneof(
    fc.record({ does: fc.constant('proves' as const), who, number: fc.nat({ max: 2 }) }),
    fc.record({
      does: fc.constant('adds' as const),
      who,
      size: fc.constantFrom('38', '39', '40'),
      quantity: fc.integer({ min: 1, max: 3 }),
    }),
    fc.record({ does: fc.constantFrom('orders' as const, 'likes' as const), who }),
  ),
  { minLength: 6, maxLength: 18 },
)

/** What one person is known to have. */
interface Known {
  readonly who: Set<number>
  readonly cart: Map<string, number>
  readonly orders: Set<string>
  number: number | null
  likes: boolean
}

/** The rules again, without a database: whose is what after everything that was done. */
class Model {
  #all: Known[] = Array.from({ length: PEOPLE }, (_, i) => ({
    who: new Set([i]),
    cart: new Map<string, number>(),
    orders: new Set<string>(),
    number: null,
    likes: false,
  }))

  of(person: number): Known {
    return this.#all.find(({ who: persons }) => persons.has(person))!
  }

  proves(person: number, number: number): 'done' | 'user.phone_taken' {
    const self = this.of(person)
    const owner = this.#all.find((one) => one.number === number)
    if (owner && owner !== self && self.number !== null) return 'user.phone_taken'
    if (owner && owner !== self) {
      this.#all = this.#all.filter((one) => one !== owner)
      for (const each of owner.who) self.who.add(each)
      for (const [size, n] of owner.cart) self.cart.set(size, Math.max(n, self.cart.get(size) ?? 0))
      for (const order of owner.orders) self.orders.add(order)
      self.likes ||= owner.likes
    }
    self.number = number
    return 'done'
  }
}

describe('what several people have', () => {
  const doStep = async (
    step: Step,
    at: { people: Person[]; phones: string[]; product: TestProduct; model: Model },
  ) => {
    const { people, phones, product, model } = at
    const person = people[step.who]!
    const known = model.of(step.who)
    const { id: userId } = await now(person)
    switch (step.does) {
      case 'proves':
        return expect(await refusal(shop.core.users.provePhone(userId, phones[step.number]!))).toBe(
          model.proves(step.who, step.number),
        )
      case 'adds':
        known.cart.set(step.size, (known.cart.get(step.size) ?? 0) + step.quantity)
        return shop.addLines({ ...person, userId }, [{ product, size: step.size, quantity: step.quantity }])
      case 'likes':
        known.likes = true
        return shop.core.wishes.setFavourite({ userId, productId: product.id, on: true })
      case 'orders': {
        if (known.cart.size === 0) return
        const speaker = { ...person, userId, actor: { ...person.actor, userId } }
        const { id } = await shop.aCart(speaker, [])
        known.orders.add((await shop.place(speaker, id)).orderId)
        known.cart.clear()
      }
    }
  }

  it('is never lost and never another’s, in whatever order they add, order, like and prove numbers', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const product = await aProduct()
        const people: Person[] = []
        for (let i = 0; i < PEOPLE; i++) people.push(await stranger())
        const model = new Model()
        const phones = [aNumber(), aNumber(), aNumber()]
        for (const step of all) {
          shop.clock.advance({ seconds: 1 })
          await doStep(step, { people, phones, product, model })
        }
        for (const [i, person] of people.entries()) {
          const { id, phone } = await now(person)
          const known = model.of(i)
          expect(phone).toBe(known.number === null ? null : phones[known.number])
          expect(await ordersOf(id)).toEqual([...known.orders].toSorted())
          expect(await cartOf(id)).toEqual([...known.cart].map(([size, n]) => `${size}: ${n}`).toSorted())
          const liked = await shop.core.wishes.favourites({ userId: id, limit: 5 })
          expect(liked).toHaveLength(known.likes ? 1 : 0)
        }
        expect(await shop.core.checkBooks()).toEqual([])
      }),
      { numRuns: 12 },
    )
  })
})
