import { fileURLToPath } from 'node:url'
import { createDb } from '../../core/kernel/db.ts'
import { fillDemoShop } from '../../prisma/seed/fill-demo-shop.ts'
import type { NewDatabase } from '../database.ts'
import { interleaved, perSecond } from '../measure.ts'
import { openCore } from '../orders/shop.ts'
import { type Result, result } from '../row.ts'
import { startBot } from './bot-process.ts'
import {
  type Conversations,
  inTelegram,
  inViber,
  type Leafed,
  UPDATES_A_CONVERSATION,
} from './conversations.ts'
import { type StandIn, startStandIn } from './stand-in.ts'

export interface UpdatesSize {
  readonly rounds: number
  readonly conversationsARound: number
}

const PERSONS_AT_ONCE = 16
const FIRST_PERSON_ID = 5_000_000

/**
 * Conversations through the webhooks of the real app, Telegram's and Viber's, and of a bare bot; app and bot each in its
 * own process, with a stand-in of the messengers.
 */
export const measureUpdates = async (
  newDatabase: NewDatabase,
  { rounds, conversationsARound }: UpdatesSize,
): Promise<Result[]> => {
  const app = await startSide(import.meta.resolve('../../bots/main.ts'), newDatabase)
  const bare = await startSide(import.meta.resolve('./bare-bot.ts'), newDatabase)
  const measure =
    ({ leafed }: Side, { hold, rest }: Conversations) =>
    async () => {
      let conversation = 0
      const size = { callers: PERSONS_AT_ONCE, times: conversationsARound }
      const conversations = await perSecond(size, () => {
        const n = conversation++
        return hold(FIRST_PERSON_ID + n, leafed[n % leafed.length]!)
      })
      rest()
      return conversations * UPDATES_A_CONVERSATION
    }
  try {
    const found = await interleaved(rounds, {
      app: counted(app, 'telegram', measure(app, inTelegram(app.botUrl, app.standIn))),
      viber: counted(app, 'viber', measure(app, inViber(app.botUrl, app.standIn))),
      bare: counted(bare, 'telegram', measure(bare, inTelegram(bare.botUrl, bare.standIn))),
    })
    const each = ({ calls }: Side, messenger: 'telegram' | 'viber') =>
      (calls[messenger] / ((rounds + 1) * conversationsARound)).toFixed(1)
    return [
      result({
        name: 'updates per second',
        unit: 'updates/s',
        value: found.app,
        baseline: found.bare,
        goal: 0.35,
        goalIs: 'ratio at least',
        against: `a bare grammY bot with one transaction an update; calls to Telegram a conversation: ours ${each(app, 'telegram')}, its ${each(bare, 'telegram')}`,
      }),
      result({
        name: 'events per second, Viber',
        unit: 'events/s',
        value: found.viber,
        baseline: found.app,
        goal: 0.8,
        goalIs: 'ratio at least',
        against: `the same conversations through Telegram's webhook of the same process; calls to Viber a conversation: ${each(app, 'viber')}`,
      }),
    ]
  } finally {
    await app.close()
    await bare.close()
  }
}

interface Side {
  readonly botUrl: string
  readonly standIn: StandIn
  readonly leafed: readonly Leafed[]
  /** To each messenger so far. */
  readonly calls: Record<'telegram' | 'viber', number>
  close(): Promise<void>
}

const startSide = async (script: string, newDatabase: NewDatabase): Promise<Side> => {
  const databaseUrl = await newDatabase()
  const leafed = await fillShop(databaseUrl)
  const standIn = await startStandIn()
  const bot = await startBot(fileURLToPath(script), { databaseUrl, standInUrl: standIn.url })
  return {
    botUrl: bot.url,
    standIn,
    leafed,
    calls: { telegram: 0, viber: 0 },
    close: async () => {
      await bot.stop()
      await standIn.close()
    },
  }
}

/** A round whose calls to a messenger are counted. */
const counted =
  ({ calls, standIn }: Side, messenger: keyof Side['calls'], round: () => Promise<number>) =>
  async () => {
    const before = standIn.calls()
    const found = await round()
    calls[messenger] += standIn.calls() - before
    return found
  }

/** The demo shop, and what can be bought in it. */
const fillShop = async (url: string): Promise<Leafed[]> => {
  const db = createDb({ url, poolMax: 2 })
  try {
    await fillDemoShop(openCore(db).core)
    return await db.client.$queryRaw<Leafed[]>`
      SELECT p.category_id AS "categoryId", p.id AS "productId", min(v.id) AS "variantId"
      FROM products p JOIN variants v ON v.product_id = p.id
      WHERE (SELECT sum(s.on_hand - s.held) FROM stock s WHERE s.variant_id = v.id) > 0
      GROUP BY p.id ORDER BY p.id`
  } finally {
    await db.close()
  }
}
