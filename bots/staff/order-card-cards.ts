import { variantLabel } from '../../core/catalog/index.ts'
import { capitalized, cut } from '../../core/kernel/text.ts'
import { VERSIONS } from '../../core/orders/index.ts'
import type { Words } from '../locales/words.ts'
import { type Button, button, type Card, GAP, inRows, type Line } from '../screens/card.ts'
import { codWords, deliveryWords } from '../screens/delivery-words.ts'
import { formatDate, formatMoney, formatPhone, formatTime } from '../screens/format.ts'
import { numberedLine } from '../screens/lines.ts'
import { reasonWords, statusWords } from '../screens/order-cards.ts'
import type { CardsOf, ScreenOf } from '../screens/screen.ts'
import { sizeLabel, sizeRows } from '../screens/sizes.ts'
import { age } from './age.ts'
import type { OrderCard, OrderCardScreen } from './order-card.screens.ts'
import { historyCard } from './order-history-cards.ts'
import { markWords } from './order-marks-cards.ts'

const facts = (card: OrderCard, words: Words): Line[] => {
  const { order, now, reputation, holderName, outlet, outlets, alsoOpen, due, slipAt } = card
  const { recipient } = order
  const pieces = order.lines.reduce((sum, line) => sum + (line.variantId ? line.quantity : 0), 0)
  const unheld = order.status === 'AWAITING_CONFIRMATION' && order.held < pieces
  const outletName = (id: string) => {
    const found = outlets.find((candidate) => candidate.id === id)
    return found ? words.of(found.name) : ''
  }
  return [
    { bold: `№ ${order.number} · ${formatMoney(order.total)} · ${statusWords(order, words).toLowerCase()}` },
    [
      age(order.createdAt, { now, words }),
      words.say(`source.${order.source}`),
      reputation.collected + reputation.uncollected > 0 &&
        words.say('card.reputation', {
          collected: reputation.collected,
          uncollected: reputation.uncollected,
        }),
      holderName && words.say('card.held_by', { name: holderName }),
    ]
      .filter(Boolean)
      .join(' · '),
    ...(card.cancelAskedAt
      ? [words.say('card.cancel_asked', { age: age(card.cancelAskedAt, { now, words }) })]
      : []),
    ...(card.agreedAt ? [words.say('card.agreed', { age: age(card.agreedAt, { now, words }) })] : []),
    ...(markWords(order, words) ? [markWords(order, words)!] : []),
    ...(reputation.block ? [`⛔️ ${words.say(`customer.is.${reputation.block}`)}`] : []),
    ...reputation.notes.map((text) => words.say('customer.noted', { text: cut(text, 150) })),
    GAP,
    [recipient.surname, recipient.firstName].filter(Boolean).join(' '),
    ...(recipient.phone
      ? [`${formatPhone(recipient.phone)}${order.phoneProven ? '' : ` ${words.say('card.unproven')}`}`]
      : []),
    `${deliveryWords(order.delivery, { outlet, words })} · ${words.say(`payment.short.${order.payment}`).toLowerCase()}`,
    ...(order.email ? [order.email] : []),
    GAP,
    ...order.lines.map((line, i) => numberedLine(line, { n: i + 1, words, chooses: true })),
    ...(order.discount > 0 ? [words.say('order.discount', { sum: formatMoney(order.discount) })] : []),
    GAP,
    ...(order.comment ? [words.say('comment.quoted', { comment: order.comment })] : []),
    ...(order.noCall ? [words.say('no_call.staff')] : []),
    ...(unheld ? [words.say('card.unheld')] : []),
    ...(due > 0 && order.status === 'AWAITING_PAYMENT'
      ? [
          words.say('card.due', {
            sum: formatMoney(due),
            until: order.payBefore
              ? `${formatTime(order.payBefore, words.language)}, ${formatDate(order.payBefore, words.language)}`
              : '',
          }),
        ]
      : []),
    ...(slipAt ? [words.say('card.slip', { age: age(slipAt, { now, words }) })] : []),
    ...(order.paid > 0 && order.status === 'AWAITING_PAYMENT'
      ? [words.say('card.partly_paid', { sum: formatMoney(order.paid) })]
      : []),
    ...(order.packedAt && order.status.startsWith('AWAITING_SHIPMENT') ? [words.say('card.packed')] : []),
    ...order.shipments.map((shipment) =>
      [
        outletName(shipment.outletId),
        shipment.cashOnDelivery > 0 &&
          order.status !== 'COMPLETED' &&
          codWords(shipment.cashOnDelivery, { delivery: order.delivery, words }),
        shipment.trackingNumber && words.say('card.waybill', { number: shipment.trackingNumber }),
      ]
        .filter(Boolean)
        .join(' · '),
    ),
    ...(alsoOpen.length > 0
      ? [words.say('card.also_open', { numbers: alsoOpen.map((number) => `№ ${number}`).join(', ') })]
      : []),
    ...(order.cancelReason
      ? [words.say('order.reason', { reason: reasonWords(order.cancelReason, words) })]
      : []),
  ]
}

