import { type Cause, once } from '../inbox.ts'
import { type Actor, roleAmong } from '../kernel/actor.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Db, Tx } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import { checkSetting } from './check-setting.ts'
import { noteSetting } from './history.store.ts'
import { type SettingKey, type Settings, settingsSchema } from './settings.ts'

export interface ChangeSetting<K extends SettingKey> {
  readonly actor: Actor
  readonly key: K
  /** The new value made of the present one, read under the lock: of two who change parts of it at once, neither is lost. */
  readonly edit: (present: Settings[K]) => unknown
  readonly cause?: Cause | undefined
}

/**
 * The owner changes a setting; what it was and who changed it is kept. It holds within seconds in every process.
 *
 * @throws DomainError `settings.…` for what the shop could not live by (check-setting.ts), `staff.forbidden`
 */
export const changeSetting =
  ({ db, clock, changed }: { db: Db; clock: Clock; changed: () => void }) =>
  async <K extends SettingKey>({ actor, key, edit, cause }: ChangeSetting<K>): Promise<void> => {
    const byUser = requireOwner(actor)
    await db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const before = await lockSetting(tx, key)
      const after = checkSetting(key, edit(before))
      if (JSON.stringify(before) === JSON.stringify(after)) return
      await tx.$executeRaw`
        INSERT INTO settings (key, value, updated_at) VALUES (${key}, ${JSON.stringify(after)}::jsonb, ${now})
        ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`
      await noteSetting(tx, { key, byUser, before, after, now })
    })
    changed()
  }

/** @throws DomainError `staff.forbidden` for anybody but the owner */
export const requireOwner = (actor: Actor): string => {
  if (!roleAmong(actor, ['owner']) || !actor.userId) throw new DomainError('staff.forbidden')
  return actor.userId
}

/** The present value, nobody else changing it until the transaction ends; a setting may have no row yet. */
const lockSetting = async <K extends SettingKey>(tx: Tx, key: K): Promise<Settings[K]> => {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`setting:${key}`}))`
  const rows = await tx.$queryRaw<{ value: unknown }[]>`SELECT value FROM settings WHERE key = ${key}`
  return settingsSchema.parse(rows[0] ? { [key]: rows[0].value } : {})[key]
}
