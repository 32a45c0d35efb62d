import { setTimeout as pause } from 'node:timers/promises'
import type { Router } from 'express'
import type { Core } from '../../core/index.ts'
import type { Log } from '../../core/kernel/log.ts'
import type { Messenger } from '../../core/notifications/index.ts'
import type { Answering, Mouth } from '../answering.ts'
import { receiptOf } from './adapter.ts'
import { createViberApi, type ViberAccount, type ViberSettings } from './client.ts'
import { download } from './download.ts'
import { createViberFiles } from './files.ts'
import { createViberMouth } from './mouth.ts'
import { createViberNotifier } from './notifier.ts'
import { pictureRoutes } from './pictures.ts'
import { createSender } from './sender.ts'
import { viberWebhook, WEBHOOK_PATH } from './webhook.ts'
import { createWelcome } from './welcome.ts'

export interface ViberNeeds {
  /** `publicUrl`: where Viber reaches us; it calls there, and fetches pictures from there. */
  readonly config: ViberSettings & { readonly publicUrl: string }
  /** Asked for late: core is made with this messenger. */
  readonly core: () => Core
  readonly log: Log
  /** How long until Viber is told again where we listen, where it did not take it. */
  readonly tellAgainMs?: number
}

/** What is said until Viber has told who the bot is. */
const UNKNOWN: ViberAccount = { uri: '', name: 'Kram' }

export type Viber = ReturnType<typeof createViber>

/** The shop in Viber, put together. */
export const createViber = ({ config, core, log, tellAgainMs = 60_000 }: ViberNeeds) => {
  let account = UNKNOWN
  const api = createViberApi(config, () => account)
  const sender = createSender({ api, publicUrl: config.publicUrl })
  const files = createViberFiles({ core, publicUrl: config.publicUrl, token: config.token })

  const url = `${config.publicUrl}${WEBHOOK_PATH}`

  const notify = createViberNotifier({ core, sender, files, log })

  /** Asks Viber who the bot is, until it has said: its name stands above each message, its links have its address. */
  const introduce = async (): Promise<void> => {
    if (account !== UNKNOWN) return
    account = await api.account().catch((error: unknown) => {
      log.error({ err: error }, 'Viber does not say who the bot is: it is asked again with the next message')
      return UNKNOWN
    })
  }

  const tell = async (): Promise<void> => {
    await introduce()
    await api.setWebhook(url)
  }

  const tellOn = async (signal: AbortSignal): Promise<void> => {
    for (;;) {
      const ended = await pause(tellAgainMs, undefined, { signal, ref: false }).catch(() => true)
      if (ended) return
      try {
        await tell()
        log.info(`Viber takes ${url} as its webhook now`)
        return
      } catch (error) {
        log.warn({ err: error }, 'Viber still does not take the webhook')
      }
    }
  }

  return {
    send: (async (person, message) => {
      await introduce()
      return notify(person, message)
    }) satisfies Messenger['send'],
    download,
    mouth: (): Mouth => createViberMouth({ core: core(), sender, files, uri: () => account.uri, download }),
    routes: ({ answering }: { answering: Answering }): Router[] => [
      viberWebhook({
        core: core(),
        answering,
        token: config.token,
        welcome: createWelcome({ core, api, sender, log }),
        report: (event) => core().notifications.receipt(receiptOf(event)),
        log,
      }),
      pictureRoutes({ core: core() }),
      files.routes(),
    ],
    introduce,
    /**
     * Tells Viber where we listen, which it tries at once. Where it refuses the shop stays open in Telegram, the log
     * says why, and Viber is told again every minute until it takes it or `signal` ends that.
     */
    announce: async (signal: AbortSignal): Promise<void> => {
      try {
        await tell()
      } catch (error) {
        log.error({ err: error }, `Viber does not take ${url} as its webhook: nothing comes from there`)
        void tellOn(signal)
      }
    },
  }
}
