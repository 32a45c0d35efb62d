import { expect, test } from 'vitest'
import { dayLabel, dayOf, timeLabel } from './dates.ts'

const seconds = (iso: string) => Date.parse(iso) / 1000
const now = Date.parse('2026-11-25T09:00:00Z')

test('a day is named as one says it', () => {
  expect(dayLabel(seconds('2026-11-25T06:00:00Z'), now)).toBe('сьогодні')
  expect(dayLabel(seconds('2026-11-24T06:00:00Z'), now)).toBe('вчора')
  expect(dayLabel(seconds('2026-11-23T06:00:00Z'), now)).toBe('пн, 23 листопада')
  expect(dayLabel(seconds('2025-12-31T12:00:00Z'), now)).toBe('ср, 31 грудня 2025')
})

test('the day and the hour are those of Kyiv, not of the browser', () => {
  expect(dayOf(seconds('2026-11-24T22:30:00Z'))).toBe('2026-11-25')
  expect(dayLabel(seconds('2026-11-24T22:30:00Z'), now)).toBe('сьогодні')
  expect(timeLabel(seconds('2026-11-24T22:30:00Z'))).toBe('00:30')
  expect(timeLabel(seconds('2026-07-01T12:05:00Z'))).toBe('15:05')
})
