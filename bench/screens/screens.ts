import type { Action } from '../../bots/dialogue/action.ts'
import { createDb } from '../../core/kernel/db.ts'
import { fillDemoShop } from '../../prisma/seed/fill-demo-shop.ts'
import type { NewDatabase } from '../database.ts'
import { createCountingPool } from '../orders/counting-pool.ts'
import { DELIVERY, RECIPIENT } from '../orders/order-by-core.ts'
import { openCore } from '../orders/shop.ts'
import { type Result, result } from '../row.ts'
import { crawl, type Visit } from './crawl.ts'

const CUSTOMER = 'telegram:5000001'
const OWNER = 'telegram:5000002'
const ORDERS = 4

/**
 * What each screen costs in statements, found by pressing every kind of button that a customer and the owner can reach
 * in the demo shop. The screens of those who only read are judged; where a press changes something, the change is in
 * the figure, which stands beside them.
 */
export const countScreens = async (
  newDatabase: NewDatabase,
  { ofEach }: { ofEach: number },
): Promise<Result[]> => {
  const { pool, ...counted } = createCountingPool(await newDatabase())
  const db = createDb({ pool })
  try {
    const { core } = openCore(db)
    await fillDemoShop(core)
    await fill(core)
    const walk = (person: string, from: readonly Action[]) =>
      crawl({ core, person, from, pool: counted, ofEach })
    const visits = [
      ...(await walk(CUSTOMER, [{ to: 'catalog' }, { to: 'home' }, { to: 'orders' }, { to: 'cart' }])),
      ...(await walk(OWNER, [{ to: 'desk' }])),
    ]
    const read = visits.filter(({ changed }) => !changed)
    const changed = visits.filter((visit) => visit.changed)
    return [
      row('statements of the product card', dearest(read.filter(({ screen }) => screen === 'product')), 3),
      row('statements of the dearest screen', dearest(read), 6),
      row('statements of the dearest press that changes something', dearest(changed), null),
      result({
        name: 'kinds of screens seen',
        unit: 'screens',
        value: new Set(visits.map(({ screen }) => screen)).size,
        baseline: null,
        goal: null,
        goalIs: 'value at most',
        against: `${visits.length} presses of ${new Set(visits.map(({ action }) => action)).size} kinds of buttons`,
      }),
    ]
  } finally {
    await db.close()
    await pool.end()
  }
}

const dearest = (visits: readonly Visit[]): Visit => {
  const [first] = visits.toSorted((a, b) => b.statements - a.statements)
  if (!first) throw new Error('no such screen was seen')
  return first
}

const row = (name: string, { statements, screen, action }: Visit, goal: number | null): Result =>
  result({
    name,
    unit: 'statements',
    value: statements,
    baseline: null,
    goal,
    goalIs: 'value at most',
    against: `counted at «${screen}», come to by «${action}»`,
  })

/** A customer with a cart and orders, and an owner. */
const fill = async (core: ReturnType<typeof openCore>['core']): Promise<void> => {
  const meet = (person: string) => core.users.meet({ person, name: 'Олена', username: null, language: 'uk' })
  const [customer, owner] = [await meet(CUSTOMER), await meet(OWNER)]
  await core.db.queries.$executeRaw`
    INSERT INTO memberships (user_id, group_code, granted_at) VALUES (${owner.id}, 'owner', ${core.clock.now()})`
  const { phone } = await core.users.provePhone(customer.id, '+380671234567')
  const items = await core.db.queries.$queryRaw<{ productId: string; variantId: string }[]>`
    SELECT v.product_id AS "productId", v.id AS "variantId" FROM variants v JOIN stock s ON s.variant_id = v.id
    WHERE s.on_hand > 2 ORDER BY v.id LIMIT ${ORDERS + 1}`
  for (const [i, item] of items.entries()) {
    await core.carts.add({ userId: customer.id, ...item })
    const recipient = { ...RECIPIENT, phone }
    const cartId = await core.carts.fillIn(customer.id, {
      recipient,
      delivery: DELIVERY,
      payment: 'transfer',
    })
    if (i === ORDERS) return
    const { orderId } = await core.orders.place({
      actor: { userId: customer.id, roles: ['customer'] },
      userId: customer.id,
      cartId,
      source: 'telegram',
      language: 'uk',
    })
    const actor = { userId: owner.id, roles: ['owner'] } as const
    if (i > 0) await core.orders.confirm({ actor, orderId })
  }
}
