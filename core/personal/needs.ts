import type { Clock } from '../kernel/clock.ts'
import type { Db } from '../kernel/db.ts'
import type { SettingsReader } from '../settings/index.ts'

export interface Needs {
  readonly db: Db
  readonly clock: Clock
  readonly settings: SettingsReader
}