const mainRows = (card: OrderCard, words: Words): Button[][] => {
  const { order, may, due } = card
  const orderId = order.id
  const of = (
    label: string,
    to: 'take' | 'confirm' | 'refuse' | 'paid' | 'pack' | 'ship' | 'reopen' | 'missing' | 'history',
  ) => button(label, { to, orderId })
  const rows: Button[][] = []
  if (may.take) rows.push([of(words.say('card.take'), 'take')])
  if (may.settle) {
    rows.push(
      ...inRows(
        order.lines.flatMap((line, i) =>
          line.variantId && line.values.length === 0
            ? []
            : button(words.say(line.variantId ? 'card.size' : 'card.size_open', { n: i + 1 }), {
                to: 'sizes',
                orderId,
                lineId: line.id,
              }),
        ),
        3,
      ),
    )
  }
  if (may.keep) rows.push([button(words.say('card.kept'), { to: 'kept', orderId })])
  if (may.confirm) rows.push([of(words.say(`card.confirm.${order.payment}`), 'confirm')])
  if (may.paid) {
    rows.push([of(words.say('card.paid', { sum: formatMoney(due) }), 'paid')])
    rows.push([
      button(words.say('transfers.other_sum'), { to: 'other_sum', orderId }),
      ...(card.slipAt ? [button(words.say('transfers.refuse'), { to: 'no_slip', orderId })] : []),
    ])
  }
  if (may.forgive) rows.push([button(words.say('transfers.forgive'), { to: 'forgive', orderId })])
  if (may.pack) rows.push([of(words.say('card.pack'), 'pack'), of(words.say('card.missing'), 'missing')])
  if (may.pickUp) rows.push([button(words.say('card.pickup'), { to: 'pickup', orderId })])
  if (may.ship)
    rows.push([of(words.say(order.delivery.method === 'pickup' ? 'card.to_store' : 'card.ship'), 'ship')])
  rows.push([
    ...(may.edit ? [button(words.say('card.edit'), { to: 'edit_order', orderId })] : []),
    ...(may.mark ? [button(words.say('mark.open'), { to: 'marks', orderId })] : []),
  ])
  if (may.reopen) rows.push([of(words.say('card.reopen'), 'reopen')])
  rows.push([
    ...(may.refuse ? [of(words.say('card.refuse'), 'refuse')] : []),
    ...(may.handOn ? [button(words.say('hand_on.open'), { to: 'hand_on', orderId })] : []),
  ])
  rows.push([
    ...(may.write ? [button(words.say('ticket.write_button'), { to: 'write', orderId })] : []),
    of(words.say('card.history'), 'history'),
    ...(may.customer ? [button(words.say('customer.open'), { to: 'customer', userId: order.userId })] : []),
  ])
  rows.push([button(words.say('desk.back'), { to: 'desk' })])
  return rows.filter((row) => row.length > 0)
}

