/** What the owner can change, and the calendar that follows from it. */

export { createSettings, type SettingsReader } from './settings.store.ts'
export type { SettingKey, Settings } from './settings.ts'
export {
  afterQuietHours,
  bankingDeadline,
  type CallWindow,
  callWindow,
  dayOf,
  holdEnd,
  workingMinutesAfter,
} from './working-time.ts'
