/** What the owner can change, and the calendar that follows from it. */

export { createSettings, type SettingsReader } from './settings.store.ts'
export type { SettingKey, Settings } from './settings.ts'
export {
  afterQuietHours,
  bankingDeadline,
  type CallWindow,
  callHours,
  callWindow,
  dayOf,
  holdEnd,
  workingMinutesAfter,
  workingMornings,
} from './working-time.ts'
