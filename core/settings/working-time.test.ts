import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { settingsSchema } from './settings.ts'
import {
  afterQuietHours,
  bankingDeadline,
  callWindow,
  dayOf,
  holdEnd,
  workingMinutesAfter,
  workingMinutesBetween,
} from './working-time.ts'

const { hours, quiet, transferDeadline } = settingsSchema.parse({})
const kyiv = (text: string) =>
  new Date(`${text}${text > '2026-10-25T04' || text < '2026-03-29T03' ? '+02:00' : '+03:00'}`)

describe('working time in Kyiv', () => {
  it('a hold ends at noon of the next working day, over a Sunday and a holiday', () => {
    expect(holdEnd(kyiv('2026-11-20T23:50:00'), hours, '12:00')).toEqual(kyiv('2026-11-21T12:00:00'))
    expect(holdEnd(kyiv('2026-11-21T10:00:00'), hours, '12:00')).toEqual(kyiv('2026-11-23T12:00:00'))
    const closed = { ...hours, holidays: ['2026-11-23'] }
    expect(holdEnd(kyiv('2026-11-21T10:00:00'), closed, '12:00')).toEqual(kyiv('2026-11-24T12:00:00'))
  })

  it('a transfer has until 18:00 of the third banking day', () => {
    expect(bankingDeadline(kyiv('2026-11-20T15:00:00'), hours, transferDeadline)).toEqual(
      kyiv('2026-11-25T18:00:00'),
    )
  })

  it('a day is from midnight to midnight, also the one of 25 hours', () => {
    expect(dayOf(kyiv('2026-11-20T00:00:00'))).toEqual({
      from: kyiv('2026-11-20T00:00:00'),
      to: kyiv('2026-11-21T00:00:00'),
    })
    const { from, to } = dayOf(kyiv('2026-10-25T12:00:00'))
    expect((to.getTime() - from.getTime()) / 3_600_000).toBe(25)
  })

  it('noon is noon on the day of 25 hours', () => {
    expect(holdEnd(kyiv('2026-10-24T10:00:00'), { ...hours, days: [7] }, '12:00')).toEqual(
      kyiv('2026-10-25T12:00:00'),
    )
  })

  it('what falls into the quiet hours goes at nine, before and after midnight', () => {
    expect(afterQuietHours(kyiv('2026-11-20T21:00:00'), quiet)).toEqual(kyiv('2026-11-21T09:00:00'))
    expect(afterQuietHours(kyiv('2026-11-21T03:00:00'), quiet)).toEqual(kyiv('2026-11-21T09:00:00'))
    expect(afterQuietHours(kyiv('2026-11-21T09:00:00'), quiet)).toEqual(kyiv('2026-11-21T09:00:00'))
    expect(afterQuietHours(kyiv('2026-11-21T20:59:59'), quiet)).toEqual(kyiv('2026-11-21T20:59:59'))
  })

  it('a call is promised within working hours only', () => {
    expect(callWindow(kyiv('2026-11-20T10:20:00'), hours)).toEqual({
      from: kyiv('2026-11-20T11:00:00'),
      to: kyiv('2026-11-20T13:00:00'),
      today: true,
    })
    expect(callWindow(kyiv('2026-11-20T23:10:00'), hours)).toEqual({
      from: kyiv('2026-11-21T09:00:00'),
      to: kyiv('2026-11-21T11:00:00'),
      today: false,
    })
    expect(callWindow(kyiv('2026-11-21T18:50:00'), hours).from).toEqual(kyiv('2026-11-23T09:00:00'))
  })
})

describe('working minutes', () => {
  it('pass only while the shop is open: over a night, a Sunday and a holiday', () => {
    const passed = (from: string, minutes: number, when = hours) =>
      workingMinutesAfter(kyiv(from), minutes, when)
    expect(passed('2026-11-20T10:00:00', 30)).toEqual(kyiv('2026-11-20T10:30:00'))
    expect(passed('2026-11-20T03:00:00', 30)).toEqual(kyiv('2026-11-20T09:30:00'))
    expect(passed('2026-11-20T18:50:00', 30)).toEqual(kyiv('2026-11-21T09:20:00'))
    expect(passed('2026-11-21T18:50:00', 30)).toEqual(kyiv('2026-11-23T09:20:00'))
    const closed = { ...hours, holidays: ['2026-11-23'] }
    expect(passed('2026-11-21T18:50:00', 30, closed)).toEqual(kyiv('2026-11-24T09:20:00'))
  })

  it('are those that really pass on the days of 25 and of 23 hours', () => {
    const always = { opens: '00:00', closes: '24:00', days: [7], holidays: [] }
    const day = (from: string, to: string) => workingMinutesBetween(new Date(from), new Date(to), always)
    expect(day('2026-10-24T12:00:00Z', '2026-10-26T12:00:00Z')).toBe(25 * 60)
    expect(day('2027-03-27T12:00:00Z', '2027-03-29T12:00:00Z')).toBe(23 * 60)
    // 03:30 comes twice on 25 October: half an hour after the first is 04:00 summer time, which is 03:00 again.
    expect(workingMinutesAfter(new Date('2026-10-25T00:30:00Z'), 30, always)).toEqual(
      new Date('2026-10-25T01:00:00Z'),
    )
    expect(workingMinutesAfter(new Date('2027-03-28T00:30:00Z'), 60, always)).toEqual(
      new Date('2027-03-28T01:30:00Z'),
    )
  })

  const hour = fc.integer({ min: 0, max: 24 }).map((h) => `${String(h).padStart(2, '0')}:00`)
  const calendar = fc
    .record({
      opens: hour,
      closes: hour,
      days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      holidays: fc.constantFrom<string[]>([], ['2026-10-26'], ['2026-10-25', '2027-03-29']),
    })
    .filter(({ opens, closes }) => opens < closes)
  // Around both days on which the clocks change.
  const moment = fc
    .tuple(
      fc.constantFrom('2026-10-25T00:00:00Z', '2027-03-28T00:00:00Z'),
      fc.integer({ min: -72 * 60, max: 72 * 60 }),
    )
    .map(([day, minutes]) => new Date(new Date(day).getTime() + minutes * 60_000))
  const minutes = fc.integer({ min: 0, max: 1_400 })

  it('that were added lie between: what is counted back is what was given, whatever the calendar', () => {
    fc.assert(
      fc.property(calendar, moment, minutes, (when, from, given) => {
        const to = workingMinutesAfter(from, given, when)
        expect(to >= from).toBe(true)
        expect(workingMinutesBetween(from, to, when)).toBe(given)
      }),
    )
  })

  it('add up: one wait after another is as long as both at once', () => {
    fc.assert(
      fc.property(calendar, moment, minutes, minutes, (when, from, a, b) => {
        const step = workingMinutesAfter(from, a, when)
        const [twice, once] = [workingMinutesAfter(step, b, when), workingMinutesAfter(from, a + b, when)]
        expect(twice).toEqual(once)
      }),
    )
  })
})
