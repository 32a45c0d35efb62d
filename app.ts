import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { createAnswering } from './bots/answering.ts'
import { createDialogue } from './bots/dialogue/dialogue.ts'
import { wordsIn } from './bots/locales/words.ts'
import { createChatDialogue } from './bots/staff/in-chat.ts'
import { createTelegramApi, patiently } from './bots/telegram/client.ts'
import { createDownload } from './bots/telegram/download.ts'
import { createInline } from './bots/telegram/inline.ts'
import { createTelegramMouth } from './bots/telegram/mouth.ts'
import { createTelegramNotifier } from './bots/telegram/notifier.ts'
import { createViber, type Viber } from './bots/viber/viber.ts'
import type { Config, SmsConfig, TelegramConfig, ViberConfig } from './config.ts'
import { typedDirectory } from './core/carts/index.ts'
import type { FetchFile } from './core/files/index.ts'
import { createCore } from './core/index.ts'
import { type Clock, systemClock } from './core/kernel/clock.ts'
import { createDb } from './core/kernel/db.ts'
import { DomainError } from './core/kernel/errors.ts'
import { createLog, type Log } from './core/kernel/log.ts'
import { forCustomers, joinMessengers, type Messenger } from './core/notifications/index.ts'
import { outboxAgeMs } from './core/outbox.ts'
import type { TextSender } from './core/proof/index.ts'
import { createSmsClient } from './integrations/sms/client.ts'
import { createJobs } from './jobs/create-jobs.ts'
import { followersOf, type Subscriptions } from './jobs/job.ts'
import { createSchedule } from './jobs/schedule.ts'
import { createSubscriptions } from './jobs/subscriptions.ts'
import { pendingMigrations } from './prisma/migrate.ts'

/** What is known only when the process starts: the database that was brought up, and the bot to speak as. */
export interface Surroundings {
  readonly databaseUrl: string
  readonly telegram: TelegramConfig
  /** Without it there is no Viber. */
  readonly viber?: ViberConfig | null
  /** Where text messages go, when not where the settings say: the sandbox. */
  readonly sms?: SmsConfig | null
  /** Tests move it. */
  readonly clock?: Clock
  readonly log?: Log
  /** Keeps the queues of two platforms on one server apart. */
  readonly namespace?: string
  /** Tests run the schedule by hand. */
  readonly scheduler?: boolean
}

export type App = Awaited<ReturnType<typeof createApp>>

const OUTBOX_LATE_MS = 5 * 60_000

/** Text messages in our words, where there is a gateway for them. */
const textSender = (gateway: SmsConfig | null): TextSender | null => {
  if (!gateway) return null
  const client = createSmsClient(gateway)
  return {
    send: ({ to, template, params, language }) =>
      client.send({ to, text: wordsIn(language).notice(template, params).replaceAll('\n\n', '. ') }),
  }
}

/** A file comes from the messenger that has it. */
const fetchBy =
  (messengers: Readonly<Record<string, FetchFile>>): FetchFile =>
  async (media) => {
    const fetching = messengers[media.messenger]
    if (!fetching) throw new DomainError('photo.unreachable')
    return fetching(media)
  }

/** Who is connected to whom: the one file that knows everybody. Nothing runs yet when it returns. */
export const createApp = async (config: Config, around: Surroundings) => {
  const clock = around.clock ?? systemClock
  const log = around.log ?? createLog({ level: config.logLevel, name: 'kram' })
  const process = `${hostname()}-${randomUUID().slice(0, 8)}`
  const db = createDb({ url: around.databaseUrl })

  const api = createTelegramApi(around.telegram)
  const sender = createTelegramApi(around.telegram, { waits: false })
  const bot = await patiently(() => api.getMe())

  // The subscriptions need core, and core announces to them: each is asked for its other half when it is needed.
  let subscriptions: Subscriptions | undefined
  let core: ReturnType<typeof createCore> | undefined
  const theCore = () => {
    if (!core) throw new Error('core is asked for before it is made')
    return core
  }
  const telegram = createTelegramNotifier({
    api: sender,
    core: theCore,
    bot,
  })
  const viber: Viber | undefined = around.viber
    ? createViber({ config: around.viber, core: theCore, log })
    : undefined
  await viber?.introduce()
  // Only customers are written to in Viber; groups, cards and menus are Telegram's.
  const messenger: Messenger = joinMessengers({
    telegram,
    ...(viber ? { viber: forCustomers(viber.send) } : {}),
  })
  const download = createDownload({ api, log, ...around.telegram })
  core = createCore({
    db,
    clock,
    process,
    messenger,
    texts: textSender(around.sms ?? config.sms),
    fetchFile: fetchBy({ telegram: download, ...(viber ? { viber: viber.download } : {}) }),
    directory: typedDirectory,
    providers: { onlineCard: false },
    owners: config.owners,
    followersOf: (name) => (subscriptions ? followersOf(subscriptions)(name) : []),
  })
  subscriptions = createSubscriptions({ core, messenger })

  const jobs = createJobs({
    db,
    clock,
    log,
    announce: core.announce,
    subscriptions,
    tasks: createSchedule(core),
    queue: config.redisUrl ? { redisUrl: config.redisUrl } : { databaseUrl: around.databaseUrl },
    ...(around.namespace ? { namespace: around.namespace } : {}),
    ...(around.scheduler === undefined ? {} : { scheduler: around.scheduler }),
  })
  const dialogue = createDialogue({ core })
  const answering = createAnswering({
    core,
    dialogue,
    chatDialogue: createChatDialogue({ core }),
    mouths: [
      createTelegramMouth({
        api,
        core,
        bot,
        log,
        download,
      }),
      ...(viber ? [viber.mouth()] : []),
    ],
    log,
    answered: jobs.poke,
  })

  const inline = createInline({ api, core, bot, log })

  const readiness = {
    database: async () => ({ ok: (await db.client.$queryRaw<unknown[]>`SELECT 1`).length === 1 }),
    migrations: async () => {
      const pending = await pendingMigrations({ url: around.databaseUrl })
      return { ok: pending.length === 0, pending }
    },
    queue: async () => ({ ...(await jobs.queueHealth()) }),
    outbox: async () => {
      const ageMs = await outboxAgeMs(db.client, clock.now())
      return { ok: ageMs < OUTBOX_LATE_MS, ageMs }
    },
  }
  return {
    config,
    log,
    clock,
    db,
    core,
    jobs,
    answering,
    inline,
    telegram: { api, sender, bot, config: around.telegram },
    viber,
    readiness,
    close: () => db.close(),
  }
}
