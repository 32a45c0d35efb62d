import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openingHoursText, readOpeningHours } from './opening-hours.ts'

const read = (typed: string) => {
  const hours = readOpeningHours(typed)
  return hours && openingHoursText(hours).uk
}

describe('opening hours', () => {
  it.each([
    ['пн-пт 10-19', 'Пн–Пт 10:00–19:00'],
    ['щодня 10:00–20:00', 'Щодня 10:00–20:00'],
    ['10.00 - 20.00', 'Щодня 10:00–20:00'],
    ['Пн–Сб 10:00–19:00, нд 11:00–17:00', 'Пн–Сб 10:00–19:00, Нд 11:00–17:00'],
    ['пн, ср, пт з 9 до 18; сб, нд вихідні', 'Пн 09:00–18:00, Ср 09:00–18:00, Пт 09:00–18:00'],
    ['будні 9-18 вихідні 10-15', 'Пн–Пт 09:00–18:00, Сб–Нд 10:00–15:00'],
    ['з понеділка по пʼятницю 9:30–13:00, 14:00–18:00', 'Пн–Пт 09:30–13:00 і 14:00–18:00'],
    ['пн-вс 8-24', 'Щодня 08:00–24:00'],
    ['цілодобово', 'Щодня 00:00–24:00'],
    ['24/7', 'Щодня 00:00–24:00'],
  ])('%s is read as %s', (typed, shown) => expect(read(typed)).toBe(shown))

  it.each([
    '25:99',
    'завжди',
    '10',
    'пн-пт',
    '19-10',
    '10:00–10:00',
    'пн 10-14, пн 12-18',
    '10-25',
    '10:60-12',
    '',
    '🙂',
    'пн-10',
  ])('«%s» is none', (typed) => expect(read(typed)).toBeUndefined())

  it('are shown so that they are read back as they were', () => {
    const time = fc.integer({ min: 0, max: 95 })
    const day = fc
      .uniqueArray(time, { maxLength: 4 })
      .map((times) => times.toSorted((a, b) => a - b))
      .map((times) => times.slice(0, times.length - (times.length % 2)))
      .map((times) =>
        times.flatMap((opens, i) => (i % 2 ? [] : [{ opens: clock(opens), closes: clock(times[i + 1]!) }])),
      )
    const week = fc
      .array(day, { minLength: 7, maxLength: 7 })
      .filter((days) => days.some((each) => each.length > 0))
    fc.assert(
      fc.property(week, (hours) => {
        const { uk, en } = openingHoursText(hours)
        expect(readOpeningHours(uk)).toEqual(hours)
        expect(readOpeningHours(en!)).toEqual(hours)
      }),
    )
  })
})

const clock = (quarters: number) =>
  `${String(Math.floor(quarters / 4)).padStart(2, '0')}:${String((quarters % 4) * 15).padStart(2, '0')}`
