import { variantLabel } from '../../core/catalog/index.ts'
import {
  type Fate,
  type HandStage,
  inHand,
  liesInItsStore,
  type Order,
  type OrderLine,
  piecesOf,
} from '../../core/orders/index.ts'
import type { Words } from '../locales/words.ts'
import { type Button, button, type Card, GAP, inRows, type Line } from '../screens/card.ts'
import { deliveryWords } from '../screens/delivery-words.ts'
import { formatDate, formatMoney, formatPhone } from '../screens/format.ts'
import { numberedLine } from '../screens/lines.ts'
import { statusWords } from '../screens/order-cards.ts'
import type { CardsOf, ScreenOf } from '../screens/screen.ts'
import { age } from './age.ts'
import type { PickupsScreen } from './pickups.screens.ts'

const listCard = ({ stage, orders, said, now }: ScreenOf<'pickups'>, words: Words): Card => ({
  lines: [
    { bold: words.say(`pickups.title.${stage}`) },
    GAP,
    ...(said === null ? [] : [words.say('pickups.found', { said, count: orders.length })]),
    ...(said === null && orders.length === 0 ? [words.say('pickups.none')] : []),
    ...(stage === 'returning' ? [] : [words.say('pickups.search')]),
  ],
  rows: [
    ...orders.map((order) => [
      button(
        [
          `№ ${order.number}`,
          age(order.statusSince, { now, words }),
          order.recipient.surname ?? order.recipient.firstName,
          formatMoney(order.total),
          order.collectBefore && order.collectBefore <= now ? words.say('pickups.overdue') : undefined,
        ]
          .filter(Boolean)
          .join(' · ')
          .slice(0, 60),
        { to: 'pickup', orderId: order.id },
      ),
    ]),
    [button(words.say('desk.back'), { to: 'desk' })],
  ],
})

const pieceName = (line: OrderLine, piece: number, words: Words): string =>
  [
    line.article,
    variantLabel(line.values, words.language),
    line.quantity > 1 ? `${piece}/${line.quantity}` : '',
  ]
    .filter(Boolean)
    .join(' · ')

const pickupCard = (screen: ScreenOf<'pickup'>, words: Words): Card => {
  const { order, outlet, due, now, mode } = screen
  const { recipient } = order
  return {
    lines: [
      {
        bold: `№ ${order.number} · ${formatMoney(order.total)} · ${statusWords(order, words).toLowerCase()}`,
      },
      age(order.statusSince, { now, words }),
      GAP,
      [recipient.surname, recipient.firstName].filter(Boolean).join(' '),
      ...(recipient.phone ? [formatPhone(recipient.phone)] : []),
      deliveryWords(order.delivery, { outlet, words }),
      ...(order.collectBefore && order.status === 'ARRIVED'
        ? [words.say('pickups.until', { date: formatDate(order.collectBefore, words.language) })]
        : []),
      GAP,
      ...order.lines.map((line, i) => numberedLine(line, { n: i + 1, words, chooses: true })),
      GAP,
      ...(due > 0 && order.status === 'ARRIVED'
        ? [{ bold: words.say('pickups.due', { sum: formatMoney(due) }) }]
        : []),
      ...questionOf(screen, words),
    ],
    rows: [
      ...rowsOf(screen, words),
      mode === 'main'
        ? [
            button(words.say('pickups.list'), {
              to: 'pickups',
              stage: stageOf(order),
            }),
            button(words.say('desk.back'), { to: 'desk' }),
          ]
        : [button(words.say('card.back'), { to: 'pickup', orderId: order.id })],
    ],
  }
}

const questionOf = (screen: ScreenOf<'pickup'>, words: Words): Line[] => {
  const { mode, due, order } = screen
  const { number } = order
  if (mode === 'pay' || mode === 'pay_part')
    return [
      ...(mode === 'pay_part' ? saidOfPieces(screen, words) : []),
      words.say(due > 0 ? 'pickups.ask_pay' : 'pickups.ask_hand', { sum: formatMoney(due), number }),
    ]
  if (mode === 'part') return [words.say('pickups.ask_part')]
  if (mode === 'main' && isAwaited(order) && toCome(order)) return [words.say('pickups.elsewhere')]
  if (mode !== 'back') return []
  const next = nextPiece(screen)
  return [
    ...saidOfPieces(screen, words),
    GAP,
    next
      ? { bold: words.say('pickups.ask_fate', { name: pieceName(next.line, next.piece, words) }) }
      : words.say('pickups.all_said'),
  ]
}

/** What goes where, piece by piece, as far as it was said. */
const saidOfPieces = (screen: ScreenOf<'pickup'>, words: Words): string[] =>
  screen.order.lines.flatMap((line) =>
    piecesOf(line).flatMap((piece) => {
      const fate = fateOf(screen, line, piece)
      return fate ? [`${pieceName(line, piece, words)}: ${words.say(`fate.${fate}`).toLowerCase()}`] : []
    }),
  )

