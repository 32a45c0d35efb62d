import { DomainError } from '../../core/kernel/errors.ts'
import { mayAskToCancel, mayCancel, type Order } from '../../core/orders/index.ts'
import { powerCutUntil } from '../../core/settings/index.ts'
import { wordsIn } from '../locales/words.ts'
import type { Notice } from '../screens/screen.ts'
import { cart } from './cart.ts'
import type { Media } from './heard.ts'
import type { ordersActions, ordersSteps } from './orders.actions.ts'
import { type AskingOf, FREE } from './step.ts'
import { askAbout } from './support.ts'
import {
  type Fallbacks,
  type Handler,
  type HandlersOf,
  type QuestionsOf,
  type Reply,
  type Turn,
  unlessRefused,
  withNotice,
} from './turn.ts'

const PAGE = 7

/** The customer's own order. @throws DomainError `order.unknown` for anybody else's: there is none such for them */
const ownOrder = async ({ core, user }: Turn, orderId: string): Promise<Order> => {
  const order = await core.orders.find(orderId)
  if (!order || order.userId !== user.id) throw new DomainError('order.unknown')
  return order
}

export const orders = async (
  { core, user }: Turn,
  { before }: { before?: string | undefined } = {},
): Promise<Reply> => {
  const found = await core.orders.findOf({ userId: user.id, before, limit: PAGE + 1 })
  return {
    screen: {
      name: 'orders',
      orders: found.slice(0, PAGE),
      more: found.length > PAGE,
      phoneProven: user.phone !== null,
    },
    step: FREE,
  }
}

export const order = async (
  turn: Turn,
  { orderId }: { orderId: string },
  notice?: Notice,
): Promise<Reply> => {
  const found = await ownOrder(turn, orderId)
  const { core, actor } = turn
  const outlet = found.delivery.outletId ? await core.outlets.find(found.delivery.outletId) : undefined
  const settings = await core.settings.read()
  const screen = {
    name: 'order',
    order: found,
    outlet,
    settings,
    powerCutUntil: powerCutUntil(settings, core.clock.now()),
    mayCancel: mayCancel(found, asCustomer(actor)),
    cancelling: mayAskToCancel(found)
      ? ((await core.orders.cancelAskedAt(orderId)) ?? ('may_ask' as const))
      : null,
  } as const
  return withNotice({ screen, step: FREE }, notice)
}

/** In their own orders staff are customers like everybody. */
const asCustomer = (actor: Turn['actor']) => ({ userId: actor.userId, roles: ['customer'] as const })

export const cancel = async (turn: Turn, { orderId }: { orderId: string }): Promise<Reply> => ({
  screen: { name: 'cancel_order', order: await ownOrder(turn, orderId) },
  step: FREE,
})

export const cancelSurely = async (turn: Turn, { orderId }: { orderId: string }): Promise<Reply> => {
  const { number } = await ownOrder(turn, orderId)
  await turn.core.orders.cancel({
    actor: asCustomer(turn.actor),
    orderId,
    reason: 'changed_mind',
    cause: turn.cause,
  })
  return order(turn, { orderId }, { code: 'order.cancelled', params: { number } })
}

/** «Попросити скасувати»: what becomes of it and of the money is said first. */
const askCancel: Handler<'ask_cancel'> = async (turn, { orderId }) => {
  const found = await ownOrder(turn, orderId)
  if (!mayAskToCancel(found)) return order(turn, { orderId })
  return { screen: { name: 'ask_cancel', order: found }, step: FREE }
}

const askCancelSurely: Handler<'ask_cancel_surely'> = async (turn, { orderId }) => {
  const { core, user, cause } = turn
  const { number } = await ownOrder(turn, orderId)
  const text = wordsIn(user.language).say('ask_cancel.said', { number })
  await core.support.askToCancel({ userId: user.id, orderId, text, cause })
  return order(turn, { orderId }, { code: 'ask_cancel.sent' })
}

/** «Не скасовувати»: whoever asked to cancel keeps it. */
const keepOrder: Handler<'keep_order'> = async (turn, { orderId }) => {
  await turn.core.orders.keep({ actor: asCustomer(turn.actor), orderId, cause: turn.cause })
  return order(turn, { orderId }, { code: 'ask_cancel.kept' })
}

