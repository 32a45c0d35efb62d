import { fileURLToPath } from 'node:url'
import { createDb } from '../../core/kernel/db.ts'
import { fillDemoShop } from '../../prisma/seed/fill-demo-shop.ts'
import type { NewDatabase } from '../database.ts'
import { interleaved, perSecond } from '../measure.ts'
import { openCore } from '../orders/shop.ts'
import { type Result, result } from '../row.ts'
import { startBot } from './bot-process.ts'
import { createConversations, type Leafed, UPDATES_A_CONVERSATION } from './conversations.ts'
import { startStandIn } from './telegram-stand-in.ts'

export interface UpdatesSize {
  readonly rounds: number
  readonly conversationsARound: number
}

const PERSONS_AT_ONCE = 16
const FIRST_PERSON_ID = 5_000_000

/** Conversations through the webhook of the real app and of a bare bot, each in its own process, with one stand-in of Telegram. */
export const measureUpdates = async (
  newDatabase: NewDatabase,
  { rounds, conversationsARound }: UpdatesSize,
): Promise<Result[]> => {
  const app = await startSide(import.meta.resolve('../../bots/main.ts'), newDatabase)
  const bare = await startSide(import.meta.resolve('./bare-bot.ts'), newDatabase)
  const measure =
    ({ converse, rest }: Side) =>
    async () => {
      let conversation = 0
      const size = { callers: PERSONS_AT_ONCE, times: conversationsARound }
      const conversations = await perSecond(size, () => converse(conversation++))
      rest()
      return conversations * UPDATES_A_CONVERSATION
    }
  try {
    const found = await interleaved(rounds, { app: measure(app), bare: measure(bare) })
    const [calls, bareCalls] = [app.calls(), bare.calls()]
    const each = (of: number) => (of / ((rounds + 1) * conversationsARound)).toFixed(1)
    return [
      result({
        name: 'updates per second',
        unit: 'updates/s',
        value: found.app,
        baseline: found.bare,
        goal: 0.35,
        goalIs: 'ratio at least',
        against: `a bare grammY bot with one transaction an update; calls to Telegram a conversation: ours ${each(calls)}, its ${each(bareCalls)}`,
      }),
    ]
  } finally {
    await app.close()
    await bare.close()
  }
}

interface Side {
  converse(conversation: number): Promise<void>
  rest(): void
  calls(): number
  close(): Promise<void>
}

const startSide = async (script: string, newDatabase: NewDatabase): Promise<Side> => {
  const databaseUrl = await newDatabase()
  const leafed = await fillShop(databaseUrl)
  const telegram = await startStandIn()
  const bot = await startBot(fileURLToPath(script), { databaseUrl, telegramUrl: telegram.url })
  const conversations = createConversations(bot.url, telegram)
  const callsToStart = telegram.calls()
  return {
    converse: (conversation) =>
      conversations.hold(FIRST_PERSON_ID + conversation, leafed[conversation % leafed.length]!),
    rest: conversations.rest,
    calls: () => telegram.calls() - callsToStart,
    close: async () => {
      conversations.rest()
      await bot.stop()
      await telegram.close()
    },
  }
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
