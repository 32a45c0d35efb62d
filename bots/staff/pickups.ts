import { roleAmong } from '../../core/kernel/actor.ts'
import { DomainError } from '../../core/kernel/errors.ts'
import { type HandStage, inHand, type PieceFate } from '../../core/orders/index.ts'
import { isStaff } from '../../core/staff/index.ts'
import { home } from '../dialogue/home.ts'
import { FREE } from '../dialogue/step.ts'
import {
  type Fallbacks,
  type HandlersOf,
  type QuestionsOf,
  type Reply,
  type Turn,
  unlessRefused,
  withNotice,
} from '../dialogue/turn.ts'
import { desk } from './desk.ts'
import type { MEANS, pickupsActions, pickupsSteps } from './pickups.actions.ts'
import type { PickupMode } from './pickups.screens.ts'
import { requireStaff } from './require-staff.ts'

/** A store's list, longest there first; whoever has pickups finds one by what the customer says. */
export const pickups = async (
  { core, actor }: Turn,
  { stage, said = null }: { stage: HandStage; said?: string | null },
): Promise<Reply> => {
  requireStaff(actor, stage === 'returning' ? ['seller', 'storekeeper'] : ['seller'])
  const outletId = await core.workplaces.of(actor)
  const orders =
    said === null
      ? await core.orders.inHand({ stage, outletId })
      : await core.orders.findPickups({ said, outletId })
  return {
    screen: { name: 'pickups', stage, orders, said, now: core.clock.now() },
    step: roleAmong(actor, ['seller']) && stage !== 'returning' ? { asks: 'pickup' } : FREE,
  }
}

interface Told {
  readonly orderId: string
}

/** An order in hand, as the one at the counter sees it. */
export const pickup = async (turn: Turn, { orderId }: Told, mode: PickupMode = 'main'): Promise<Reply> => {
  const { core, actor } = turn
  requireStaff(actor, ['seller', 'storekeeper'])
  const order = await core.orders.find(orderId)
  if (!order) throw new DomainError('order.unknown')
  const workplace = actor.roles.includes('owner') ? null : await core.workplaces.of(actor)
  const isPickup = order.delivery.method === 'pickup'
  if (isPickup && workplace !== null && workplace !== order.delivery.outletId)
    throw new DomainError('staff.other_outlet')
  const [outlets, fates, due] = await Promise.all([
    core.outlets.all(),
    core.orders.fates(order),
    core.payments.dueAtCounter({ orderId, part: mode === 'pay_part' }),
  ])
  const open = mode === 'main' || inHand(order) ? mode : 'main'
  return {
    screen: {
      name: 'pickup',
      order,
      outlet: outlets.find(({ id }) => id === order.delivery.outletId),
      fates,
      due,
      mode: open,
      now: core.clock.now(),
    },
    step: FREE,
  }
}

const ready = async (turn: Turn, { orderId }: Told): Promise<Reply> => {
  const { core, actor, cause } = turn
  requireStaff(actor, ['seller'])
  await core.orders.followParcel({ actor, orderId, to: 'ARRIVED', cause })
  return withNotice(await pickup(turn, { orderId }), { code: 'pickups.told' })
}

const handed = async (
  turn: Turn,
  { orderId, part, means, amount }: Told & { part: boolean; means: (typeof MEANS)[number]; amount: number },
): Promise<Reply> => {
  const { core, actor, cause } = turn
  requireStaff(actor, ['seller'])
  await core.payments.handOut({
    actor,
    orderId,
    part,
    amount,
    means: means === 'none' ? null : means,
    cause,
  })
  return withNotice(await pickups(turn, { stage: 'ready' }), { code: 'pickups.handed' })
}

const mark = async (
  turn: Turn,
  action: Told & { of?: { lineId: string; piece: number }; fate: PieceFate },
  mode: PickupMode,
): Promise<Reply> => {
  requireStaff(turn.actor, ['seller', 'storekeeper'])
  await turn.core.orders.markPieces({ actor: turn.actor, ...action, cause: turn.cause })
  return pickup(turn, action, mode)
}

const backSurely = async (turn: Turn, { orderId }: Told): Promise<Reply> => {
  const { core, actor, cause } = turn
  requireStaff(actor, ['seller', 'storekeeper'])
  await core.orders.takeBack({ actor, orderId, cause })
  return withNotice(await pickup(turn, { orderId }), { code: 'pickups.taken_back' })
}

export const handlers: HandlersOf<typeof pickupsActions> = {
  pickups: (turn, action) => pickups(turn, action),
  pickup: (turn, action) => pickup(turn, action),
  pickup_ready: ready,
  pickup_pay: (turn, action) => pickup(turn, action, action.part ? 'pay_part' : 'pay'),
  handed,
  pickup_part: (turn, action) => pickup(turn, action, 'part'),
  part_piece: (turn, { orderId, lineId, piece, kept }) =>
    mark(turn, { orderId, of: { lineId, piece }, fate: kept ? 'kept' : 'shelf' }, 'part'),
  came_back: (turn, action) => pickup(turn, action, 'back'),
  fate: (turn, { orderId, lineId, piece, fate }) =>
    mark(turn, { orderId, of: { lineId, piece }, fate }, 'back'),
  fate_all: (turn, { orderId }) => mark(turn, { orderId, fate: 'shelf' }, 'back'),
  back_surely: backSurely,
}

export const questions: QuestionsOf<typeof pickupsSteps> = {
  pickup: {
    answer: (turn, _, text) => pickups(turn, { stage: 'ready', said: text.trim().slice(0, 60) }),
    again: (turn) => pickups(turn, { stage: 'ready' }),
  },
}

const nearDesk = (turn: Turn): Promise<Reply> => (isStaff(turn.actor) ? desk(turn) : home(turn))

/** The order as it is, else the desk. */
const near =
  (mode: PickupMode = 'main') =>
  (turn: Turn, action: Told): Promise<Reply> =>
    pickup(turn, action, mode).catch(unlessRefused(() => nearDesk(turn)))

export const fallbacks: Fallbacks<typeof pickupsActions> = {
  pickups: nearDesk,
  pickup: nearDesk,
  pickup_ready: near(),
  pickup_pay: near(),
  handed: near(),
  pickup_part: near(),
  part_piece: near('part'),
  came_back: near(),
  fate: near('back'),
  fate_all: near('back'),
  back_surely: near('back'),
}
