import { afterAll, describe, expect, it } from 'vitest'
import { createDb } from '../core/kernel/db.ts'
import { createTestDatabase, type TestDatabase } from '../tests/harness/database.ts'
import { measureCatalog } from './catalog/catalog.ts'
import { measureImport } from './import/import.ts'
import { interleaved, median } from './measure.ts'
import { orderByCore } from './orders/order-by-core.ts'
import { orderByHand } from './orders/order-by-hand.ts'
import { countStatements, measureOrders } from './orders/orders.ts'
import { openShop } from './orders/shop.ts'
import { isMet, type Result, result, toJson, toTable } from './row.ts'
import { countScreens } from './screens/screens.ts'
import { measureUpdates } from './updates/updates.ts'

const made: TestDatabase[] = []
const newDatabase = async () => {
  const database = await createTestDatabase()
  made.push(database)
  return database.url
}
afterAll(async () => {
  for (const database of made) await database.drop()
})

const ROW = {
  name: expect.any(String),
  unit: expect.any(String),
  value: expect.any(Number),
  baseline: expect.toBeOneOf([expect.any(Number), null]),
  ratio: expect.toBeOneOf([expect.any(Number), null]),
  goal: expect.toBeOneOf([expect.any(Number), null]),
}

describe('npm run bench', () => {
  it.each<[string, () => Promise<Result[]>]>([
    ['orders per second', () => measureOrders(newDatabase, { rounds: 1, ordersARound: 8 })],
    ['statements per order', () => countStatements(newDatabase, { orders: 2 })],
    ['statements of the product card', () => countScreens(newDatabase, { ofEach: 1 })],
    ['updates per second', () => measureUpdates(newDatabase, { rounds: 1, conversationsARound: 2 })],
    ['lists and filters, p95', () => measureCatalog(newDatabase, { few: 20, many: 40, rounds: 1, each: 20 })],
    ['import, seconds', () => measureImport(newDatabase, { offers: 50 })],
  ])('prints well-formed rows of %s', async (name, measure) => {
    const rows: unknown[] = JSON.parse(toJson(await measure()))
    for (const row of rows) expect(row).toStrictEqual(ROW)
    expect(rows[0]).toMatchObject({ name })
    expect((rows[0] as Result).value).toBeGreaterThan(0)
  })

  it('compares orders that leave the same facts', async () => {
    const db = createDb({ url: await newDatabase() })
    try {
      const shop = await openShop(db)
      const facts = async () => {
        const tables = await db.client.$queryRaw<{ name: string; rows: number }[]>`
          SELECT relname AS name, (xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM %I', relname), false, true, '')))[1]::text::int AS rows
          FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname`
        return new Map(tables.map(({ name, rows }) => [name, rows]))
      }
      const added = async (order: () => Promise<void>) => {
        const before = await facts()
        await order()
        return [...(await facts())].map(([name, rows]) => [name, rows - (before.get(name) ?? 0)])
      }
      const byCore = await added(orderByCore(shop))
      const byHand = await added(orderByHand(shop, (statement) => db.client.$queryRaw(statement)))
      expect(byHand).toEqual(byCore)
      expect(byCore).toContainEqual(['order_history', 3])
      expect(await shop.core.checkBooks()).toEqual([])
    } finally {
      await db.close()
    }
  })
})

describe('a row', () => {
  const row = (figures: Partial<Result>) =>
    result({
      name: 'x',
      unit: 's',
      value: 5,
      baseline: 10,
      goal: 0.5,
      goalIs: 'ratio at least',
      against: 'y',
      ...figures,
    })

  it('reaches a goal by its ratio or its value, as the goal says', () => {
    expect(isMet(row({}))).toBe(true)
    expect(isMet(row({ value: 4.9 }))).toBe(false)
    expect(isMet(row({ goalIs: 'value at most', goal: 5, baseline: null }))).toBe(true)
    expect(isMet(row({ goalIs: 'value at most', goal: 4 }))).toBe(false)
    expect(isMet(row({ goalIs: 'ratio at most' }))).toBe(true)
    expect(isMet(row({ goalIs: 'ratio at most', goal: 0.4 }))).toBe(false)
    expect(isMet(row({ goal: null }))).toBeUndefined()
  })

  it('stands in the table with its baseline, ratio and goal', () => {
    const [head, line] = toTable([row({})]).split('\n')
    expect(head).toContain('baseline')
    expect(line).toMatch(/x\s+5 s\s+10\s+0\.5\s+ratio at least 0\.5\s+reached\s+y/)
  })
})

describe('a measurement', () => {
  it('is the median of its rounds, the first not counted', async () => {
    const values = [100, 1, 3, 2]
    expect(await interleaved(3, { only: async () => values.shift() ?? 0 })).toEqual({ only: 2 })
    expect(median([4, 1, 3, 2])).toBe(2.5)
  })
})
