import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { type CartLine, type Delivery, type PaymentMethod, typedDirectory } from '../../core/carts/index.ts'
import type { EventName } from '../../core/events.ts'
import { type Core, createCore, type Outside } from '../../core/index.ts'
import type { Actor, StaffRole } from '../../core/kernel/actor.ts'
import { createDb, type Db } from '../../core/kernel/db.ts'
import { DomainError } from '../../core/kernel/errors.ts'
import { hryvnias, type Money } from '../../core/kernel/money.ts'
import { type Fate, type Order, piecesOf } from '../../core/orders/index.ts'
import { TestClock } from './clock.ts'
import { useTestDatabase } from './database.ts'
import { insertOutlets, insertProduct, type NewProduct, type TestProduct } from './shop-catalog.ts'

/** A Tuesday, 12:00 in Kyiv. */
export const OPENING = '2026-11-03T10:00:00Z'

export interface Person {
  readonly userId: string
  /** The messenger account: "telegram:100007". */
  readonly person: string
  readonly phone: string
  /** With the roles as the database gives them: staff are customers too. */
  readonly actor: Actor & { readonly userId: string }
}

/** What somebody orders: a size of a product (null: left open), so many pieces. */
export interface WantedLine {
  readonly product: TestProduct
  readonly size: string | null
  readonly quantity?: number
}

export interface Checkout {
  readonly payment?: PaymentMethod
  readonly delivery?: Delivery
}

export const BRANCH: Delivery = { method: 'nova_poshta_branch', city: 'Київ', branch: 'branch 12' }

export interface ShopOptions {
  /** What of the outside is not the usual: the messenger, the providers. */
  readonly outside?: Partial<Outside>
  readonly followersOf?: (name: EventName) => readonly string[]
}

export type Shop = Awaited<ReturnType<typeof openShop>>

