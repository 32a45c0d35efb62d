import { createHash } from 'node:crypto'
import pg from 'pg'
import { createDb } from '../../core/kernel/db.ts'
import type { NewDatabase } from '../database.ts'
import { interleaved, perSecond } from '../measure.ts'
import { type Result, result } from '../row.ts'
import { createCountingPool } from './counting-pool.ts'
import { orderByCore } from './order-by-core.ts'
import { orderByHand, type Send } from './order-by-hand.ts'
import { openShop } from './shop.ts'

export interface OrdersSize {
  readonly rounds: number
  readonly ordersARound: number
}

const CALLERS = 8
const POOL_MAX = 20

/** Five texts, each planned once a connection, as the shop's statements are. */
const nameOf = (text: string): string => createHash('md5').update(text).digest('hex')

/** Whole orders by the use cases, by the fewest statements through Prisma's client, and by the same through the bare driver. */
export const measureOrders = async (
  newDatabase: NewDatabase,
  { rounds, ordersARound }: OrdersSize,
): Promise<Result[]> => {
  const url = await newDatabase()
  const db = createDb({ url, poolMax: POOL_MAX })
  const pool = new pg.Pool({ connectionString: url, max: POOL_MAX })
  try {
    const shop = await openShop(db)
    const measure = (order: () => Promise<void>) => () =>
      perSecond({ callers: CALLERS, times: ordersARound }, order)
    const byDriver: Send = async ({ text, values }) =>
      (await pool.query({ name: nameOf(text), text, values })).rows
    const found = await interleaved(rounds, {
      core: measure(orderByCore(shop)),
      hand: measure(orderByHand(shop, (statement) => db.client.$queryRaw(statement))),
      driver: measure(orderByHand(shop, byDriver)),
    })
    await demandBooks(shop.core.checkBooks())
    return [
      result({
        name: 'orders per second',
        unit: 'orders/s',
        value: found.core,
        baseline: found.hand,
        goal: 0.6,
        goalIs: 'ratio at least',
        against: `the same facts in five statements by hand, through Prisma's client on the same pool, ${CALLERS} callers`,
      }),
      result({
        name: 'orders per second, beside the bare driver',
        unit: 'orders/s',
        value: found.core,
        baseline: found.driver,
        goal: null,
        goalIs: 'ratio at least',
        against: 'the same five statements through the bare driver, as the use cases send theirs',
      }),
      result({
        name: 'orders per second, by hand through Prisma',
        unit: 'orders/s',
        value: found.hand,
        baseline: found.driver,
        goal: null,
        goalIs: 'ratio at least',
        against: 'the same five statements through the bare driver: what the library costs',
      }),
    ]
  } finally {
    await pool.end()
    await db.close()
  }
}

/** SQL statements that one order takes, BEGIN and COMMIT included, by the use cases and by hand. */
export const countStatements = async (
  newDatabase: NewDatabase,
  { orders }: { orders: number },
): Promise<Result[]> => {
  const { pool, count } = createCountingPool(await newDatabase())
  const db = createDb({ pool })
  try {
    const shop = await openShop(db)
    const each = async (order: () => Promise<void>) => {
      await order()
      const before = count()
      for (let i = 0; i < orders; i++) await order()
      return (count() - before) / orders
    }
    const value = await each(orderByCore(shop))
    const baseline = await each(orderByHand(shop, (statement) => db.client.$queryRaw(statement)))
    await demandBooks(shop.core.checkBooks())
    return [
      result({
        name: 'statements per order',
        unit: 'statements',
        value,
        baseline,
        goal: 25,
        goalIs: 'value at most',
        against: 'the same facts in the fewest statements by hand',
      }),
    ]
  } finally {
    await db.close()
    await pool.end()
  }
}

/** A fast order that leaves wrong books is none. */
const demandBooks = async (checking: Promise<readonly unknown[]>): Promise<void> => {
  const found = await checking
  if (found.length > 0)
    throw new Error(`the books do not hold after the bench: ${JSON.stringify(found.slice(0, 3))}`)
}
