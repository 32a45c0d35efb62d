import { createApp } from './app.ts'
import { startWeb } from './bots/main.ts'
import { type Config, readConfig } from './config.ts'
import { migrate } from './prisma/migrate.ts'
import { fillDemoShop } from './prisma/seed/fill-demo-shop.ts'
import { openDatabase } from './start/database.ts'
import { readEnvironment } from './start/environment.ts'
import type { Parts } from './start/parts.ts'
import { runMain } from './start/run-main.ts'
import { type SandboxProcess, startSandboxProcess } from './start/sandbox-process.ts'

const openSandbox = async (config: Config, parts: Parts): Promise<SandboxProcess> => {
  const sandbox = await startSandboxProcess(config)
  parts.add('sandbox', sandbox.stop, 700)
  return sandbox
}

/** What `npm start` runs: a database and the outside world where none is given, then both processes in one. */
await runMain(async ({ parts, continues }) => {
  const began = performance.now()
  const config = readConfig(readEnvironment())
  // The two come up beside each other; where both fail it is the database that is told of.
  const sandboxOpening = config.telegram ? undefined : openSandbox(config, parts)
  sandboxOpening?.catch(() => undefined)
  const database = await openDatabase(config)
  parts.add('database', database.stop)
  continues()
  await migrate({ url: database.url })
  continues()
  const sandbox = await sandboxOpening
  const telegram = config.telegram ?? sandbox?.telegram
  if (!telegram) throw new Error('there is neither a bot nor a sandbox')
  // The sandbox is on this machine, and finds us at our own port.
  const publicUrl = `http://127.0.0.1:${config.port}`
  const viber = config.viber ?? (sandbox ? { ...sandbox.viber, publicUrl } : null)
  const owners = [...config.owners, ...(sandbox?.owners ?? [])]
  const app = await createApp(
    { ...config, owners },
    { databaseUrl: database.url, telegram, viber, sms: config.sms ?? sandbox?.sms ?? null },
  )
  parts.add('connections', app.close, 500)
  const filled = sandbox ? await fillDemoShop(app.core) : false
  continues()
  await app.jobs.start()
  parts.add('jobs', () => app.jobs.stop({ withinMs: 1_000 }), 1_200)
  const web = await startWeb(app)
  parts.add('web', web.stop, 1_500)

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
})
