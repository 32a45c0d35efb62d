import { DAY_MS } from '../../core/kernel/clock.ts'
import { DomainError } from '../../core/kernel/errors.ts'
import { type Money, minus, money } from '../../core/kernel/money.ts'
import { cut } from '../../core/kernel/text.ts'
import { dueNow, type Order } from '../../core/orders/index.ts'
import { type Allotted, forgivable } from '../../core/payments/index.ts'
import { dayOf } from '../../core/settings/index.ts'
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
import { wordsIn } from '../locales/words.ts'
import { formatMoney, readMoney } from '../screens/format.ts'
import type { Notice } from '../screens/screen.ts'
import { desk } from './desk.ts'
import { card } from './order-card.ts'
import { requireStaff } from './require-staff.ts'
import type { SlipRefusal, transfersActions, transfersSteps } from './transfers.actions.ts'
import type { Match, StrayPayment } from './transfers.screens.ts'

const PAGE = 7
const MATCHES = 5
const SHOWN_PAYMENTS = 20
const NOTE_MAX = 300

const requireAccountant = ({ actor }: Turn) => requireStaff(actor, ['accountant'])

const requireOrder = async ({ core }: Turn, orderId: string): Promise<Order> => {
  const order = await core.orders.find(orderId)
  if (!order) throw new DomainError('order.unknown')
  return order
}

/** Slips that wait, oldest first; a press shows the picture, the sum and the order together. */
const slips = async (turn: Turn, { after }: { after?: string | undefined } = {}): Promise<Reply> => {
  requireAccountant(turn)
  const found = await turn.core.payments.slips({ after, limit: PAGE + 1 })
  return {
    screen: {
      name: 'slips',
      slips: found.slice(0, PAGE),
      more: found.length > PAGE,
      now: turn.core.clock.now(),
    },
    step: FREE,
  }
}

const due = async ({ core }: Turn, order: Order): Promise<Money> => {
  const { prepayment } = await core.settings.read()
  return money(Math.max(0, minus(dueNow(order, prepayment), order.paid)))
}

const waits = ({ status }: Order): boolean => status === 'AWAITING_PAYMENT'

/** A slip to compare with the bank; one that is answered leaves the order's card. */
const slip = async (turn: Turn, { orderId }: { orderId: string }): Promise<Reply> => {
  requireAccountant(turn)
  const { core } = turn
  const [order, found] = await Promise.all([requireOrder(turn, orderId), core.payments.slipOf(orderId)])
  if (!found) return card(turn, { orderId }, { order })
  const screen = {
    name: 'slip',
    order,
    slip: found,
    due: waits(order) ? await due(turn, order) : order.total,
    now: core.clock.now(),
  } as const
  return { screen, step: FREE }
}

/** «Інша сума»: how much came is asked for, while the order waits for money or its slip for an answer. */
const askOtherSum = async (turn: Turn, { orderId }: { orderId: string }, notice?: Notice): Promise<Reply> => {
  requireAccountant(turn)
  const order = await requireOrder(turn, orderId)
  if (!waits(order) && !(await turn.core.payments.slipOf(orderId))) return card(turn, { orderId }, { order })
  const screen = {
    name: 'ask_other_sum',
    orderId,
    number: order.number,
    due: waits(order) ? await due(turn, order) : null,
  } as const
  return withNotice({ screen, step: { asks: 'other_sum', orderId } }, notice)
}

/** The sum that came, asked once more: a nought too many is money that nobody sent. */
const otherSum = async (turn: Turn, { orderId }: AskingOf<'other_sum'>, text: string): Promise<Reply> => {
  const amount = readMoney(text)
  if (!amount) return askOtherSum(turn, { orderId }, { code: 'payment.sum_unreadable' })
  return sureOtherSum(turn, { orderId, amount })
}

/** What would become of the sum is said; another may be typed at once. */
const sureOtherSum = async (
  turn: Turn,
  { orderId, amount }: { orderId: string; amount: Money },
): Promise<Reply> => {
  requireAccountant(turn)
  const order = await requireOrder(turn, orderId)
  if (!waits(order) && !(await turn.core.payments.slipOf(orderId))) return card(turn, { orderId }, { order })
  const { number, total, paid } = order
  const [needs, takes] = waits(order) ? [await due(turn, order), minus(total, paid)] : [0, 0]
  const screen = {
    name: 'sure_other_sum',
    ...{ orderId, number, amount, paid },
    lacks: money(Math.max(0, needs - amount)),
    excess: money(Math.max(0, amount - takes)),
  } as const
  return { screen, step: { asks: 'other_sum', orderId } }
}

