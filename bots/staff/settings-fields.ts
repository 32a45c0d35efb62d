import { allowedPayments } from '../../core/carts/index.ts'
import { type Bound, boundOf, type SettingKey, type Settings } from '../../core/settings/index.ts'
import { DELIVERY_OF, type KindName } from './settings-kinds.ts'

/** One thing that the owner can change: a setting, or a part of one. */
export interface Field {
  readonly section: Section
  readonly key: SettingKey
  /** Where in the setting's value it stands. */
  readonly path: readonly string[]
  readonly kind: KindName
  /** It costs money when it is wrong: asked once more before it holds. */
  readonly twice?: true
  /** Can be left out altogether: how that is kept. */
  readonly off?: null | ''
}

export const SECTIONS = ['shop', 'hours', 'money', 'rules'] as const
export type Section = (typeof SECTIONS)[number]

const field = (section: Section, kind: KindName, at: string, more: Partial<Field> = {}): Field => {
  const [key, ...path] = at.split('.')
  return { section, kind, key: key as SettingKey, path, ...more }
}

/** All that the owner can change, in the order in which it is shown: a new setting is a line here and its words. */
export const FIELDS = {
  name: field('shop', 'title', 'shop.name.uk'),
  name_en: field('shop', 'title', 'shop.name.en', { off: '' }),
  greeting: field('shop', 'text', 'shop.greeting.uk'),
  greeting_en: field('shop', 'text', 'shop.greeting.en', { off: '' }),
  seller: field('shop', 'text', 'shop.seller.name'),
  seller_code: field('shop', 'code', 'shop.seller.code'),
  seller_address: field('shop', 'text', 'shop.seller.address'),
  seller_phone: field('shop', 'phone', 'shop.seller.phone'),
  offer: field('shop', 'link', 'shop.links.offer', { off: '' }),
  returns: field('shop', 'link', 'shop.links.returns', { off: '' }),
  privacy: field('shop', 'link', 'shop.links.privacy', { off: '' }),
  opens: field('hours', 'hour', 'hours.opens'),
  closes: field('hours', 'hour', 'hours.closes'),
  days: field('hours', 'days', 'hours.days'),
  holidays: field('hours', 'dates', 'hours.holidays'),
  hold_ends: field('hours', 'hour', 'holdEndsAt'),
  quiet_from: field('hours', 'hour', 'quiet.from'),
  quiet_to: field('hours', 'hour', 'quiet.to'),
  bank: field('money', 'bank', 'bank', { twice: true, off: null }),
  prepayment: field('money', 'money', 'prepayment', { twice: true }),
  price_fall: field('money', 'percent', 'priceFallPercent', { twice: true }),
  forgiven: field('money', 'money', 'forgivenShortage', { twice: true }),
  owner_returns: field('money', 'money', 'ownerReturnsAbove', { twice: true }),
  without_call: field('money', 'money', 'confirmedWithoutCall', { twice: true }),
  pay_branch: field('money', 'payments', `payments.${DELIVERY_OF.pay_branch}`),
  pay_courier: field('money', 'payments', `payments.${DELIVERY_OF.pay_courier}`),
  pay_post: field('money', 'payments', `payments.${DELIVERY_OF.pay_post}`),
  pay_pickup: field('money', 'payments', `payments.${DELIVERY_OF.pay_pickup}`),
  reminders: field('rules', 'reminders', 'transferReminderHours'),
  transfer_days: field('rules', 'count', 'transferDeadline.bankingDays'),
  transfer_at: field('rules', 'hour', 'transferDeadline.at'),
  pickup_days: field('rules', 'count', 'pickup.days'),
  pickup_remind: field('rules', 'count', 'pickup.remindHours'),
  call_attempts: field('rules', 'count', 'notReached.attempts'),
  call_days: field('rules', 'count', 'notReached.days'),
  unproven: field('rules', 'count', 'unprovenHoldLimit'),
  low_stock: field('rules', 'count', 'lowStock'),
  call_hours: field('rules', 'count', 'notReached.hours'),
  untouched: field('rules', 'minutes', 'untouchedMinutes'),
  unattended: field('rules', 'minutes', 'unattendedMinutes'),
  answer_minutes: field('rules', 'minutes', 'support.answerMinutes'),
  inbox_days: field('rules', 'count', 'retention.inboxDays'),
  notification_days: field('rules', 'count', 'retention.notificationDays'),
  viber_outside: field('rules', 'outside_session', 'viber.outsideSession'),
} as const satisfies Readonly<Record<string, Field>>

export type FieldCode = keyof typeof FIELDS
export const FIELD_CODES = Object.keys(FIELDS) as FieldCode[]
export const fieldOf = (code: FieldCode): Field => FIELDS[code]

/** Between which numbers it may be; undefined where it is no number. */
export const fieldBound = (code: FieldCode): Bound | undefined =>
  boundOf([fieldOf(code).key, ...fieldOf(code).path].join('.'))

/** A field's part of a setting's value. */
export const partOf = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((part, name) => (part as Record<string, unknown> | null)?.[name], value)

/** The value with that part replaced. */
export const withPart = (value: unknown, path: readonly string[], part: unknown): unknown => {
  const [name, ...rest] = path
  if (name === undefined) return part
  const whole = (value ?? {}) as Record<string, unknown>
  return { ...whole, [name]: withPart(whole[name], rest, part) }
}

/** What holds now; a delivery's payments are those of the shop's table where the setting says nothing. */
export const presentOf = (settings: Settings, code: FieldCode): unknown => {
  const { key, path } = fieldOf(code)
  if (Object.hasOwn(DELIVERY_OF, code))
    return allowedPayments(DELIVERY_OF[code as keyof typeof DELIVERY_OF], settings)
  return partOf(settings[key], path)
}
