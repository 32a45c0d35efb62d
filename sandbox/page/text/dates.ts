/** Times are those of Kyiv wherever the browser is, so that they agree with what the shop writes. */
const timeZone = 'Europe/Kyiv'

const isoDay = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' })
const shortTime = new Intl.DateTimeFormat('uk', { timeZone, hour: '2-digit', minute: '2-digit' })
const longDay = new Intl.DateTimeFormat('uk', { timeZone, weekday: 'short', day: 'numeric', month: 'long' })

const dayMs = 24 * 60 * 60 * 1000

/** The calendar day of a moment (Unix seconds), as `2026-11-24`. */
export function dayOf(seconds: number): string {
  return isoDay.format(seconds * 1000)
}

/** `14:05`. */
export function timeLabel(seconds: number): string {
  return shortTime.format(seconds * 1000)
}

/** `сьогодні`, `вчора`, `пн, 24 листопада`, and with the year where it is not this one. */
export function dayLabel(seconds: number, nowMs: number): string {
  const day = dayOf(seconds)
  const today = dayOf(nowMs / 1000)
  if (day === today) return 'сьогодні'
  if (day === dayOf((nowMs - dayMs) / 1000)) return 'вчора'
  const label = longDay.format(seconds * 1000)
  return day.slice(0, 4) === today.slice(0, 4) ? label : `${label} ${day.slice(0, 4)}`
}
