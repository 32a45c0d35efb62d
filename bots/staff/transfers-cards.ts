import { type Money, sum, ZERO } from '../../core/kernel/money.ts'
import type { Words } from '../locales/words.ts'
import { button, type Card, GAP, type Line, mediaOf } from '../screens/card.ts'
import { formatDate, formatMoney } from '../screens/format.ts'
import { statusWords } from '../screens/order-cards.ts'
import type { CardsOf, ScreenOf } from '../screens/screen.ts'
import { age } from './age.ts'
import { SLIP_REFUSALS } from './transfers.actions.ts'
import type { TransfersScreen } from './transfers.screens.ts'

const toDesk = (words: Words) => [button(words.say('desk.back'), { to: 'desk' })]
const toCard = (orderId: string, words: Words) => [button(words.say('card.back'), { to: 'card', orderId })]

const slipsCard = ({ slips, more, now }: ScreenOf<'slips'>, words: Words): Card => {
  const last = slips.at(-1)
  return {
    lines: [
      { bold: words.say('transfers.slips') },
      GAP,
      words.say(slips.length > 0 ? 'transfers.slips_lead' : 'transfers.slips_empty'),
    ],
    rows: [
      ...slips.map(({ orderId, number, at, total, paid, media }) => [
        button(
          [`№ ${number}`, formatMoney((total - paid) as Money), age(at, { now, words }), media && '📎']
            .filter(Boolean)
            .join(' · '),
          { to: 'slip_check', orderId },
        ),
      ]),
      ...(more && last ? [[button(words.say('page.next'), { to: 'slips', after: last.id })]] : []),
      toDesk(words),
    ],
  }
}

/** The picture with all that it is compared with: one that another messenger keeps is told of instead. */
const slipCard = ({ order, slip, due, now }: ScreenOf<'slip'>, words: Words): Card => {
  const { id: orderId, number, recipient, paid } = order
  const waits = order.status === 'AWAITING_PAYMENT'
  return {
    lines: [
      { bold: `№ ${number} · ${formatMoney(due)}` },
      words.say('card.slip', { age: age(slip.at, { now, words }) }),
      [recipient.surname, recipient.firstName].filter(Boolean).join(' '),
      ...(slip.comment ? [`«${slip.comment}»`] : []),
      ...(paid > 0 ? [words.say('card.partly_paid', { sum: formatMoney(paid) })] : []),
      ...(slip.media ? [] : [words.say('transfers.slip_none')]),
      ...(waits
        ? []
        : [words.say('transfers.not_waiting', { status: statusWords(order, words).toLowerCase() })]),
    ],
    media: mediaOf(slip.media, words),
    rows: [
      ...(waits
        ? [[button(words.say('card.paid', { sum: formatMoney(due) }), { to: 'paid', orderId })]]
        : []),
      [
        button(words.say(waits ? 'transfers.other_sum' : 'transfers.came'), { to: 'other_sum', orderId }),
        button(words.say('transfers.refuse'), { to: 'no_slip', orderId }),
      ],
      [
        button(words.say('transfers.to_card'), { to: 'card', orderId }),
        button(words.say('transfers.slips_back'), { to: 'slips' }),
      ],
    ],
  }
}

const askOtherSumCard = ({ orderId, number, due }: ScreenOf<'ask_other_sum'>, words: Words): Card => ({
  lines: [
    { bold: words.say('transfers.ask_sum', { number }) },
    GAP,
    due === null
      ? words.say('transfers.ask_sum_any')
      : words.say('transfers.ask_sum_due', { sum: formatMoney(due) }),
  ],
  rows: [toCard(orderId, words)],
})

const sureOtherSumCard = (
  { orderId, number, amount, paid, lacks, excess }: ScreenOf<'sure_other_sum'>,
  words: Words,
): Card => ({
  lines: [
    { bold: words.say('transfers.sure_sum', { sum: formatMoney(amount), number }) },
    GAP,
    ...(lacks > 0 ? [words.say('transfers.sure_sum_lacks', { sum: formatMoney(lacks) })] : []),
    ...(lacks === 0 && excess < amount ? [words.say('transfers.sure_sum_enough')] : []),
    ...(excess > 0 ? [words.say('transfers.sure_sum_excess', { sum: formatMoney(excess) })] : []),
    words.say('transfers.sure_sum_again'),
  ],
  rows: [
    [
      button(words.say('card.paid_surely', { sum: formatMoney(amount) }), {
        to: 'other_sum_surely',
        ...{ orderId, amount, paid },
      }),
    ],
    toCard(orderId, words),
  ],
})

const askRefusalCard = ({ orderId, number, waits }: ScreenOf<'ask_refusal'>, words: Words): Card => ({
  lines: [
    { bold: words.say('transfers.ask_refusal', { number }) },
    GAP,
    words.say('transfers.ask_refusal_lead'),
    ...(waits ? [words.say('transfers.ask_refusal_term')] : []),
  ],
  rows: [
    ...SLIP_REFUSALS.map((reason) => [
      button(words.say(`transfers.refusal_button.${reason}`), { to: 'no_slip_as', orderId, reason }),
    ]),
    toCard(orderId, words),
  ],
})

const moneyCard = ({ payments, count }: ScreenOf<'money'>, words: Words): Card => ({
  lines: [
    { bold: words.say('transfers.money') },
    GAP,
    words.say(count > 0 ? 'transfers.money_lead' : 'transfers.money_empty'),
    ...(count > payments.length ? [words.say('transfers.money_more', { n: count - payments.length })] : []),
  ],
  rows: [
    ...payments.map(({ id, left, reference, receivedAt }) => [
      button(`${formatMoney(left)} · ${formatDate(receivedAt, words.language)} · ${reference.slice(0, 16)}`, {
        to: 'stray',
        paymentId: id,
      }),
    ]),
    toDesk(words),
  ],
})

