import type { DeliveryMethod, PaymentMethod } from '../../core/carts/index.ts'
import { type Cart, isShort, movedTotal, OPTIONAL_FIELDS } from '../../core/carts/index.ts'
import { roleAmong } from '../../core/kernel/actor.ts'
import { DomainError } from '../../core/kernel/errors.ts'
import { money } from '../../core/kernel/money.ts'
import { callWindow } from '../../core/settings/index.ts'
import type { Notice } from '../screens/screen.ts'
import { card as showCard } from '../staff/order-card.ts'
import { cart as showCartPage, unsettled } from './cart.ts'
import type { checkoutActions, checkoutSteps } from './checkout.actions.ts'
import { type Asking, ask, askAgain, edit, openCart } from './checkout-questions.ts'
import { order as showOrder } from './orders.ts'
import { FREE } from './step.ts'
import {
  type Fallbacks,
  type Handler,
  type HandlersOf,
  type QuestionsOf,
  type Reply,
  type Turn,
  withNotice,
} from './turn.ts'

const showCart = (turn: Turn): Promise<Reply> => showCartPage(turn)

/** Whoever is called has a number: it need not be asked for. */
const withTheirPhone = async (turn: Turn, cart: Cart): Promise<Cart> => {
  if (!turn.orderingFor || cart.recipient.phone) return cart
  await turn.core.carts.setPhone(turn.user.id, turn.orderingFor.number)
  return openCart(turn)
}

/** The next question of the checkout, or the review where nothing is missing. */
export const checkout = async (turn: Turn, notice?: Notice): Promise<Reply> => {
  const cart = await withTheirPhone(turn, await openCart(turn))
  const short = cart.lines.some(isShort) ? await unsettled(turn) : undefined
  if (short) return short
  const moved = movedTotal(cart.lines)
  if (moved) return { screen: { name: 'moved_prices', cart, ...moved }, step: FREE }
  return withNotice(await ask(turn, cart), notice)
}

/** «‹ Назад» typed by a keyboard's button: what the question's own button would do. */
export const back = async (turn: Turn): Promise<Reply> => {
  const cart = await openCart(turn)
  if (turn.step.asks !== 'phone' || cart.recipient.phone) return checkout(turn)
  return edit(turn, { what: 'recipient' })
}

export const chooseDelivery = async (turn: Turn, { method }: { method: DeliveryMethod }): Promise<Reply> => {
  await turn.core.carts.setDelivery(turn.user.id, { method })
  return checkout(turn)
}

export const chooseOutlet = async (turn: Turn, { outletId }: { outletId: string }): Promise<Reply> => {
  const outlets = await turn.core.outlets.pickups()
  if (!outlets.some(({ id }) => id === outletId)) throw new DomainError('delivery.not_offered')
  await turn.core.carts.setDelivery(turn.user.id, { method: 'pickup', outletId })
  return checkout(turn)
}

export const choosePayment = async (turn: Turn, { method }: { method: PaymentMethod }): Promise<Reply> => {
  await turn.core.carts.setPayment(turn.user.id, method)
  return checkout(turn)
}

/** «Туди ж»: the delivery that the cart has stays. */
export const sameDelivery = (turn: Turn): Promise<Reply> => checkout(turn)

/** A typed answer to what was asked; a wrong one is asked again with the reason. */
export const answer = async (turn: Turn, step: Asking, text: string): Promise<Reply> => {
  const { carts } = turn.core
  const userId = turn.user.id
  try {
    switch (step.asks) {
      case 'delivery_field':
        await carts.setDeliveryField(userId, step.field, text)
        break
      case 'name':
        await carts.setName(userId, text)
        break
      case 'phone':
        await carts.setPhone(userId, text)
        break
      case 'email':
        await carts.setEmail(userId, text)
        break
      case 'comment':
        await carts.setComment(userId, text)
        break
    }
  } catch (error) {
    if (!(error instanceof DomainError) || error.code === 'cart.gone') throw error
    return withNotice(await askAgain(turn, step), error)
  }
  return checkout(turn)
}

/** «Без квартири», «Пропустити»: the optional question goes unanswered. */
export const skip = async (turn: Turn): Promise<Reply> => {
  const { step, core, user } = turn
  if (step.asks === 'delivery_field' && OPTIONAL_FIELDS.includes(step.field))
    await core.carts.setDeliveryField(user.id, step.field, '')
  if (step.asks === 'comment') await core.carts.setComment(user.id, '')
  return checkout(turn)
}

/**
 * A shared contact: the own number is proven by it; anybody else's is only the number to call. Where the person turns out
 * to be known already, they go on as who they were.
 */
