import { Agent } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { Bot, InlineKeyboard, webhookCallback } from 'grammy'
import pg from 'pg'
import { WEBHOOK_PATH, webhookSecret } from '../../bots/telegram/webhook.ts'
import { readConfig } from '../../config.ts'

/**
 * A bot as one would write it by hand where nothing but speed counts: it stores each update's id and reads and writes
 * the chat's one row in one transaction, makes the same calls to Telegram as ours, and knows no shop at all.
 */
const { databaseUrl, telegram } = readConfig(process.env)
if (!databaseUrl || !telegram) throw new Error('DATABASE_URL and TELEGRAM_BOT_TOKEN are missing')

const pool = new pg.Pool({ connectionString: databaseUrl, max: 20 })
await pool.query(`
  CREATE TABLE IF NOT EXISTS bare_updates (id bigint PRIMARY KEY);
  CREATE TABLE IF NOT EXISTS bare_chats (id bigint PRIMARY KEY, state jsonb NOT NULL)`)

interface State {
  readonly step: string
  readonly messageId: number | null
}

/** Undefined when the update is known: then nothing is to be done. Else the state before it. */
const store = async (updateId: number, chatId: number, next: State): Promise<State | undefined> => {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const { rows } = await client.query<{ fresh: boolean; state: State | null }>({
      name: 'read',
      text: `WITH stored AS (INSERT INTO bare_updates (id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING id)
        SELECT EXISTS (SELECT FROM stored) AS fresh, (SELECT state FROM bare_chats WHERE id = $2 FOR UPDATE) AS state`,
      values: [updateId, chatId],
    })
    await client.query({
      name: 'write',
      text: `INSERT INTO bare_chats (id, state) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET state = excluded.state`,
      values: [chatId, JSON.stringify(next)],
    })
    await client.query('COMMIT')
    return rows[0]?.fresh ? (rows[0].state ?? { step: '', messageId: null }) : undefined
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}

const bot = new Bot(telegram.token, {
  client: {
    apiRoot: telegram.apiRoot,
    baseFetchConfig: { agent: new Agent({ keepAlive: true, maxSockets: 100 }), compress: true },
  },
})
const TEXT =
  'Кросівки темно-сині на липучках. Натуральна шкіра, літо, Україна. Доставка Новою поштою за один день. '.repeat(
    3,
  )
const keyboard = new InlineKeyboard()
for (let i = 0; i < 8; i++) keyboard.text(`Кросівки ${i} · 1 360 грн`, `product:prd_11111111111${i}`).row()

bot.command('start', async (ctx) => {
  const before = await store(ctx.update.update_id, ctx.chat.id, { step: 'start', messageId: null })
  if (!before) return
  await ctx.reply(TEXT, { reply_markup: keyboard })
  if (before.messageId) await ctx.api.deleteMessage(ctx.chat.id, before.messageId)
})

bot.on('callback_query:data', async (ctx) => {
  const { data, message } = ctx.callbackQuery
  if (!message) return
  const next = { step: data, messageId: message.message_id }
  const [before] = await Promise.all([
    store(ctx.update.update_id, message.chat.id, next),
    ctx.answerCallbackQuery(),
  ])
  if (!before) return
  const [to] = data.split(':')
  if (to === 'cart') {
    await ctx.reply(TEXT, { reply_markup: keyboard })
    await ctx.deleteMessage()
  } else if (to === 'product' || to === 'add') {
    await ctx.editMessageMedia(
      { type: 'photo', media: 'standin-photo', caption: TEXT },
      { reply_markup: keyboard },
    )
  } else {
    await ctx.editMessageText(TEXT, { reply_markup: keyboard })
  }
})

await bot.init()
const app = express()
app.use(express.json())
app.post(WEBHOOK_PATH, webhookCallback(bot, 'express', { secretToken: webhookSecret(telegram.token) }))
const server = app.listen(0, '127.0.0.1', () => {
  console.log(`The bare bot hears at http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
