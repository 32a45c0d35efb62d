import type { Cause } from '../inbox.ts'
import { type Actor, roleAmong } from '../kernel/actor.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Db, Tx } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import type { Announce } from '../outbox.ts'
import type { SettingsReader } from '../settings/index.ts'
import { isOwner, lockStaff } from './staff.store.ts'

export interface Needs {
  readonly db: Db
  readonly clock: Clock
  readonly announce: Announce
  readonly settings: SettingsReader
  /** Messenger accounts that are owners by the setting OWNERS ("telegram:123"). */
  readonly owners: readonly string[]
}

/** The owner does something about one of the staff. */
export interface StaffCommand {
  readonly actor: Actor
  readonly userId: string
  readonly cause?: Cause | undefined
}

/** @throws DomainError `staff.forbidden` for anybody but an owner */
export const requireOwner = (actor: Actor): string => {
  if (!roleAmong(actor, ['owner']) || !actor.userId) throw new DomainError('staff.forbidden')
  return actor.userId
}

/** The same under the staff's lock, so that an owner who was removed a moment ago does nothing any more. */
export const lockAsOwner = async (tx: Tx, actor: Actor): Promise<string> => {
  const userId = requireOwner(actor)
  await lockStaff(tx)
  if (!(await isOwner(tx, userId))) throw new DomainError('staff.forbidden')
  return userId
}
