import type { Clock } from '../kernel/clock.ts'
import type { Db } from '../kernel/db.ts'
import { type ChangeSetting, changeSetting } from './change-setting.ts'
import { findSettingHistory, type SettingLine } from './history.store.ts'
import { type SettingKey, type Settings, settingsSchema } from './settings.ts'

const FRESH_MS = 5_000

export interface SettingsReader {
  /** All settings, defaults filled in; at most five seconds old. */
  read(): Promise<Settings>
  /** @throws ZodError when the value is not of the setting's shape; nothing changes then */
  write<K extends SettingKey>(key: K, value: Settings[K]): Promise<void>
  /** What was read is read again: another module has written a setting in its own transaction. */
  forget(): void
  /** The owner's change, with its line in the history: change-setting.ts. */
  change<K extends SettingKey>(change: ChangeSetting<K>): Promise<void>
  /** What was changed under a key, newest first. */
  history(key: SettingKey | `outlet:${string}`, options?: { limit?: number }): Promise<SettingLine[]>
}

export const createSettings = ({ db, clock }: { db: Db; clock: Clock }): SettingsReader => {
  let kept: { settings: Settings; at: number } | undefined

  const read = async (): Promise<Settings> => {
    const now = clock.now().getTime()
    if (kept && now >= kept.at && now - kept.at < FRESH_MS) return kept.settings
    const rows = await db.client.setting.findMany()
    const settings = settingsSchema.parse(Object.fromEntries(rows.map((row) => [row.key, row.value])))
    kept = { settings, at: now }
    return settings
  }

  const write: SettingsReader['write'] = async (key, value) => {
    const parsed = settingsSchema.shape[key].parse(value)
    const updatedAt = clock.now()
    await db.client.setting.upsert({
      where: { key },
      create: { key, value: parsed as never, updatedAt },
      update: { value: parsed as never, updatedAt },
    })
    kept = undefined
  }
  const forget = () => {
    kept = undefined
  }
  const change = changeSetting({ db, clock, changed: forget })
  const history: SettingsReader['history'] = (key, { limit = 20 } = {}) =>
    findSettingHistory(db.queries, key, limit)
  return { read, write, forget, change, history }
}
