import type { HistoryLine, Mark, Order } from '../../core/orders/index.ts'
import type { Outlet } from '../../core/outlets/index.ts'
import type { Words } from '../locales/words.ts'
import { type Button, button, type Card, GAP } from '../screens/card.ts'
import { changeOf, changeWords } from '../screens/change-words.ts'
import { formatDate, formatTime } from '../screens/format.ts'
import { reasonWords, statusWords } from '../screens/order-cards.ts'
import { counterWords } from './counter-words.ts'
import type { CardMode, OrderCard } from './order-card.screens.ts'
import { endWords } from './order-marks-cards.ts'

interface History {
  readonly card: Pick<OrderCard, 'order' | 'outlets'>
  readonly mode: Extract<CardMode, { kind: 'history' }>
  readonly back: readonly Button[]
}

/** Who did what with an order, and when; earlier lines behind a button. */
export const historyCard = ({ card, mode, back }: History, words: Words): Card => {
  const { order, outlets } = card
  return {
    lines: [
      { bold: words.say('history.title', { number: order.number }) },
      GAP,
      ...mode.lines.map((line) => historyLine(line, { words, order, outlets })),
    ],
    rows: [
      ...(mode.earlier
        ? [
            [
              button(words.say('history.earlier'), {
                to: 'history',
                orderId: order.id,
                before: Number(mode.lines[0]?.id ?? 0),
              }),
            ],
          ]
        : []),
      [...back],
    ],
  }
}

const MARK_LINES: readonly string[] = ['marked', 'unmarked', 'mark_ended', 'hour_named', 'handed_on']

const isMarkLine = ({ what }: HistoryLine): boolean => MARK_LINES.includes(what)

/** A mark set or ended, until when, how often in vain; to whom the order went. */
const markLine = ({ what, details }: HistoryLine, words: Words): string => {
  const { mark, until, attempts, name } = details as {
    mark?: Mark
    until?: string
    attempts?: number
    name?: string
  }
  return [
    words.say(`history.${what}`),
    mark && words.say(`mark.${mark}`),
    name,
    attempts && `(${attempts})`,
    until && endWords(mark ?? 'call_back', new Date(until), words),
  ]
    .filter(Boolean)
    .join(' ')
}

const historyLine = (
  line: HistoryLine,
  { words, order, outlets }: { words: Words; order: Order; outlets: readonly Outlet[] },
): string => {
  const status = (each: Order['status']) => statusWords({ ...order, status: each }, words)
  const change = changeOf(line)
  const who =
    line.byRole === 'system' || line.byRole === 'provider'
      ? words.say(`role.${line.byRole}`)
      : `${line.byName ?? ''} (${words.say(`role.${line.byRole}`)}${line.lent ? `, ${words.say('history.lent')}` : ''})`
  const what =
    line.what === 'moved' && line.from && line.to
      ? words.say('history.moved', {
          from: status(line.from),
          to: status(line.to),
        })
      : change
        ? changeWords(change, { words, outlets })
        : isMarkLine(line)
          ? markLine(line, words)
          : words.say(`history.${line.what}`)
  const why = change?.what === 'discount' ? change.reason : line.details.reason
  const reason = typeof why === 'string' ? `: ${reasonWords(why, words)}` : ''
  return `${formatDate(line.at, words.language)} ${formatTime(line.at, words.language)} · ${who}\n    ${[`${what}${reason}`, ...counterWords(line, words)].join('\n    ')}`
}
