import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { migrationNames, readMigrations, readSchema, withSchemaEngine } from './schema-engine.ts'

/** What the functions below look at: the project's own files, unless a test says otherwise. */
export type Where = {
  /** `postgresql://…` */
  readonly url: string
  /** The folder of migrations as Prisma lays it out. */
  readonly migrationsDir?: string
  readonly schemaPath?: string
}

export const MIGRATIONS_DIR = join(import.meta.dirname, 'migrations')
export const SCHEMA_PATH = join(import.meta.dirname, 'schema.prisma')

/**
 * Applies what is missing, oldest first, each migration in one transaction (unless it has its own), and
 * records it as the Prisma CLI would. Any number of processes may call this at once: one works, the others wait.
 * With nothing to do it costs two small queries.
 *
 * Throws an Error of one line when a migration fails: that one is undone and those before it stand, so the
 * next call tries it again.
 */
export const migrate = async ({
  url,
  migrationsDir = MIGRATIONS_DIR,
}: Where): Promise<{ applied: string[] }> =>
  withSession(url, async (session) => {
    if ((await missingIn(session, migrationsDir)).length === 0) return { applied: [] }
    await untilLocked(session)
    if ((await missingIn(session, migrationsDir)).length === 0) return { applied: [] }
    return { applied: await applyAll(session, migrationsDir) }
  })

/**
 * Names of the migrations in the folder that this database does not have, oldest first. Plain SQL, so that
 * `/readyz` may ask often.
 */
export const pendingMigrations = ({ url, migrationsDir = MIGRATIONS_DIR }: Where): Promise<string[]> =>
  withSession(url, (session) => missingIn(session, migrationsDir))

/**
 * The SQL that would bring what the migrations make to what the schema says; '' when they agree. Looks at the
 * files only: the database at `url` lends a place for a shadow database, which is dropped again.
 */
export const drift = async (where: Where): Promise<string> => {
  const { url, migrationsDir = MIGRATIONS_DIR, schemaPath = SCHEMA_PATH } = where
  const migrations = await readMigrations(migrationsDir)
  const schema = await readSchema(schemaPath)
  return withSession(url, (pool) =>
    withShadowDatabase(pool, url, async (shadow) => {
      const { exitCode, stdout } = await withSchemaEngine({ pool, shadow }, (engine) =>
        engine.diff({
          from: { tag: 'migrations', ...migrations },
          to: { tag: 'schemaDatamodel', ...schema },
          script: true,
          exitCode: true,
          filters: NO_FILTERS,
        }),
      )
      return exitCode === 0 ? '' : (stdout ?? '')
    }),
  )
}

/**
 * Records that the database already holds what this migration makes, without running it: for the rare case that
 * a process died between a migration's end and its record.
 */
export const markApplied = async (
  name: string,
  { url, migrationsDir = MIGRATIONS_DIR }: Where,
): Promise<void> => {
  const migrationsList = await readMigrations(migrationsDir)
  await withSession(url, async (pool) => {
    await untilLocked(pool)
    await withSchemaEngine({ pool }, (engine) =>
      engine.markMigrationApplied({ migrationName: name, migrationsList }),
    )
  })
}

const NO_FILTERS = { externalTables: [], externalEnums: [] }

/**
 * A pool of one connection, for work whose lock and whose statements must live and die together: were the lock on
 * another connection, it could be free while the server still works on a dead process's script.
 */
const withSession = async <T>(url: string, work: (session: pg.Pool) => Promise<T>): Promise<T> => {
  const session = new pg.Pool({
    connectionString: url,
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: 10_000,
  })
  session.on('error', forgetIdleConnection)
  try {
    return await work(session)
  } finally {
    await session.end()
  }
}

/** A connection that breaks while idle is thrown away by the pool; the next query says what is wrong. */
const forgetIdleConnection = (): void => {}

const withShadowDatabase = async <T>(
  session: pg.Pool,
  url: string,
  work: (shadow: pg.Pool) => Promise<T>,
): Promise<T> => {
  const name = `kram_shadow_${randomBytes(6).toString('hex')}`
  const shadowUrl = new URL(url)
  shadowUrl.pathname = `/${name}`
  await session.query(`CREATE DATABASE ${name}`)
  try {
    return await withSession(shadowUrl.href, work)
  } finally {
    await session.query(`DROP DATABASE ${name} WITH (FORCE)`)
  }
}

