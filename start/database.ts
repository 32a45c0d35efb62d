import type { Config } from '../config.ts'
import { startEmbeddedPostgres } from '../prisma/embedded-postgres.ts'

export interface Database {
  readonly url: string
  /** For people: where the data is. */
  readonly where: string
  stop(): Promise<void>
}

/** The database of DATABASE_URL, else our own one in DATA_DIR, which is started if nobody runs it. */
export const openDatabase = async (config: Config): Promise<Database> => {
  if (config.databaseUrl) {
    const { host, pathname } = new URL(config.databaseUrl)
    return { url: config.databaseUrl, where: `${host}${pathname}`, stop: async () => undefined }
  }
  const postgres = await startEmbeddedPostgres({ dataDir: config.dataDir })
  return {
    url: postgres.url,
    where: `${config.dataDir}${postgres.adopted ? ' (was running)' : ''}`,
    stop: postgres.stop,
  }
}
