import type { PaymentMethod } from '../../core/carts/index.ts'
import { type Money, minus, money } from '../../core/kernel/money.ts'
import { dueNow, type Order } from '../../core/orders/index.ts'
import type { Settings } from '../../core/settings/index.ts'
import type { Words } from '../locales/words.ts'
import { type Button, button, type Card, GAP, type Line } from './card.ts'
import { deliveryWords, recipientWords } from './delivery-words.ts'
import { formatDate, formatMoment, formatMoney, formatTime } from './format.ts'
import { powerCutWords } from './home-cards.ts'
import { numberedLine } from './lines.ts'
import type { OrdersScreen } from './orders.screens.ts'
import type { CardsOf, ScreenOf } from './screen.ts'

/** The order's state as people read it: a pickup goes to a store, a parcel waits in a branch or a locker. */
export const statusWords = (order: Pick<Order, 'status' | 'delivery'>, words: Words): string => {
  const place =
    order.delivery.method === 'pickup'
      ? 'pickup'
      : order.delivery.branch?.startsWith('locker')
        ? 'locker'
        : undefined
  return words.say(`status.${order.status}`, place ? { context: place } : {})
}

/** The same in a word or two: a button of a narrow phone shows it whole. */
const statusInList = ({ status, delivery }: Order, words: Words): string =>
  words.say(`status_in_list.${status}`, delivery.method === 'pickup' ? { context: 'pickup' } : {})

/** One sign for the eye in a list. */
export const statusSign = (order: Pick<Order, 'status'>): string => {
  switch (order.status) {
    case 'AWAITING_CONFIRMATION':
      return '🕓'
    case 'AWAITING_PAYMENT':
      return '💳'
    case 'AWAITING_SHIPMENT':
    case 'AWAITING_SHIPMENT_COD':
      return '📦'
    case 'SHIPPED':
      return '🚚'
    case 'ARRIVED':
      return '📬'
    case 'COMPLETED':
      return '✅'
    case 'RETURNING':
    case 'RETURNED':
      return '↩️'
    case 'CANCELLED':
      return '✖️'
  }
}

/** Where to transfer how much: a tap on each copies it. Never a card number. */
export const bankLines = ({
  number,
  sum,
  bank,
  words,
}: {
  number: number
  sum: Money
  bank: NonNullable<Settings['bank']>
  words: Words
}): Line[] => [
  { label: words.say('bank.recipient'), copy: bank.recipient },
  { label: words.say('bank.iban'), copy: bank.iban },
  { label: words.say('bank.code'), copy: bank.code },
  words.say('bank.sum', { sum: formatMoney(sum) }),
  { label: words.say('bank.purpose'), copy: words.say('bank.purpose_text', { number }) },
]

const placedCard = ({ order, call, first, unheld, withoutCall }: ScreenOf<'placed'>, words: Words): Card => {
  const { language } = words
  const window = {
    date: formatDate(call.from, language),
    from: formatTime(call.from, language),
    to: formatTime(call.to, language),
  }
  const callWords = (): string => {
    if (withoutCall) return words.say('no_call.confirmed')
    if (order.noCall) return words.say('no_call.wish')
    return call.today
      ? words.say('placed.call_today', window)
      : words.say('placed.call_later', { ...window, at: formatTime(order.createdAt, language) })
  }
  return {
    lines: [
      { bold: words.say('placed.title', { number: order.number }) },
      GAP,
      words.say(first ? 'placed.thanks_first' : 'placed.thanks'),
      callWords(),
      ...(unheld ? [words.say('placed.unheld')] : []),
      GAP,
      words.say('placed.where'),
    ],
    rows: [
      [button(words.say('order.show'), { to: 'order', orderId: order.id })],
      [button(words.say('placed.catalog'), { to: 'catalog' })],
    ],
  }
}

