import { money } from '../../core/kernel/money.ts'
import { cut } from '../../core/kernel/text.ts'
import { OUTLET_TEXTS } from '../../core/outlets/index.ts'
import type { Words } from '../locales/words.ts'
import { button, type Card, GAP, inRows } from '../screens/card.ts'
import { formatDate, formatMoney, formatPhone, formatTime } from '../screens/format.ts'
import type { CardsOf, ScreenOf } from '../screens/screen.ts'
import type { SettingsScreen } from './settings.screens.ts'
import { FIELD_CODES, type FieldCode, fieldBound, fieldOf, presentOf, SECTIONS } from './settings-fields.ts'
import { choiceWords, KINDS } from './settings-kinds.ts'

const SHOWN_MAX = 60

const valueWords = (field: FieldCode, value: unknown, words: Words): string => {
  if (value === undefined || value === null) return words.say('setup.nothing')
  return KINDS[fieldOf(field).kind].show(value, words) || words.say('setup.nothing')
}

const boundWords = (field: FieldCode, bound: number): string =>
  fieldOf(field).kind === 'money' ? formatMoney(money(bound)) : String(bound)

const setupCard = (words: Words): Card => ({
  lines: [{ bold: words.say('setup.title') }, GAP, words.say('setup.lead')],
  rows: [
    ...inRows(
      SECTIONS.map((section) =>
        button(words.say(`setup.section.${section}`), { to: 'setup_section', section }),
      ),
      2,
    ),
    [
      button(words.say('setup.outlets'), { to: 'outlets' }),
      button(words.say('ticket.quick'), { to: 'quick_answers' }),
    ],
    [button(words.say('desk.back'), { to: 'desk' })],
  ],
})

const sectionCard = ({ section, settings }: ScreenOf<'setup_section'>, words: Words): Card => {
  const fields = FIELD_CODES.filter((code) => fieldOf(code).section === section)
  const shown = (code: FieldCode) => {
    const value = valueWords(code, presentOf(settings, code), words).replaceAll('\n', ', ')
    return value.length > SHOWN_MAX ? `${value.slice(0, SHOWN_MAX).toWellFormed()}…` : value
  }
  return {
    lines: [
      { bold: words.say(`setup.section.${section}`) },
      GAP,
      ...fields.map((code) => `${words.say(`setup.field.${code}`)}: ${shown(code)}`),
    ],
    rows: [
      ...inRows(
        fields.map((code) => button(words.say(`setup.field.${code}`), { to: 'setup_field', field: code })),
        2,
      ),
      [button(words.say('setup.back'), { to: 'setup' })],
    ],
  }
}

const fieldCard = ({ field, present, last, asks }: ScreenOf<'setup_field'>, words: Words): Card => {
  const { kind, section, off } = fieldOf(field)
  const { choices, one } = KINDS[kind]
  const title = { bold: words.say(`setup.field.${field}`) }
  const now = valueWords(field, present, words)
  if (asks)
    return {
      lines: [
        title,
        GAP,
        words.say('setup.now', { value: now }),
        { bold: words.say('setup.question', { value: valueWords(field, asks.value, words) }) },
      ],
      rows: [
        [button(words.say('setup.surely'), { to: 'setup_surely', field, sum: asks.sum })],
        [button(words.say('setup.keep'), { to: 'setup_field', field })],
      ],
    }
  const bound = fieldBound(field)
  const bounds = bound && { min: boundWords(field, bound.min), max: boundWords(field, bound.max) }
  const chosen = Array.isArray(present) ? (present as readonly unknown[]) : [present]
  return {
    lines: [
      title,
      GAP,
      words.say('setup.now', { value: now }),
      ...(last
        ? [
            words.say('setup.was', {
              value: valueWords(field, last.was, words),
              name: last.byName ?? '',
              date: formatDate(last.at, words.language),
              time: formatTime(last.at, words.language),
            }),
          ]
        : []),
      GAP,
      ...(kind === 'payments' && chosen.length === 0 ? [words.say('setup.no_payment')] : []),
      words.say(`setup.hint.${kind}`, bounds),
    ],
    rows: [
      ...inRows(
        (choices ?? []).map((choice, n) => {
          const on = chosen.includes(choice)
          return button(`${on ? '✓ ' : ''}${choiceWords(choice, words)}`, {
            to: 'setup_choose',
            field,
            n,
            on: !on,
          })
        }),
        kind === 'days' ? 4 : one ? 1 : 2,
      ),
      ...(off !== undefined && present ? [[button(words.say('setup.off'), { to: 'setup_off', field })]] : []),
      [button(words.say('back'), { to: 'setup_section', section })],
    ],
  }
}

