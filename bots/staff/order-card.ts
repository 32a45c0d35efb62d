import { variantCalled } from '../../core/catalog/index.ts'
import type { Core } from '../../core/index.ts'
import { type Actor, roleAmong, type StaffRole } from '../../core/kernel/actor.ts'
import { DomainError } from '../../core/kernel/errors.ts'
import { minus, money } from '../../core/kernel/money.ts'
import { cut } from '../../core/kernel/text.ts'
import {
  dueNow,
  liesInItsStore,
  mayCancel,
  mayEdit,
  type Order,
  type OrderStatus,
  openSizes,
  packerRole,
  VERSIONS,
} from '../../core/orders/index.ts'
import { forgivable } from '../../core/payments/index.ts'
import { isStaff } from '../../core/staff/index.ts'
import { home } from '../dialogue/home.ts'
import { type AskingOf, FREE, type Step } from '../dialogue/step.ts'
import {
  type Fallbacks,
  type HandlersOf,
  type QuestionsOf,
  type Reply,
  type Start,
  type Turn,
  unlessRefused,
  withNotice,
} from '../dialogue/turn.ts'
import type { Notice } from '../screens/screen.ts'
import { desk } from './desk.ts'
import type { orderCardActions, orderCardSteps } from './order-card.actions.ts'
import type { CardMode, OrderCard } from './order-card.screens.ts'
import { requireStaff } from './require-staff.ts'

