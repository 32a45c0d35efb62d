import { setTimeout as wait } from 'node:timers/promises'
import type { Api } from 'grammy'
import { GrammyError } from 'grammy'
import type { Core } from '../../core/index.ts'
import type { Log } from '../../core/kernel/log.ts'
import type { Answering } from '../answering.ts'
import { ALLOWED_UPDATES, receivedFrom } from './adapter.ts'
import type { Inline } from './inline.ts'

const POLL_SECONDS = 5
/** A round and the time to store what it brought; who was killed is replaced after this. */
const LEASE_MS = 12_000
const STANDBY_MS = 2_000

export interface Polling {
  stop(): Promise<void>
}

/**
 * Long polling by one process, the others stand by: a lease in the database says who, prolonged with each round.
 * Updates are stored before the next round confirms them to Telegram, so that a crash loses none.
 */
export const startPolling = ({
  api,
  core,
  answering,
  inline,
  log,
}: {
  api: Api
  core: Core
  answering: Answering
  inline: Inline
  log: Log
}): Polling => {
  const stopped = new AbortController()
  const { signal } = stopped
  const lease = core.leases.named('telegram-polling', LEASE_MS)

  const round = async (offset: number): Promise<number> => {
    const updates = await api.getUpdates(
      { offset, timeout: POLL_SECONDS, allowed_updates: ALLOWED_UPDATES },
      // grammY types the signal of its own polyfill; the platform's is the same thing.
      signal as Parameters<Api['getUpdates']>[1],
    )
    for (const update of updates) inline.hear(update)
    const received = updates.flatMap((update) => receivedFrom(update) ?? [])
    for (const person of await core.inbox.receive(received)) void answering.poke(person)
    const last = updates.at(-1)
    return last ? last.update_id + 1 : offset
  }

  const loop = async (): Promise<void> => {
    let offset = 0
    let down = false
    while (!signal.aborted) {
      try {
        if (!(await lease.take())) {
          offset = 0
          await pause(STANDBY_MS, signal)
          continue
        }
        offset = await round(offset)
        if (down) log.info('Telegram answers again')
        down = false
      } catch (error) {
        if (signal.aborted) break
        if (!down) log.warn({ err: error }, 'polling Telegram failed; trying on')
        down = true
        const pauseMs = error instanceof GrammyError ? (error.parameters.retry_after ?? 3) * 1000 : STANDBY_MS
        await pause(pauseMs, signal)
      }
    }
    await lease.give()
  }

  const running = loop().catch((error: unknown) => log.error({ err: error }, 'polling ended'))
  return {
    stop: async () => {
      stopped.abort()
      await running
      await inline.idle()
    },
  }
}

/** Returns early, and at once where it is too late already, when `signal` is aborted. */
const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  wait(ms, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error
  })
