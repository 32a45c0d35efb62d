import type { JsonObject } from './params.ts'
import { conflict } from './refusal.ts'
import { nowS } from './timing.ts'
import type { Bot, PendingUpdate, World } from './world.ts'

const kept = {
  message: 86_400,
  edited_message: 86_400,
  callback_query: 150,
  inline_query: 30,
  my_chat_member: 86_400,
} as const
export type UpdateType = keyof typeof kept

const maxTimeoutS = 50
const maxLimit = 100

interface Waiter {
  wake(): void
  terminate(error: Error): void
}

/** The updates that wait for each bot, and who waits for them. */
export interface Updates {
  /** Queues an update for the bot, unless it asked not to hear of this type. */
  push(bot: Bot, type: UpdateType, payload: JsonObject, queueKey: string): void
  /** Answers getUpdates: what waits now, or as soon as something comes, or nothing at the time-out. */
  take(bot: Bot, asked: Asked): Promise<JsonObject[]>
  /** Ends a waiting getUpdates of this bot with 409. */
  terminate(bot: Bot, words: string): void
  /** Forgets one update that was delivered or has expired. */
  drop(bot: Bot, update: PendingUpdate): void
  clear(bot: Bot): void
  /** How many updates wait undelivered or unacknowledged, over all bots. */
  pending(): number
}

export interface Asked {
  offset: number
  limit: number
  timeoutS: number
  /** Aborts when the asking connection is gone. */
  signal: AbortSignal
}

export function createUpdates(world: World): Updates {
  const waiters = new Map<number, Waiter>()
  const changed = (bot: Bot) => {
    world.changes.emit('changed')
    world.changes.emit('update', bot)
  }

  function push(bot: Bot, type: UpdateType, payload: JsonObject, queueKey: string): void {
    if (bot.allowedUpdates && !bot.allowedUpdates.includes(type)) return
    const id = bot.nextUpdateId++
    const update = { update_id: id, [type]: payload }
    bot.updates.push({ id, update, queueKey, expiresAtS: nowS(world.timing) + kept[type] })
    changed(bot)
    waiters.get(bot.id)?.wake()
  }

  function confirmBefore(bot: Bot, offset: number): void {
    const now = nowS(world.timing)
    const before = bot.updates.length
    if (offset < 0) bot.updates = bot.updates.slice(offset)
    bot.updates = bot.updates.filter((update) => update.id >= offset && update.expiresAtS > now)
    if (bot.updates.length !== before) changed(bot)
  }

  const ready = (bot: Bot, limit: number) =>
    bot.updates.slice(0, Math.min(Math.max(limit, 1), maxLimit)).map(({ update }) => update)

  async function take(bot: Bot, asked: Asked): Promise<JsonObject[]> {
    confirmBefore(bot, asked.offset)
    const timeoutS = Math.min(asked.timeoutS, maxTimeoutS)
    const now = ready(bot, asked.limit)
    if (now.length > 0 || timeoutS <= 0) return now
    terminate(bot, 'terminated by other getUpdates request; make sure that only one bot instance is running')
    await waitForUpdate(bot, timeoutS, asked.signal)
    return ready(bot, asked.limit)
  }

  function waitForUpdate(bot: Bot, timeoutS: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const ended = new AbortController()
      const end = (settle: () => void) => {
        if (waiters.get(bot.id) === waiter) waiters.delete(bot.id)
        signal.removeEventListener('abort', waiter.wake)
        ended.abort()
        settle()
      }
      const waiter: Waiter = {
        wake: () => end(resolve),
        terminate: (error) => end(() => reject(error)),
      }
      waiters.set(bot.id, waiter)
      signal.addEventListener('abort', waiter.wake, { once: true })
      void world.timing.sleep(timeoutS * 1000, ended.signal).then(waiter.wake)
    })
  }

  function terminate(bot: Bot, words: string): void {
    waiters.get(bot.id)?.terminate(conflict(words))
  }

  return {
    push,
    take,
    terminate,
    drop(bot, update) {
      const index = bot.updates.indexOf(update)
      if (index < 0) return
      bot.updates.splice(index, 1)
      changed(bot)
    },
    clear(bot) {
      bot.updates = []
      changed(bot)
    },
    pending: () => [...world.bots.values()].reduce((sum, bot) => sum + bot.updates.length, 0),
  }
}