/** "1042", "№ 1042", "#1042". */
export const ORDER_NUMBER = /^(?:№|#|n)?\s*(\d{1,9})$/i
const TEXT_MAX = 60

/** The order as this one of the staff sees it. */
export const readCard = async (core: Core, actor: Actor, order: Order): Promise<OrderCard> => {
  const [settings, outlets, facts, reputation] = await Promise.all([
    core.settings.read(),
    core.outlets.all(),
    core.orders.besides(order),
    core.orders.reputation(order),
  ])
  const due = money(Math.max(0, minus(dueNow(order, settings.prepayment), order.paid)))
  const is = (...statuses: OrderStatus[]) => statuses.includes(order.status)
  const has = (...roles: StaffRole[]) => roleAmong(actor, roles) !== undefined
  const own = order.holderId === actor.userId
  const packs = ({ outletId }: { outletId: string }) =>
    packerRole(actor, { delivery: order.delivery, outletId }) !== undefined
  const ships = is('AWAITING_SHIPMENT', 'AWAITING_SHIPMENT_COD')
  return {
    order,
    now: core.clock.now(),
    holderName: facts.holderName,
    outlets,
    outlet: outlets.find(({ id }) => id === order.delivery.outletId),
    due,
    alsoOpen: facts.alsoOpen,
    slipAt: facts.slipAt,
    agreedAt: is('AWAITING_CONFIRMATION') ? facts.agreedAt : null,
    cancelAskedAt: order.status.startsWith('AWAITING_') ? facts.cancelAskedAt : null,
    reputation,
    may: {
      take: is('AWAITING_CONFIRMATION') && has('manager') && !order.holderId,
      settle: is('AWAITING_CONFIRMATION') && own && mayEdit(order, actor),
      edit:
        mayEdit(order, actor) &&
        (own || !order.holderId || has('owner')) &&
        !(is('AWAITING_CONFIRMATION') && !order.holderId),
      mark:
        !order.packedAt &&
        ((has('manager') && (own || has('owner')) && is('AWAITING_CONFIRMATION', 'AWAITING_PAYMENT')) ||
          (ships && has('storekeeper', 'manager'))),
      customer: has('manager'),
      handOn: order.holderId !== null && (own || has('owner')) && order.status.startsWith('AWAITING_'),
      confirm: is('AWAITING_CONFIRMATION') && own && has('manager') && openSizes(order).length === 0,
      refuse: mayCancel(order, actor) && has('manager') && (own || !is('AWAITING_CONFIRMATION')),
      paid: is('AWAITING_PAYMENT') && has('accountant'),
      forgive: has('accountant') && forgivable(order, settings.forgivenShortage) !== undefined,
      pack: ships && order.shipments.some((parcel) => !parcel.packed && packs(parcel)),
      pickUp: has('seller') && order.delivery.method === 'pickup' && (ships || is('SHIPPED', 'ARRIVED')),
      ship:
        ships &&
        order.packedAt !== null &&
        has('storekeeper') &&
        !order.shipments.every((parcel) => liesInItsStore(order.delivery, parcel)),
      reopen: (is('AWAITING_PAYMENT') && has('manager')) || (ships && has('storekeeper', 'manager')),
      write: has('manager'),
      keep: has('manager') && order.status.startsWith('AWAITING_') && facts.cancelAskedAt !== null,
    },
  }
}

interface Shown {
  readonly mode?: CardMode
  readonly step?: Step
  readonly notice?: Notice
  /** The order, where it was read a moment ago and nothing was changed since. */
  readonly order?: Order
}

export const card = async (
  turn: Turn,
  { orderId }: { orderId: string },
  { mode, step, notice, order: known }: Shown = {},
): Promise<Reply> => {
  requireStaff(turn.actor)
  const order = known ?? (await turn.core.orders.find(orderId))
  if (!order) throw new DomainError('order.unknown')
  const screen = {
    name: 'card',
    card: await readCard(turn.core, turn.actor, order),
    mode: mode ?? { kind: 'main' },
  } as const
  return withNotice({ screen, step: step ?? FREE }, notice)
}

export const take = async (turn: Turn, { orderId }: { orderId: string }): Promise<Reply> => {
  await turn.core.orders.take({ actor: turn.actor, orderId, cause: turn.cause })
  return card(turn, { orderId }, { notice: { code: 'card.taken' } })
}

export const sizes = async (
  turn: Turn,
  { orderId, lineId }: { orderId: string; lineId: string },
): Promise<Reply> => {
  requireStaff(turn.actor)
  const order = await turn.core.orders.find(orderId)
  const line = order?.lines.find(({ id }) => id === lineId)
  const product = line && (await turn.core.catalog.product(line.productId))
  if (!order || !line || !product) throw new DomainError('order.line_gone')
  const step: Step = { asks: 'line_size', orderId, lineId, seen: order.version % VERSIONS }
  return card(turn, { orderId }, { mode: { kind: 'sizes', line, product }, step })
}

/** Another order's number goes on to that order, as anywhere at the desk. */
export const otherOrder = async (turn: Turn, text: string): Promise<Reply | undefined> => {
  const number = ORDER_NUMBER.exec(text.trim())?.[1]
  const order = number && (await turn.core.orders.findByNumber(Number(number)))
  return order ? card(turn, { orderId: order.id }) : undefined
}

/** A size in words; anything else leaves the question where it is. */
const lineSize = async (turn: Turn, step: AskingOf<'line_size'>, text: string): Promise<Reply> => {
  const { orderId, lineId, seen } = step
  const line = (await turn.core.orders.find(orderId))?.lines.find(({ id }) => id === lineId)
  const product = line && (await turn.core.catalog.product(line.productId))
  const size = product && variantCalled(product, text)
  if (size) return settle(turn, { orderId, lineId, variantId: size.id, seen })
  return (
    (await otherOrder(turn, text)) ??
    withNotice(await sizes(turn, step), { code: 'card.no_such_size', params: { text: cut(text, TEXT_MAX) } })
  )
}

export const settle = async (
  turn: Turn,
  action: { orderId: string; lineId: string; variantId: string; seen?: number | undefined },
): Promise<Reply> => {
  await turn.core.orders.settleSize({ actor: turn.actor, ...action, cause: turn.cause })
  return card(turn, action)
}

export const confirm = async (turn: Turn, { orderId }: { orderId: string }): Promise<Reply> => {
  await turn.core.orders.confirm({ actor: turn.actor, orderId, cause: turn.cause })
  return card(turn, { orderId }, { notice: { code: 'card.confirmed' } })
}

export const refuseSurely = async (
  turn: Turn,
  { orderId, reason }: { orderId: string; reason: string },
): Promise<Reply> => {
  requireStaff(turn.actor, ['manager'])
  await turn.core.orders.cancel({ actor: turn.actor, orderId, reason, cause: turn.cause })
  return card(turn, { orderId })
}

/**
 * The accountant's word that the money is there. The reference is the order's own state of payment, so that two
 * accountants who confirm the same transfer record it once; a button that shows another sum than is due now asks again.
 */
export const paidSurely = async (
  turn: Turn,
  { orderId, amount }: { orderId: string; amount: number },
): Promise<Reply> => {
  const shown = await card(turn, { orderId })
  if (shown.screen.name !== 'card') return shown
  const { order, due, may } = shown.screen.card
  if (order.status !== 'AWAITING_PAYMENT') return withNotice(shown, { code: 'card.known' })
  if (may.paid && due !== amount) {
    return card(turn, { orderId }, { mode: { kind: 'paid' }, notice: { code: 'card.due_changed' } })
  }
  const outcome = await turn.core.payments.record({
    actor: turn.actor,
    orderId,
    amount: money(amount),
    provider: 'bank_transfer',
    reference: `${orderId}-${order.paid}`,
    cause: turn.cause,
  })
  const code = { paid: 'card.recorded', raised: 'card.raised', known: 'card.known' }[outcome]
  return card(turn, { orderId }, { notice: { code } })
}

/** Whether a pickup leaves for its store is asked once more; a parcel's waybills are asked for. */
export const ship = async (turn: Turn, { orderId }: { orderId: string }): Promise<Reply> => {
  requireStaff(turn.actor, ['storekeeper'])
  const order = await turn.core.orders.find(orderId)
  if (!order) throw new DomainError('order.unknown')
  if (order.delivery.method !== 'pickup') return askWaybill(turn, { order, numbers: [] })
  return card(turn, { orderId }, { mode: { kind: 'to_store' } })
}

const toStoreSurely = async (turn: Turn, { orderId }: { orderId: string }): Promise<Reply> => {
  requireStaff(turn.actor, ['storekeeper'])
  await turn.core.orders.ship({ actor: turn.actor, orderId, trackingNumbers: [], cause: turn.cause })
  return card(turn, { orderId }, { notice: { code: 'card.shipped' } })
}

/** Parcels that still need a waybill to leave; what another outlet sent has its own. */
const unsent = ({ shipments }: Order): number => shipments.filter(({ shipped }) => !shipped).length

const askWaybill = (
  turn: Turn,
  { order, numbers, notice }: { order: Order; numbers: string[]; notice?: Notice },
): Promise<Reply> =>
  card(
    turn,
    { orderId: order.id },
    {
      mode: { kind: 'waybill', missing: unsent(order) - numbers.length },
      step: { asks: 'waybill', orderId: order.id, numbers },
      ...(notice ? { notice } : {}),
    },
  )

/** The question for a waybill once more, as long as the order waits for it. */
export const askWaybillAgain = async (
  turn: Turn,
  { orderId, numbers }: AskingOf<'waybill'>,
): Promise<Reply> => {
  requireStaff(turn.actor, ['storekeeper'])
  const order = await turn.core.orders.find(orderId)
  if (!order?.status.startsWith('AWAITING_SHIPMENT')) return card(turn, { orderId })
  return askWaybill(turn, { order, numbers })
}

/** A typed waybill number; with the last of them the order is shipped. */
export const waybill = async (turn: Turn, step: AskingOf<'waybill'>, text: string): Promise<Reply> => {
  const { orderId } = step
  const order = await turn.core.orders.find(orderId)
  if (!order) throw new DomainError('order.unknown')
  const numbers = [...step.numbers, text]
  try {
    if (numbers.length < unsent(order)) {
      turn.core.orders.checkWaybill(text)
      return await askWaybill(turn, { order, numbers })
    }
    await turn.core.orders.ship({ actor: turn.actor, orderId, trackingNumbers: numbers, cause: turn.cause })
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'order.waybill') throw error
    return askWaybill(turn, { order, numbers: [...step.numbers], notice: error })
  }
  return card(turn, { orderId }, { notice: { code: 'card.shipped' } })
}

