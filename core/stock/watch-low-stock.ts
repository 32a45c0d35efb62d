import { event } from '../events.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Db } from '../kernel/db.ts'
import type { Announce } from '../outbox.ts'
import { afterQuietHours, type SettingsReader } from '../settings/index.ts'
import { markLow, unmarkAllLow } from './low-stock.store.ts'

interface Needs {
  readonly db: Db
  readonly clock: Clock
  readonly settings: SettingsReader
  readonly announce: Announce
}

/**
 * A size that falls to the threshold (setting `lowStock`; 0: nobody watches) is told to the staff once, and again only
 * after there was enough of it. Looks at what can be ordered now, so that it does not matter how the goods went: an
 * order, a loss, a count, an import. What falls in the quiet hours is told together in the morning.
 *
 * Runs every minute: jobs/schedule.ts. Returns how many sizes were announced.
 */
export const watchLowStock =
  ({ db, clock, settings, announce }: Needs) =>
  async (): Promise<number> => {
    const now = clock.now()
    const { lowStock: threshold, quiet } = await settings.read()
    if (threshold > 0 && afterQuietHours(now, quiet) > now) return 0
    return db.transaction(async (tx) => {
      if (threshold === 0) {
        await unmarkAllLow(tx)
        return 0
      }
      const variantIds = await markLow(tx, { threshold, now })
      if (variantIds.length > 0) await announce(tx, event('stock.low', { variantIds }))
      return variantIds.length
    })
  }
