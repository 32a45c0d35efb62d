import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useTestDatabase } from '../../tests/harness/database.ts'
import { createDb, type Db, type Queries, sql, sqlState, type Tx } from './db.ts'
import { createStatementNames } from './statements.ts'
import { runTransaction } from './transaction.ts'

const database = useTestDatabase()
let db: Db
/** One connection: what a transaction does not give back is missed by the next. */
let single: Db
beforeAll(async () => {
  db = createDb({ url: database.url, poolMax: 4 })
  single = createDb({ url: database.url, poolMax: 1 })
  await db.client.$executeRaw`CREATE TABLE marks (id text PRIMARY KEY, n int NOT NULL)`
})
afterAll(async () => {
  await single.close()
  await db.close()
})

const mark = (q: Queries, id: string) => q.$executeRaw`INSERT INTO marks (id, n) VALUES (${id}, 0)`
const isMarked = async (id: string) => (await db.client.$executeRaw`SELECT FROM marks WHERE id = ${id}`) === 1
const backend = async (q: Queries) =>
  (await q.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`)[0]!.pid
const kill = (pid: number) => db.client.$executeRaw`SELECT pg_terminate_backend(${pid}::int)`

describe('a transaction', () => {
  it('keeps all of it, or nothing when anything is thrown', async () => {
    expect(await single.transaction((tx) => mark(tx, 'kept'))).toBe(1)
    const thrown = single.transaction(async (tx) => {
      await mark(tx, 'undone')
      throw new RangeError('no')
    })
    await expect(thrown).rejects.toThrow(RangeError)
    expect([await isMarked('kept'), await isMarked('undone')]).toEqual([true, false])
  })

  it('says which code a statement failed with, but not what the row was', async () => {
    const failed: unknown = await single
      .transaction(async (tx) => [await mark(tx, '+380671234567'), await mark(tx, '+380671234567')])
      .catch((error: unknown) => error)
    expect(sqlState(failed)).toBe('23505')
    expect(JSON.stringify({ ...(failed as Error) }) + String(failed)).not.toContain('380671234567')
    expect(await single.transaction((tx) => mark(tx, 'afterwards'))).toBe(1)
  })

  it('and a single statement fail with the same codes', async () => {
    await mark(db.queries, 'twice')
    const twice = [
      db.transaction((tx) => mark(tx, 'twice')),
      mark(db.queries, 'twice'),
      mark(db.client, 'twice'),
    ]
    const failed = await Promise.allSettled(twice)
    expect(failed.map((each) => each.status === 'rejected' && sqlState(each.reason))).toEqual(
      Array(3).fill('23505'),
    )
  })

  it('does not end as if all were well when a failure in it was passed over', async () => {
    const passedOver = single.transaction(async (tx) => {
      await mark(tx, 'before')
      await Promise.allSettled([tx.$executeRaw`SELECT 1 / 0`])
    })
    await expect(passedOver).rejects.toThrow('nothing was kept')
    expect(await isMarked('before')).toBe(false)
  })

  it('takes no statement after its end, whichever end it was', async () => {
    const escaped: Tx[] = []
    await single.transaction(async (tx) => void escaped.push(tx))
    await Promise.allSettled([
      single.transaction(async (tx) => {
        escaped.push(tx)
        throw new Error('no')
      }),
    ])
    expect(escaped).toHaveLength(2)
    for (const tx of escaped) await expect(mark(tx, 'late')).rejects.toThrow('has ended')
    expect(await isMarked('late')).toBe(false)
  })

  it('runs statements that are sent at once one after another, and ends after the last of them', async () => {
    const set = async (q: Queries, n: number) =>
      q.$executeRaw`UPDATE marks SET n = n * 10 + ${n} WHERE id = 'many'`
    await single.transaction(async (tx) => {
      await mark(tx, 'many')
      await Promise.all([1, 2, 3, 4].map((n) => set(tx, n)))
      void set(tx, 5)
    })
    expect(await db.client.$queryRaw`SELECT n FROM marks WHERE id = 'many'`).toEqual([{ n: 12_345 }])
  })

  it('is run again when PostgreSQL broke a deadlock', async () => {
    await db.transaction(async (tx) => [await mark(tx, 'a'), await mark(tx, 'b')])
    let runs = 0
    const both = { came: 0, go: Promise.withResolvers<void>() }
    const add = async (ids: readonly string[]) => {
      await db.transaction(async (tx) => {
        runs += 1
        await tx.$executeRaw`UPDATE marks SET n = n + 1 WHERE id = ${ids[0]}`
        if (++both.came === 2) both.go.resolve()
        await both.go.promise
        await tx.$executeRaw`UPDATE marks SET n = n + 1 WHERE id = ${ids[1]}`
      })
    }
    await Promise.all([add(['a', 'b']), add(['b', 'a'])])
    expect(runs).toBeGreaterThan(2)
    expect(await db.client.$queryRaw`SELECT n FROM marks WHERE id IN ('a', 'b')`).toEqual([
      { n: 2 },
      { n: 2 },
    ])
  })
})

describe('a connection', () => {
  it('that breaks under a transaction is not used again, and nothing of it is kept', async () => {
    const pids: number[] = []
    const broken = single.transaction(async (tx) => {
      await mark(tx, 'broken')
      pids.push(await backend(tx))
      await kill(pids[0]!)
      await mark(tx, 'on a broken one')
    })
    await expect(broken).rejects.toThrow()
    pids.push(await single.transaction(backend))
    expect(pids[1]).not.toBe(pids[0])
    expect([await isMarked('broken'), await isMarked('on a broken one')]).toEqual([false, false])
  })

  it('that breaks while nobody uses it is replaced', async () => {
    const pid = await single.transaction(backend)
    await kill(pid)
    await expect.poll(() => single.transaction(backend).catch(() => pid)).not.toBe(pid)
  })

  it('is cut when its transaction takes too long, so that it holds no locks', async () => {
    const pool = new pg.Pool({ connectionString: database.url, max: 1 })
    const connections = { pool, nameOf: createStatementNames(), limitMs: 100 }
    const [marked, ended] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const tooLong = runTransaction(connections, async (tx) => {
      await mark(tx, 'too long')
      marked.resolve()
      await ended.promise
    })
    await marked.promise
    // The same key: waits until the lock is gone.
    expect(await db.transaction((tx) => mark(tx, 'too long'))).toBe(1)
    ended.resolve()
    await expect(tooLong).rejects.toThrow('more than 100 ms')
    expect(await runTransaction(connections, (tx) => mark(tx, 'in time'))).toBe(1)
    await pool.end()
  })
})

describe('values', () => {
  const at = new Date('2026-03-29T00:59:59.123Z')
  const bytes = new Uint8Array([0, 255])
  const each = sql`SELECT 9007199254740993::bigint AS big, 1::int AS int, 1.5::float8 AS float, '1.50'::numeric AS numeric,
    true AS bool, 'так'::text AS text, null::text AS none, ${at}::timestamptz AS at, '{"uk": [1, null]}'::jsonb AS json,
    ${['a,"b', '{}']}::text[] AS texts, ARRAY[1, null]::bigint[] AS bigs, ARRAY[1, 2] AS ints, ${bytes}::bytea AS bytes,
    ${9007199254740993n}::bigint AS sent, ${[1, 2]}::bigint[] AS list, ${[at]}::timestamptz[] = ARRAY[${at}::timestamptz] AS same`

  it('are the same in a transaction, outside of any and through Prisma', async () => {
    const [inside] = await db.transaction((tx) => tx.$queryRaw<Record<string, unknown>[]>(each))
    const [outside] = await db.queries.$queryRaw<Record<string, unknown>[]>(each)
    const [byPrisma] = await db.client.$queryRaw<Record<string, unknown>[]>(each)
    expect(inside).toStrictEqual(byPrisma)
    expect(outside).toStrictEqual(byPrisma)
    expect(inside).toMatchObject({ big: 9007199254740993n, at, json: { uk: [1, null] }, same: true })
  })

  it('that the two would read otherwise are refused', async () => {
    const day = db.queries.$queryRaw`SELECT DATE '2026-01-01' AS day`
    await expect(day).rejects.toThrow('without a zone')
  })
})
