import { z } from 'zod'

const text = z.object({ uk: z.string(), en: z.string().optional() })
const hour = z.string().regex(/^([01]\d|2[0-4]):[0-5]\d$/)

export const QUICK_ANSWERS_MAX = 20

export const OUTSIDE_SESSION = ['other_first', 'send', 'never'] as const
export type OutsideSession = (typeof OUTSIDE_SESSION)[number]

/** Every rule's number that the owner can change, with the shop's defaults. One key is one row of `settings`. */
export const settingsSchema = z.object({
  shop: z
    .object({
      name: text,
      greeting: text,
      seller: z.object({ name: z.string(), code: z.string(), address: z.string(), phone: z.string() }),
      links: z.object({ offer: z.string(), returns: z.string(), privacy: z.string() }),
    })
    .prefault({
      name: { uk: 'Kram', en: 'Kram' },
      greeting: { uk: 'Взуття для всієї родини.', en: 'Shoes for the whole family.' },
      seller: { name: '', code: '', address: '', phone: '' },
      links: { offer: '', returns: '', privacy: '' },
    }),
  /** When the shop calls: Kyiv time, ISO weekdays (1 = Monday), holidays as YYYY-MM-DD. */
  hours: z
    .object({
      opens: hour,
      closes: hour,
      days: z.array(z.number().int().min(1).max(7)),
      holidays: z.array(z.string()),
    })
    .prefault({ opens: '09:00', closes: '19:00', days: [1, 2, 3, 4, 5, 6], holidays: [] }),
  /** Where transfers go; null = no transfer is offered. Never a card number. */
  bank: z
    .object({ recipient: z.string(), code: z.string(), iban: z.string(), bank: z.string() })
    .nullable()
    .prefault(null),
  /** Kopiykas paid first where the rest is paid on receipt. */
  prepayment: z.number().int().positive().prefault(200_00),
  /** Payments allowed by delivery where the shop differs from the table in carts/checkout-table.ts. */
  payments: z
    .partialRecord(
      z.enum(['nova_poshta_branch', 'nova_poshta_courier', 'post', 'pickup']),
      z.array(z.enum(['on_receipt', 'prepayment', 'transfer', 'online_card'])),
    )
    .prefault({}),
  /** An order paid on receipt up to so many kopiykas may be confirmed without a call (orders/without-call.ts); 0: none is. */
  confirmedWithoutCall: z.number().int().min(0).prefault(3_000_00),
  /** How many pieces a person whose phone is not proven may hold. */
  unprovenHoldLimit: z.number().int().min(0).prefault(2),
  /** A size with at most so many pieces left to order is running out; 0: nobody watches. */
  lowStock: z.number().int().min(0).prefault(0),
  /** A price that falls by more percent than this in an import or an edit waits for the owner. */
  priceFallPercent: z.number().min(0).max(100).prefault(30),
  /** A transfer that lacks at most so many kopiykas may be forgiven the rest by the accountant. */
  forgivenShortage: z.number().int().min(0).prefault(20_00),
  /** Money sent back above so many kopiykas is the owner's to confirm. */
  ownerReturnsAbove: z.number().int().min(0).prefault(5_000_00),
  /** A transfer not there: hours after which the customer is reminded. */
  transferReminderHours: z.array(z.number().positive()).prefault([24, 60]),
  /** A transfer not there: cancelled at this hour of this banking day. */
  transferDeadline: z
    .object({ bankingDays: z.number().int().positive(), at: hour })
    .prefault({ bankingDays: 3, at: '18:00' }),
  /** Calls in vain: back in the queue after so many hours; so many of them over so many days cancel an unpaid order. */
  notReached: z
    .object({
      hours: z.number().positive(),
      attempts: z.number().int().positive(),
      days: z.number().positive(),
    })
    .prefault({ hours: 2, attempts: 3, days: 2 }),
  /** An unconfirmed order's hold ends at this hour of the next working day. */
  holdEndsAt: hour.prefault('12:00'),
  /** An order that somebody took and left alone for so many working minutes returns to the queue. */
  untouchedMinutes: z.number().int().positive().prefault(30),
  /** An order that waits for somebody to go on shift is told to the owner after so many working minutes. */
  unattendedMinutes: z.number().int().positive().prefault(15),
  /** A pickup that is ready is kept so many days; the customer is reminded so many hours before. */
  pickup: z
    .object({ days: z.number().positive(), remindHours: z.number().positive() })
    .prefault({ days: 3, remindHours: 24 }),
  /** For so many days the words of messages are kept: what people wrote, what the shop told them. */
  retention: z
    .object({ inboxDays: z.number().int().positive(), notificationDays: z.number().int().positive() })
    .prefault({ inboxDays: 90, notificationDays: 365 }),
  /** The power cut that holds now (orders/power-cut.ts): what customers and staff are told, and until when nothing is cancelled by itself. */
  powerCut: z
    .object({ id: z.string(), outletId: z.string().nullable(), hours: z.number(), until: z.iso.datetime() })
    .nullable()
    .prefault(null),
  /** A question of a customer: unanswered for so many working minutes it goes back to all managers; prepared answers. */
  support: z
    .object({
      answerMinutes: z.number().int().min(1),
      quickAnswers: z
        .array(z.object({ code: z.string().regex(/^[a-z_]{1,20}$/), text }))
        .max(QUICK_ANSWERS_MAX),
    })
    .prefault({
      answerMinutes: 30,
      quickAnswers: [
        {
          code: 'delivery',
          text: {
            uk: 'Доставляємо Новою поштою за 1–3 дні. Вартість за тарифами перевізника.',
            en: 'We deliver by Nova Poshta in 1–3 days, at the carrier’s rates.',
          },
        },
        {
          code: 'size',
          text: {
            uk: 'Виміряйте, будь ласка, стопу від пʼяти до найдовшого пальця в сантиметрах: підкажемо розмір.',
            en: 'Please measure the foot from the heel to the longest toe in centimetres: we will tell the size.',
          },
        },
        {
          code: 'exchange',
          text: {
            uk: 'Обмін і повернення протягом 14 днів, якщо взуття не носили.',
            en: 'Exchange and return within 14 days if the shoes were not worn.',
          },
        },
        {
          code: 'checking',
          text: {
            uk: 'Перевіряємо наявність, напишемо за кілька хвилин.',
            en: 'Checking, back in a few minutes.',
          },
        },
      ],
    }),
  /** What we begin ourselves costs money in Viber after a person's session: the other messenger first, Viber all the same, or never Viber. */
  viber: z.object({ outsideSession: z.enum(OUTSIDE_SESSION) }).prefault({ outsideSession: 'other_first' }),
  /** Nothing but answers and results of payments is sent between these hours, Kyiv time. */
  quiet: z.object({ from: hour, to: hour }).prefault({ from: '21:00', to: '09:00' }),
})

export type Settings = z.infer<typeof settingsSchema>
export type SettingKey = keyof Settings
