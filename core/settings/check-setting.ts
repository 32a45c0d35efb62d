import { namesCard } from '../kernel/card-number.ts'
import { DomainError } from '../kernel/errors.ts'
import { parsePhone } from '../kernel/phone.ts'
import { isIban } from './bank-details.ts'
import { HOLIDAYS_MAX, LONGEST_QUIET, outOfBounds, REMINDERS_MAX, SHORTEST_DAY } from './bounds.ts'
import { type SettingKey, type Settings, settingsSchema } from './settings.ts'

const TITLE_MAX = 60
const TEXT_MAX = 300
/** It goes to the customer as one message, and several stand on one screen. */
const ANSWER_MAX = 500
const LETTER = /\p{L}/u

const isText = (text: string, max: number): boolean => text.length <= max && LETTER.test(text)

/** A Ukrainian enterprise's code has eight digits, a person's ten. */
const isCode = (text: string): boolean => /^(\d{8}|\d{10})$/.test(text)

const isPhone = (text: string): boolean => parsePhone(text) === text

const isLink = (text: string): boolean => {
  if (!/^https?:\/\//.test(text) || text.length > TEXT_MAX || !URL.canParse(text)) return false
  return /^[^.]+(\.[^.]+)+$/.test(new URL(text).hostname)
}

/** Minutes since midnight; not a number for what is no time of a day. 24:00 is its end. */
const minutesOf = (hour: string): number => {
  const [h = 0, m = 0] = hour.split(':').map(Number)
  return h < 24 || m === 0 ? h * 60 + m : Number.NaN
}

/** What is not filled in yet may stay so. */
const isEmptyOr =
  (fits: (text: string) => boolean) =>
  (text: string | undefined): boolean =>
    !text || fits(text)

const isShort = (text: string): boolean => isText(text, TEXT_MAX)

const isInDay = (hour: string): boolean => minutesOf(hour) < 24 * 60

type Checks = { readonly [K in SettingKey]?: (value: Settings[K]) => void }

const CHECKS: Checks = {
  shop: ({ name, greeting, seller, links }) => {
    const names = [name.uk, name.en || name.uk]
    if (!names.every((each) => isText(each, TITLE_MAX))) throw new DomainError('settings.title')
    const texts = [greeting.en, seller.name, seller.address]
    if (!isShort(greeting.uk) || !texts.every(isEmptyOr(isShort))) throw new DomainError('settings.text')
    if (!isEmptyOr(isCode)(seller.code)) throw new DomainError('settings.code')
    if (!isEmptyOr(isPhone)(seller.phone)) throw new DomainError('settings.phone')
    if (!Object.values(links).every(isEmptyOr(isLink))) throw new DomainError('settings.link')
  },
  hours: ({ opens, closes, days, holidays }) => {
    const open = minutesOf(closes) - minutesOf(opens)
    if (!(open >= SHORTEST_DAY) || days.length === 0) throw new DomainError('settings.hours')
    if (holidays.length > HOLIDAYS_MAX)
      throw new DomainError('settings.too_many_dates', { max: HOLIDAYS_MAX })
  },
  quiet: ({ from, to }) => {
    const silence = (minutesOf(to) - minutesOf(from) + 24 * 60) % (24 * 60)
    if (!(silence <= LONGEST_QUIET * 60)) throw new DomainError('settings.quiet', { max: LONGEST_QUIET })
  },
  holdEndsAt: (at) => {
    if (!isInDay(at)) throw new DomainError('settings.hour')
  },
  transferDeadline: ({ at }) => {
    if (!isInDay(at)) throw new DomainError('settings.hour')
  },
  transferReminderHours: (hours) => {
    const rises = hours.every((each, i) => i === 0 || each > hours[i - 1]!)
    if (!rises || hours.length > REMINDERS_MAX)
      throw new DomainError('settings.too_many_reminders', { max: REMINDERS_MAX })
  },
  pickup: ({ days, remindHours }) => {
    if (remindHours >= days * 24) throw new DomainError('settings.pickup')
  },
  support: ({ quickAnswers }) => {
    const fits = (text: string) => isText(text, ANSWER_MAX)
    if (!quickAnswers.every(({ text }) => fits(text.uk) && isEmptyOr(fits)(text.en)))
      throw new DomainError('settings.answer', { max: ANSWER_MAX })
  },
  bank: (bank) => {
    if (!bank) return
    if (!isShort(bank.recipient) || !isShort(bank.bank)) throw new DomainError('settings.bank')
    if (!isCode(bank.code)) throw new DomainError('settings.code')
    if (!isIban(bank.iban)) throw new DomainError('settings.iban')
  },
}

/**
 * A value as the setting takes it: what the shop could not live by is refused in words that say what it may be.
 *
 * @throws DomainError `settings.…`: `bounds`, `bounds_money` { min, max }, `card_number`, `invalid` for what is not of the
 *   setting's shape, else the code of the check above
 */
export const checkSetting = <K extends SettingKey>(key: K, value: unknown): Settings[K] => {
  if (namesCard(JSON.stringify(value).replaceAll('\\n', '\n'))) throw new DomainError('settings.card_number')
  const parsed = settingsSchema.shape[key].safeParse(value)
  const bound = outOfBounds(key, value)
  if (bound) {
    const { min, max } = bound
    throw new DomainError(bound.money ? 'settings.bounds_money' : 'settings.bounds', { min, max })
  }
  if (!parsed.success) throw new DomainError('settings.invalid')
  const checked = settingsSchema.parse({ [key]: parsed.data })[key]
  const check = CHECKS[key] as ((value: Settings[K]) => void) | undefined
  check?.(checked)
  return checked
}
