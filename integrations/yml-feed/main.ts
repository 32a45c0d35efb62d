import { parseArgs } from 'node:util'
import { type Config, readConfig } from '../../config.ts'
import { typedDirectory } from '../../core/carts/index.ts'
import { type Core, createCore } from '../../core/index.ts'
import { systemClock } from '../../core/kernel/clock.ts'
import { createDb, type Db } from '../../core/kernel/db.ts'
import type { Messenger } from '../../core/notifications/index.ts'
import { followersOf, type Subscriptions } from '../../jobs/job.ts'
import { createSubscriptions } from '../../jobs/subscriptions.ts'
import { startEmbeddedPostgres } from '../../prisma/embedded-postgres.ts'
import { inOneLine, migrate } from '../../prisma/migrate.ts'
import { readEnvironment } from '../../start/environment.ts'
import { BrokenFeed } from './feed.ts'
import { importFeed } from './import-feed.ts'
import { lockImport } from './import-lock.ts'
import { type OpenFeed, openFeed } from './open-feed.ts'
import { createPictureFetcher } from './pictures.ts'
import { readPlaceholder } from './placeholder.ts'
import { createProgress } from './progress.ts'
import { describeReport } from './report.ts'

/** What `npm run import` runs. */

const USAGE = 'npm run import -- <file.xml | https://…> [--source name] [--no-pictures]'

interface Command {
  readonly where: string
  readonly source: string
  readonly pictures: boolean
}

const readCommand = (): Command => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      source: { type: 'string', default: 'feed' },
      'no-pictures': { type: 'boolean', default: false },
    },
  })
  const [where] = positionals
  if (where === undefined || positionals.length > 1) throw new Error(`say what to import: ${USAGE}`)
  return { where, source: values.source, pictures: !values['no-pictures'] }
}

const run = async (stopping: AbortSignal): Promise<void> => {
  const command = readCommand()
  const config = readConfig(readEnvironment())
  // Before the database is even started: most often it is a name that was mistyped.
  const feed = await openFeed(command.where)
  try {
    await withDatabase(config, (url) => importLocked(url, command, { feed, stopping }))
  } finally {
    feed.close()
  }
}

const withDatabase = async (config: Config, work: (url: string) => Promise<void>): Promise<void> => {
  if (config.databaseUrl) {
    await migrate({ url: config.databaseUrl })
    return work(config.databaseUrl)
  }
  const server = await startEmbeddedPostgres({ dataDir: config.dataDir, log: (line) => console.error(line) })
  try {
    await migrate({ url: server.url })
    await work(server.url)
  } finally {
    await server.stop()
  }
}

const importLocked = async (
  url: string,
  { source, pictures }: Command,
  { feed, stopping }: { feed: OpenFeed; stopping: AbortSignal },
): Promise<void> => {
  const lock = await lockImport(url, source)
  if (!lock) throw new Error(`another import of "${source}" is running: wait for it to end`)
  const db = createDb({ url, poolMax: 10 })
  try {
    const core = coreOn(db)
    const { priceFallPercent } = await core.settings.read()
    const report = await importFeed(core)({
      priceFallPercent,
      feed,
      source,
      placeholder: await readPlaceholder(),
      fetchPicture: pictures ? createPictureFetcher() : undefined,
      progress: createProgress(process.stderr),
      check: () => {
        lock.check()
        if (stopping.aborted) throw new Error('stopped; run it again to do the rest')
      },
    })
    for (const line of describeReport(report)) console.log(line)
  } finally {
    await db.close()
    await lock.release()
  }
}

/** Events are written with the rows of their followers, so these must be known here; the work itself is done by jobs. */
const coreOn = (db: Db): Core => {
  const refuse = () => Promise.reject(new Error('an import writes to nobody'))
  const messenger: Messenger = {
    send: refuse,
    sendToChat: refuse,
    reports: () => false,
    redraw: refuse,
    showMenu: refuse,
  }
  let subscriptions: Subscriptions | undefined
  const core: Core = createCore({
    db,
    clock: systemClock,
    process: 'import',
    messenger,
    directory: typedDirectory,
    providers: { onlineCard: false },
    owners: [],
    followersOf: (name) => (subscriptions ? followersOf(subscriptions)(name) : []),
  })
  subscriptions = createSubscriptions({ core, messenger })
  return core
}

/** Aborted by the first Ctrl-C: the batch under way is finished. The second ends the process at once. */
const stopSignal = (): AbortSignal => {
  const stopping = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (stopping.signal.aborted) process.exit(130)
      stopping.abort()
    })
  }
  return stopping.signal
}

try {
  await run(stopSignal())
} catch (error) {
  const nothing = error instanceof BrokenFeed ? 'Nothing was imported: ' : ''
  console.error(`${nothing}${inOneLine(error)}`)
  process.exitCode = 1
}
