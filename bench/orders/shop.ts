import { typedDirectory } from '../../core/carts/index.ts'
import { type Core, createCore } from '../../core/index.ts'
import type { Actor } from '../../core/kernel/actor.ts'
import { systemClock } from '../../core/kernel/clock.ts'
import type { Db } from '../../core/kernel/db.ts'
import { newId } from '../../core/kernel/ids.ts'
import type { Messenger } from '../../core/notifications/index.ts'
import type { FollowersOf } from '../../core/outbox.ts'
import { followersOf, type Subscriptions } from '../../jobs/job.ts'
import { createSubscriptions } from '../../jobs/subscriptions.ts'

export type Person = Actor & { readonly userId: string }

/** Something on sale of which there is plenty. */
export interface Item {
  readonly productId: string
  readonly variantId: string
}

/** A shop to order in, whoever orders: items, staff, and customers that nobody else gets. */
export interface BenchShop {
  readonly core: Core
  readonly followersOf: FollowersOf
  readonly manager: Person
  readonly accountant: Person
  readonly items: readonly Item[]
  /** A customer with a proven phone who has ordered nothing yet. @throws RangeError when there is none left */
  nextCustomer(): Promise<Customer>
}

export interface Customer {
  readonly userId: string
  readonly phone: string
}

const ITEMS = 200
const CUSTOMERS_AT_ONCE = 2_000

/** Core as app.ts puts it together, with the followers that each event really has; nobody delivers to them here. */
export const openCore = (db: Db): { core: Core; followersOf: FollowersOf } => {
  const messenger: Messenger = {
    send: async () => ({ kind: 'sent', messageId: '1' }),
    sendToChat: async () => ({ kind: 'sent', messageId: '1' }),
    reports: () => false,
    redraw: async () => undefined,
    showMenu: async () => undefined,
  }
  let subscriptions: Subscriptions | undefined
  const followers: FollowersOf = (name) => (subscriptions ? followersOf(subscriptions)(name) : [])
  const core = createCore({
    db,
    clock: systemClock,
    process: 'bench',
    messenger,
    directory: typedDirectory,
    providers: { onlineCard: false },
    owners: [],
    followersOf: followers,
  })
  subscriptions = createSubscriptions({ core, messenger })
  return { core, followersOf: followers }
}

/** Fills an empty database with what is ordered and who works there. */
export const openShop = async (db: Db): Promise<BenchShop> => {
  const { core, followersOf: followers } = openCore(db)
  const items = await insertItems(db)
  await core.settings.write('bank', {
    recipient: 'ФОП Коваль О. О.',
    code: '3012345678',
    iban: 'UA213223130000026007233566001',
    bank: 'Банк',
  })
  const customers = createCustomers(db)
  const [manager, accountant] = [await customers(), await customers()]
  return {
    core,
    followersOf: followers,
    manager: { userId: manager.userId, roles: ['customer', 'manager'], lent: [] },
    accountant: { userId: accountant.userId, roles: ['customer', 'accountant'], lent: [] },
    items,
    nextCustomer: customers,
  }
}

const insertItems = async (db: Db): Promise<Item[]> => {
  const rows = Array.from({ length: ITEMS }, (_, i) => ({
    productId: newId('prd'),
    variantId: newId('var'),
    article: `12.1.${i + 1}`,
    name: { uk: `Кросівки ${i + 1}` },
    position: i,
  }))
  const [outlet, category, words] = [newId('out'), newId('cat'), JSON.stringify({ uk: 'Взуття' })]
  await db.client.$executeRaw`
    WITH item AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS r("productId" text, "variantId" text, article text, name jsonb, position int)
    ), outlet AS (
      INSERT INTO outlets (id, code, kind, name, city, address, hours, pickup, position)
      VALUES (${outlet}, 'warehouse', 'warehouse', ${words}::jsonb, ${words}::jsonb, ${words}::jsonb, ${words}::jsonb, false, 1)
    ), category AS (
      INSERT INTO categories (id, slug, name, position) VALUES (${category}, 'shoes', ${words}::jsonb, 1)
    ), product AS (
      INSERT INTO products (id, article, category_id, name, description, price, position, created_at)
      SELECT "productId", article, ${category}, name, '{"uk":""}', 136000, position, now() FROM item
    ), option AS (
      INSERT INTO product_options (product_id, position, name) SELECT "productId", 0, '{"uk":"Розмір"}'::jsonb FROM item
    ), variant AS (
      INSERT INTO variants (id, product_id, sku, position, values)
      SELECT "variantId", "productId", article || '-30', 0, '[{"uk":"30"}]' FROM item
    ), stock AS (
      INSERT INTO stock (variant_id, outlet_id, on_hand) SELECT "variantId", ${outlet}, 1000000 FROM item
    )
    INSERT INTO stock_movements (variant_id, outlet_id, delta, reason, at)
    SELECT "variantId", ${outlet}, 1000000, 'initial', now() FROM item`
  return rows
}

/** Made by the thousand beforehand, so that no order pays for its customer. */
const createCustomers = (db: Db): (() => Promise<Customer>) => {
  let made = 0
  let ready: Customer[] = []
  let making: Promise<void> | undefined
  const make = async () => {
    const rows = Array.from({ length: CUSTOMERS_AT_ONCE }, () => ({
      userId: newId('usr'),
      phone: `+38067${String(++made).padStart(7, '0')}`,
    }))
    await db.client.$executeRaw`
      INSERT INTO users (id, name, phone, phone_proven_at, created_at)
      SELECT "userId", 'Олена', phone, now(), now() FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS u("userId" text, phone text)`
    ready = [...ready, ...rows]
  }
  return async () => {
    while (ready.length === 0) {
      making ??= make().finally(() => {
        making = undefined
      })
      await making
    }
    return ready.pop()!
  }
}
