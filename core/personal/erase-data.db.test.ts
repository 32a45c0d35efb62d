import { describe, expect, it } from 'vitest'
import { atOnce, type Person, refusal, type Shop, useShop } from '../../tests/harness/shop.ts'
import { Repeated } from '../kernel/errors.ts'
import { PERSONAL_TABLES, STAYING } from './personal-tables.store.ts'

const shop: Shop = useShop()

let updates = 0
const update = async (person: string, text: string): Promise<bigint> => {
  const externalId = String(++updates)
  await shop.core.inbox.receive([{ source: 'telegram', externalId, person, sequence: 1n, body: { text } }])
  const row = await shop.db.client.inbox.findFirstOrThrow({ where: { externalId } })
  return row.id
}

const handled = (id: bigint) =>
  shop.db.client.inbox.update({ where: { id }, data: { handledAt: shop.clock.now() } })

let people = 0
/** A person who has left something of themselves in every corner of the shop, their only order cancelled. */
const someoneEverywhere = async () => {
  const word = `марченк${'абвгдежзик'[people++]}`
  const surname = `М${word.slice(1)}на`
  const customer = await shop.aCustomer()
  const { userId, person, phone } = customer
  const product = await shop.aProduct({ sizes: { 38: 9, 39: 0 } })
  const wanted = [{ product, size: '38' }]
  await shop.core.users.meet({ person, name: surname, username: surname, language: 'uk' })
  await shop.db.client.identity.update({
    where: { person },
    data: { name: surname, username: surname },
  })
  await shop.aCart(customer, wanted)
  await shop.core.carts.setName(userId, `${surname} Олена`)
  await shop.core.carts.setEmail(userId, `${word}@kram.ua`)
  await shop.core.carts.setComment(userId, `питайте ${surname}`)
  await shop.core.carts.setDelivery(userId, {
    method: 'nova_poshta_branch',
    city: `${surname}ка`,
    branch: 'branch 7',
  })
  const { orderId } = await shop.place(customer, (await shop.core.carts.find(userId))!.id)
  await shop.core.contacts.keepOf(orderId, async () => {})
  const manager = await shop.staff('manager')
  await shop.core.orders.take({ actor: manager, orderId })
  await shop.core.orders.changeRecipient({ actor: manager, orderId, name: `${surname} Оленка` })
  await shop.core.orders.changeComment({ actor: manager, orderId, comment: `${surname} передзвонить` })
  await shop.core.users.orderFor({ actor: manager, phone })
  await shop.core.orders.cancel({ actor: customer.actor, orderId, reason: 'changed_mind' })
  await shop.addLines(customer, wanted)
  await shop.core.carts.setComment(userId, `знову ${surname}`)
  await shop.core.support.ask({ userId, said: [{ text: `Це ${surname}`, media: null }] })
  await shop.core.support.relay((await shop.core.support.of(userId))!.id, async () => {})
  await shop.core.wishes.setFavourite({ userId, productId: product.id, on: true })
  await shop.core.wishes.product({ productId: product.id, userId, look: true })
  await shop.core.wishes.watch({ userId, productId: product.id, variantId: product.variant('39'), on: true })
  const message = {
    key: `n:${userId}`,
    userId,
    template: 'order.shipped',
    params: { orderId, name: surname },
  }
  await shop.core.notifications.queue('answer', [message], async () => {})
  await shop.core.files.make({ userId, name: `${surname}.json`, text: surname })
  await handled(await update(person, `я ${surname}`))
  await shop.core.notifications.receipt({
    ...{ person, messageId: '1', kind: 'failed', error: `що каже ${surname}` },
    at: shop.clock.now(),
  })
  return { customer, orderId, phone, person, surname, word }
}