/** What was said of a piece that comes back; one that was to be kept is asked about again. */
const fateOf = ({ fates }: ScreenOf<'pickup'>, { id }: OrderLine, piece: number): Fate | null => {
  const fate = fates[id]?.[piece - 1] ?? null
  return fate === 'kept' ? null : fate
}

const nextPiece = (screen: ScreenOf<'pickup'>): { line: OrderLine; piece: number } | undefined => {
  for (const line of screen.order.lines)
    for (const piece of piecesOf(line)) if (!fateOf(screen, line, piece)) return { line, piece }
  return undefined
}

const rowsOf = (screen: ScreenOf<'pickup'>, words: Words): Button[][] => {
  const { order, mode, due, fates } = screen
  const orderId = order.id
  switch (mode) {
    case 'main':
      return mainRows(screen, words)
    case 'pay':
    case 'pay_part': {
      const part = mode === 'pay_part'
      const means = due > 0 ? (['cash', 'terminal'] as const) : (['none'] as const)
      return [
        means.map((each) =>
          button(words.say(`pickups.means.${each}`), {
            to: 'handed',
            orderId,
            part,
            means: each,
            amount: due,
          }),
        ),
      ]
    }
    case 'part':
      return [
        ...order.lines.flatMap((line) =>
          piecesOf(line).map((piece) => {
            const back = fates[line.id]?.[piece - 1] === 'shelf'
            return [
              button(`${back ? '↩' : '✓'} ${pieceName(line, piece, words)}`, {
                to: 'part_piece',
                orderId,
                lineId: line.id,
                piece,
                kept: back,
              }),
            ]
          }),
        ),
        [button(words.say('pickups.part_ready'), { to: 'pickup_pay', orderId, part: true })],
      ].slice(0, 60)
    case 'back':
      return backRows(screen, words)
  }
}

/** What lies in the order's own store and nobody packed yet. */
const toCollect = ({ delivery, shipments }: Order): boolean =>
  shipments.some((parcel) => !parcel.packed && !parcel.shipped && liesInItsStore(delivery, parcel))

/** What is to come from elsewhere first. */
const toCome = ({ delivery, shipments }: Order): boolean =>
  shipments.some((parcel) => !parcel.shipped && !liesInItsStore(delivery, parcel))

const isAwaited = ({ status }: Order): boolean => status.startsWith('AWAITING_SHIPMENT')

/** The list in which an order stands, as the store's lists are made (pickup.store.ts). */
const stageOf = (order: Order): HandStage => {
  if (order.status === 'RETURNING') return 'returning'
  if (isAwaited(order)) return toCollect(order) || !toCome(order) ? 'collect' : 'coming'
  return order.status === 'SHIPPED' ? 'coming' : 'ready'
}

const mainRows = ({ order, due }: ScreenOf<'pickup'>, words: Words): Button[][] => {
  const orderId = order.id
  if (isAwaited(order) && order.delivery.method === 'pickup') {
    if (toCollect(order)) return [[button(words.say('pickups.collect'), { to: 'pack', orderId })]]
    return toCome(order) ? [] : [[button(words.say('pickups.ready'), { to: 'pickup_ready', orderId })]]
  }
  if (order.status === 'SHIPPED' && order.delivery.method === 'pickup')
    return [[button(words.say('pickups.arrived'), { to: 'pickup_ready', orderId })]]
  if (!inHand(order)) return []
  if (order.status === 'RETURNING')
    return [[button(words.say('pickups.take_back'), { to: 'came_back', orderId })]]
  return [
    [
      button(
        due > 0 ? words.say('pickups.hand_due', { sum: formatMoney(due) }) : words.say('pickups.hand_all'),
        { to: 'pickup_pay', orderId, part: false },
      ),
    ],
    [button(words.say('pickups.part'), { to: 'pickup_part', orderId })],
    [button(words.say('pickups.take_back'), { to: 'came_back', orderId })],
  ]
}

const backRows = (screen: ScreenOf<'pickup'>, words: Words): Button[][] => {
  const orderId = screen.order.id
  const next = nextPiece(screen)
  if (!next) return [[button(words.say('pickups.back_surely'), { to: 'back_surely', orderId })]]
  const { line, piece } = next
  const fates = ['shelf', 'markdown', 'defect', 'missing'] as const
  return [
    ...inRows(
      fates.map((fate) =>
        button(words.say(`fate.${fate}`), { to: 'fate', orderId, lineId: line.id, piece, fate }),
      ),
      2,
    ),
    [button(words.say('pickups.all_to_shelf'), { to: 'fate_all', orderId })],
  ]
}

export const pickupsCards: CardsOf<PickupsScreen> = {
  pickups: (screen, { words }) => listCard(screen, words),
  pickup: (screen, { words }) => pickupCard(screen, words),
}
