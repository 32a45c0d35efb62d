/** What the owner can change, and the calendar that follows from it. */

export { type Bound, boundOf } from './bounds.ts'
export { requireOwner } from './change-setting.ts'
export { checkSetting } from './check-setting.ts'
export { noteSetting, type SettingLine } from './history.store.ts'
export { powerCutUntil } from './power-cut.ts'
export { type QuickAnswer, withoutQuickAnswer, withQuickAnswer, withQuickText } from './quick-answers.ts'
export { createSettings, type SettingsReader } from './settings.store.ts'
export { OUTSIDE_SESSION, type OutsideSession, type SettingKey, type Settings } from './settings.ts'
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
