import { DateTime } from 'luxon'
import { type DeliveryMethod, PAYMENT_METHODS } from '../../core/carts/index.ts'
import { hryvnias, type Money } from '../../core/kernel/money.ts'
import { parsePhone } from '../../core/kernel/phone.ts'
import { oneLine } from '../../core/kernel/text.ts'
import { OUTSIDE_SESSION, type OutsideSession } from '../../core/settings/index.ts'
import type { Words } from '../locales/words.ts'
import { formatMoney, formatPhone } from '../screens/format.ts'

/**
 * A kind of value that the owner types or presses: how it is shown, and how it is read from what was typed (undefined:
 * not such a value). Whether the shop takes it is core's to say (settings/change-setting.ts).
 */
export interface Kind<T = unknown> {
  readonly show: (value: T, words: Words) => string
  readonly read: (typed: string) => T | undefined
  /** What is pressed on and off instead of typed: each choice with its place in the value. */
  readonly choices?: readonly (string | number)[]
  /** One of the choices holds instead of any number of them. */
  readonly one?: true
}

const kind = <T>(given: Kind<T>): Kind => given as Kind

const number = (typed: string): number | undefined =>
  /^\d{1,7}$/.test(typed.replace(/[\s₴%]/g, '')) ? Number(typed.replace(/[\s₴%]/g, '')) : undefined

/** "25.12.2026" as 2026-12-25. */
const readDate = (text: string): string | undefined => {
  const date = DateTime.fromFormat(text.trim(), 'd.M.yyyy')
  return date.isValid ? (date.toISODate() ?? undefined) : undefined
}

/** All of what is between commas, spaces or lines, or nothing. */
const readList = <T>(typed: string, read: (part: string) => T | undefined): T[] | undefined => {
  const parts = typed.split(/[\s,;]+/).filter(Boolean)
  const values = parts.flatMap((part) => read(part) ?? [])
  return values.length === parts.length ? values : undefined
}

interface Bank {
  readonly recipient: string
  readonly code: string
  readonly iban: string
  readonly bank: string
}

export const KINDS = {
  title: kind<string>({ show: (value) => value, read: oneLine }),
  text: kind<string>({ show: (value) => value, read: oneLine }),
  code: kind<string>({ show: (value) => value, read: (typed) => typed.replace(/[\s-]/g, '') }),
  phone: kind<string>({ show: (value) => value && formatPhone(value), read: parsePhone }),
  link: kind<string>({
    show: (value) => value,
    read: (typed) => (/^https?:/i.test(typed.trim()) ? typed.trim() : `https://${typed.trim()}`),
  }),
  hour: kind<string>({
    show: (value) => value,
    read: (typed) => {
      const [, h, m] = /^\s*(\d{1,2})[:.](\d{2})\s*$/.exec(typed) ?? []
      return h && m && Number(h) <= 24 && Number(m) < 60 ? `${h.padStart(2, '0')}:${m}` : undefined
    },
  }),
  money: kind<Money>({
    show: (value) => formatMoney(value),
    read: (typed) => {
      const whole = number(typed)
      return whole === undefined ? undefined : hryvnias(whole)
    },
  }),
  percent: kind<number>({ show: (value) => `${value} %`, read: number }),
  count: kind<number>({ show: String, read: number }),
  minutes: kind<number>({ show: (value, words) => words.say('setup.minutes', { n: value }), read: number }),
  reminders: kind<number[]>({
    show: (value, words) => words.say('setup.hours', { list: value.join(', ') }),
    read: (typed) => {
      const hours = readList(typed, number)
      return hours?.length ? [...new Set(hours)].toSorted((a, b) => a - b) : undefined
    },
  }),
  dates: kind<string[]>({
    show: (value) => value.map((day) => DateTime.fromISO(day).toFormat('dd.MM.yyyy')).join(', '),
    read: (typed) => {
      const dates = typed.trim() === '0' ? [] : readList(typed, readDate)
      return dates && [...new Set(dates)].toSorted()
    },
  }),
  days: kind<number[]>({
    show: (value, words) => value.map((day) => words.say(`setup.day.${day as 1}`)).join(', '),
    read: () => undefined,
    choices: [1, 2, 3, 4, 5, 6, 7],
  }),
  payments: kind<string[]>({
    show: (value, words) =>
      PAYMENT_METHODS.filter((method) => value.includes(method))
        .map((method) => words.say(`payment.short.${method}`).toLowerCase())
        .join(', '),
    read: () => undefined,
    choices: PAYMENT_METHODS,
  }),
  outside_session: kind<OutsideSession>({
    show: (value, words) => words.say(`setup.outside.${value}`),
    read: () => undefined,
    choices: OUTSIDE_SESSION,
    one: true,
  }),
  bank: kind<Bank | null>({
    show: (value) => (value ? [value.recipient, value.code, value.iban, value.bank].join('\n') : ''),
    read: (typed) => {
      const lines = typed.split('\n').map(oneLine).filter(Boolean)
      const [recipient, code, iban, bank] = lines
      if (lines.length !== 4 || !recipient || !code || !iban || !bank) return undefined
      return { recipient, code: code.replace(/\D/g, ''), iban: iban.replace(/\s/g, '').toUpperCase(), bank }
    },
  }),
} as const

export type KindName = keyof typeof KINDS

/** The label of a choice. */
export const choiceWords = (choice: string | number, words: Words): string => {
  if (typeof choice === 'number') return words.say(`setup.day.${choice as 1}`)
  return isOutsideSession(choice)
    ? words.say(`setup.outside.${choice}`)
    : words.say(`payment.short.${choice as (typeof PAYMENT_METHODS)[number]}`)
}

const isOutsideSession = (choice: string): choice is OutsideSession =>
  (OUTSIDE_SESSION as readonly string[]).includes(choice)

export const DELIVERY_OF = {
  pay_branch: 'nova_poshta_branch',
  pay_courier: 'nova_poshta_courier',
  pay_post: 'post',
  pay_pickup: 'pickup',
} as const satisfies Readonly<Record<string, DeliveryMethod>>