const ordersCard = ({ orders, more, phoneProven }: ScreenOf<'orders'>, words: Words): Card => {
  const last = orders.at(-1)
  return {
    lines: [
      { bold: words.say('orders.title') },
      GAP,
      words.say(orders.length > 0 ? 'orders.lead' : 'orders.empty'),
    ],
    rows: [
      ...orders.map((order) => [
        button(
          `${statusSign(order)} № ${order.number} · ${formatMoney(order.total)} · ${statusInList(order, words)}`,
          { to: 'order', orderId: order.id },
        ),
      ]),
      ...(more && last ? [[button(words.say('page.next'), { to: 'orders', before: last.id })]] : []),
      ...(phoneProven ? [] : [[button(words.say('my_phone.elsewhere'), { to: 'my_phone' })]]),
      [
        button(words.say('catalog.button'), { to: 'catalog' }),
        button(words.say('home.button'), { to: 'home' }),
      ],
    ],
  }
}

const orderCard = (
  { order, outlet, settings, powerCutUntil, mayCancel, cancelling }: ScreenOf<'order'>,
  words: Words,
): Card => {
  const { recipient, delivery } = order
  const waybills = order.shipments.flatMap(({ trackingNumber }) =>
    trackingNumber ? [{ label: words.say('order.waybill'), copy: trackingNumber }] : [],
  )
  const waiting = order.status === 'AWAITING_PAYMENT'
  const due = money(Math.max(0, minus(dueNow(order, settings.prepayment), order.paid)))
  const lines: Line[] = [
    { bold: `№ ${order.number} · ${formatMoney(order.total)}` },
    `${statusSign(order)} ${statusWords(order, words)}`,
    ...(order.cancelReason
      ? [words.say('order.reason', { reason: reasonWords(order.cancelReason, words) })]
      : []),
    ...waybills,
    GAP,
    ...order.lines.map((line, i) => numberedLine(line, { n: i + 1, words, chooses: true })),
    ...(order.discount > 0 ? [words.say('order.discount', { sum: formatMoney(order.discount) })] : []),
    GAP,
    recipientWords(recipient),
    deliveryWords(delivery, { outlet, words }),
    words.say(`payment.short.${order.payment}`),
    ...(order.comment ? [words.say('comment.quoted', { comment: order.comment })] : []),
    GAP,
    ...(waiting && powerCutUntil ? [powerCutWords(powerCutUntil, words)] : []),
    ...(order.payStoppedAt ? [words.say('slip.checked')] : []),
    ...(waiting && order.payBefore && !order.payStoppedAt
      ? [
          words.say('order.pay_before', {
            sum: formatMoney(due),
            time: formatTime(order.payBefore, words.language),
            date: formatDate(order.payBefore, words.language),
          }),
        ]
      : []),
    ...(waiting && settings.bank && !order.payStoppedAt
      ? bankLines({ number: order.number, sum: due, bank: settings.bank, words })
      : []),
  ]
  if (cancelling instanceof Date)
    lines.push(words.say('ask_cancel.asked', { at: formatMoment(cancelling, words.language) }))
  const acts: Button[] = []
  const slip: Button[] =
    waiting && settings.bank && !order.payStoppedAt && order.payment !== 'online_card'
      ? [button(words.say('slip.button'), { to: 'slip', orderId: order.id })]
      : []
  if (waiting)
    acts.push(button(words.say('order.change_payment'), { to: 'change_payment', orderId: order.id }))
  if (mayCancel) acts.push(button(words.say('order.cancel'), { to: 'cancel', orderId: order.id }))
  if (cancelling === 'may_ask')
    acts.push(button(words.say('ask_cancel.button'), { to: 'ask_cancel', orderId: order.id }))
  if (cancelling instanceof Date)
    acts.push(button(words.say('ask_cancel.keep'), { to: 'keep_order', orderId: order.id }))
  return {
    lines,
    rows: [
      ...(slip.length > 0 ? [slip] : []),
      ...(acts.length > 0 ? [acts] : []),
      [
        button(words.say('again.button'), { to: 'again', orderId: order.id }),
        button(words.say('support.ask_order'), { to: 'ask', orderId: order.id }),
      ],
      [button(words.say('orders.back'), { to: 'orders' }), button(words.say('home.button'), { to: 'home' })],
    ],
  }
}

const KNOWN_REASONS = ['changed_mind', 'not_reached', 'not_in_stock', 'duplicate', 'unpaid', 'no_call']

/** Why an order was cancelled: one of ours, or the words that somebody wrote. */
export const reasonWords = (reason: string, words: Words): string =>
  KNOWN_REASONS.includes(reason) ? words.say(`reason.${reason}`) : reason