/** The order goes on, or waits for the rest; what was recorded since the question is not recorded again. */
const otherSumSurely = async (
  turn: Turn,
  { orderId, amount, paid }: { orderId: string; amount: number; paid: number },
): Promise<Reply> => {
  const { number } = await requireOrder(turn, orderId)
  const received = await turn.core.payments.receiveTransfer({
    actor: turn.actor,
    orderId,
    amount: money(amount),
    reference: `№ ${number} · ${turn.cause}`,
    paidBefore: paid,
    cause: turn.cause,
  })
  if (received.outcome !== 'raised') return allottedCard(turn, { orderId, allotted: received })
  return withNotice(await strays(turn), {
    code: 'transfers.raised',
    params: { sum: formatMoney(money(amount)), number },
  })
}

const allottedCard = async (
  turn: Turn,
  { orderId, allotted: { outcome, allotted } }: { orderId: string; allotted: Allotted },
): Promise<Reply> => {
  const code = outcome === 'paid' ? 'transfers.paid' : 'transfers.partly'
  return card(turn, { orderId }, { notice: { code, params: { sum: formatMoney(allotted) } } })
}

const askRefusal = async (turn: Turn, { orderId }: { orderId: string }): Promise<Reply> => {
  requireAccountant(turn)
  const order = await requireOrder(turn, orderId)
  const { number } = order
  if (!(await turn.core.payments.slipOf(orderId)))
    return card(turn, { orderId }, { order, notice: { code: 'slip.answered', params: { number } } })
  return {
    screen: { name: 'ask_refusal', orderId, number, waits: waits(order) },
    step: { asks: 'no_slip', orderId },
  }
}

const refuse = async (turn: Turn, { orderId }: { orderId: string }, word: string): Promise<Reply> => {
  await turn.core.payments.refuseSlip({ actor: turn.actor, orderId, word, cause: turn.cause })
  return card(turn, { orderId }, { notice: { code: 'transfers.refused' } })
}

/** One of the usual words, in the language that the customer ordered in. */
const refuseAs = async (
  turn: Turn,
  { orderId, reason }: { orderId: string; reason: SlipRefusal },
): Promise<Reply> => {
  const { language } = await requireOrder(turn, orderId)
  return refuse(turn, { orderId }, wordsIn(language).say(`transfers.refusal.${reason}`))
}

/** «Гроші без замовлення». */
const strays = async (turn: Turn): Promise<Reply> => {
  requireAccountant(turn)
  const { payments } = turn.core
  const [found, count] = await Promise.all([
    payments.unallotted({ limit: SHOWN_PAYMENTS }),
    payments.countUnallotted(),
  ])
  return { screen: { name: 'money', payments: found, count }, step: FREE }
}

const requirePayment = async ({ core }: Turn, paymentId: string): Promise<StrayPayment> => {
  const payment = await core.payments.find(paymentId)
  if (!payment) throw new DomainError('payment.unknown')
  if (payment.left <= 0) throw new DomainError('payment.nothing_left')
  return { id: paymentId, ...payment, origin: await core.payments.originOf(paymentId) }
}

/** A payment that no order has, with the orders that could take it; another one's number may be typed. */
const stray = async (turn: Turn, { paymentId }: { paymentId: string }, notice?: Notice): Promise<Reply> => {
  requireAccountant(turn)
  const payment = await requirePayment(turn, paymentId)
  const matches = await turn.core.payments.matches({ amount: payment.left, limit: MATCHES })
  return withNotice(
    { screen: { name: 'stray', payment, matches }, step: { asks: 'stray_order', paymentId } },
    notice,
  )
}

