import { describe, expect, it } from 'vitest'
import { settingsSchema } from './settings.ts'
import { afterQuietHours, bankingDeadline, callWindow, dayOf, holdEnd } from './working-time.ts'

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
