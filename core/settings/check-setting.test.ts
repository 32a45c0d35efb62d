import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DomainError } from '../kernel/errors.ts'
import { BOUNDS } from './bounds.ts'
import { checkSetting } from './check-setting.ts'
import { type SettingKey, settingsSchema } from './settings.ts'
import { afterQuietHours, bankingDeadline, callWindow, holdEnd, workingMinutesAfter } from './working-time.ts'

const DEFAULTS = settingsSchema.parse({})

const refusalOf = (key: SettingKey, value: unknown): string | undefined => {
  try {
    checkSetting(key, value)
    return undefined
  } catch (error) {
    if (error instanceof DomainError) return error.code
    throw error
  }
}

const withPart = (value: unknown, path: readonly string[], part: unknown): unknown => {
  const [name, ...rest] = path
  if (!name) return Array.isArray(value) ? [part] : part
  const whole = value as Record<string, unknown>
  return { ...whole, [name]: withPart(whole[name], rest, part) }
}

describe('a setting', () => {
  it.each(Object.keys(DEFAULTS) as SettingKey[])('«%s» takes its default', (key) =>
    expect(refusalOf(key, DEFAULTS[key])).toBeUndefined(),
  )

  it.each(Object.entries(BOUNDS))(
    '«%s» takes nothing beyond its bounds, and a whole number at most',
    (path, { min, max }) => {
      const [key, ...rest] = path.split('.') as [SettingKey, ...string[]]
      const set = (part: number) => refusalOf(key, withPart(DEFAULTS[key], rest, part))
      for (const part of [min - 1, max + 1, 999_999_99, -5]) expect(set(part)).toMatch(/^settings\.bounds/)
    },
  )

  it.each<[string, SettingKey, object | string | null]>([
    ['title', 'shop', { name: { uk: '🙂' } }],
    ['title', 'shop', { name: { uk: 'К'.repeat(61) } }],
    ['text', 'shop', { greeting: { uk: '...' } }],
    ['code', 'shop', { seller: { ...DEFAULTS.shop.seller, code: '123' } }],
    ['phone', 'shop', { seller: { ...DEFAULTS.shop.seller, phone: '12' } }],
    ['link', 'shop', { links: { ...DEFAULTS.shop.links, offer: 'https://немає' } }],
    ['hours', 'hours', { opens: '10:00', closes: '10:30' }],
    ['hours', 'hours', { closes: '24:30' }],
    ['too_many_dates', 'hours', { holidays: Array.from({ length: 41 }, () => '2027-01-01') }],
    ['quiet', 'quiet', { from: '00:00', to: '23:00' }],
    ['quiet', 'quiet', { from: '24:30', to: '09:00' }],
    ['hour', 'holdEndsAt', '24:00'],
    ['pickup', 'pickup', { days: 1, remindHours: 24 }],
    ['code', 'bank', { recipient: 'ФОП', code: '1', iban: 'UA213223130000026007233566001', bank: 'Банк' }],
    [
      'bank',
      'bank',
      { recipient: '—', code: '3012345678', iban: 'UA213223130000026007233566001', bank: 'Банк' },
    ],
  ])('is refused as %s: %s %j', (code, key, part) => {
    const value = typeof part === 'string' ? part : { ...(DEFAULTS[key] as object), ...part }
    expect(refusalOf(key, value)).toBe(`settings.${code}`)
  })

  it('of hours that is taken leaves time to reckon every deadline, whatever the other settings', () => {
    const hour = fc.integer({ min: 0, max: 24 * 60 }).map((m) => `${two(m / 60)}:${two(m % 60)}`)
    const day = fc.integer({ min: 0, max: 365 }).map((n) => new globalThis.Date(Date.UTC(2027, 0, 1 + n)))
    const hours = fc.record({
      opens: hour,
      closes: hour,
      days: fc.uniqueArray(fc.integer({ min: 1, max: 7 })),
      holidays: fc.uniqueArray(
        day.map((date) => date.toISOString().slice(0, 10)),
        { maxLength: 45 },
      ),
    })
    const worst = {
      opens: '10:00',
      closes: '11:00',
      days: [1],
      holidays: Array.from({ length: 40 }, (_, n) =>
        new globalThis.Date(Date.UTC(2027, 0, 4 + 7 * n)).toISOString().slice(0, 10),
      ),
    }
    fc.assert(
      fc.property(hours, day, (given, from) => {
        fc.pre(refusalOf('hours', given) === undefined)
        const { max } = BOUNDS.untouchedMinutes
        expect(workingMinutesAfter(from, max, given) > from).toBe(true)
        expect(holdEnd(from, given, '12:00') > from).toBe(true)
        expect(callWindow(from, given).to > from).toBe(true)
        const bankingDays = BOUNDS['transferDeadline.bankingDays'].max
        expect(bankingDeadline(from, given, { bankingDays, at: '18:00' }) > from).toBe(true)
      }),
      { examples: [[worst, new globalThis.Date('2027-01-01T10:00:00Z')]] },
    )
  })

  it('of quiet hours leaves an hour to speak in every day', () => {
    const from = new globalThis.Date('2027-01-01T10:00:00Z')
    expect(afterQuietHours(from, { from: '09:00', to: '01:00' }).getTime() - from.getTime()).toBeLessThan(
      24 * 60 * 60_000,
    )
  })
})

const two = (n: number) => String(Math.floor(n)).padStart(2, '0')