const missingIn = async (session: pg.Pool, migrationsDir: string): Promise<string[]> => {
  const names = await migrationNames(migrationsDir)
  if (!(await hasHistory(session))) return names
  const { rows } = await session.query<{ migration_name: string }>(
    'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  )
  const done = new Set(rows.map((row) => row.migration_name))
  return names.filter((name) => !done.has(name))
}

/** The key that the Prisma CLI locks too, so that the two exclude each other. */
const LOCK = 72_707_369
const LOCK_WAIT_MS = 10 * 60_000

/** Asks again and again instead of waiting in the server, where CREATE INDEX CONCURRENTLY would wait for the waiter. */
const untilLocked = async (session: pg.Pool): Promise<void> => {
  const deadline = performance.now() + LOCK_WAIT_MS
  for (;;) {
    const { rows } = await session.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [
      LOCK,
    ])
    if (rows[0]?.locked) return
    if (performance.now() > deadline)
      throw new Error('another process has been migrating the database for ten minutes')
    await wait(100)
  }
}

const applyAll = async (pool: pg.Pool, migrationsDir: string): Promise<string[]> => {
  const migrationsList = await readMigrations(migrationsDir)
  await forgetUnfinished(pool)
  try {
    const { appliedMigrationNames } = await withSchemaEngine({ pool }, (engine) =>
      engine.applyMigrations({ migrationsList, filters: NO_FILTERS }),
    )
    return appliedMigrationNames
  } catch (error) {
    const [failed] = await forgetUnfinished(pool)
    if (failed === undefined) throw error
    throw new Error(
      `migration ${failed} failed and was undone: ${inOneLine(error)}${adviceOn(error, failed)}`,
      {
        cause: error,
      },
    )
  }
}

/**
 * Under the lock nobody is applying anything, so what was begun and not finished has failed, or its process died;
 * either way PostgreSQL has undone it. Returns the names of what is to be tried again.
 */
const forgetUnfinished = async (session: pg.Pool): Promise<string[]> => {
  if (!(await hasHistory(session))) return []
  const { rows } = await session.query<{ migration_name: string }>(
    `UPDATE _prisma_migrations SET rolled_back_at = now()
     WHERE finished_at IS NULL AND rolled_back_at IS NULL RETURNING migration_name`,
  )
  return rows.map((row) => row.migration_name)
}

const hasHistory = async (session: pg.Pool): Promise<boolean> => {
  const { rows } = await session.query<{ there: boolean }>(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there`,
  )
  return rows[0]?.there ?? false
}

/** PostgreSQL's codes for a table, a column, an object that exists already. */
const EXISTS_ALREADY = ['42P07', '42701', '42710', '42723']

const adviceOn = (error: unknown, name: string): string => {
  const cause = error instanceof Error ? error.cause : undefined
  const code = cause instanceof pg.DatabaseError ? (cause.code ?? '') : ''
  if (!EXISTS_ALREADY.includes(code)) return ''
  return `; if the database holds all of this migration already, say so by: npm run db:migrate -- --applied ${name}`
}

/** A refused connection to a name with several addresses has its words in `errors` only. */
export const inOneLine = (error: unknown): string => {
  if (error instanceof AggregateError) return error.errors.map(inOneLine).join(', ')
  return (error instanceof Error ? error.message : String(error)).trim().replace(/\s*\n\s*/g, ' ')
}

const main = async (): Promise<void> => {
  const { values } = parseArgs({ options: { applied: { type: 'string' } } })
  const url = process.env.DATABASE_URL
  if (!url)
    throw new Error('set DATABASE_URL to the database to migrate; npm start migrates its own by itself')
  if (values.applied !== undefined) {
    await markApplied(values.applied, { url })
    return console.log(`recorded as applied: ${values.applied}`)
  }
  const { applied } = await migrate({ url })
  console.log(applied.length ? `applied: ${applied.join(', ')}` : 'nothing to migrate')
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    console.error(inOneLine(error))
    process.exitCode = 1
  })
}
