import type { Clock } from '../kernel/clock.ts'
import type { Db } from '../kernel/db.ts'
import type { Announce } from '../outbox.ts'

export interface Needs {
  readonly db: Db
  readonly clock: Clock
  readonly announce: Announce
}