const strayCard = ({ payment, matches }: ScreenOf<'stray'>, words: Words): Card => ({
  lines: [
    { bold: words.say('transfers.stray', { sum: formatMoney(payment.left) }) },
    ...(payment.left < payment.amount
      ? [words.say('transfers.stray_of', { sum: formatMoney(payment.amount) })]
      : []),
    ...(payment.origin ? [words.say('transfers.stray_from', { number: payment.origin.number })] : []),
    GAP,
    words.say(matches.length > 0 ? 'transfers.stray_lead' : 'transfers.stray_lead_none'),
  ],
  rows: [
    ...matches.map(({ orderId, number, lacks }) => [
      button(words.say('transfers.lacks', { number, sum: formatMoney(lacks) }), {
        to: 'match',
        paymentId: payment.id,
        orderId,
      }),
    ]),
    [button(words.say('transfers.sent_back_button'), { to: 'sent_back', paymentId: payment.id })],
    [button(words.say('transfers.money_back'), { to: 'money' })],
  ],
})

const askSentBackCard = ({ payment, note }: ScreenOf<'ask_sent_back'>, words: Words): Card => {
  const { id: paymentId, left, origin } = payment
  const sum = formatMoney(left)
  return {
    lines: [
      {
        bold: origin
          ? words.say('transfers.ask_sent_back', { sum, number: origin.number })
          : words.say('transfers.ask_sent_back_stray', { sum }),
      },
      GAP,
      note ? words.say('transfers.sent_back_note', { note }) : words.say('transfers.ask_note'),
      words.say(origin ? 'transfers.sent_back_told' : 'transfers.sent_back_untold'),
    ],
    rows: [
      ...(note
        ? [
            [
              button(words.say('transfers.sent_back_surely', { sum }), {
                to: 'sent_back_surely',
                paymentId,
                amount: left,
              }),
            ],
          ]
        : []),
      [button(words.say('back'), { to: 'stray', paymentId })],
    ],
  }
}

const askMatchCard = ({ payment, match }: ScreenOf<'ask_match'>, words: Words): Card => {
  const amount = formatMoney(Math.min(payment.left, match.lacks) as Money)
  const { number, orderId } = match
  return {
    lines: [{ bold: words.say('transfers.ask_match', { sum: amount, number }) }],
    rows: [
      [
        button(words.say('card.paid_surely', { sum: amount }), {
          to: 'match_surely',
          paymentId: payment.id,
          orderId,
        }),
      ],
      [button(words.say('back'), { to: 'stray', paymentId: payment.id })],
    ],
  }
}

const askForgiveCard = ({ orderId, number, amount }: ScreenOf<'ask_forgive'>, words: Words): Card => ({
  lines: [{ bold: words.say('transfers.ask_forgive', { sum: formatMoney(amount), number }) }],
  rows: [
    [button(words.say('transfers.forgive_surely'), { to: 'forgive_surely', orderId, amount })],
    toCard(orderId, words),
  ],
})

const totalsCard = ({ totals, day, ago }: ScreenOf<'totals'>, words: Words): Card => {
  const all = sum(ZERO, ...totals.received.map((row) => row.sum))
  const lines: Line[] = [
    { bold: words.say('totals.title', { date: formatDate(day, words.language) }) },
    GAP,
    ...totals.received.map((row) =>
      words.say('totals.row', {
        what: words.say(`totals.from.${row.provider}`),
        n: row.count,
        sum: formatMoney(row.sum),
      }),
    ),
    totals.received.length > 0
      ? { bold: words.say('totals.all', { sum: formatMoney(all) }) }
      : words.say('totals.none'),
    ...(totals.unallotted > 0
      ? [words.say('totals.unallotted', { sum: formatMoney(totals.unallotted) })]
      : []),
    ...(totals.returned.count > 0
      ? [words.say('totals.returned', { n: totals.returned.count, sum: formatMoney(totals.returned.sum) })]
      : []),
    GAP,
    words.say('totals.placed', { n: totals.ordersPlaced, sum: formatMoney(totals.ordersPlacedSum) }),
    words.say('totals.completed', { n: totals.ordersCompleted }),
  ]
  return {
    lines,
    rows: [
      [
        button(words.say('totals.earlier'), { to: 'totals', ago: ago + 1 }),
        ...(ago > 0 ? [button(words.say('totals.later'), { to: 'totals', ago: ago - 1 })] : []),
      ],
      toDesk(words),
    ],
  }
}

export const transfersCards: CardsOf<TransfersScreen> = {
  slips: (screen, { words }) => slipsCard(screen, words),
  slip: (screen, { words }) => slipCard(screen, words),
  ask_sent_back: (screen, { words }) => askSentBackCard(screen, words),
  ask_other_sum: (screen, { words }) => askOtherSumCard(screen, words),
  sure_other_sum: (screen, { words }) => sureOtherSumCard(screen, words),
  ask_refusal: (screen, { words }) => askRefusalCard(screen, words),
  money: (screen, { words }) => moneyCard(screen, words),
  stray: (screen, { words }) => strayCard(screen, words),
  ask_match: (screen, { words }) => askMatchCard(screen, words),
  ask_forgive: (screen, { words }) => askForgiveCard(screen, words),
  totals: (screen, { words }) => totalsCard(screen, words),
}
