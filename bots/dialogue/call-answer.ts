import { MINUTE_MS } from '../../core/kernel/clock.ts'
import { DomainError } from '../../core/kernel/errors.ts'
import { callHours } from '../../core/settings/index.ts'
import { firstOf, isWrongTime, nearestOf } from '../screens/call-times.ts'
import { readMoment } from '../screens/read-moment.ts'
import type { callAnswerActions, callAnswerSteps } from './call-answer.actions.ts'
import { near, order as showOrder } from './orders.ts'
import type { AskingOf } from './step.ts'
import {
  type Fallbacks,
  type HandlersOf,
  type QuestionsOf,
  type Reply,
  type Turn,
  unlessRefused,
  withNotice,
} from './turn.ts'

interface OfOrder {
  readonly orderId: string
}

/** In their own orders staff are customers like everybody. */
const asCustomer = ({ actor }: Turn) => ({ userId: actor.userId, roles: ['customer'] as const })

const agree = async (turn: Turn, { orderId }: OfOrder): Promise<Reply> => {
  await turn.core.orders.answerCall({ actor: asCustomer(turn), orderId, cause: turn.cause })
  return showOrder(turn, { orderId }, { code: 'call.agreed' })
}

const askHour = async (turn: Turn, { orderId }: OfOrder, first?: Date): Promise<Reply> => {
  const order = await turn.core.orders.find(orderId)
  if (!order || order.userId !== turn.user.id) throw new DomainError('order.unknown')
  if (order.status !== 'AWAITING_CONFIRMATION') return showOrder(turn, { orderId })
  const { hours } = await turn.core.settings.read()
  const offered = callHours(turn.core.clock.now(), hours, { everyHours: 2, count: 6 })
  return {
    screen: { name: 'call_hours', order, offered: firstOf(offered, first) },
    step: { asks: 'call_hour', orderId },
  }
}

const callAt = async (turn: Turn, { orderId }: OfOrder, time: Date): Promise<Reply> => {
  await turn.core.orders.answerCall({ actor: asCustomer(turn), orderId, callAt: time, cause: turn.cause })
  return showOrder(turn, { orderId }, { code: 'call.at', params: { time } })
}

const typed = (turn: Turn, step: AskingOf<'call_hour'>, text: string): Promise<Reply> => {
  const time = readMoment(text, turn.core.clock.now())
  const asked = time ? callAt(turn, step, time) : Promise.reject(new DomainError('order.mark_time'))
  return asked.catch(
    unlessRefused(async (refusal) =>
      withNotice(
        await (isWrongTime(refusal) ? askHour(turn, step, nearestOf(refusal)) : near(turn, step)),
        refusal,
      ),
    ),
  )
}

export const questions: QuestionsOf<typeof callAnswerSteps> = {
  call_hour: { answer: typed, again: (turn, step) => askHour(turn, step), repeated: near },
}

/** The last minute that a Date can say. */
const MINUTES_MAX = 8.64e15 / MINUTE_MS

export const handlers: HandlersOf<typeof callAnswerActions> = {
  agree,
  call_hours: (turn, action) => askHour(turn, action),
  call_at: (turn, { at, orderId }) =>
    callAt(turn, { orderId }, new Date(Math.min(at, MINUTES_MAX) * MINUTE_MS)),
}

export const fallbacks: Fallbacks<typeof callAnswerActions> = { agree: near, call_hours: near, call_at: near }
