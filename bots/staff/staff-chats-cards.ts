import { CHAT_ROLES, type StaffChat } from '../../core/staff/index.ts'
import type { Words } from '../locales/words.ts'
import { type Button, button, type Card, GAP } from '../screens/card.ts'
import { formatDate, formatMoney } from '../screens/format.ts'
import { numberedLine } from '../screens/lines.ts'
import { statusWords } from '../screens/order-cards.ts'
import type { CardsOf, Pen, ScreenOf } from '../screens/screen.ts'
import { age } from './age.ts'
import { rolesWords } from './people-cards.ts'
import type { StaffChatsScreen } from './staff-chats.screens.ts'

const TITLE_MAX = 30

const chatsCard = ({ chats }: ScreenOf<'staff_chats'>, words: Words): Card => ({
  lines: [
    { bold: words.say('chats.title') },
    GAP,
    ...(chats.length === 0 ? [words.say('chats.none')] : []),
    ...chats.map(({ title, roles }) => words.say('chats.line', { title, roles: rolesWords(roles, words) })),
    GAP,
    words.say('chats.how', { command: '/desk' }),
  ],
  rows: [
    ...chats.map(({ id, title }) => [button(title.slice(0, TITLE_MAX), { to: 'staff_chat', id })]),
    [button(words.say('people.back'), { to: 'people' })],
  ],
})

/** Whose cards come: pressed, a role goes on or off. */
const roleRows = ({ id, roles }: StaffChat, words: Words): Button[][] =>
  CHAT_ROLES.map((role) => {
    const on = roles.includes(role)
    const label = `${on ? '✓ ' : ''}${words.say(`role.${role}`)}`
    return [button(label, { to: 'staff_chat_role', id, role, on: !on })]
  })

const chatCard = ({ chat, asks }: ScreenOf<'staff_chat'>, words: Words): Card => {
  const { id, title } = chat
  const lines = [
    { bold: title },
    words.say('chats.since', { date: formatDate(chat.since, words.language), name: chat.byName ?? '' }),
    GAP,
  ]
  if (asks)
    return {
      lines: [...lines, { bold: words.say('chats.end_question', { title }) }],
      rows: [
        [button(words.say('chats.end_surely'), { to: 'staff_chat_end_surely', id })],
        [button(words.say('chats.keep'), { to: 'staff_chat', id })],
      ],
    }
  return {
    lines: [...lines, words.say('chats.whose')],
    rows: [
      ...roleRows(chat, words),
      [button(words.say('chats.end'), { to: 'staff_chat_end', id })],
      [button(words.say('chats.back'), { to: 'staff_chats' })],
    ],
  }
}

const openedCard = ({ chat }: ScreenOf<'chat_opened'>, words: Words): Card => ({
  lines: [
    { bold: words.say('chats.here') },
    GAP,
    words.say('chats.whose'),
    GAP,
    words.say('chats.in_private'),
  ],
  rows: roleRows(chat, words),
})

const anonymousCard = (words: Words): Card => ({
  lines: [{ bold: words.say('chats.anonymous') }, GAP, words.say('chats.anonymous_how')],
  rows: [[button(words.say('chats.open_here'), { to: 'desk' })]],
})

/**
 * An order in a group: what whoever takes it must know to choose it. A group has members that we do not know, and its
 * talk stays for years, so a customer's phone, surname and address never stand there, and the first name and the city
 * only while the order waits for us; everything else is in the private chat, where roles are checked.
 */
const orderCard = ({ card }: ScreenOf<'chat_card'>, { words, link }: Pen): Card => {
  const { order, now, holderName, may, outlet } = card
  const waits = order.status.startsWith('AWAITING_')
  const city = outlet ? words.of(outlet.city) : order.delivery.city
  return {
    lines: [
      {
        bold: `№ ${order.number} · ${formatMoney(order.total)} · ${statusWords(order, words).toLowerCase()}`,
      },
      [age(order.createdAt, { now, words }), holderName && words.say('card.held_by', { name: holderName })]
        .filter(Boolean)
        .join(' · '),
      GAP,
      ...(waits
        ? [
            [order.recipient.firstName, city].filter(Boolean).join(' · '),
            [
              words.say(`delivery.short.${order.delivery.method}`),
              words.say(`payment.short.${order.payment}`).toLowerCase(),
            ].join(' · '),
            GAP,
            ...order.lines.map((line, i) => numberedLine(line, { n: i + 1, words, chooses: true })),
          ]
        : []),
    ],
    rows: [
      ...(may.take ? [[button(words.say('card.take'), { to: 'take', orderId: order.id })]] : []),
      [{ label: words.say('chats.open'), url: link(`o_${order.id}`) }],
    ],
  }
}

export const staffChatsCards: CardsOf<StaffChatsScreen> = {
  staff_chats: (screen, { words }) => chatsCard(screen, words),
  staff_chat: (screen, { words }) => chatCard(screen, words),
  chat_anonymous: (_, { words }) => anonymousCard(words),
  chat_opened: (screen, { words }) => openedCard(screen, words),
  chat_card: orderCard,
}
