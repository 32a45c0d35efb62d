import type { Clock } from '../kernel/clock.ts'
import type { Db } from '../kernel/db.ts'
import type { Notifications } from '../notifications/index.ts'
import type { Announce } from '../outbox.ts'
import type { TextSender } from './text-sender.ts'

export interface Needs {
  readonly db: Db
  readonly clock: Clock
  readonly announce: Announce
  readonly notifications: Notifications
  /** null: the shop sends no text messages. */
  readonly texts: TextSender | null
}
