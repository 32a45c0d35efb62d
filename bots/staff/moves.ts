import { DomainError } from '../../core/kernel/errors.ts'
import { isStaff } from '../../core/staff/index.ts'
import type { Loss, Move, MoveStage } from '../../core/stock/index.ts'
import { home } from '../dialogue/home.ts'
import { type AskingOf, FREE } from '../dialogue/step.ts'
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
import type { movesActions, movesSteps } from './moves.actions.ts'
import { requireStaff } from './require-staff.ts'

const ROLES = ['storekeeper', 'seller'] as const

interface From {
  readonly variantId: string
  readonly outletId: string
}

/** How many pieces of a size go, and where to; another number may be typed. */
const moveFrom = async (
  { core, actor }: Turn,
  { variantId, outletId, amount = 1 }: From & { amount?: number | undefined },
): Promise<Reply> => {
  requireStaff(actor, ROLES)
  const [variant, outlets] = await Promise.all([core.catalog.variantNamed(variantId), core.outlets.all()])
  const from = outlets.find(({ id }) => id === outletId)
  if (!variant || !from) throw new DomainError('stock.no_product')
  const rows = await core.stock.shelf({ productId: variant.productId, outletId })
  const row = rows.find((each) => each.variantId === variantId)
  if (!row) throw new DomainError('stock.no_product')
  return {
    screen: { name: 'move_from', variant, row, from, outlets, amount },
    step: { asks: 'move_amount', variantId, outletId },
  }
}

const typedAmount = async (turn: Turn, step: AskingOf<'move_amount'>, text: string): Promise<Reply> => {
  const amount = /^\s*([1-9]\d{0,2})\s*$/.exec(text)?.[1]
  if (!amount) return withNotice(await moveFrom(turn, step), { code: 'stock.amount' })
  return moveFrom(turn, { ...step, amount: Number(amount) })
}

const add = async (
  turn: Turn,
  {
    variantId,
    from,
    target: to,
    amount,
  }: { variantId: string; from: string; target: string; amount: number },
): Promise<Reply> => {
  const { core, actor, cause } = turn
  const moveId = await core.stock.moves.request({ actor, from, to, variantId, quantity: amount, cause })
  return withNotice(await move(turn, { moveId }), { code: 'moves.added' })
}

const moves = async ({ core, actor }: Turn, { stage }: { stage: MoveStage }): Promise<Reply> => {
  requireStaff(actor, ROLES)
  const outletId = await core.workplaces.of(actor)
  const [found, outlets] = await Promise.all([core.stock.moves.list({ stage, outletId }), core.outlets.all()])
  return { screen: { name: 'moves', stage, moves: found, outlets }, step: FREE }
}

const move = async ({ core, actor }: Turn, { moveId }: { moveId: string }): Promise<Reply> => {
  requireStaff(actor, ROLES)
  const [found, outlets, own] = await Promise.all([
    core.stock.moves.find(moveId),
    core.outlets.all(),
    core.workplaces.of(actor),
  ])
  if (!found) throw new DomainError('move.unknown')
  const at = (outletId: string) => actor.roles.includes('owner') || own === null || own === outletId
  return {
    screen: { name: 'move', move: found, outlets, ends: { from: at(found.from), to: at(found.to) } },
    step: FREE,
  }
}

type OfMove<T = unknown> = T & { readonly moveId: string }

/** Does a step of a move and shows it as it is then. */
const step =
  <T>(change: (turn: Turn, action: OfMove<T>) => Promise<void>, code: string) =>
  async (turn: Turn, action: OfMove<T>): Promise<Reply> => {
    await change(turn, action)
    return withNotice(await move(turn, action), { code })
  }

const miss = async (turn: Turn, action: OfMove<{ variantId: string; missing: number }>): Promise<Reply> => {
  const { core, actor, cause } = turn
  await core.stock.moves.sayMissing({ actor, ...action, cause })
  return move(turn, action)
}

export const handlers: HandlersOf<typeof movesActions> = {
  move_from: moveFrom,
  mv_add: add,
  moves,
  move,
  move_drop: step<{ variantId: string }>(
    ({ core, actor, cause }, action) => core.stock.moves.drop({ actor, ...action, cause }),
    'moves.dropped',
  ),
  move_send: step<{ pieces: number }>(
    ({ core, actor, cause }, action) => core.stock.moves.send({ actor, ...action, cause }),
    'moves.sent',
  ),
  move_cancel: step(
    ({ core, actor, cause }, { moveId }) => core.stock.moves.cancel({ actor, moveId, cause }),
    'moves.cancelled',
  ),
  move_miss: miss,
  move_here: step<{ pieces: number; loss?: Loss | undefined }>(
    ({ core, actor, cause }, action) => core.stock.moves.receive({ actor, ...action, cause }),
    'moves.received',
  ),
}

export const questions: QuestionsOf<typeof movesSteps> = {
  move_amount: { answer: typedAmount, again: (turn, from) => moveFrom(turn, from) },
}

const nearDesk = (turn: Turn): Promise<Reply> => (isStaff(turn.actor) ? desk(turn) : home(turn))
const near = (turn: Turn, action: { moveId: Move['id'] }): Promise<Reply> =>
  move(turn, action).catch(unlessRefused(() => nearDesk(turn)))

export const fallbacks: Fallbacks<typeof movesActions> = {
  move_from: nearDesk,
  mv_add: (turn, { variantId, from }) =>
    moveFrom(turn, { variantId, outletId: from }).catch(unlessRefused(() => nearDesk(turn))),
  moves: nearDesk,
  move: nearDesk,
  move_drop: near,
  move_send: near,
  move_cancel: near,
  move_miss: near,
  move_here: near,
}