const strayOrder = async (turn: Turn, step: AskingOf<'stray_order'>, text: string): Promise<Reply> => {
  requireAccountant(turn)
  const number = /^(?:№|#)?\s*(\d{1,9})$/.exec(text.trim())?.[1]
  const order = number && (await turn.core.orders.findByNumber(Number(number)))
  if (!order) return stray(turn, step, { code: 'transfers.no_such_order' })
  return askMatch(turn, { ...step, orderId: order.id })
}

/** «Повернули покупцеві»: the note is typed first, then asked once more with the sum. */
const askSentBack = async (
  turn: Turn,
  { paymentId, note = null }: { paymentId: string; note?: string | null },
  notice?: Notice,
): Promise<Reply> => {
  requireAccountant(turn)
  const payment = await requirePayment(turn, paymentId)
  return withNotice(
    { screen: { name: 'ask_sent_back', payment, note }, step: { asks: 'sent_back', paymentId, note } },
    notice,
  )
}

const sentBackNote = (turn: Turn, { paymentId }: AskingOf<'sent_back'>, text: string): Promise<Reply> =>
  askSentBack(turn, { paymentId, note: cut(text.trim(), NOTE_MAX) || null })

const sentBackSurely = async (
  turn: Turn,
  { paymentId, amount }: { paymentId: string; amount: number },
): Promise<Reply> => {
  const { step, actor, cause, core } = turn
  if (step.asks !== 'sent_back' || step.paymentId !== paymentId || step.note === null)
    return askSentBack(turn, { paymentId }, { code: 'payment.note' })
  await core.payments.returnPayment({ actor, paymentId, amount, note: step.note, cause })
  return withNotice(await strays(turn), {
    code: 'transfers.sent_back',
    params: { sum: formatMoney(money(amount)) },
  })
}

interface Matching {
  readonly paymentId: string
  readonly orderId: string
}

const askMatch = async (turn: Turn, { paymentId, orderId }: Matching): Promise<Reply> => {
  requireAccountant(turn)
  const payment = await requirePayment(turn, paymentId)
  const { number, status, total, paid } = await requireOrder(turn, orderId)
  if (status !== 'AWAITING_PAYMENT') throw new DomainError('payment.order_not_waiting', { number })
  const match: Match = { orderId, number, lacks: minus(total, paid) }
  return { screen: { name: 'ask_match', payment, match }, step: FREE }
}

const matchSurely = async (turn: Turn, { paymentId, orderId }: Matching): Promise<Reply> => {
  const { actor, cause, core } = turn
  const allotted = await core.payments.match({ actor, paymentId, orderId, cause })
  return allottedCard(turn, { orderId, allotted })
}

const askForgive = async (turn: Turn, { orderId }: { orderId: string }): Promise<Reply> => {
  requireAccountant(turn)
  const order = await requireOrder(turn, orderId)
  const { forgivenShortage } = await turn.core.settings.read()
  const amount = forgivable(order, forgivenShortage)
  if (amount === undefined) throw new DomainError('payment.not_forgivable', { number: order.number })
  return { screen: { name: 'ask_forgive', orderId, number: order.number, amount }, step: FREE }
}

/** The button says how much: what has changed since is asked for again. */
const forgiveSurely = async (
  turn: Turn,
  { orderId, amount }: { orderId: string; amount: number },
): Promise<Reply> => {
  const asked = await askForgive(turn, { orderId })
  if (asked.screen.name === 'ask_forgive' && asked.screen.amount !== amount) return asked
  await turn.core.payments.forgiveShortage({ actor: turn.actor, orderId, cause: turn.cause })
  return card(turn, { orderId }, { notice: { code: 'transfers.forgiven' } })
}

const totals = async (turn: Turn, { ago = 0 }: { ago?: number | undefined }): Promise<Reply> => {
  requireAccountant(turn)
  const { core } = turn
  const day = new Date(dayOf(core.clock.now()).from.getTime() + DAY_MS / 2 - ago * DAY_MS)
  return {
    screen: { name: 'totals', totals: await core.payments.dayTotals(dayOf(day)), day, ago },
    step: FREE,
  }
}

export const handlers: HandlersOf<typeof transfersActions> = {
  slips,
  slip_check: slip,
  other_sum: (turn, action) => askOtherSum(turn, action),
  other_sum_surely: otherSumSurely,
  no_slip: askRefusal,
  no_slip_as: refuseAs,
  money: strays,
  stray: (turn, action) => stray(turn, action),
  sent_back: (turn, action) => askSentBack(turn, action),
  sent_back_surely: sentBackSurely,
  match: askMatch,
  match_surely: matchSurely,
  forgive: askForgive,
  forgive_surely: forgiveSurely,
  totals,
}

const order = (turn: Turn, action: { orderId: string }): Promise<Reply> => card(turn, action)
/** The payment is with an order now: the list of those that are not. */
const list = (turn: Turn): Promise<Reply> => strays(turn).catch(unlessRefused(() => desk(turn)))

/** The money is still there to be given to another order; else the list. */
const atStray = (turn: Turn, action: Matching): Promise<Reply> =>
  stray(turn, action).catch(unlessRefused(() => list(turn)))
const noteOf = ({ step }: Turn): string | null => (step.asks === 'sent_back' ? step.note : null)

export const repeats: Fallbacks<typeof transfersActions> = {
  other_sum_surely: order,
  match_surely: order,
  sent_back_surely: list,
}

export const fallbacks: Fallbacks<typeof transfersActions> = {
  other_sum: order,
  other_sum_surely: order,
  no_slip: order,
  no_slip_as: order,
  slip_check: order,
  stray: list,
  match: atStray,
  match_surely: atStray,
  sent_back: list,
  sent_back_surely: (turn, action) =>
    askSentBack(turn, { ...action, note: noteOf(turn) }).catch(unlessRefused(() => list(turn))),
  forgive: order,
  forgive_surely: order,
}

export const questions: QuestionsOf<typeof transfersSteps> = {
  other_sum: { answer: otherSum, again: (turn, step) => askOtherSum(turn, step), repeated: order },
  no_slip: { answer: refuse, again: askRefusal, repeated: order },
  stray_order: { answer: strayOrder, again: (turn, step) => stray(turn, step) },
  sent_back: { answer: sentBackNote, again: (turn, step) => askSentBack(turn, step) },
}
