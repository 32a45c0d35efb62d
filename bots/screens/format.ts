import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { DateTime } from 'luxon'
import { type Money, money } from '../../core/kernel/money.ts'
import type { Language } from '../../core/kernel/text.ts'

const KYIV = 'Europe/Kyiv'
const NO_BREAK = '\u00a0'

/** `1 360 ₴`, with kopiykas only where there are any: `1 360,50 ₴`. Spaces do not break. */
export const formatMoney = (amount: Money): string => {
  const hryvnias = Math.trunc(Math.abs(amount) / 100)
  const kopiykas = Math.abs(amount) % 100
  const grouped = String(hryvnias).replace(/\B(?=(\d{3})+$)/g, NO_BREAK)
  return `${amount < 0 ? '−' : ''}${grouped}${kopiykas ? `,${String(kopiykas).padStart(2, '0')}` : ''}${NO_BREAK}₴`
}

/** `+380 67 123 45 67`: Ukrainian numbers as they are said, others as their country writes them. */
export const formatPhone = (phone: string): string =>
  /^\+380\d{9}$/.test(phone)
    ? phone.replace(/^\+380(\d{2})(\d{3})(\d{2})(\d{2})$/, '+380 $1 $2 $3 $4')
    : (parsePhoneNumberFromString(phone)?.formatInternational() ?? phone)

const kyiv = (date: Date, language: Language) => DateTime.fromJSDate(date, { zone: KYIV }).setLocale(language)

/** `пн, 24 листопада`, by Kyiv. */
export const formatDate = (date: Date, language: Language): string =>
  kyiv(date, language).toFormat('ccc, d MMMM')

/** `10:00`, by Kyiv. */
export const formatTime = (date: Date, language: Language): string => kyiv(date, language).toFormat('HH:mm')

/** `пн 24.11, 10:00`: a moment as short as a button needs it, by Kyiv. */
export const formatMoment = (date: Date, language: Language): string =>
  kyiv(date, language).toFormat('ccc d.MM, HH:mm')

/** `пт 20.11` and `15:30`, by Kyiv: the parts of a moment for a text that says «о …». */
export const momentParts = (date: Date, language: Language): { day: string; time: string } => {
  const here = kyiv(date, language)
  return { day: here.toFormat('ccc d.MM'), time: here.toFormat('HH:mm') }
}

/** How old something is, in the largest unit that says enough. */
export const ageOf = (
  since: Date,
  now: Date,
): { unit: 'now' | 'minutes' | 'hours' | 'days'; count: number } => {
  const minutes = Math.max(0, Math.floor((now.getTime() - since.getTime()) / 60_000))
  if (minutes === 0) return { unit: 'now', count: 0 }
  if (minutes < 60) return { unit: 'minutes', count: minutes }
  if (minutes < 48 * 60) return { unit: 'hours', count: Math.floor(minutes / 60) }
  return { unit: 'days', count: Math.floor(minutes / 1440) }
}

/** Kopiykas of a typed sum: `1360`, `1 360,50`, `1360.5 грн`. Undefined for what is none, or nought. */
export const readMoney = (typed: string): Money | undefined => {
  const text = typed.replace(/[\s\u00a0\u202f]/g, '').replace(/(?:₴|грн\.?|uah)$/iu, '')
  const found = /^(\d{1,8})(?:[.,](\d{1,2}))?$/.exec(text)
  if (!found) return undefined
  const kopiykas = Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0'))
  return kopiykas > 0 ? money(kopiykas) : undefined
}

/** Whether a later moment is today, tomorrow or on another day, by Kyiv. */
export const dayWord = (date: Date, now: Date): 'today' | 'tomorrow' | 'later' => {
  const days = kyiv(date, 'uk').startOf('day').diff(kyiv(now, 'uk').startOf('day'), 'days').days
  return days < 1 ? 'today' : days < 2 ? 'tomorrow' : 'later'
}
