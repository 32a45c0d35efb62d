import type { App } from '../app.ts'
import { createApp } from '../app.ts'
import { createHttpApp, type Listening, listen, type Readiness } from '../integrations/http/server.ts'
import { migrate } from '../prisma/migrate.ts'
import { readDeployedConfig } from '../start/deployed-config.ts'
import { runMain } from '../start/run-main.ts'
import { patiently } from './telegram/client.ts'
import { type Polling, startPolling } from './telegram/polling.ts'
import { announceBot } from './telegram/set-up.ts'
import { telegramWebhook } from './telegram/webhook.ts'

const SWEEP_MS = 1_000

export interface Web {
  readonly url: string
  stop(): Promise<void>
}

/** The part of the app that hears; `readiness` is what this process must have to be of use. */
type Hearing = Pick<App, 'core' | 'answering' | 'inline' | 'log' | 'telegram' | 'viber' | 'config'> & {
  readonly readiness: Readonly<Record<string, Readiness>>
}

/** Process 1: hears people and webhooks, answers them, and shows its health. */
export const startWeb = async (app: Hearing): Promise<Web> => {
  const { core, answering, inline, log, telegram, viber, readiness } = app
  const byWebhook = telegram.config.mode === 'webhook'
  const routers = [
    ...(byWebhook ? [telegramWebhook({ core, answering, inline, token: telegram.config.token })] : []),
    ...(viber?.routes({ answering }) ?? []),
  ]
  const http: Listening = await listen(createHttpApp({ log, readiness, routers }), app.config)
  await patiently(() => announceBot(telegram))
  const stopped = new AbortController()
  await viber?.announce(stopped.signal)
  const polling: Polling | undefined = byWebhook
    ? undefined
    : startPolling({ api: telegram.api, core, answering, inline, log })

  let sweeping = Promise.resolve()
  const timer = setInterval(() => {
    sweeping = answering.sweep().then(
      () => undefined,
      (error: unknown) => log.warn({ err: error }, 'the sweep failed; it comes again'),
    )
  }, SWEEP_MS)

  return {
    url: http.url,
    stop: async () => {
      clearInterval(timer)
      stopped.abort()
      await polling?.stop()
      await http.close()
      await sweeping
      await inline.idle()
      await answering.idle()
    },
  }
}

if (import.meta.main) {
  await runMain(async ({ parts, continues }) => {
    const config = readDeployedConfig()
    await migrate({ url: config.databaseUrl })
    continues()
    const app = await createApp(config, config)
    parts.add('connections', app.close)
    // The queue is the worker's: this process only writes down what is to follow.
    const { queue: _, ...readiness } = app.readiness
    const web = await startWeb({ ...app, readiness })
    parts.add('web', web.stop, 20_000)
    console.log(`Kram hears at ${web.url}`)
  })
}
