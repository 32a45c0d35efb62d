import { existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Client, DatabaseError } from 'pg'
import { findBinaries } from './embedded-postgres/binaries.ts'
import { claimFolder } from './embedded-postgres/claim.ts'
import { createCluster, ROLE } from './embedded-postgres/cluster.ts'
import { chooseHome, existingHome, type Home, makeDataDir, removeHome } from './embedded-postgres/home.ts'
import { findRunningServer } from './embedded-postgres/postmaster.ts'
import { type Settings, startServer, stopServer } from './embedded-postgres/server.ts'

export type EmbeddedPostgres = {
  /** `postgresql://…` of the database `kram`, as a role that may do everything in it. */
  readonly url: string
  /** True when the server ran already: another process of ours uses it, or one was killed and left it. */
  readonly adopted: boolean
  /** Lets the server go and, if no other process uses it, stops it. Call it last; again does nothing. */
  stop(): Promise<void>
}

type Options = {
  /** Absolute path of the folder that keeps the data, for example `<project>/.data`. */
  readonly dataDir: string
  /** Hears one line when something takes long or was found running. */
  readonly log?: (line: string) => void
  /** For tests: what is committed may be lost when the machine stops, and 200 connections are allowed. */
  readonly fast?: boolean
}

/**
 * Makes sure that a PostgreSQL of our own runs on `dataDir`, reachable on 127.0.0.1 only: creates it the
 * first time, adopts one that runs already, recovers what a killed one left. The server is a
 * process apart: Ctrl-C does not reach it and it outlives a killed parent.
 *
 * Several processes may call this for one folder at once. Throws an Error that says in one line what is wrong.
 */
export const startEmbeddedPostgres = async (options: Options): Promise<EmbeddedPostgres> => {
  const { dataDir, log = () => {} } = options
  await makeDataDir(dataDir)
  const claim = await claimFolder(join(dataDir, 'pg.lock'), 60_000)
  try {
    const server = await bringUp(options, log)
    claim.settled()
    return {
      url: server.url,
      adopted: server.adopted,
      stop: once(() => claim.release(() => stopServer(server.home, server.binaries))),
    }
  } catch (error) {
    await claim.release(async () => {})
    throw error
  }
}

const bringUp = async ({ dataDir, fast = false }: Options, log: (line: string) => void) => {
  const existing = await existingHome(dataDir)
  const home = existing ?? (await chooseHome(dataDir))
  const binaries = await findBinaries(home.user)
  if (!existing) {
    log('creating the embedded database: this happens once')
    await createCluster(home, binaries, { sync: !fast })
  }
  await demandSameVersion(home)
  const running = await adopt(home)
  if (running) log('the embedded database runs already and is used as it is')
  const port = running ?? (await startServer(home, binaries, fast ? FAST : DURABLE))
  const url = await ensureDatabase(home, port)
  return { home, binaries, url, adopted: running !== undefined }
}

/** Stops the server of `dataDir`, whoever uses it, and deletes its data and the folder; nothing there is fine. */
export const removeEmbeddedPostgres = async (dataDir: string): Promise<void> => {
  if (!existsSync(dataDir)) return
  const claim = await claimFolder(join(dataDir, 'pg.lock'), 60_000)
  try {
    const home = await existingHome(dataDir)
    if (home) await stopServer(home, await findBinaries(home.user))
    await removeHome(dataDir)
  } finally {
    await claim.release(async () => {})
  }
  await rm(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
}

const DURABLE: Settings = {}
const FAST: Settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: 0,
  max_connections: 200,
}

const once = (work: () => Promise<void>): (() => Promise<void>) => {
  let done: Promise<void> | undefined
  return () => {
    done ??= work()
    return done
  }
}

const MAJOR = '18'

const demandSameVersion = async (home: Home): Promise<void> => {
  const made = (await readFile(join(home.data, 'PG_VERSION'), 'utf8')).trim()
  if (made !== MAJOR) {
    throw new Error(
      `${home.folder} was made by PostgreSQL ${made} and this is ${MAJOR}: move the data by pg_dump, or remove it`,
    )
  }
}

/** Waits until a server that is already there answers, and returns its port; undefined if none is, or it goes away. */
const adopt = async (home: Home): Promise<number | undefined> => {
  const deadline = performance.now() + 60_000
  for (;;) {
    const running = await findRunningServer(home)
    if (!running) return undefined
    if (running.port && (await answers(home, running.port))) return running.port
    if (performance.now() > deadline) {
      throw new Error(
        `PostgreSQL runs on ${home.data} as process ${running.pid} and does not answer: end that process`,
      )
    }
    await wait(100)
  }
}

const urlOf = async (home: Home, { port, database }: { port: number; database: string }): Promise<string> => {
  const password = await readFile(join(home.folder, 'password'), 'utf8')
  return `postgresql://${ROLE}:${password}@127.0.0.1:${port}/${database}`
}

const withClient = async <T>(url: string, work: (client: Client) => Promise<T>): Promise<T> => {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const STARTING_OR_STOPPING = '57P03'

const answers = async (home: Home, port: number): Promise<boolean> => {
  try {
    await withClient(await urlOf(home, { port, database: 'postgres' }), (client) => client.query('SELECT 1'))
    return true
  } catch (error) {
    if (error instanceof DatabaseError && error.code !== STARTING_OR_STOPPING) throw error
    return false
  }
}

const ensureDatabase = async (home: Home, port: number): Promise<string> => {
  const url = await urlOf(home, { port, database: 'kram' })
  try {
    await withClient(url, (client) => client.query('SELECT 1'))
  } catch (error) {
    if (!(error instanceof DatabaseError && error.code === '3D000')) throw error
    const maintenance = await urlOf(home, { port, database: 'postgres' })
    await withClient(maintenance, (client) => client.query('CREATE DATABASE kram'))
  }
  return url
}
