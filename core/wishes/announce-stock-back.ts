import { event } from '../events.ts'
import { afterQuietHours } from '../settings/index.ts'
import type { Needs } from './needs.ts'
import { claimBack } from './watch.store.ts'

/**
 * What people wait for is there again: each of them is to be told once, and their waiting ends.
 *
 * Looks at what can be ordered now instead of at what happened, so that it does not matter how the goods came back:
 * a cancelled order, a hold that ended, a return, an import, a change by hand. Nothing is announced in the quiet hours,
 * when it would be told in the morning of something that may be gone by then.
 *
 * Runs every half minute: jobs/schedule.ts. Returns how many things were announced.
 */
export const announceStockBack =
  ({ db, clock, settings, announce }: Needs) =>
  async ({ limit = 500 } = {}): Promise<number> => {
    const now = clock.now()
    if (afterQuietHours(now, (await settings.read()).quiet) > now) return 0
    return db.transaction(async (tx) => {
      const back = await claimBack(tx, { now, limit })
      await announce(tx, ...back.map((what) => event('stock.back', what)))
      return back.length
    })
  }
