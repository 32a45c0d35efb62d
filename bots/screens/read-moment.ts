import { DateTime } from 'luxon'

const KYIV = 'Europe/Kyiv'
const DAYS: Readonly<Record<string, number>> = {
  сьогодні: 0,
  завтра: 1,
  післязавтра: 2,
  today: 0,
  tomorrow: 1,
}
const MOMENT =
  /^(?:(сьогодні|завтра|післязавтра|today|tomorrow)|(\d{1,2})\.(\d{1,2}))?(?:^|[\s,]+|$)(?:(?:о|об|на|at)\s+)?(?:(\d{1,2})(?:[:.](\d{2}))?(?:\s*год\.?)?)?$/iu

/**
 * When somebody means by "14", "о 14:30", "завтра 10", "28.11", "28.11 12:00", on Kyiv's clock. An hour that is past
 * today is tomorrow's; a day without an hour is its nine in the morning; a day that is past is next year's.
 */
export const readMoment = (typed: string, now: Date): Date | undefined => {
  // "14.30" is an hour, "28.11" a day: no month has the number 30.
  const text = typed
    .trim()
    .toLowerCase()
    .replace(/^(\d{1,2})\.(1[3-9]|[2-5]\d)$/, '$1:$2')
  const found = MOMENT.exec(text)
  if (!found || !text) return undefined
  const [, word, day, month, hour, minute] = found
  const here = DateTime.fromJSDate(now, { zone: KYIV })
  const date = word
    ? here.plus({ days: DAYS[word]! })
    : day
      ? DateTime.fromObject({ year: here.year, month: Number(month), day: Number(day) }, { zone: KYIV })
      : here
  const moment = date.set({
    hour: hour === undefined ? 9 : Number(hour),
    minute: Number(minute ?? 0),
    second: 0,
    millisecond: 0,
  })
  if (!moment.isValid || Number(hour ?? 0) > 23 || Number(minute ?? 0) > 59) return undefined
  if (moment > here) return moment.toJSDate()
  if (word) return undefined
  return moment.plus(day ? { years: 1 } : { days: 1 }).toJSDate()
}
