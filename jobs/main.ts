import { createApp } from '../app.ts'
import { createHttpApp, listen } from '../integrations/http/server.ts'
import { migrate } from '../prisma/migrate.ts'
import { readDeployedConfig } from '../start/deployed-config.ts'
import { runMain } from '../start/run-main.ts'

/** Process 2: what happens by itself, and its health. Any number of them. */
await runMain(async ({ parts, continues }) => {
  const config = readDeployedConfig()
  await migrate({ url: config.databaseUrl })
  continues()
  const app = await createApp(config, config)
  parts.add('connections', app.close)
  const { log, readiness, jobs } = app
  const http = await listen(createHttpApp({ log, readiness, routers: [] }), {
    host: config.host,
    port: config.workerPort,
  })
  parts.add('health', http.close)
  await jobs.start()
  parts.add('jobs', jobs.stop, 28_000)
  console.log(`Kram works; health at ${http.url}/readyz`)
})