const cancelOrderCard = ({ order }: ScreenOf<'cancel_order'>, words: Words): Card => ({
  lines: [{ bold: words.say('cancel.question', { number: order.number, sum: formatMoney(order.total) }) }],
  rows: [
    [button(words.say('cancel.surely'), { to: 'cancel_surely', orderId: order.id })],
    [button(words.say('cancel.keep'), { to: 'order', orderId: order.id })],
  ],
})

/** «Накладений платіж», «200 ₴ зараз, решта при отриманні»: a way to pay as a button says it. */
const methodWords = (method: PaymentMethod, { prepayment }: Settings, words: Words): string =>
  words.say(`payment.method.${method}`, { sum: formatMoney(money(prepayment)) })

const changePaymentCard = ({ order, offered, settings }: ScreenOf<'change_payment'>, words: Words): Card => ({
  lines: [
    { bold: words.say('pay_by.title', { number: order.number, sum: formatMoney(order.total) }) },
    GAP,
    words.say('pay_by.now', { method: methodWords(order.payment, settings, words) }),
    words.say(offered.length > 0 ? 'pay_by.lead' : 'pay_by.none'),
  ],
  rows: [
    ...offered.map((method) => [
      button(methodWords(method, settings, words), { to: 'pay_by', orderId: order.id, method }),
    ]),
    ...(offered.length > 0
      ? []
      : [[button(words.say('support.ask_order'), { to: 'ask', orderId: order.id })]]),
    [button(words.say('pay_by.keep'), { to: 'order', orderId: order.id })],
  ],
})

/** What becomes of the order, its goods and what was paid, before anything changes. */
const payByCard = ({ order, method, settings }: ScreenOf<'pay_by'>, words: Words): Card => ({
  lines: [
    {
      bold: words.say('pay_by.question', {
        number: order.number,
        from: methodWords(order.payment, settings, words),
        to: methodWords(method, settings, words),
      }),
    },
    GAP,
    ...(order.payStoppedAt ? [words.say('pay_by.slip')] : []),
    words.say('pay_by.then'),
    ...(order.paid > 0 ? [words.say('pay_by.paid_stays', { sum: formatMoney(order.paid) })] : []),
  ],
  rows: [
    [button(words.say('pay_by.surely'), { to: 'pay_by_surely', orderId: order.id, method })],
    [button(words.say('pay_by.keep'), { to: 'order', orderId: order.id })],
  ],
})

const askCancelCard = ({ order }: ScreenOf<'ask_cancel'>, words: Words): Card => ({
  lines: [
    {
      bold: words.say('ask_cancel.question', { number: order.number, sum: formatMoney(order.total) }),
    },
    GAP,
    words.say('ask_cancel.then'),
    ...(order.paid > 0 ? [words.say('ask_cancel.money', { sum: formatMoney(order.paid) })] : []),
  ],
  rows: [
    [button(words.say('ask_cancel.surely'), { to: 'ask_cancel_surely', orderId: order.id })],
    [button(words.say('cancel.keep'), { to: 'order', orderId: order.id })],
  ],
})

const askSlipCard = ({ order }: ScreenOf<'ask_slip'>, words: Words): Card => ({
  lines: [{ bold: words.say('slip.title', { number: order.number }) }, GAP, words.say('slip.lead')],
  rows: [
    [button(words.say('slip.without'), { to: 'slip_without', orderId: order.id })],
    [button(words.say('slip.back'), { to: 'order', orderId: order.id })],
  ],
})

export const ordersCards: CardsOf<OrdersScreen> = {
  placed: (screen, { words }) => placedCard(screen, words),
  orders: (screen, { words }) => ordersCard(screen, words),
  order: (screen, { words }) => orderCard(screen, words),
  cancel_order: (screen, { words }) => cancelOrderCard(screen, words),
  ask_cancel: (screen, { words }) => askCancelCard(screen, words),
  change_payment: (screen, { words }) => changePaymentCard(screen, words),
  pay_by: (screen, { words }) => payByCard(screen, words),
  ask_slip: (screen, { words }) => askSlipCard(screen, words),
}
