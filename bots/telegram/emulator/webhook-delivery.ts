import { isObject, type JsonObject } from './params.ts'
import { nowS } from './timing.ts'
import type { Updates } from './updates.ts'
import type { Bot, PendingUpdate, Webhook, World } from './world.ts'

const answerTimeoutMs = 60_000
const maxRetryAfterS = 3_600
const maxRetryDelayS = 60

/** Posts waiting updates to the bots that set a webhook. */
export interface WebhookDelivery {
  /** Ends all posts and retries. */
  close(): void
}

interface Attempts {
  fails: number
  delayS: number
}

/** The deliveries to one webhook as it was set; setting it anew begins a new lane. */
interface Lane {
  bot: Bot
  webhook: Webhook
  ended: AbortController
  busyQueues: Set<string>
  attempts: Map<PendingUpdate, Attempts>
}

type Outcome = { body: string } | { failure: string; retryAfterS: number }

interface Needs {
  world: World
  updates: Updates
  /** Executes a method named in the body of a webhook's answer. Its result is never seen by the bot. */
  execute(bot: Bot, method: string, params: JsonObject): Promise<unknown>
}

/**
 * Delivers as Telegram does: updates of one queue (messages by chat, callbacks by user) one after another, queues
 * in parallel, at most max_connections at once. An answer that is not 2xx is retried at once, then after 2, 4, 8 …
 * at most 60 s, or after the answer's Retry-After, until the update expires; what stands behind it in its queue waits.
 */
export function createWebhookDelivery({ world, updates, execute }: Needs): WebhookDelivery {
  const lanes = new Map<number, Lane>()
  let isClosed = false

  function deliver(bot: Bot): void {
    const lane = laneOf(bot)
    if (!lane) return
    for (const update of [...bot.updates]) {
      if (lane.busyQueues.size >= lane.webhook.maxConnections) return
      if (!lane.busyQueues.has(update.queueKey)) void deliverOne(lane, update)
    }
  }

  function laneOf(bot: Bot): Lane | undefined {
    const known = lanes.get(bot.id)
    if (known && known.webhook === bot.webhook) return known
    known?.ended.abort()
    lanes.delete(bot.id)
    if (!bot.webhook || isClosed) return undefined
    const lane = {
      bot,
      webhook: bot.webhook,
      ended: new AbortController(),
      busyQueues: new Set<string>(),
      attempts: new Map<PendingUpdate, Attempts>(),
    }
    lanes.set(bot.id, lane)
    return lane
  }

  async function deliverOne(lane: Lane, update: PendingUpdate): Promise<void> {
    lane.busyQueues.add(update.queueKey)
    try {
      if (update.expiresAtS <= nowS(world.timing)) finish(lane, update)
      else await attempt(lane, update)
    } finally {
      lane.busyQueues.delete(update.queueKey)
    }
    if (!lane.ended.signal.aborted) deliver(lane.bot)
  }

  async function attempt(lane: Lane, update: PendingUpdate): Promise<void> {
    const outcome = await post(lane, update)
    if (lane.ended.signal.aborted) return
    if ('failure' in outcome) {
      lane.webhook.lastErrorDateS = nowS(world.timing)
      lane.webhook.lastErrorMessage = outcome.failure
      await waitBeforeRetry(lane, update, outcome.retryAfterS)
      return
    }
    await executeReply(lane.bot, outcome.body)
    finish(lane, update)
  }

  function finish(lane: Lane, update: PendingUpdate): void {
    lane.attempts.delete(update)
    updates.drop(lane.bot, update)
  }

  async function waitBeforeRetry(lane: Lane, update: PendingUpdate, retryAfterS: number): Promise<void> {
    const attempts = lane.attempts.get(update) ?? { fails: 0, delayS: 1 }
    let waitS = Math.min(Math.max(retryAfterS, 0), maxRetryAfterS)
    if (waitS === 0 && attempts.fails > 0) {
      attempts.delayS = Math.min(attempts.delayS * 2, maxRetryDelayS)
      waitS = attempts.delayS
    }
    attempts.fails++
    lane.attempts.set(update, attempts)
    if (nowS(world.timing) + waitS > update.expiresAtS) finish(lane, update)
    else if (waitS > 0) await world.timing.sleep(waitS * 1000, lane.ended.signal)
  }

  async function executeReply(bot: Bot, body: string): Promise<void> {
    if (!body.trimStart().startsWith('{')) return
    const reply = parsedReply(body)
    const method = reply?.method
    if (!reply || typeof method !== 'string' || !isAllowedInReply(method)) return
    const { method: _method, ...params } = reply
    await execute(bot, method, params)
  }

  world.changes.on('update', deliver)
  for (const bot of world.bots.values()) deliver(bot)
  return {
    close() {
      isClosed = true
      for (const lane of lanes.values()) lane.ended.abort()
      world.changes.off('update', deliver)
    },
  }
}

/** Posts one update to the webhook and says what came of it. */
async function post({ webhook, ended }: Lane, { update }: PendingUpdate): Promise<Outcome> {
  const timeout = AbortSignal.timeout(answerTimeoutMs)
  try {
    const response = await fetch(webhook.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(webhook.secretToken && { 'x-telegram-bot-api-secret-token': webhook.secretToken }),
      },
      body: JSON.stringify(update),
      redirect: 'manual',
      signal: AbortSignal.any([timeout, ended.signal]),
    })
    const body = await response.text()
    if (response.ok) return { body }
    const failure = `Wrong response from the webhook: ${response.status} ${response.statusText}`
    return { failure, retryAfterS: Number(response.headers.get('retry-after')) || 0 }
  } catch (error) {
    // Whatever broke the connection is the webhook's failure: it shows in getWebhookInfo and is retried.
    const failure = timeout.aborted ? 'Read timeout expired' : `Connection failed: ${String(causeOf(error))}`
    return { failure, retryAfterS: 0 }
  }
}

function parsedReply(body: string): JsonObject | undefined {
  try {
    const reply: unknown = JSON.parse(body)
    return isObject(reply) ? reply : undefined
  } catch {
    // Telegram ignores the body of an answer that is no method call.
    return undefined
  }
}

const isAllowedInReply = (method: string) =>
  !/^(get|deletewebhook$|setwebhook$|close$|logout$)/.test(method.toLowerCase())

const causeOf = (error: unknown) => (error instanceof Error ? (error.cause ?? error.message) : error)