/** «Змінити спосіб оплати»: what else this order can be paid by, while it waits for its money. */
const changePayment = async (turn: Turn, { orderId }: { orderId: string }): Promise<Reply> => {
  const { found, offered, settings } = await payable(turn, orderId)
  return { screen: { name: 'change_payment', order: found, offered, settings }, step: FREE }
}

/** @throws DomainError `order.impossible` once it waits for money no longer */
const payable = async (turn: Turn, orderId: string) => {
  const found = await ownOrder(turn, orderId)
  const { number, status } = found
  if (status !== 'AWAITING_PAYMENT') throw new DomainError('order.impossible', { number, status })
  const offered = await turn.core.orders.otherPayments(found)
  return { found, offered, settings: await turn.core.settings.read() }
}

/** What happens then is said, and asked once more. */
const payBy: Handler<'pay_by'> = async (turn, { orderId, method }) => {
  const { found, offered, settings } = await payable(turn, orderId)
  if (!offered.includes(method)) throw new DomainError('payment.not_offered')
  return { screen: { name: 'pay_by', order: found, method, settings }, step: FREE }
}

const payBySurely: Handler<'pay_by_surely'> = async (turn, { orderId, method }) => {
  const actor = asCustomer(turn.actor)
  await turn.core.orders.payOtherwise({ actor, orderId, payment: method, cause: turn.cause })
  return order(turn, { orderId }, { code: 'order.payment_changed' })
}

/** «Уже сплачено»: a picture of the slip is asked for, and may be left out. */
export const askSlip = async (turn: Turn, { orderId }: { orderId: string }): Promise<Reply> => {
  const found = await ownOrder(turn, orderId)
  if (found.status !== 'AWAITING_PAYMENT') throw new DomainError('slip.not_waiting', { number: found.number })
  return { screen: { name: 'ask_slip', order: found }, step: { asks: 'slip', orderId } }
}

export const sendSlip = async (
  turn: Turn,
  { orderId }: { orderId: string },
  sent?: Media,
): Promise<Reply> => {
  const { core, actor, cause, messenger } = turn
  const kind = sent?.kind
  const media = sent && (kind === 'photo' || kind === 'document') ? { kind, id: sent.id, messenger } : null
  if (sent && !media) return withNotice(await askSlip(turn, { orderId }), { code: 'slip.photo_please' })
  await core.payments.sendSlip({ actor, orderId, media, comment: sent?.caption ?? '', cause })
  return order(turn, { orderId }, { code: 'slip.sent' })
}

/** Words in place of a picture are for a person to read: whether it is paid, nobody but the customer can say. */
const slipWords = async (turn: Turn, step: AskingOf<'slip'>, text: string): Promise<Reply> => {
  await askAbout(turn, step, { text, media: null })
  return withNotice(await askSlip(turn, step), { code: 'slip.asked' })
}

/** What is still there of an order goes into the cart, which is shown with a word of what is not as it was. */
const again: Handler<'again'> = async (turn, { orderId }) => {
  const { core, user, cause } = turn
  const outcome = await core.orders.again({ userId: user.id, orderId, cause })
  return withNotice(await cart(turn), { code: 'again.put', params: { ...outcome } })
}

export const questions: QuestionsOf<typeof ordersSteps> = {
  slip: {
    answer: slipWords,
    media: sendSlip,
    again: askSlip,
    repeated: (turn, step) => order(turn, step),
  },
}

export const handlers: HandlersOf<typeof ordersActions> = {
  orders,
  order: (turn, action) => order(turn, action),
  cancel,
  cancel_surely: cancelSurely,
  ask_cancel: askCancel,
  ask_cancel_surely: askCancelSurely,
  keep_order: keepOrder,
  change_payment: changePayment,
  pay_by: payBy,
  pay_by_surely: payBySurely,
  again,
  slip: askSlip,
  slip_without: (turn, action) => sendSlip(turn, action),
}

/** The order as it is; the list where there is none such for them. */
export const near = (turn: Turn, action: { orderId: string }): Promise<Reply> =>
  order(turn, action).catch(unlessRefused(() => orders(turn)))

export const fallbacks: Fallbacks<typeof ordersActions> = {
  order: near,
  cancel: near,
  cancel_surely: near,
  ask_cancel: near,
  ask_cancel_surely: near,
  keep_order: near,
  change_payment: near,
  pay_by: near,
  pay_by_surely: near,
  again: near,
  slip: near,
  slip_without: near,
}

export const repeats: Fallbacks<typeof ordersActions> = { again: (turn) => cart(turn) }
