import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../tests/harness/database.ts'
import { drift, markApplied, migrate, pendingMigrations } from './migrate.ts'
import { newMigration } from './new-migration.ts'

let folder: string
let migrationsDir: string
let database: TestDatabase
let url: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kram-migrations-'))
  migrationsDir = join(folder, 'migrations')
  database = await createTestDatabase({ empty: true })
  url = database.url
})

afterEach(async () => {
  await database.drop()
  await rm(folder, { recursive: true })
})

const write = async (name: string, sql: string): Promise<void> => {
  await mkdir(join(migrationsDir, name), { recursive: true })
  await writeFile(join(migrationsDir, name, 'migration.sql'), sql)
}

const query = async (sql: string): Promise<Record<string, unknown>[]> => {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

const GOODS = '20260101000000_goods'
const PRICES = '20260102000000_prices'

/** What Prisma cannot say itself: a function with `;` in its body, a trigger, a CHECK, a partial index. */
const GOODS_SQL = `
CREATE TABLE goods (id TEXT PRIMARY KEY, name TEXT NOT NULL, sold INTEGER NOT NULL DEFAULT 0 CHECK (sold >= 0));
CREATE INDEX goods_sold ON goods (name) WHERE sold > 0;
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.sold > 0 THEN RAISE EXCEPTION 'sold; cannot go'; END IF;
  RETURN OLD;
END
$$;
CREATE TRIGGER goods_stay BEFORE DELETE ON goods FOR EACH ROW EXECUTE FUNCTION refuse();
`
const SCHEMA = `
datasource db {
  provider = "postgresql"
}
model Goods {
  id   String @id
  name String
  sold Int    @default(0)
  @@map("goods")
}
`

describe('migrating', () => {
  test('applies what is missing in order, and nothing the second time', async () => {
    await write(PRICES, 'ALTER TABLE goods ADD COLUMN price BIGINT;')
    await write(GOODS, GOODS_SQL)
    expect(await pendingMigrations({ url, migrationsDir })).toEqual([GOODS, PRICES])
    expect(await migrate({ url, migrationsDir })).toEqual({ applied: [GOODS, PRICES] })
    expect(await pendingMigrations({ url, migrationsDir })).toEqual([])
    expect(await migrate({ url, migrationsDir })).toEqual({ applied: [] })
  })

  test('keeps a function with semicolons in its body whole', async () => {
    await write(GOODS, GOODS_SQL)
    await migrate({ url, migrationsDir })
    await query(`INSERT INTO goods VALUES ('a', 'чай', 0), ('b', 'кава', 1)`)
    await query(`DELETE FROM goods WHERE id = 'a'`)
    await expect(query(`DELETE FROM goods WHERE id = 'b'`)).rejects.toThrow('sold; cannot go')
  })

  test('is done once by several processes that start at once', async () => {
    await write(GOODS, `${GOODS_SQL} SELECT pg_sleep(0.2);`)
    await write(PRICES, 'ALTER TABLE goods ADD COLUMN price BIGINT;')
    const all = await Promise.all(Array.from({ length: 4 }, () => migrate({ url, migrationsDir })))
    expect(all.flatMap(({ applied }) => applied)).toEqual([GOODS, PRICES])
    expect(await query('SELECT migration_name FROM _prisma_migrations')).toHaveLength(2)
  })

  test('makes an index concurrently while another process waits for its turn', async () => {
    await write(GOODS, `${GOODS_SQL} SELECT pg_sleep(0.2);`)
    await write(PRICES, 'CREATE INDEX CONCURRENTLY goods_by_name ON goods (name);')
    const [one, other] = await Promise.all([migrate({ url, migrationsDir }), migrate({ url, migrationsDir })])
    expect([...one.applied, ...other.applied]).toEqual([GOODS, PRICES])
  })

  test('undoes a migration that fails, says where, and tries it again when it is mended', async () => {
    await write(GOODS, GOODS_SQL)
    await write(PRICES, 'ALTER TABLE goods ADD COLUMN price BIGINT;\n\nSELECT nothing_like_this;')
    await expect(migrate({ url, migrationsDir })).rejects.toThrow(
      `migration ${PRICES} failed and was undone: line 3: column "nothing_like_this" does not exist`,
    )
    expect(await pendingMigrations({ url, migrationsDir })).toEqual([PRICES])
    await write(PRICES, 'ALTER TABLE goods ADD COLUMN price BIGINT;')
    expect(await migrate({ url, migrationsDir })).toEqual({ applied: [PRICES] })
  })

  test('undoes a failed migration that brought its own transaction', async () => {
    await write(GOODS, 'BEGIN;\nCREATE TABLE goods (id TEXT);\nSELECT 1/0;\nCOMMIT;')
    await expect(migrate({ url, migrationsDir })).rejects.toThrow(
      `${GOODS} failed and was undone: division by zero`,
    )
    await write(GOODS, GOODS_SQL)
    expect(await migrate({ url, migrationsDir })).toEqual({ applied: [GOODS] })
  })

  test('takes up a migration whose process died in the middle', async () => {
    await write(GOODS, GOODS_SQL)
    await write(PRICES, 'ALTER TABLE goods ADD COLUMN price BIGINT;')
    await migrate({ url, migrationsDir })
    await query(`ALTER TABLE goods DROP COLUMN price`)
    await query(`UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = '${PRICES}'`)
    expect(await migrate({ url, migrationsDir })).toEqual({ applied: [PRICES] })
  })

  test('says what to do when a process died between the end of a migration and its record, and doing it helps', async () => {
    await write(GOODS, GOODS_SQL)
    await migrate({ url, migrationsDir })
    await query('UPDATE _prisma_migrations SET finished_at = NULL')
    await expect(migrate({ url, migrationsDir })).rejects.toThrow(`npm run db:migrate -- --applied ${GOODS}`)
    await markApplied(GOODS, { url, migrationsDir })
    expect(await migrate({ url, migrationsDir })).toEqual({ applied: [] })
  })
})

describe('drift', () => {
  const where = () => ({ url, migrationsDir, schemaPath: join(folder, 'schema.prisma') })
  const shadows = () => query(`SELECT datname FROM pg_database WHERE starts_with(datname, 'kram_shadow_')`)

  test('is nothing where schema and migrations agree, CHECKs, triggers and partial indexes aside', async () => {
    await write(GOODS, GOODS_SQL)
    await writeFile(where().schemaPath, SCHEMA)
    expect(await drift(where())).toBe('')
    // Another file of tests may have one at this moment, which goes; one that was left behind would stay.
    await vi.waitFor(async () => expect(await shadows()).toEqual([]), { timeout: 30_000 })
    expect(await newMigration('nothing', where(), new Date())).toBeUndefined()
  })

  test('is written as the next migration, which settles it', async () => {
    await write(GOODS, GOODS_SQL)
    await writeFile(
      where().schemaPath,
      SCHEMA.replace('Int ', 'BigInt ').replace('sold', 'price BigInt?\n  sold'),
    )
    const path = await newMigration('add_price', where(), new Date('2026-03-04T05:06:07Z'))
    expect(path).toBe(join(migrationsDir, '20260304050607_add_price', 'migration.sql'))
    expect(await drift(where())).toBe('')
    expect(await migrate({ url, migrationsDir })).toEqual({ applied: [GOODS, '20260304050607_add_price'] })
  })

  test('refuses a name that would not sort or read well', async () => {
    await expect(newMigration('Add price', where(), new Date())).rejects.toThrow('small letters')
  })
})