const REASONS = ['changed_mind', 'not_reached', 'not_in_stock', 'duplicate'] as const

const orderCardForStaff = ({ card, mode }: ScreenOf<'card'>, words: Words): Card => {
  const { order } = card
  const back = [button(words.say('card.back'), { to: 'card', orderId: order.id })]
  const lines = facts(card, words)
  switch (mode.kind) {
    case 'main':
      return { lines, rows: mainRows(card, words) }
    case 'sizes': {
      const choose = mode.product.variants
        .filter((variant) => variant.available > 0 || variant.id === mode.line.variantId)
        .map((variant) =>
          button(sizeLabel(variant, words) || mode.line.article, {
            to: 'settle',
            orderId: order.id,
            lineId: mode.line.id,
            variantId: variant.id,
            seen: order.version % VERSIONS,
          }),
        )
      return {
        lines: [
          ...lines,
          GAP,
          {
            bold: words.say(choose.length > 0 ? 'card.which_size' : 'card.no_sizes', {
              name: words.of(mode.line.name),
            }),
          },
        ],
        rows: [...sizeRows(choose), back],
      }
    }
    case 'refuse':
      return {
        lines: [
          ...lines,
          GAP,
          { bold: words.say('card.why_refuse', { number: order.number, sum: formatMoney(order.total) }) },
          ...(order.paid > 0 ? [words.say('card.refuse_paid', { sum: formatMoney(order.paid) })] : []),
        ],
        rows: [
          ...REASONS.map((reason) => [
            button(capitalized(words.say(`reason.${reason}`)), {
              to: 'refuse_surely',
              orderId: order.id,
              reason,
            }),
          ]),
          back,
        ],
      }
    case 'paid':
      return {
        lines: [
          ...lines,
          GAP,
          { bold: words.say('card.paid_question', { sum: formatMoney(card.due), number: order.number }) },
        ],
        rows: [
          [
            button(words.say('card.paid_surely', { sum: formatMoney(card.due) }), {
              to: 'paid_surely',
              orderId: order.id,
              amount: card.due,
            }),
          ],
          back,
        ],
      }
    case 'reopen':
      return {
        lines: [
          ...lines,
          GAP,
          { bold: words.say('card.reopen_question', { number: order.number }) },
          words.say(order.status === 'AWAITING_PAYMENT' ? 'card.reopen_then_pays' : 'card.reopen_then_packs'),
          ...(order.paid > 0 ? [words.say('card.reopen_paid', { sum: formatMoney(order.paid) })] : []),
        ],
        rows: [[button(words.say('card.reopen_surely'), { to: 'reopen_surely', orderId: order.id })], back],
      }
    case 'missing':
      return {
        lines: [...lines, GAP, { bold: words.say('card.which_missing') }],
        rows: [
          ...order.lines.map((line) => [
            button([line.article, variantLabel(line.values, words.language)].filter(Boolean).join(' · '), {
              to: 'not_on_shelf',
              orderId: order.id,
              lineId: line.id,
            }),
          ]),
          back,
        ],
      }
    case 'to_store':
      return {
        lines: [...lines, GAP, { bold: words.say('card.to_store_question') }],
        rows: [
          [button(words.say('card.to_store_surely'), { to: 'to_store_surely', orderId: order.id })],
          back,
        ],
      }
    case 'waybill':
      return {
        lines: [...lines, GAP, { bold: words.say('card.ask_waybill', { count: mode.missing }) }],
        rows: [back],
      }
    case 'history':
      return historyCard({ card, mode, back }, words)
  }
}

export const orderCardCards: CardsOf<OrderCardScreen> = {
  card: (screen, { words }) => orderCardForStaff(screen, words),
}
