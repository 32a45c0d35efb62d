/** What is kept of a person: told, handed out, erased; and how long what was said is kept at all. */
import { DAY_MS, later } from '../kernel/clock.ts'
import { DomainError } from '../kernel/errors.ts'
import { eraseData } from './erase-data.ts'
import type { Needs } from './needs.ts'
import {
  type DataSummary,
  findHindrance,
  findKept,
  findSummary,
  type KeptData,
  thinOut,
} from './personal.store.ts'

export type { DataSummary, Hindrance, KeptData } from './personal.store.ts'
export { DATA_GROUPS } from './personal-tables.store.ts'

export type Personal = ReturnType<typeof createPersonal>

const ROWS_AT_ONCE = 5_000

export const createPersonal = (needs: Needs) => {
  const { db, clock, settings } = needs
  return {
    /** @throws DomainError `data.gone` when the person was erased a moment ago */
    summary: async (userId: string): Promise<DataSummary> => {
      const summary = await findSummary(db.queries, userId)
      if (!summary) throw new DomainError('data.gone')
      return summary
    },
    /** Everything, as it is handed out. */
    kept: (userId: string): Promise<KeptData> => findKept(db.queries, userId),
    /** Why they cannot be erased yet; undefined when they can. */
    hindrance: (userId: string) => findHindrance(db.queries, userId),
    erase: eraseData(needs),
    /** Words that were said long ago (setting `retention`) are no longer kept. Every night: jobs/schedule.ts. */
    thinOut: async (): Promise<number> => {
      const { retention } = await settings.read()
      const ago = (days: number) => later(clock.now(), -days * DAY_MS)
      return thinOut(db.queries, {
        inboxBefore: ago(retention.inboxDays),
        notificationsBefore: ago(retention.notificationDays),
        limit: ROWS_AT_ONCE,
      })
    },
  }
}
