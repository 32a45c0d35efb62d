import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createApp } from './app.ts'
import { startWeb } from './bots/main.ts'
import { type Config, readConfig, type TelegramConfig } from './config.ts'
import { random58 } from './core/kernel/ids.ts'
import { startEmbeddedPostgres } from './prisma/embedded-postgres.ts'
import { migrate } from './prisma/migrate.ts'
import { fillDemoShop } from './prisma/seed/fill-demo-shop.ts'
import { SANDBOX_OWNER } from './sandbox/persons.ts'
import { inOneLine, stopSignal } from './start/run-main.ts'

/** What `npm start` runs: a database and the outside world where none is given, then both processes in one. */

interface Running {
  stop(): Promise<void>
}

const STOP_WITHIN_MS = 4_500

const databaseOf = async (config: Config): Promise<{ url: string; where: string } & Running> => {
  if (config.databaseUrl)
    return { url: config.databaseUrl, where: 'DATABASE_URL', stop: async () => undefined }
  const postgres = await startEmbeddedPostgres({ dataDir: config.dataDir, log: () => undefined })
  return {
    url: postgres.url,
    where: `${config.dataDir}${postgres.adopted ? ' (was running)' : ''}`,
    stop: postgres.stop,
  }
}

/** The sandbox is a process of its own, as Telegram is; its bot's token is made once and kept. */
const startSandboxProcess = async (
  config: Config,
): Promise<{ url: string; telegram: TelegramConfig } & Running> => {
  const folder = join(config.dataDir, 'sandbox')
  await mkdir(folder, { recursive: true })
  const tokenFile = join(folder, 'token')
  const token = await readFile(tokenFile, 'utf8').catch(async () => {
    const made = `900:${random58(32)}`
    await writeFile(tokenFile, made, { mode: 0o600 })
    return made
  })
  const child = fork(
    join(import.meta.dirname, 'sandbox/main.ts'),
    [String(config.sandboxPort), join(folder, 'telegram.json'), token],
    {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    },
  )
  const url = await sandboxUrl(child, config.sandboxPort)
  return {
    url,
    telegram: { mode: 'polling', token, apiRoot: url },
    stop: async () => {
      child.disconnect()
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}

const sandboxUrl = async (child: ChildProcess, port: number): Promise<string> => {
  let words = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    words += chunk
  })
  const [message] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => [null]),
  ])) as [{ url: string } | null]
  if (message) return message.url
  throw new Error(
    words.includes('EADDRINUSE')
      ? `Port ${port} is taken by another program. Set SANDBOX_PORT to a free one, or end that program.`
      : `The sandbox did not start: ${
          words
            .trim()
            .split('\n')
            .find((line) => line.includes('Error')) ?? 'no word from it'
        }`,
  )
}

const main = async (): Promise<void> => {
  const stopping = stopSignal()
  const began = performance.now()
  const config = readConfig(process.env)
  const running: Running[] = []
  try {
    const database = await databaseOf(config)
    running.push(database)
    await migrate({ url: database.url })
    const sandbox = config.telegram ? undefined : await startSandboxProcess(config)
    if (sandbox) running.push(sandbox)
    const telegram = config.telegram ?? sandbox?.telegram
    if (!telegram) throw new Error('there is neither a bot nor a sandbox')

    const owners = sandbox ? [...config.owners, SANDBOX_OWNER] : config.owners
    const quiet = sandbox && !process.env.LOG_LEVEL ? { logLevel: 'warn' } : {}
    const app = await createApp({ ...config, owners, ...quiet }, { databaseUrl: database.url, telegram })
    running.push({ stop: app.close })
    const filled = sandbox ? await fillDemoShop(app.core) : false
    await app.jobs.start()
    running.push(app.jobs)
    const web = await startWeb(app)
    running.push(web)

    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    const lines = [
      sandbox ? `Kram is open: ${sandbox.url}` : `Kram is open: @${app.telegram.bot.username} in Telegram`,
      ...(sandbox
        ? ['  the customer and the staff side by side in your browser; no token, nothing leaves this machine']
        : []),
      `  health      ${web.url}/readyz`,
      `  database    PostgreSQL in ${database.where}${filled ? ', filled with the demo shop' : ''}`,
      `  queue       ${config.redisUrl ? 'Redis' : 'in the same PostgreSQL'}`,
      `  ready in ${seconds} s; Ctrl-C stops everything`,
    ]
    console.log(`\n${lines.join('\n')}\n`)
    if (!stopping.aborted) await once(stopping, 'abort')
  } finally {
    const late = setTimeout(() => process.exit(1), STOP_WITHIN_MS)
    late.unref()
    for (const each of running.reverse()) await each.stop()
  }
}

try {
  await main()
  process.exit(0)
} catch (error) {
  console.error(inOneLine(error))
  process.exit(1)
}
