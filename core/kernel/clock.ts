/** The one source of "now": passed in, so that a test can move it. `new Date()` is banned in core by lint. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

export const MINUTE_MS = 60_000
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS

/** `date` moved by so many milliseconds. */
export const later = (date: Date, byMs: number): Date => new globalThis.Date(date.getTime() + byMs)