export const contact = async (
  asked: Turn,
  { phone, own }: { phone: string; own: boolean },
): Promise<Reply> => {
  const { core, step } = asked
  let turn = asked
  let notice: Notice | undefined
  if (own) {
    try {
      const { userId } = await core.users.provePhone(asked.user.id, phone)
      turn = { ...asked, user: { ...asked.user, id: userId }, actor: { ...asked.actor, userId } }
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      notice = error
    }
  }
  const cart = await core.carts.find(turn.user.id)
  if (!cart || cart.lines.length === 0) return withNotice(await showCart(turn), notice)
  if (step.asks !== 'phone' && cart.recipient.phone) return checkout(turn, notice)
  return withNotice(await answer(turn, { asks: 'phone' }, phone), notice)
}

/** «Не телефонуйте, усе вірно», on and off. */
const noCall: Handler<'no_call'> = async (turn, { on }) => {
  await turn.core.carts.setNoCall(turn.user.id, on)
  return checkout(turn)
}

/** «Гаразд»: the prices that moved were seen, at the sum that was shown. */
const acceptPrices: Handler<'accept_prices'> = async (turn, shown) => {
  await turn.core.carts.acceptPrices(turn.user.id, shown)
  return checkout(turn)
}

/** «Підтвердити замовлення». The same cart confirmed again shows the same order. */
export const place = async (
  turn: Turn,
  { cartId, total }: { cartId: string; total: number },
): Promise<Reply> => {
  const { core, user, actor, messenger, cause } = turn
  try {
    const { orderId, isNew } = await core.orders.place({
      actor,
      userId: user.id,
      cartId,
      source: turn.orderingFor ? 'phone' : messenger,
      language: user.language,
      expectedTotal: money(total),
      cause,
    })
    return turn.orderingFor ? await placedFor(turn, orderId) : await placed(turn, { orderId, isNew })
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    const known = error.code === 'cart.gone' && (await placedForSomebody(turn, cartId))
    if (known) return placedFor(turn, known)
    if (error.code === 'stock.short')
      return (await unsettled(turn)) ?? withNotice(await showCart(turn), error)
    // What it costs now is said and asked again, with nothing between the customer and the answer.
    if (error.code === 'cart.price_changed') return withNotice(await ask(turn, await openCart(turn)), error)
    return checkout(turn, error)
  }
}

/** The order of a customer for whom a manager ordered: from now on it is its card that tells of it. */
const placedFor = (turn: Turn, orderId: string): Promise<Reply> =>
  showCard(turn, { orderId }, { notice: { code: 'order_for.placed' } })

/** The order by phone that this manager's button made when it was pressed before. */
const placedForSomebody = async ({ core, actor }: Turn, cartId: string): Promise<string | undefined> =>
  roleAmong(actor, ['manager']) ? core.orders.findByPhone(cartId) : undefined

/** «Отримали»; an order that has gone on since, behind an old button, shows where it is. */
const placed = async (
  turn: Turn,
  { orderId, isNew }: { orderId: string; isNew: boolean },
): Promise<Reply> => {
  const { core, user } = turn
  const order = await core.orders.find(orderId)
  if (!order) throw new DomainError('order.unknown')
  if (!isNew && order.status !== 'AWAITING_CONFIRMATION') return showOrder(turn, { orderId })
  const { hours } = await core.settings.read()
  const first = (await core.orders.findOf({ userId: user.id, limit: 2 })).length === 1
  const chosen = order.lines.reduce((sum, line) => sum + (line.variantId ? line.quantity : 0), 0)
  return {
    screen: {
      name: 'placed',
      order,
      call: callWindow(order.createdAt, hours),
      first,
      unheld: order.status === 'AWAITING_CONFIRMATION' && order.held < chosen,
      // The system may have confirmed it this very moment.
      withoutCall:
        order.noCall && (order.status !== 'AWAITING_CONFIRMATION' || (await core.orders.needsNoCall(order))),
    },
    step: FREE,
  }
}

const question = { answer, again: askAgain }

export const questions: QuestionsOf<typeof checkoutSteps> = {
  delivery_field: question,
  name: question,
  phone: question,
  email: question,
  comment: question,
}

export const handlers: HandlersOf<typeof checkoutActions> = {
  checkout: (turn) => checkout(turn),
  skip,
  same_delivery: sameDelivery,
  edit,
  delivery: chooseDelivery,
  outlet: chooseOutlet,
  payment: choosePayment,
  no_call: noCall,
  accept_prices: acceptPrices,
  place,
}

/** The cart says what it is about. */
export const fallbacks: Fallbacks<typeof checkoutActions> = {
  checkout: showCart,
  skip: showCart,
  same_delivery: showCart,
  edit: showCart,
  delivery: showCart,
  outlet: showCart,
  payment: showCart,
  no_call: showCart,
  accept_prices: (turn) => checkout(turn),
  place: showCart,
}

/** The same cart placed again is the same order. */
export const repeats: Fallbacks<typeof checkoutActions> = { place }
