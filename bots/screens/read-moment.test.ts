import { describe, expect, it } from 'vitest'
import { readMoment } from './read-moment.ts'

/** A Friday, noon in Kyiv. */
const NOW = new Date('2026-11-20T10:00:00Z')
const read = (typed: string) => readMoment(typed, NOW)?.toISOString().slice(0, 16)

describe('a moment as a person types it', () => {
  it.each([
    ['14', '2026-11-20T12:00'],
    ['о 14:30', '2026-11-20T12:30'],
    ['14.30', '2026-11-20T12:30'],
    ['11', '2026-11-21T09:00'],
    ['завтра 10', '2026-11-21T08:00'],
    ['Завтра о 10:15', '2026-11-21T08:15'],
    ['післязавтра', '2026-11-22T07:00'],
    ['28.11', '2026-11-28T07:00'],
    ['28.11 12:00', '2026-11-28T10:00'],
    ['28.11 о 16', '2026-11-28T14:00'],
    ['01.02', '2027-02-01T07:00'],
    ['tomorrow at 10', '2026-11-21T08:00'],
  ])('«%s»', (typed, at) => {
    expect(read(typed)).toBe(at)
  })

  it.each(['', 'колись', '25:00', '14:75', '31.02', '45', 'сьогодні 9', '14 15 16'])(
    '«%s» is none',
    (typed) => {
      expect(read(typed)).toBeUndefined()
    },
  )
})
