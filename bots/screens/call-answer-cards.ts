import { MINUTE_MS } from '../../core/kernel/clock.ts'
import type { CallAnswerScreen } from './call-answer.screens.ts'
import { button, GAP, inRows } from './card.ts'
import { formatMoment } from './format.ts'
import type { CardsOf } from './screen.ts'

export const callAnswerCards: CardsOf<CallAnswerScreen> = {
  call_hours: ({ order, offered }, { words }) => ({
    lines: [{ bold: words.say('call.title', { number: order.number }) }, GAP, words.say('call.ask')],
    rows: [
      ...inRows(
        offered.map((time) =>
          button(formatMoment(time, words.language), {
            to: 'call_at',
            orderId: order.id,
            at: time.getTime() / MINUTE_MS,
          }),
        ),
        2,
      ),
      [button(words.say('order.show'), { to: 'order', orderId: order.id })],
    ],
  }),
}
