import { roleAmong } from '../../core/kernel/actor.ts'
import { MINUTE_MS } from '../../core/kernel/clock.ts'
import { DomainError } from '../../core/kernel/errors.ts'
import { MARKING, MARKS, type Mark, type Order } from '../../core/orders/index.ts'
import { callHours, workingMornings } from '../../core/settings/index.ts'
import { type AskingOf, FREE } from '../dialogue/step.ts'
import {
  type Fallbacks,
  type Handler,
  type HandlersOf,
  type QuestionsOf,
  type Reply,
  type Turn,
  unlessRefused,
  withNotice,
} from '../dialogue/turn.ts'
import { firstOf, isWrongTime, nearestOf } from '../screens/call-times.ts'
import { readMoment } from '../screens/read-moment.ts'
import { card, near } from './order-card.ts'
import type { orderMarksActions, orderMarksSteps } from './order-marks.actions.ts'
import { requireStaff } from './require-staff.ts'

const found = async ({ core, actor }: Turn, orderId: string): Promise<Order> => {
  requireStaff(actor, ['manager', 'storekeeper'])
  const order = await core.orders.find(orderId)
  if (!order) throw new DomainError('order.unknown')
  return order
}

/** The marks that this one of the staff may set on the order as it stands. */
export const marksFor = (order: Order, actor: Turn['actor']): Mark[] =>
  order.packedAt
    ? []
    : MARKS.filter(
        (mark) =>
          MARKING[mark].statuses.includes(order.status) && roleAmong(actor, MARKING[mark].by) !== undefined,
      )

const marks: Handler<'marks'> = async (turn, { orderId }) => {
  const order = await found(turn, orderId)
  return { screen: { name: 'order_marks', order, marks: marksFor(order, turn.actor) }, step: FREE }
}

/** A mark whose time is known stands at once; of any other it is asked for. */
const mark: Handler<'mark'> = async (turn, { orderId, mark: chosen }) => {
  if (MARKING[chosen].until === 'named') return askUntil(turn, { orderId, mark: chosen })
  await turn.core.orders.mark({ actor: turn.actor, orderId, mark: chosen, cause: turn.cause })
  if (chosen !== 'not_reached') return card(turn, { orderId }, { notice: { code: 'mark.set' } })
  const { userId } = await found(turn, orderId)
  const written = (await turn.core.users.reachable(userId)).length > 0
  return card(turn, { orderId }, { notice: { code: written ? 'mark.written' : 'mark.not_written' } })
}

interface Asked {
  readonly orderId: string
  readonly mark: Mark
}

const askUntil = async (turn: Turn, asked: Asked, first?: Date): Promise<Reply> => {
  const order = await found(turn, asked.orderId)
  const now = turn.core.clock.now()
  const { hours } = await turn.core.settings.read()
  const offered =
    asked.mark === 'call_back'
      ? callHours(now, hours, { everyHours: 1, count: 6 })
      : workingMornings(now, hours, 6)
  return {
    screen: { name: 'mark_until', order, mark: asked.mark, offered: firstOf(offered, first) },
    step: { asks: 'mark_until', orderId: asked.orderId, mark: asked.mark },
  }
}

const markUntil = async (turn: Turn, { orderId, mark: chosen }: Asked, until: Date): Promise<Reply> => {
  await turn.core.orders.mark({ actor: turn.actor, orderId, mark: chosen, until, cause: turn.cause })
  return card(turn, { orderId }, { notice: { code: 'mark.set' } })
}

const typedUntil = (turn: Turn, step: AskingOf<'mark_until'>, text: string): Promise<Reply> => {
  const until = readMoment(text, turn.core.clock.now())
  if (!until)
    return askUntil(turn, step).then((reply) => withNotice(reply, new DomainError('order.mark_time')))
  return markUntil(turn, step, until).catch(
    unlessRefused(async (refusal) =>
      withNotice(
        await (isWrongTime(refusal) ? askUntil(turn, step, nearestOf(refusal)) : near(turn, step)),
        refusal,
      ),
    ),
  )
}

const unmark: Handler<'unmark'> = async (turn, { orderId }) => {
  await turn.core.orders.mark({ actor: turn.actor, orderId, mark: null, cause: turn.cause })
  return card(turn, { orderId })
}

const handOn: Handler<'hand_on'> = async (turn, { orderId }) => {
  const order = await found(turn, orderId)
  const members = await turn.core.staff.onShiftWithRole('manager')
  const colleagues = members.filter(({ userId }) => userId !== order.holderId)
  return { screen: { name: 'hand_on', order, colleagues }, step: FREE }
}

const handTo = async (
  turn: Turn,
  { orderId, toUserId }: { orderId: string; toUserId: string | null },
): Promise<Reply> => {
  await turn.core.orders.handOn({ actor: turn.actor, orderId, toUserId, cause: turn.cause })
  return card(turn, { orderId }, { notice: { code: toUserId ? 'hand_on.done' : 'hand_on.given_back' } })
}

export const questions: QuestionsOf<typeof orderMarksSteps> = {
  mark_until: {
    answer: typedUntil,
    again: (turn, step) => askUntil(turn, step),
    repeated: (turn, step) => card(turn, step),
  },
}

export const handlers: HandlersOf<typeof orderMarksActions> = {
  marks,
  mark,
  mark_until: (turn, { at, ...asked }) =>
    markUntil(turn, asked, new Date(Math.min(at, MINUTES_MAX) * MINUTE_MS)),
  unmark,
  hand_on: handOn,
  hand_to: (turn, { orderId, userId }) => handTo(turn, { orderId, toUserId: userId }),
  give_back: (turn, { orderId }) => handTo(turn, { orderId, toUserId: null }),
}

/** The last minute that a Date can say. */
const MINUTES_MAX = 8.64e15 / MINUTE_MS

export const fallbacks: Fallbacks<typeof orderMarksActions> = {
  marks: near,
  mark: near,
  mark_until: near,
  unmark: near,
  hand_on: near,
  hand_to: near,
  give_back: near,
}
