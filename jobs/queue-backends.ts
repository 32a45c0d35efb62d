import {
  createPostgresBackend,
  type PgPool,
  type Processor,
  Queue,
  type QueueOptions,
  runMigrations,
  Worker,
  type WorkerOptions,
} from 'bullmq'
import { Redis } from 'ioredis'
import pg from 'pg'

/** Where jobs wait: Redis, or the same PostgreSQL as everything else. */
export type QueuePlace = { readonly redisUrl: string } | { readonly databaseUrl: string }

/** What the two backends of BullMQ have in common, as far as it is used here. */
export type AnyQueue = Pick<
  Queue,
  | 'add'
  | 'addBulk'
  | 'getJobCounts'
  | 'getJobSchedulers'
  | 'upsertJobScheduler'
  | 'removeJobScheduler'
  | 'close'
>
export type AnyWorker = Pick<Worker, 'close' | 'disconnect' | 'on'>

export interface QueueBackend {
  queue(name: string, options: Omit<QueueOptions, 'connection'>): AnyQueue
  worker(name: string, process: Processor, options: Omit<WorkerOptions, 'connection'>): AnyWorker
  ping(): Promise<unknown>
  /** Lets the connections go; whatever still uses them fails. */
  close(): Promise<void>
}

/**
 * Connects to where the jobs wait. PostgreSQL must answer (BullMQ's tables are made in a schema of their own);
 * Redis may come later. Errors of connections go to `onError`, those of one outage many times.
 */
export const connectQueueBackend = (
  place: QueuePlace,
  onError: (error: Error) => void,
): Promise<QueueBackend> =>
  'redisUrl' in place ? onRedis(place.redisUrl, onError) : onPostgres(place.databaseUrl, onError)

const onRedis = async (url: string, onError: (error: Error) => void): Promise<QueueBackend> => {
  // A producer fails at once, so that deliveries go back to the outbox; a worker waits for as long as it takes.
  const producer = new Redis(url, { maxRetriesPerRequest: 1, enableOfflineQueue: false })
  const consumer = new Redis(url, { maxRetriesPerRequest: null })
  producer.on('error', onError)
  consumer.on('error', onError)
  return {
    queue: (name, options) => {
      const queue = new Queue(name, { ...options, connection: producer })
      queue.on('error', onError)
      return queue
    },
    worker: (name, process, options) => {
      const worker = new Worker(name, process, { ...options, connection: consumer })
      worker.on('error', onError)
      return worker
    },
    ping: () => producer.ping(),
    close: async () => {
      producer.disconnect()
      consumer.disconnect()
    },
  }
}

/** BullMQ's own name for it; every queue of the process shares it. */
const SCHEMA = 'bullmq'
/** Two of them listen, one for each worker. */
const POOL_MAX = 8

const onPostgres = async (url: string, onError: (error: Error) => void): Promise<QueueBackend> => {
  const pool = new pg.Pool({
    connectionString: url,
    max: POOL_MAX,
    options: `-c search_path=${SCHEMA}`,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
  })
  pool.on('error', onError)
  await migrate(pool)
  // A real pool; only the two declarations of it differ.
  const connection = pool as unknown as PgPool
  return {
    queue: (name, options) => {
      const queue = new Queue(name, { ...options, connection }, createPostgresBackend)
      queue.on('error', onError)
      return queue as unknown as AnyQueue
    },
    worker: (name, process, options) => {
      const worker = new Worker(name, process, { ...options, connection }, createPostgresBackend)
      worker.on('error', onError)
      return worker as unknown as AnyWorker
    },
    ping: () => pool.query('SELECT 1'),
    close: () => pool.end(),
  }
}

const migrate = async (pool: pg.Pool): Promise<void> => {
  try {
    const client = await pool.connect()
    try {
      await runMigrations(client, SCHEMA)
    } finally {
      client.release()
    }
  } catch (error) {
    await pool.end()
    throw error
  }
}
