import type { Text } from '../kernel/text.ts'

/** "10:00" to "19:00". */
interface Interval {
  readonly opens: string
  readonly closes: string
}

/** When a store is open on each day, Monday first; a day off has nothing. */
export type OpeningHours = readonly (readonly Interval[])[]

/** How people write a day, by its number from 0 (Monday): Ukrainian, Russian, English. */
const DAYS: readonly RegExp[] = [
  /^(пн|пон|понеділ\p{L}*|понедельник\p{L}*|mon|monday)$/u,
  /^(вт|вівтор\p{L}*|вторник\p{L}*|tue|tuesday)$/u,
  /^(ср|серед\p{L}*|сред\p{L}*|wed|wednesday)$/u,
  /^(чт|четвер\p{L}*|thu|thursday)$/u,
  /^(пт|пʼятниц\p{L}*|пятниц\p{L}*|fri|friday)$/u,
  /^(сб|субот\p{L}*|суббот\p{L}*|sat|saturday)$/u,
  /^(нд|неділ\p{L}*|вс|воскресен\p{L}*|sun|sunday)$/u,
]
const EVERY_DAY = /^(щодня|щоденно|ежедневно|daily)$/
const WORKDAYS = /^(будні|будни|weekdays)$/
const WEEKEND = /^(вихідні|выходные|weekends?)$/
const CLOSED = /^(вихідний|вихідні|выходной|выходные|зачинено|закрито|closed)$/
const ALL_DAY = /^(цілодобово|круглосуточно)$/
const DASH = /^([-–—]|по|до|to)$/
const SEPARATOR = /^([,;.:]|з|із|с|у|в|і|й|та|и|and|from)$/
const TIME = /^(\d{1,2})(?:[:.](\d{2}))?$/

const ALL: readonly number[] = [0, 1, 2, 3, 4, 5, 6]

const dayOf = (word: string | undefined): number | undefined => {
  const at = DAYS.findIndex((names) => names.test(word ?? ''))
  return at < 0 ? undefined : at
}

const timeOf = (word: string | undefined): string | undefined => {
  const [, h, m = '00'] = TIME.exec(word ?? '') ?? []
  if (!h || Number(m) > 59 || Number(h) * 60 + Number(m) > 24 * 60) return undefined
  return `${h.padStart(2, '0')}:${m}`
}

/** From one day to another, over the end of the week too. */
const daysBetween = (from: number, to: number): number[] =>
  Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, i) => (from + i) % 7)

const WORDS = /\d{1,2}[:.]\d{2}|\d{1,2}|[\p{L}ʼ]+|\S/gu

/**
 * Opening hours as people write them: "пн-пт 10-19, сб 10:00–17:00", "щодня 9.00-20.00", "пн–сб 9–18, нд вихідний",
 * "цілодобово". Undefined for what is none, or where a day opens after it closes or has two openings that overlap.
 */
export const readOpeningHours = (typed: string): OpeningHours | undefined => {
  const words = typed.toLowerCase().replace(/['’`]/g, 'ʼ').replace('24/7', 'цілодобово').match(WORDS) ?? []
  const open: Interval[][] = ALL.map(() => [])
  let named: number[] = []
  let last: readonly number[] | undefined
  const add = (interval: Interval): void => {
    const days = named.length > 0 ? named : (last ?? ALL)
    for (const day of days) open[day]!.push(interval)
    last = days
    named = []
  }
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!
    const isRange = DASH.test(words[i + 1] ?? '')
    const [day, time] = [dayOf(word), timeOf(word)]
    if (SEPARATOR.test(word)) continue
    if (day !== undefined) {
      const to = isRange ? dayOf(words[i + 2]) : day
      if (to === undefined) return undefined
      named.push(...daysBetween(day, to))
      if (isRange) i += 2
    } else if (time) {
      const closes = isRange ? timeOf(words[i + 2]) : undefined
      if (!closes) return undefined
      add({ opens: time, closes })
      i += 2
    } else if (EVERY_DAY.test(word)) named.push(...ALL)
    else if (WORKDAYS.test(word)) named.push(0, 1, 2, 3, 4)
    else if (CLOSED.test(word) && named.length > 0) named = []
    else if (WEEKEND.test(word)) named.push(5, 6)
    else if (ALL_DAY.test(word)) add({ opens: '00:00', closes: '24:00' })
    else return undefined
  }
  return named.length === 0 && open.some((day) => day.length > 0) && open.every(isInOrder) ? open : undefined
}

const isInOrder = (day: readonly Interval[]): boolean =>
  day.every(({ opens, closes }, i) => opens < closes && (i === 0 || opens >= day[i - 1]!.closes))

const NAMES = {
  uk: { days: ['Пн', 'Вт', 'Ср', 'Чт', 'Пт', 'Сб', 'Нд'], daily: 'Щодня' },
  en: { days: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'], daily: 'Daily' },
} as const

const said = (day: readonly Interval[]): string =>
  day.map(({ opens, closes }) => `${opens}–${closes}`).join(' і ')

/** "Пн–Пт 10:00–19:00, Сб 10:00–17:00": days that follow each other and are alike are one. */
export const openingHoursText = (hours: OpeningHours): Text => {
  const groups: { from: number; to: number; times: string }[] = []
  for (const [day, intervals] of hours.entries()) {
    const times = said(intervals)
    const before = groups.at(-1)
    if (before?.times === times && before.to === day - 1) before.to = day
    else groups.push({ from: day, to: day, times })
  }
  const inWords = ({ days, daily }: (typeof NAMES)['uk' | 'en']) =>
    groups
      .filter(({ times }) => times)
      .map(({ from, to, times }) => {
        const named = from === to ? days[from] : `${days[from]}–${days[to]}`
        return `${to - from === 6 ? daily : named} ${times}`
      })
      .join(', ')
  return { uk: inWords(NAMES.uk), en: inWords(NAMES.en).replaceAll(' і ', ' and ') }
}