/** A shop with two outlets ('warehouse', and 'store' where orders are collected), bank details and nobody in it yet. */
const openShop = async (url: string, { outside = {}, followersOf = () => [] }: ShopOptions) => {
  const clock = new TestClock(OPENING)
  const opened: Db[] = []
  const open = (process: string, besides: Partial<Outside> = {}): Core => {
    const db = createDb({ url, poolMax: 10 })
    opened.push(db)
    return createCore({
      db,
      clock,
      followersOf,
      messenger: {
        send: async () => ({ kind: 'sent', messageId: '1' }),
        sendToChat: async () => ({ kind: 'sent', messageId: '1' }),
        reports: () => false,
        redraw: async () => {},
        showMenu: async () => {},
      },
      directory: typedDirectory,
      providers: { onlineCard: false },
      owners: ['telegram:1'],
      process,
      ...outside,
      ...besides,
    })
  }
  const core = open('test-1')
  const outlets = await insertOutlets(core.db)
  await core.settings.write('bank', {
    recipient: 'ФОП Коваль О. О.',
    code: '3012345678',
    iban: 'UA213223130000026007233566001',
    bank: 'Банк',
  })
  let persons = 100_000
  let ownerKnown: Person | undefined
  const staffKnown = new Map<StaffRole, Person>()

  const meet = async (person: string): Promise<Person> => {
    const user = await core.users.meet({ person, name: `Особа ${person}`, username: null, language: 'uk' })
    return {
      userId: user.id,
      person,
      phone: user.phone ?? '',
      actor: { userId: user.id, roles: user.roles, lent: user.lent },
    }
  }

  const aCustomer = async ({ phoneProven = true } = {}): Promise<Person> => {
    persons += 1
    const met = await meet(`telegram:${persons}`)
    const phone = `+38067${String(persons).padStart(7, '0')}`
    if (phoneProven) await core.users.provePhone(met.userId, phone)
    return { ...met, phone }
  }

  const owner = async (): Promise<Person> => {
    if (ownerKnown) return ownerKnown
    const { userId } = await meet('telegram:1')
    await core.staff.recognizeOwner({ person: 'telegram:1', userId })
    ownerKnown = await meet('telegram:1')
    return ownerKnown
  }

  /** One more person with this role, invited by the owner. */
  const newStaff = async (role: StaffRole): Promise<Person> => {
    if (role === 'owner') return owner()
    const { userId, person } = await aCustomer()
    const secret = await core.staff.invite((await owner()).actor, role)
    await core.staff.accept({ secret, userId })
    return meet(person)
  }

  /** The one person with this role, always the same. */
  const staff = async (role: StaffRole): Promise<Actor & { readonly userId: string }> => {
    const known = staffKnown.get(role) ?? (await newStaff(role))
    staffKnown.set(role, known)
    return known.actor
  }

  const addLines = async ({ userId }: Person, lines: readonly WantedLine[]) => {
    for (const { product, size, quantity = 1 } of lines) {
      const variantId = size === null ? null : product.variant(size)
      await core.carts.add({ userId, productId: product.id, variantId, quantity })
      // Lines stand in the order in which they came: two at the same millisecond would stand in any.
      clock.advance({ ms: 1 })
    }
  }

  /** An open cart filled in to the last field. */
  const aCart = async (
    customer: Person,
    lines: readonly WantedLine[],
    { payment = 'on_receipt', delivery = BRANCH }: Checkout = {},
  ) => {
    const { userId, phone } = customer
    await addLines(customer, lines)
    await core.carts.setDelivery(userId, delivery)
    await core.carts.setName(userId, 'Коваль Олена')
    await core.carts.setPhone(userId, phone)
    await core.carts.setPayment(userId, payment)
    return (await core.carts.find(userId))!
  }

  const place = (customer: Person, cartId: string, on: Core = core) =>
    on.orders.place({
      actor: customer.actor,
      userId: customer.userId,
      cartId,
      source: 'telegram',
      language: 'uk',
    })

  const order = async (orderId: string): Promise<Order> => (await core.orders.find(orderId))!

  const placed = async (customer: Person, lines: readonly WantedLine[], checkout?: Checkout) => {
    const { id } = await aCart(customer, lines, checkout)
    return order((await place(customer, id)).orderId)
  }

  const confirmed = async (customer: Person, lines: readonly WantedLine[], checkout?: Checkout) => {
    const { id } = await placed(customer, lines, checkout)
    await core.orders.confirm({ actor: await staff('manager'), orderId: id })
    return order(id)
  }

  let references = 0
  /** A transfer that the accountant found; each has a reference of its own unless one is given. */
  const pay = async (orderId: string | null, amount: Money, reference = `ref-${++references}`) =>
    core.payments.record({
      actor: await staff('accountant'),
      orderId,
      amount,
      provider: 'bank_transfer',
      reference,
    })

  const paid = async (customer: Person, lines: readonly WantedLine[], checkout?: Checkout) => {
    const { id, total, payment } = await confirmed(customer, lines, { payment: 'transfer', ...checkout })
    await pay(id, payment === 'prepayment' ? hryvnias(200) : total)
    return order(id)
  }

  /** Every piece of the order's parcels is looked at, as the storekeeper does before closing them. */
  const checked = async (orderId: string, actor?: Actor) => {
    const by = actor ?? (await staff('storekeeper'))
    for (const { id: shipmentId } of (await order(orderId)).shipments) {
      for (const { lineId, variantId, quantity, checked } of (await core.orders.parcel(shipmentId))?.lines ??
        [])
        for (let piece = checked; piece < quantity; piece++)
          await core.orders.checkPiece({ actor: by, shipmentId, lineId, variantId, piece })
    }
  }

  const packed = async (orderId: string) => {
    await checked(orderId)
    await core.orders.pack({ actor: await staff('storekeeper'), orderId })
    return order(orderId)
  }

  let waybills = 20_450_000_000_000
  /** Packs what is not packed, and hands it over: one waybill a parcel, none for a pickup. */
  const shipped = async (orderId: string) => {
    const { shipments, delivery } = await packed(orderId)
    const trackingNumbers = delivery.method === 'pickup' ? [] : shipments.map(() => String(++waybills))
    await core.orders.ship({ actor: await staff('storekeeper'), orderId, trackingNumbers })
    return order(orderId)
  }

  /** Of every piece is said what became of it, line by line or the same of all, and the order is taken back. */
  const takenBack = async (
    orderId: string,
    fates: Fate | Readonly<Record<string, Fate>>,
    actor?: Actor,
  ): Promise<void> => {
    const by = actor ?? (await staff('storekeeper'))
    for (const line of (await order(orderId)).lines)
      for (const piece of piecesOf(line))
        await core.orders.markPieces({
          actor: by,
          orderId,
          of: { lineId: line.id, piece },
          fate: typeof fates === 'string' ? fates : fates[line.id]!,
        })
    await core.orders.takeBack({ actor: by, orderId })
  }

  /** What the schedule does every minute. */
  const minute = async () => {
    await core.orders.endHolds()
    await core.orders.remindUnpaid()
    await core.orders.cancelUnpaid()
    await core.orders.endMarks()
    await core.orders.tellEdits()
    await core.orders.watchPickups()
    await core.notifications.goOn()
  }

  const stockOf = async (variantId: string) => {
    const rows = await core.db.client.$queryRaw<{ onHand: number; held: number }[]>`
      SELECT COALESCE(sum(on_hand), 0)::int AS "onHand", COALESCE(sum(held), 0)::int AS held FROM stock WHERE variant_id = ${variantId}`
    return rows[0]!
  }

  /** The events about an order, oldest first. */
  const eventsOf = async (orderId: string): Promise<string[]> => {
    const rows = await core.db.client.$queryRaw<{ name: string }[]>`
      SELECT name FROM events WHERE payload->>'orderId' = ${orderId} ORDER BY at, id`
    return rows.map(({ name }) => name)
  }

  return {
    core,
    db: core.db,
    clock,
    outlets,
    /** Another process on the same database. */
    anotherProcess: (process = 'test-2', besides: Partial<Outside> = {}): Core => open(process, besides),
    aProduct: (product: NewProduct): Promise<TestProduct> => insertProduct(core.db, outlets, product),
    aCustomer,
    owner,
    newStaff,
    staff,
    addLines,
    aCart,
    place,
    order,
    placed,
    confirmed,
    pay,
    paid,
    checked,
    packed,
    shipped,
    takenBack,
    minute,
    stockOf,
    eventsOf,
    close: async () => {
      for (const db of opened) await db.close()
    },
  }
}

/**
 * Gives the tests of this file a shop on a database of its own; its parts are there from `beforeAll` on. After each
 * test the sweeps run once and the books must hold.
 */
export const useShop = (options: ShopOptions & { books?: boolean } = {}): Shop => {
  const database = useTestDatabase()
  const shop = {} as Shop
  beforeAll(async () => {
    Object.assign(shop, await openShop(database.url, options))
  })
  afterEach(async () => {
    if (options.books === false) return
    await shop.minute()
    expect(await shop.core.checkBooks()).toEqual([])
  })
  afterAll(() => shop.close?.())
  return shop
}

/** The code with which the shop refuses; 'done' when it does not. Anything that is no refusal is thrown on. */
export const refusal = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
    return 'done'
  } catch (error) {
    if (error instanceof DomainError) return error.code
    throw error
  }
}

/** What became of things done at the same moment, in the order they were begun. */
export const atOnce = (...works: readonly Promise<unknown>[]): Promise<string[]> =>
  Promise.all(works.map(refusal))

export const lineOf = (cart: { readonly lines: readonly CartLine[] }, size: string): CartLine =>
  cart.lines.find(({ values }) => values[0]?.uk === size)!
