import { once } from 'node:events'
import { createApp } from '../app.ts'
import { migrate } from '../prisma/migrate.ts'
import { requireTelegram, runMain } from '../start/run-main.ts'

/** Process 2: what happens by itself. Any number of them. */
await runMain(async (config, stopping) => {
  const telegram = requireTelegram(config)
  await migrate({ url: config.databaseUrl })
  const app = await createApp(config, { databaseUrl: config.databaseUrl, telegram })
  await app.jobs.start()
  console.log('Kram works')
  await once(stopping, 'abort')
  await app.jobs.stop()
  await app.close()
})
