import { Client } from 'pg'

/** Held while a source is being imported. */
export interface ImportLock {
  /** @throws Error when the lock was lost with its connection: somebody else may import by now */
  check(): void
  release(): Promise<void>
}

/**
 * One import of a source at a time, in all processes: a lock of the database session, so that it is free again
 * the moment the process dies. Undefined when somebody else has it.
 */
export const lockImport = async (url: string, source: string): Promise<ImportLock | undefined> => {
  const client = new Client({ connectionString: url, keepAlive: true })
  let lost: Error | undefined
  client.on('error', (error) => {
    lost = error
  })
  await client.connect()
  const { rows } = await client.query<{ locked: boolean }>(
    'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS locked',
    [`import ${source}`],
  )
  if (!rows[0]?.locked) {
    await client.end()
    return undefined
  }
  return {
    check: () => {
      if (lost)
        throw new Error(`the connection that held the import's lock was lost: ${lost.message}`, {
          cause: lost,
        })
    },
    release: () => client.end(),
  }
}
