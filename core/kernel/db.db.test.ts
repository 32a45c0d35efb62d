import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useTestDatabase } from '../../tests/harness/database.ts'
import { createDb, type Db, type Queries, sqlState } from './db.ts'

const database = useTestDatabase()
let db: Db
beforeAll(() => {
  db = createDb({ url: database.url, poolMax: 1 })
})
afterAll(() => db.close())

const named = async () => {
  const rows = await db.client.$queryRaw<{ n: bigint }[]>`SELECT count(*) AS n FROM pg_prepared_statements`
  return Number(rows[0]!.n)
}

describe('statements', () => {
  it('are planned once a connection, but never more than so many', async () => {
    const before = await named()
    for (let i = 0; i < 3; i++) await db.client.$queryRaw`SELECT id FROM users WHERE id = ${String(i)}`
    expect(await named()).toBe(before + 1)
    for (let i = 0; i < 600; i++) await db.client.$queryRawUnsafe(`SELECT id FROM users WHERE id = 'no ${i}'`)
    expect(await named()).toBe(500)
  })

  it('work again after one could not be planned in a transaction that had failed', async () => {
    const another = createDb({ url: database.url, poolMax: 1 })
    const find = (q: Queries) => q.$queryRaw<unknown[]>`SELECT name FROM users WHERE id = ${'nobody'}`
    const failed = await another
      .transaction(async (tx) => {
        const breaks = tx.$executeRaw`INSERT INTO carts (id, user_id, created_at, updated_at) VALUES ('c', 'nobody', now(), now())`
        await Promise.allSettled([breaks])
        await find(tx)
      })
      .catch(sqlState)
    expect(failed).toBe('25P02')
    expect(await find(another.client)).toEqual([])
    await another.close()
  })
})
