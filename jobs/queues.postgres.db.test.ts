import pg from 'pg'
import { describe } from 'vitest'
import { useTestDatabase } from '../tests/harness/database.ts'
import { queuesContract } from './queues.contract.ts'
import { retriesContract } from './retries.contract.ts'
import { scheduleContract } from './schedule.contract.ts'

describe('jobs on PostgreSQL', () => {
  const database = useTestDatabase()
  const underTest = {
    databaseUrl: () => database.url,
    place: () => ({ databaseUrl: database.url }),
    empty: async () => {
      const client = new pg.Client({ connectionString: database.url })
      await client.connect()
      const { rows } = await client.query<{ name: string }>(
        `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'bullmq' AND tablename <> 'migration'`,
      )
      await client.query(`TRUNCATE ${rows.map(({ name }) => `bullmq."${name}"`).join(', ')}`)
      await client.end()
    },
  }
  queuesContract(underTest)
  retriesContract(underTest)
  scheduleContract(underTest)
})
