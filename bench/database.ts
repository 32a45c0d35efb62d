import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { makeTemporaryFolder } from '../prisma/embedded-postgres/temporary.ts'
import { startEmbeddedPostgres } from '../prisma/embedded-postgres.ts'
import { migrate } from '../prisma/migrate.ts'

/** Makes an empty, migrated database and returns its URL. */
export type NewDatabase = () => Promise<string>

/**
 * Gives `work` databases of its own, all of them gone when it ends: on the given server, or on an embedded one in a
 * temporary folder that does not wait for the disk (`fast`), the same for whatever is compared.
 */
export const withDatabases = async <T>(
  serverUrl: string | null,
  work: (newDatabase: NewDatabase) => Promise<T>,
): Promise<T> => {
  if (serverUrl) return onServer(serverUrl, work)
  const temporary = await makeTemporaryFolder()
  try {
    const { url } = await startEmbeddedPostgres({ dataDir: temporary.folder, fast: true })
    return await onServer(url, work)
  } finally {
    await temporary.remove()
  }
}

const onServer = async <T>(url: string, work: (newDatabase: NewDatabase) => Promise<T>): Promise<T> => {
  const made: string[] = []
  try {
    return await work(async () => {
      const name = `kram_bench_${randomBytes(6).toString('hex')}`
      await command(url, `CREATE DATABASE ${name}`)
      made.push(name)
      const database = new URL(url)
      database.pathname = `/${name}`
      await migrate({ url: database.href })
      return database.href
    })
  } finally {
    for (const name of made) await command(url, `DROP DATABASE ${name} WITH (FORCE)`)
  }
}

const command = async (url: string, text: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}
