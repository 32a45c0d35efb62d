import { hryvnias } from '../kernel/money.ts'
import type { SettingKey } from './settings.ts'

export interface Bound {
  readonly min: number
  readonly max: number
  /** They are kopiykas. */
  readonly money?: true
}

const sums = (min: number, max: number) => ({ min: hryvnias(min), max: hryvnias(max), money: true }) as const

/**
 * Between which numbers the owner may set a setting, or each number of a list. Only a change is measured by them: what
 * was kept before a bound was drawn is still read.
 */
export const BOUNDS = {
  prepayment: sums(10, 10_000),
  confirmedWithoutCall: sums(0, 100_000),
  unprovenHoldLimit: { min: 0, max: 20 },
  lowStock: { min: 0, max: 100 },
  priceFallPercent: { min: 1, max: 100 },
  forgivenShortage: sums(0, 500),
  ownerReturnsAbove: sums(0, 100_000),
  transferReminderHours: { min: 1, max: 336 },
  'transferDeadline.bankingDays': { min: 1, max: 10 },
  'notReached.hours': { min: 1, max: 48 },
  'notReached.attempts': { min: 1, max: 10 },
  'notReached.days': { min: 1, max: 14 },
  untouchedMinutes: { min: 5, max: 480 },
  unattendedMinutes: { min: 5, max: 480 },
  'pickup.days': { min: 1, max: 30 },
  'pickup.remindHours': { min: 1, max: 336 },
  'support.answerMinutes': { min: 5, max: 480 },
  'retention.inboxDays': { min: 7, max: 730 },
  'retention.notificationDays': { min: 30, max: 3_650 },
} as const satisfies Readonly<Record<string, Bound>>

/** The bound of a setting or of a part of it ("pickup.days"); undefined where it is no number. */
export const boundOf = (path: string): Bound | undefined =>
  Object.hasOwn(BOUNDS, path) ? BOUNDS[path as keyof typeof BOUNDS] : undefined

/** The longest that lists may be; with `SHORTEST_DAY` they keep enough working time in every year to reckon any deadline. */
export const HOLIDAYS_MAX = 40
export const REMINDERS_MAX = 5
/** Minutes between opening and closing, at least. */
export const SHORTEST_DAY = 60
/** Hours of silence in a day, at most. */
export const LONGEST_QUIET = 16

/** The first number of a setting's value that is out of its bound. */
export const outOfBounds = (key: SettingKey, value: unknown): Bound | undefined => {
  for (const [path, bound] of Object.entries(BOUNDS)) {
    const [first, ...rest] = path.split('.')
    if (first !== key) continue
    const part = rest.reduce<unknown>((found, name) => (found as Record<string, unknown>)[name], value)
    const numbers = (Array.isArray(part) ? part : [part]) as readonly number[]
    if (numbers.some((each) => each < bound.min || each > bound.max)) return bound
  }
  return undefined
}
