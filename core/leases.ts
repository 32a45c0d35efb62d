import type { Clock } from './kernel/clock.ts'
import { later } from './kernel/clock.ts'
import type { Db } from './kernel/db.ts'

export interface Lease {
  /** Takes or prolongs it; false while another process has it. */
  take(): Promise<boolean>
  /** Gives it back, so that another need not wait for its end. */
  give(): Promise<void>
}

/** What only one process does at a time: whoever holds the name's lease, until it runs out. */
export const createLeases = ({ db, clock, process }: { db: Db; clock: Clock; process: string }) => ({
  named: (name: string, forMs: number): Lease => ({
    take: async () => {
      const now = clock.now()
      return (
        (await db.queries.$executeRaw`
          INSERT INTO leases AS l (name, holder, until) VALUES (${name}, ${process}, ${later(now, forMs)})
          ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
          WHERE l.holder = ${process} OR l.until <= ${now}`) === 1
      )
    },
    give: async () => {
      await db.queries.$executeRaw`DELETE FROM leases WHERE name = ${name} AND holder = ${process}`
    },
  }),
})