/** What was confirmed is confirmed anew: asked once more, while it is possible. */
const askReopen = async (turn: Turn, action: { orderId: string }): Promise<Reply> => {
  const shown = await card(turn, action)
  const may = shown.screen.name === 'card' && shown.screen.card.may.reopen
  return may ? card(turn, action, { mode: { kind: 'reopen' } }) : shown
}

const reopenSurely = async (turn: Turn, { orderId }: { orderId: string }): Promise<Reply> => {
  requireStaff(turn.actor)
  await turn.core.orders.reopen({ actor: turn.actor, orderId, cause: turn.cause })
  return card(turn, { orderId }, { notice: { code: 'card.reopened' } })
}

export const notOnShelf = async (
  turn: Turn,
  { orderId, lineId }: { orderId: string; lineId: string },
): Promise<Reply> => {
  requireStaff(turn.actor, ['storekeeper', 'seller'])
  await turn.core.orders.reopen({ actor: turn.actor, orderId, missingLineId: lineId, cause: turn.cause })
  return card(turn, { orderId })
}

/** «Покупець передумав»: the customer who asked to cancel keeps the order. */
const kept = async (turn: Turn, { orderId }: { orderId: string }): Promise<Reply> => {
  requireStaff(turn.actor, ['manager'])
  await turn.core.orders.keep({ actor: turn.actor, orderId, cause: turn.cause })
  return card(turn, { orderId })
}

