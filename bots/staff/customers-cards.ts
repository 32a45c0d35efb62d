import { type Money, ZERO } from '../../core/kernel/money.ts'
import type { Customer, Order } from '../../core/orders/index.ts'
import type { Words } from '../locales/words.ts'
import { type Button, button, type Card, GAP, type Line } from '../screens/card.ts'
import { formatDate, formatMoney, formatPhone } from '../screens/format.ts'
import { statusSign, statusWords } from '../screens/order-cards.ts'
import type { CardsOf, ScreenOf } from '../screens/screen.ts'
import type { CustomersScreen } from './customers.screens.ts'

const toDesk = (words: Words): Button[] => [button(words.say('desk.back'), { to: 'desk' })]

const orderRow = (order: Order, words: Words, whose: boolean): Button[] => [
  button(
    [
      `${statusSign(order)} № ${order.number}`,
      formatMoney(order.total),
      whose
        ? (order.recipient.surname ?? order.recipient.firstName ?? '')
        : statusWords(order, words).split(' · ')[0],
    ].join(' · '),
    { to: 'card', orderId: order.id },
  ),
]

const foundCard = ({ text, orders, more }: ScreenOf<'found'>, words: Words): Card => {
  const last = orders.at(-1)
  return {
    lines: [
      { bold: words.say('find.title') },
      GAP,
      ...(text ? [words.say(orders.length > 0 ? 'find.found' : 'find.nothing', { text })] : []),
      ...orders.map((order) => foundLine(order, words)),
      ...(orders.length > 0 ? [GAP] : []),
      words.say('find.ask'),
    ],
    rows: [
      ...orders.map((order) => orderRow(order, words, true)),
      ...(more && last ? [[button(words.say('page.next'), { to: 'found', before: last.id })]] : []),
      ...(text ? [[button(words.say('find.goods'), { to: 'found_goods' })]] : []),
      toDesk(words),
    ],
  }
}

const foundLine = ({ number, recipient, createdAt }: Order, words: Words): string =>
  [
    `№ ${number}`,
    [recipient.surname, recipient.firstName].filter(Boolean).join(' '),
    recipient.phone && formatPhone(recipient.phone),
    formatDate(createdAt, words.language),
  ]
    .filter(Boolean)
    .join(' · ')

const customerCard = ({ customer, notes, orders, mayMerge }: ScreenOf<'customer'>, words: Words): Card => {
  const { userId, name, phone, claimedPhone, block, groups, spent, collected, uncollected } = customer
  const lines: Line[] = [
    { bold: words.say('customer.title', { name: name ?? (claimedPhone ? formatPhone(claimedPhone) : '—') }) },
    ...(phone ? [formatPhone(phone)] : []),
    ...(!phone && claimedPhone ? [`${formatPhone(claimedPhone)} ${words.say('card.unproven')}`] : []),
    words.say('customer.orders', { orders: customer.orders, collected, uncollected }),
    ...(spent > (ZERO as Money) ? [words.say('customer.spent', { sum: formatMoney(spent) })] : []),
    ...(groups.length > 0 ? [words.say('customer.groups', { groups: groups.join(', ') })] : []),
    ...(block ? [{ bold: `⛔️ ${words.say(`customer.is.${block}`)}` }] : []),
    ...(notes.length > 0 ? [GAP] : []),
    ...notes.map(({ what, text, byName, at }) =>
      words.say('customer.note_line', {
        date: formatDate(at, words.language),
        name: byName ?? '',
        text:
          what === 'note'
            ? text
            : what === 'merged' || what === 'merged_by_owner'
              ? words.say(`customer.${what}`, { text })
              : `${words.say(`customer.did.${what}`)}: ${text}`,
      }),
    ),
  ]
  const write = (label: string, what: 'note' | 'prepay_only' | 'blocked' | 'lifted') =>
    button(label, { to: 'customer_note', userId, what })
  return {
    lines,
    rows: [
      ...orders.map((order) => orderRow(order, words, false)),
      [write(words.say('customer.add_note'), 'note')],
      ...(block === 'prepay_only' ? [] : [[write(words.say('customer.prepay'), 'prepay_only')]]),
      ...(block === 'blocked' ? [] : [[write(words.say('customer.block'), 'blocked')]]),
      ...(block ? [[write(words.say('customer.lift'), 'lifted')]] : []),
      ...(mayMerge ? [[button(words.say('customer.merge'), { to: 'merge_with', userId })]] : []),
      toDesk(words),
    ],
  }
}

/** Who it is, and how much there is of them, in a line. */
const whoLine = ({ name, phone, claimedPhone, orders }: Customer, words: Words): string => {
  const number = phone ?? claimedPhone
  const who = [name, number && formatPhone(number)].filter(Boolean).join(', ') || '—'
  return words.say('customer.merge_who', { who, n: orders })
}

const mergeSureCard = ({ customer, other }: ScreenOf<'merge_sure'>, words: Words): Card => ({
  lines: [
    { bold: words.say('customer.merge_question') },
    GAP,
    whoLine(customer, words),
    whoLine(other, words),
    GAP,
    words.say('customer.merge_for_good'),
  ],
  rows: [
    [
      button(words.say('customer.merge_surely'), {
        to: 'merge_surely',
        userId: customer.userId,
        otherId: other.userId,
      }),
    ],
    [button(words.say('back'), { to: 'customer', userId: customer.userId })],
  ],
})

export const customersCards: CardsOf<CustomersScreen> = {
  found: (screen, { words }) => foundCard(screen, words),
  customer: (screen, { words }) => customerCard(screen, words),
  merge_with: ({ customer }, { words }) => ({
    lines: [
      { bold: words.say('customer.title', { name: customer.name ?? '—' }) },
      GAP,
      words.say('customer.merge_ask'),
    ],
    rows: [[button(words.say('back'), { to: 'customer', userId: customer.userId })]],
  }),
  merge_sure: (screen, { words }) => mergeSureCard(screen, words),
  customer_note: ({ customer, what }, { words }) => ({
    lines: [
      { bold: words.say('customer.title', { name: customer.name ?? '' }) },
      GAP,
      words.say(`customer.ask_${what}`),
    ],
    rows: [[button(words.say('back'), { to: 'customer', userId: customer.userId })]],
  }),
}
