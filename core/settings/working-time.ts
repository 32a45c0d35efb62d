import { DateTime } from 'luxon'
import type { Settings } from './settings.ts'

/** The shop lives by Kyiv time, whatever the server's zone. */
const KYIV = 'Europe/Kyiv'

type Hours = Settings['hours']

const kyiv = (date: Date) => DateTime.fromJSDate(date, { zone: KYIV })

const at = (day: DateTime, hour: string) => {
  const [hours, minutes] = hour.split(':').map(Number)
  return day
    .startOf('day')
    .plus({ days: hours === 24 ? 1 : 0 })
    .set({ hour: hours === 24 ? 0 : hours!, minute: minutes! })
}

const isWorkingDay = (day: DateTime, hours: Hours) =>
  hours.days.includes(day.weekday) && !hours.holidays.includes(day.toISODate()!)

/** Banks know Monday to Friday and the shop's holidays. */
const isBankingDay = (day: DateTime, hours: Hours) =>
  day.weekday <= 5 && !hours.holidays.includes(day.toISODate()!)

/** The `n`th day after `day` that fits; a calendar without any such day in a year is refused. */
const nthDayAfter = (day: DateTime, n: number, fits: (day: DateTime) => boolean): DateTime => {
  let found = 0
  for (let i = 1; i <= 366; i++) {
    const next = day.plus({ days: i })
    if (fits(next)) found += 1
    if (found === n) return next
  }
  throw new RangeError('no working day in a whole year: check the setting "hours"')
}

/** When the hold of an unconfirmed order ends: at `hour` (Kyiv) of the next working day. */
export const holdEnd = (created: Date, hours: Hours, hour: string): Date =>
  at(
    nthDayAfter(kyiv(created), 1, (day) => isWorkingDay(day, hours)),
    hour,
  ).toJSDate()

/** When a transfer must be there: at `hour` (Kyiv) of the `n`th banking day after `from`. */
export const bankingDeadline = (
  from: Date,
  hours: Hours,
  { bankingDays, at: hour }: Settings['transferDeadline'],
): Date =>
  at(
    nthDayAfter(kyiv(from), bankingDays, (day) => isBankingDay(day, hours)),
    hour,
  ).toJSDate()

/** `date` itself, or the end of the quiet hours that it falls into. */
export const afterQuietHours = (date: Date, quiet: Settings['quiet']): Date => {
  const now = kyiv(date)
  const from = at(now, quiet.from)
  const to = at(now, quiet.to)
  if (from > to) {
    if (now >= from) return at(now.plus({ days: 1 }), quiet.to).toJSDate()
    return now < to ? to.toJSDate() : date
  }
  return now >= from && now < to ? to.toJSDate() : date
}

/** The Kyiv day that `date` falls into: from its midnight until before the next one. */
export const dayOf = (date: Date): { readonly from: Date; readonly to: Date } => {
  const day = kyiv(date).startOf('day')
  return { from: day.toJSDate(), to: day.plus({ days: 1 }).toJSDate() }
}

/** Hours at which the shop may call, from the next whole one on, `everyHours` apart, so many of them. */
export const callHours = (
  now: Date,
  hours: Hours,
  { everyHours, count }: { everyHours: number; count: number },
): Date[] => {
  const found: Date[] = []
  for (let day = kyiv(now), looked = 0; found.length < count && looked < 30; looked++) {
    const [opens, closes] = [at(day, hours.opens), at(day, hours.closes)]
    const first = opens > kyiv(now) ? opens : kyiv(now).startOf('hour').plus({ hours: 1 })
    for (let time = first; isWorkingDay(day, hours) && time < closes; time = time.plus({ hours: everyHours }))
      if (found.length < count) found.push(time.toJSDate())
    day = day.startOf('day').plus({ days: 1 })
  }
  return found
}

/** Mornings of the next working days. */
export const workingMornings = (now: Date, hours: Hours, count: number): Date[] =>
  Array.from({ length: count }, (_, i) =>
    at(
      nthDayAfter(kyiv(now), i + 1, (day) => isWorkingDay(day, hours)),
      hours.opens,
    ).toJSDate(),
  )

/** When the shop will call about an order placed now: within these two hours, and whether that is today. */
export interface CallWindow {
  readonly from: Date
  readonly to: Date
  readonly today: boolean
}

/** Within two working hours: today where the shop is open that long still, else the first two hours of the next working day. */
export const callWindow = (now: Date, hours: Hours): CallWindow => {
  const here = kyiv(now)
  const opens = at(here, hours.opens)
  const closes = at(here, hours.closes)
  if (isWorkingDay(here, hours) && here < closes.minus({ minutes: 30 })) {
    const nextHour = here <= opens ? opens : here.startOf('hour').plus({ hours: here.minute === 0 ? 0 : 1 })
    const from = nextHour < closes ? nextHour : here
    const to = from.plus({ hours: 2 })
    return { from: from.toJSDate(), to: (to < closes ? to : closes).toJSDate(), today: true }
  }
  const early = isWorkingDay(here, hours) && here < opens
  const from = early
    ? opens
    : at(
        nthDayAfter(here, 1, (day) => isWorkingDay(day, hours)),
        hours.opens,
      )
  return { from: from.toJSDate(), to: from.plus({ hours: 2 }).toJSDate(), today: false }
}

/** The working time of a day as moments; undefined on a day off. */
const openingOf = (day: DateTime, hours: Hours): { opens: DateTime; closes: DateTime } | undefined => {
  if (!isWorkingDay(day, hours)) return undefined
  const [opens, closes] = [at(day, hours.opens), at(day, hours.closes)]
  return closes > opens ? { opens, closes } : undefined
}

/**
 * The moment at which so many minutes of working time have passed since `from`: deadlines of people count these. On the
 * days on which the clocks change, minutes are those that really pass.
 */
export const workingMinutesAfter = (from: Date, minutes: number, hours: Hours): Date => {
  const start = kyiv(from)
  let left = minutes * 60_000
  for (let i = 0; i <= 366; i++) {
    const opening = openingOf(start.plus({ days: i }), hours)
    if (!opening) continue
    const begins = start > opening.opens ? start : opening.opens
    const room = opening.closes.toMillis() - begins.toMillis()
    if (room <= 0) continue
    if (left <= room) return begins.plus(left).toJSDate()
    left -= room
  }
  throw new RangeError('too little working time in a whole year: check the setting "hours"')
}

/** How many minutes of working time lie between two moments; nought where `to` is not later. */
export const workingMinutesBetween = (from: Date, to: Date, hours: Hours): number => {
  const [start, end] = [kyiv(from), kyiv(to)]
  let passed = 0
  for (let day = start; day.startOf('day') <= end; day = day.plus({ days: 1 })) {
    const opening = openingOf(day, hours)
    if (!opening) continue
    const begins = Math.max(start.toMillis(), opening.opens.toMillis())
    const ends = Math.min(end.toMillis(), opening.closes.toMillis())
    passed += Math.max(0, ends - begins)
  }
  return passed / 60_000
}