const HISTORY_PAGE = 12

/** What happened last, or before a line of it. */
export const history = async (
  turn: Turn,
  { orderId, before }: { orderId: string; before?: number | undefined },
): Promise<Reply> => {
  requireStaff(turn.actor)
  const lines = await turn.core.orders.historyPage({ orderId, before, limit: HISTORY_PAGE + 1 })
  const earlier = lines.length > HISTORY_PAGE
  return card(turn, { orderId }, { mode: { kind: 'history', lines: lines.slice(earlier ? 1 : 0), earlier } })
}

export const questions: QuestionsOf<typeof orderCardSteps> = {
  waybill: { answer: waybill, again: askWaybillAgain, repeated: (turn, step) => card(turn, step) },
  line_size: {
    answer: (turn, step, text) =>
      lineSize(turn, step, text).catch(
        unlessRefused(async (refusal) => withNotice(await near(turn, step), refusal)),
      ),
    again: sizes,
    repeated: (turn, step) => card(turn, step),
  },
}

/** Money is only asked about where any is due. */
const askPaid = async (turn: Turn, action: { orderId: string }): Promise<Reply> => {
  const shown = await card(turn, action)
  const may = shown.screen.name === 'card' && shown.screen.card.may.paid
  return may ? card(turn, action, { mode: { kind: 'paid' } }) : shown
}

export const handlers: HandlersOf<typeof orderCardActions> = {
  card: (turn, action) => card(turn, action),
  take,
  sizes,
  settle,
  confirm,
  refuse: (turn, action) => card(turn, action, { mode: { kind: 'refuse' } }),
  refuse_surely: refuseSurely,
  paid: askPaid,
  paid_surely: paidSurely,
  ship,
  to_store_surely: toStoreSurely,
  reopen: askReopen,
  reopen_surely: reopenSurely,
  missing: (turn, action) => card(turn, action, { mode: { kind: 'missing' } }),
  not_on_shelf: notOnShelf,
  history,
  kept,
}

/** The order's card as it is, the desk where there is none such; whoever is no staff goes home. */
export const near = (turn: Turn, action: { orderId: string }): Promise<Reply> =>
  isStaff(turn.actor) ? card(turn, action).catch(unlessRefused(() => desk(turn))) : home(turn)

/** `/start o_…`: the button of a group's card opens the order here. */
export const starts: readonly Start[] = [
  {
    pattern: /^o_(ord_[1-9A-HJ-NP-Za-km-z]{12})$/,
    open: (turn, [, orderId = '']) => near(turn, { orderId }),
  },
]

export const fallbacks: Fallbacks<typeof orderCardActions> = {
  card: near,
  take: near,
  sizes: near,
  settle: near,
  confirm: near,
  refuse: near,
  refuse_surely: near,
  paid: near,
  paid_surely: near,
  ship: near,
  to_store_surely: near,
  reopen: near,
  reopen_surely: near,
  missing: near,
  not_on_shelf: near,
  history: near,
  kept: near,
}