/** Every row of the database that holds one of these words. */
const rowsWith = async (...words: readonly string[]): Promise<string[]> => {
  const tables = await shop.db.client.$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`
  const pattern = words.map((word) => word.replace(/[+.]/g, '\\$&')).join('|')
  const found: string[] = []
  for (const { name } of tables) {
    const rows = await shop.db.client.$queryRawUnsafe<{ row: string }[]>(
      `SELECT t::text AS row FROM "${name}" t WHERE t::text ~* $1`,
      pattern,
    )
    found.push(...rows.map(({ row }) => `${name}: ${row}`))
  }
  return found
}

describe('what is kept of a person', () => {
  it('every table that names persons, orders or carts is told, handed out and erased, or has a reason to stay', async () => {
    const columns = await shop.db.client.$queryRaw<{ table: string }[]>`
      SELECT DISTINCT c.table_name AS table FROM information_schema.columns c
      JOIN information_schema.tables t USING (table_schema, table_name)
      WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
        AND c.column_name ~ '(user|person|recipient|phone|mail|comment|holder|order_id|cart_id|_by$)'`
    const named = columns.map(({ table }) => table)
    expect(named.length).toBeGreaterThan(15)
    const known = [...Object.keys(PERSONAL_TABLES), ...Object.keys(STAYING)]
    expect(named.filter((table) => !known.includes(table))).toEqual([])
  })

  it('is handed out from every table that has any of it', async () => {
    const { customer, phone, surname } = await someoneEverywhere()
    const kept = await shop.core.personal.kept(customer.userId)
    const filled = Object.values(kept)
      .flatMap((tables) => Object.entries(tables))
      .filter(([, rows]) => rows.length > 0)
      .map(([table]) => table)
    const empty = Object.keys(PERSONAL_TABLES).filter((table) => !filled.includes(table))
    expect(empty.toSorted()).toEqual([
      'browses',
      'customer_notes',
      'events',
      'phone_codes',
      'slips',
      'staff_cards',
      'tokens',
    ])
    expect(JSON.stringify(kept.orders)).toContain(`${surname}ка`)
    expect(JSON.stringify(kept.profile)).toContain(phone)
    expect(kept.orders.orders).toMatchObject([{ total_uah: 1360, status: 'CANCELLED' }])
  })

  it('is nobody else’s', async () => {
    await someoneEverywhere()
    const { userId } = await shop.aCustomer()
    const kept = await shop.core.personal.kept(userId)
    expect(JSON.stringify(kept)).not.toContain('арченк')
  })
})

describe('a person who goes', () => {
  it('leaves no word of theirs in any table, and the books hold', async () => {
    const { customer, orderId, phone, person, word } = await someoneEverywhere()
    const words = [word, phone, person]
    expect((await rowsWith(...words)).length).toBeGreaterThan(8)
    const before = await shop.order(orderId)
    await shop.core.personal.erase({ userId: customer.userId })
    await shop.core.personal.thinOut()
    expect(await rowsWith(...words)).toEqual([])
    expect(await shop.order(orderId)).toMatchObject({
      total: before.total,
      lines: before.lines,
      status: 'CANCELLED',
      recipient: {},
      delivery: { method: 'nova_poshta_branch' },
    })
    expect(await shop.core.orders.history(orderId)).toHaveLength(5)
  })

  it('comes back as somebody new', async () => {
    const { customer, person } = await someoneEverywhere()
    await shop.core.personal.erase({ userId: customer.userId })
    const again = await shop.core.users.meet({ person, name: 'Олена', username: null, language: 'uk' })
    expect(again.id).not.toBe(customer.userId)
    expect(again).toMatchObject({ phone: null, piecesInCart: 0 })
    expect(await shop.core.orders.findOf({ userId: again.id, limit: 5 })).toEqual([])
  })

  it('is erased once, whoever presses twice and however often the update is repeated', async () => {
    const { customer, person } = await someoneEverywhere()
    const { userId } = customer
    const cause = await update(person, 'видалити')
    expect(await atOnce(erase(userId), erase(userId), erase(userId))).toEqual(['done', 'done', 'done'])
    const { erasedAt } = await shop.db.client.user.findUniqueOrThrow({ where: { id: userId } })
    shop.clock.advance({ minutes: 1 })
    await shop.core.personal.erase({ userId, cause })
    await expect(shop.core.personal.erase({ userId, cause })).rejects.toBeInstanceOf(Repeated)
    expect(await shop.db.client.user.findUniqueOrThrow({ where: { id: userId } })).toMatchObject({ erasedAt })
  })

  it('waits while an order is on its way, while money is theirs, and while they work here', async () => {
    const product = await shop.aProduct({ sizes: { 38: 20 } })
    const wanted = [{ product, size: '38' }]
    const customer = await shop.aCustomer()
    const { id } = await shop.placed(customer, wanted)
    expect(await refusal(erase(customer.userId))).toBe('data.order_on_way')
    await shop.core.orders.cancel({ actor: customer.actor, orderId: id, reason: 'changed_mind' })
    expect(await refusal(erase(customer.userId))).toBe('done')

    const payer = await shop.aCustomer()
    const paid = await shop.paid(payer, wanted)
    await shop.core.orders.cancel({
      actor: await shop.staff('manager'),
      orderId: paid.id,
      reason: 'changed_mind',
    })
    expect(await refusal(erase(payer.userId))).toBe('data.money_due')
    expect(await refusal(erase((await shop.staff('manager')).userId))).toBe('data.works_here')
    expect((await shop.order(paid.id)).recipient).toMatchObject({ surname: 'Коваль' })
  })

  it('goes or orders, never both, when both happen at the same moment', async () => {
    const product = await shop.aProduct({ sizes: { 38: 50 } })
    for (let trial = 0; trial < 8; trial++) {
      const customer: Person = await shop.aCustomer()
      const { id } = await shop.aCart(customer, [{ product, size: '38' }])
      const [erased, placed] = await atOnce(erase(customer.userId), shop.place(customer, id))
      expect([erased, placed].filter((outcome) => outcome === 'done')).toHaveLength(1)
    }
  })

  it('takes nothing else out of the history of an order', async () => {
    const { orderId } = await someoneEverywhere()
    const rewriting = shop.db.client.$transaction([
      shop.db.client.$executeRaw`SELECT set_config('kram.erasing', 'on', true)`,
      shop.db.client.$executeRaw`UPDATE order_history SET what = 'nothing' WHERE order_id = ${orderId}`,
    ])
    await expect(rewriting).rejects.toThrow('append-only')
    await expect(
      shop.db.client.$executeRaw`UPDATE order_history SET details = '{}' WHERE order_id = ${orderId}`,
    ).rejects.toThrow('append-only')
  })
})

describe('what was said long ago', () => {
  it('loses its words after the days that the owner set, not before, and stays done', async () => {
    const { userId, person } = await shop.aCustomer()
    const id = await update(person, 'таємниця')
    const waiting = await update(person, 'ще без відповіді')
    await handled(id)
    await shop.core.settings.write('retention', { inboxDays: 10, notificationDays: 20 })
    const message = { key: `old:${userId}`, userId, template: 'order.shipped', params: { orderId: 'ord_x' } }
    await shop.core.notifications.queue('answer', [message], async () => {})
    await shop.core.notifications.sendDue()
    const bodyOf = async (of: bigint) =>
      (await shop.db.client.inbox.findUniqueOrThrow({ where: { id: of } })).body
    const paramsOf = async () =>
      (await shop.db.client.notification.findUniqueOrThrow({ where: { key: message.key } })).params
    shop.clock.advance({ days: 9 })
    await shop.core.personal.thinOut()
    expect(await bodyOf(id)).toMatchObject({ text: 'таємниця' })
    shop.clock.advance({ days: 2 })
    await shop.core.personal.thinOut()
    expect([await bodyOf(id), await bodyOf(waiting)]).toMatchObject([{}, { text: 'ще без відповіді' }])
    expect(await bodyOf(id)).toEqual({})
    expect(await paramsOf()).not.toEqual({})
    shop.clock.advance({ days: 10 })
    await shop.core.personal.thinOut()
    expect(await paramsOf()).toEqual({})
    await shop.core.notifications.queue('answer', [message], async () => {})
    expect(await shop.db.client.notification.count({ where: { userId } })).toBe(1)
  })
})

describe('a person who wants no reminders', () => {
  it('gets none, but everything else and what they asked for', async () => {
    const { userId } = await shop.aCustomer()
    await shop.core.users.setReminders(userId, false)
    const message = (key: string) => ({
      key: `${key}:${userId}`,
      userId,
      template: 'order.unpaid',
      params: {},
    })
    await shop.core.notifications.queue('reminder', [message('reminder')], async () => {})
    await shop.core.notifications.queue('reminder', [{ ...message('asked'), asked: true }], async () => {})
    await shop.core.notifications.queue('order', [message('order')], async () => {})
    await shop.core.notifications.sendDue()
    const states = await shop.db.client.notification.findMany({ where: { userId }, orderBy: { key: 'asc' } })
    expect(states.map(({ state }) => state)).toEqual(['sent', 'sent', 'skipped'])
  })
})

const erase = (userId: string) => shop.core.personal.erase({ userId })
