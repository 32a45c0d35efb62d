import { mkdir, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { makeTemporaryFolder } from './embedded-postgres/temporary.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import { drift, inOneLine, MIGRATIONS_DIR, SCHEMA_PATH, type Where } from './migrate.ts'

/**
 * Writes `<UTC time>_<name>/migration.sql` with what schema.prisma has and the migrations lack, and returns its path;
 * undefined when they agree. What Prisma cannot say (CHECKs, triggers, partial indexes) is added to the file
 * by hand before it is applied anywhere.
 */
export const newMigration = async (
  name: string,
  where: Required<Where>,
  now: Date,
): Promise<string | undefined> => {
  demandGoodName(name)
  const sql = await drift(where)
  if (sql === '') return undefined
  const time = now.toISOString().replace(/\D/g, '').slice(0, 14)
  const folder = join(where.migrationsDir, `${time}_${name}`)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'migration.sql'), sql, { flag: 'wx' })
  return join(folder, 'migration.sql')
}

const demandGoodName = (name: string): void => {
  if (!/^[a-z0-9]+(_[a-z0-9]+)*$/.test(name)) {
    throw new Error(
      `a migration is named in small letters, digits and underscores, not "${name}": npm run db:new -- add_parcels`,
    )
  }
}

/** Does work with a database at hand: the one of DATABASE_URL, else one that exists for as long as the work. */
const withDatabase = async <T>(work: (url: string) => Promise<T>): Promise<T> => {
  const given = process.env.DATABASE_URL
  if (given) return work(given)
  const temporary = await makeTemporaryFolder()
  try {
    return await work((await startEmbeddedPostgres({ dataDir: temporary.folder, fast: true })).url)
  } finally {
    await temporary.remove()
  }
}

const main = async (): Promise<void> => {
  const name = process.argv[2] ?? ''
  demandGoodName(name)
  const path = await withDatabase((url) =>
    newMigration(name, { url, migrationsDir: MIGRATIONS_DIR, schemaPath: SCHEMA_PATH }, new Date()),
  )
  console.log(
    path
      ? `written: ${relative(process.cwd(), path)}`
      : 'nothing changed: the migrations make what the schema says',
  )
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    console.error(inOneLine(error))
    process.exitCode = 1
  })
}
