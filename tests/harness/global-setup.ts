import type { TestProject } from 'vitest/node'
import { makeTemporaryFolder } from '../../prisma/embedded-postgres/temporary.ts'
import { dropDatabasesOfRun } from './database.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where this run keeps its database server, which the first test that needs it starts. */
    databaseFolder: string
  }
}

/**
 * Gives the run a folder of its own for a PostgreSQL, and after the run, however it ends, stops that and deletes
 * it. Nothing is started here: a run of pure tests pays nothing.
 */
export default async ({ provide }: TestProject): Promise<() => Promise<void>> => {
  const temporary = await makeTemporaryFolder()
  provide('databaseFolder', temporary.folder)
  return async () => {
    await dropDatabasesOfRun(temporary.folder)
    await temporary.remove()
  }
}