const outletsCard = ({ outlets }: ScreenOf<'outlets'>, words: Words): Card => ({
  lines: [{ bold: words.say('setup.outlets') }],
  rows: [
    ...outlets.map(({ id, name, hiddenAt }) => [
      button(
        [
          cut(words.of(name), hiddenAt ? 26 : 40),
          ...(hiddenAt ? [words.say('outlet_card.hidden')] : []),
        ].join(' · '),
        {
          to: 'outlet_shown',
          outletId: id,
        },
      ),
    ]),
    [button(words.say('outlet_card.add'), { to: 'outlet_add' })],
    [button(words.say('setup.back'), { to: 'setup' })],
  ],
})

const outletCard = ({ outlet, last, asks }: ScreenOf<'outlet'>, words: Words): Card => {
  const { id: outletId, phone, pickup, hiddenAt } = outlet
  const values = {
    name: words.of(outlet.name),
    city: words.of(outlet.city),
    address: words.of(outlet.address),
    hours: words.of(outlet.hours),
    phone: phone ? formatPhone(phone) : '',
  }
  const lines = [
    { bold: values.name },
    GAP,
    ...OUTLET_TEXTS.map(
      (text) => `${words.say(`outlet_card.text.${text}`)}: ${values[text] || words.say('setup.nothing')}`,
    ),
    words.say(pickup ? 'outlet_card.pickup' : 'outlet_card.no_pickup'),
    ...(hiddenAt ? [{ bold: words.say('outlet_card.hidden_now') }] : []),
    ...(last
      ? [
          words.say('outlet_card.changed', {
            name: last.byName ?? '',
            date: formatDate(last.at, words.language),
            time: formatTime(last.at, words.language),
          }),
        ]
      : []),
  ] as const
  if (asks)
    return {
      lines: [...lines, GAP, { bold: words.say(`outlet_card.ask.${asks}`) }],
      rows: [[button(words.say('back'), { to: 'outlet_shown', outletId })]],
    }
  return {
    lines,
    rows: [
      ...inRows(
        OUTLET_TEXTS.map((text) =>
          button(words.say(`outlet_card.text.${text}`), { to: 'outlet_text', outletId, text }),
        ),
        3,
      ),
      [
        button(words.say(pickup ? 'outlet_card.stop_pickup' : 'outlet_card.start_pickup'), {
          to: 'outlet_pickup',
          outletId,
          on: !pickup,
        }),
      ],
      [
        button(words.say(hiddenAt ? 'outlet_card.show' : 'outlet_card.hide'), {
          to: 'outlet_hide',
          outletId,
          on: !hiddenAt,
        }),
      ],
      [button(words.say('outlet_card.back'), { to: 'outlets' })],
    ],
  }
}

const addCard = (words: Words): Card => ({
  lines: [{ bold: words.say('outlet_card.add') }, GAP, words.say('outlet_card.ask.name')],
  rows: [[button(words.say('outlet_card.back'), { to: 'outlets' })]],
})

export const settingsCards: CardsOf<SettingsScreen> = {
  setup: (_, { words }) => setupCard(words),
  setup_section: (screen, { words }) => sectionCard(screen, words),
  setup_field: (screen, { words }) => fieldCard(screen, words),
  outlets: (screen, { words }) => outletsCard(screen, words),
  outlet: (screen, { words }) => outletCard(screen, words),
  outlet_add: (_, { words }) => addCard(words),
}
