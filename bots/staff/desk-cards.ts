import { openSizes } from '../../core/orders/index.ts'
import type { Words } from '../locales/words.ts'
import { type Button, button, type Card, GAP, inRows } from '../screens/card.ts'
import { formatDate, formatMoney, formatTime } from '../screens/format.ts'
import type { CardsOf, ScreenOf } from '../screens/screen.ts'
import { age } from './age.ts'
import type { DeskEntry, DeskScreen } from './desk.screens.ts'
import { markSign } from './order-marks-cards.ts'

/** What waits stands first and by itself, the rest two beside each other: a thumb reaches all of it. */
const waits = ({ count = 0 }: DeskEntry): boolean => count > 0

const entryButton = ({ code, count, since, action }: DeskEntry, words: Words): Button =>
  button(
    [
      words.say(code),
      ...(count ? [count] : []),
      ...(since ? [age(since.at, { now: since.now, words })] : []),
    ].join(' · '),
    action,
  )

const deskCard = ({ entries, onShiftSince, powerCutUntil }: ScreenOf<'desk'>, words: Words): Card => ({
  lines: [
    { bold: words.say('desk.title') },
    GAP,
    words.say(entries.some(({ count = 0 }) => count > 0) ? 'desk.lead' : 'desk.nothing'),
    onShiftSince
      ? words.say('shift.on', {
          time: formatTime(onShiftSince, words.language),
          date: formatDate(onShiftSince, words.language),
        })
      : { bold: words.say('shift.off') },
    ...(powerCutUntil
      ? [
          words.say('cut.staff', {
            time: formatTime(powerCutUntil, words.language),
            date: formatDate(powerCutUntil, words.language),
          }),
        ]
      : []),
  ],
  rows: [
    ...entries.filter(waits).map((entry) => [entryButton(entry, words)]),
    ...inRows(
      entries.filter((entry) => !waits(entry)).map((entry) => entryButton(entry, words)),
      2,
    ),
    [
      onShiftSince
        ? button(words.say('shift.end'), { to: 'shift_end' })
        : button(words.say('shift.begin'), { to: 'shift_begin' }),
      button(words.say('desk.shop'), { to: 'home' }),
    ],
  ],
})

const queueCard = ({ queue, orders, more, now }: ScreenOf<'queue'>, words: Words): Card => {
  const last = orders.at(-1)
  return {
    lines: [
      { bold: words.say(`queue.${queue}`) },
      GAP,
      words.say(orders.length > 0 ? 'queue.lead' : 'queue.empty'),
    ],
    rows: [
      ...orders.map((order) => [
        button(
          `${markSign(order)}№ ${order.number} · ${age(order.createdAt, { now, words })} · ${formatMoney(order.total)}${openSizes(order).length > 0 ? ` · ${words.say('queue.open_size')}` : ''}`,
          {
            to: 'card',
            orderId: order.id,
          },
        ),
      ]),
      ...(more && last ? [[button(words.say('page.next'), { to: 'queue', queue, after: last.id })]] : []),
      [button(words.say('desk.back'), { to: 'desk' })],
    ],
  }
}

export const deskCards: CardsOf<DeskScreen> = {
  desk: (screen, { words }) => deskCard(screen, words),
  queue: (screen, { words }) => queueCard(screen, words),
}
