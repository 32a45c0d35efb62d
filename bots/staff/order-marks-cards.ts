import { MINUTE_MS } from '../../core/kernel/clock.ts'
import type { Mark, Order } from '../../core/orders/index.ts'
import type { Words } from '../locales/words.ts'
import { button, type Card, GAP, inRows } from '../screens/card.ts'
import { formatMoment } from '../screens/format.ts'
import { atMoment } from '../screens/moment-words.ts'
import type { CardsOf, ScreenOf } from '../screens/screen.ts'
import type { OrderMarksScreen } from './order-marks.screens.ts'

const MARK_SIGNS = {
  not_reached: '📵',
  call_back: '☎️',
  waiting_answer: '💬',
  postponed: '⏸',
  assembling: '🧺',
  send_after: '📅',
} as const

/** "📵 Не додзвонились (2) · до 14:00": an order's mark; undefined where it has none. */
export const markWords = (order: Order, words: Words): string | undefined => {
  const { mark, markUntil, callAttempts } = order
  if (!mark || !markUntil) return undefined
  const name = words.say(`mark.${mark}`)
  return [
    `${MARK_SIGNS[mark]} ${name}${mark === 'not_reached' ? ` (${callAttempts})` : ''}`,
    endWords(mark, markUntil, words),
  ].join(' · ')
}

/** «о 15:30» for a call, «до 15:30» for what lasts until then; no earlier than a moment is that moment. */
export const endWords = (mark: Mark, until: Date, words: Words): string => {
  if (mark === 'call_back') return atMoment(until, words)
  const at = formatMoment(until, words.language)
  return mark === 'send_after' ? at : words.say('mark.until', { at })
}

/** The sign of a mark, for a list. */
export const markSign = ({ mark }: Pick<Order, 'mark'>): string => (mark ? `${MARK_SIGNS[mark]} ` : '')

const title = (order: Order, what: string) => ({ bold: `№ ${order.number} · ${what}` })

const marksCard = ({ order, marks }: ScreenOf<'order_marks'>, words: Words): Card => ({
  lines: [title(order, words.say('mark.title')), GAP, markWords(order, words) ?? words.say('mark.lead')],
  rows: [
    ...marks.map((mark) => [
      button(words.say(`mark.button.${mark}`), { to: 'mark', orderId: order.id, mark }),
    ]),
    ...(order.mark ? [[button(words.say('mark.remove'), { to: 'unmark', orderId: order.id })]] : []),
    [button(words.say('card.back'), { to: 'card', orderId: order.id })],
  ],
})

const untilCard = ({ order, mark, offered }: ScreenOf<'mark_until'>, words: Words): Card => ({
  lines: [
    title(order, words.say(`mark.${mark}`)),
    GAP,
    words.say('mark.ask_until', mark === 'call_back' ? { context: 'call' } : {}),
  ],
  rows: [
    ...inRows(
      offered.map((time) =>
        button(formatMoment(time, words.language), {
          to: 'mark_until',
          orderId: order.id,
          mark,
          at: time.getTime() / MINUTE_MS,
        }),
      ),
      2,
    ),
    [button(words.say('card.back'), { to: 'card', orderId: order.id })],
  ],
})

const handOnCard = ({ order, colleagues }: ScreenOf<'hand_on'>, words: Words): Card => ({
  lines: [
    title(order, words.say('hand_on.title')),
    GAP,
    words.say(colleagues.length > 0 ? 'hand_on.lead' : 'hand_on.nobody'),
  ],
  rows: [
    ...inRows(
      colleagues.map(({ userId, name }) =>
        button(name.slice(0, 30) || '—', { to: 'hand_to', orderId: order.id, userId }),
      ),
      2,
    ),
    [button(words.say('hand_on.give_back'), { to: 'give_back', orderId: order.id })],
    [button(words.say('card.back'), { to: 'card', orderId: order.id })],
  ],
})

export const orderMarksCards: CardsOf<OrderMarksScreen> = {
  order_marks: (screen, { words }) => marksCard(screen, words),
  mark_until: (screen, { words }) => untilCard(screen, words),
  hand_on: (screen, { words }) => handOnCard(screen, words),
}
