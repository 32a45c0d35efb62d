import { isDeepStrictEqual } from 'node:util'
import {
  type Cart,
  cartTotal,
  missingField,
  nameRule,
  nextNeed,
  offeredDeliveries,
  offeredPayments,
  recipientComplete,
} from '../../core/carts/index.ts'
import type { Contact } from '../../core/contacts/index.ts'
import { DomainError } from '../../core/kernel/errors.ts'
import { mayWishNoCall } from '../../core/orders/index.ts'
import type { Action } from './action.ts'
import type { checkoutSteps, EditedPart } from './checkout.actions.ts'
import { type AskingOf, FREE } from './step.ts'
import type { Reply, Turn } from './turn.ts'

/** The cart that is being checked out. @throws DomainError `cart.gone` where there is none, or nothing in it */
export const openCart = async ({ core, user }: Turn): Promise<Cart> => {
  const cart = await core.carts.find(user.id)
  if (!cart || cart.lines.length === 0) throw new DomainError('cart.gone')
  return cart
}

const outletOf = async ({ core }: Turn, cart: Pick<Cart, 'delivery'>) =>
  cart.delivery?.outletId ? core.outlets.find(cart.delivery.outletId) : undefined

/** What the cart still lacks is asked for; the review where nothing does. */
export const ask = async (turn: Turn, cart: Cart): Promise<Reply> => {
  switch (nextNeed(cart)) {
    case 'delivery':
      return askDelivery(turn, cart)
    case 'delivery_field':
      return askField(turn, cart)
    case 'name':
      return askName(turn, cart)
    case 'phone':
      return askPhone(cart)
    case 'payment':
      return askPayment(turn, cart)
    case 'email':
      return askEmail(cart)
    case 'review':
      return review(turn, cart)
  }
}

/** Whom or where they have sent before, apart from what the cart has already. */
const savedOf = async ({ core, user }: Turn, kind: Contact['kind'], now: object | null) => {
  const same = ({ data }: Contact) => isDeepStrictEqual({ ...data }, { ...now })
  return (await core.contacts.of(user.id)).filter((each) => each.kind === kind && !same(each))
}

const askDelivery = async (turn: Turn, cart: Cart): Promise<Reply> => {
  const { core } = turn
  const hasPickup = (await core.outlets.pickups()).length > 0
  const offered = offeredDeliveries(await core.settings.read(), core.providers, { hasPickup })
  return {
    screen: {
      name: 'choose_delivery',
      offered,
      cart,
      outlet: await outletOf(turn, cart),
      saved: await savedOf(turn, 'address', cart.delivery),
    },
    step: FREE,
  }
}

const askField = async (turn: Turn, { delivery }: Cart): Promise<Reply> => {
  const field = delivery && missingField(delivery)
  if (!delivery || !field) throw new DomainError('delivery.not_chosen')
  if (field === 'outletId')
    return { screen: { name: 'choose_outlet', outlets: await turn.core.outlets.pickups() }, step: FREE }
  return {
    screen: { name: 'ask_field', field, method: delivery.method },
    step: { asks: 'delivery_field', field },
  }
}

/** Back from a question is the one before it, or the review when this one only changes an answer. */
const backTo = (answered: boolean, what: EditedPart): Action =>
  answered ? { to: 'checkout' } : { to: 'edit', what }

const askName = async (turn: Turn, cart: Cart): Promise<Reply> => ({
  screen: {
    name: 'ask_name',
    ...nameRule(cart.delivery),
    saved: await savedOf(turn, 'recipient', cart.recipient),
    back: backTo(recipientComplete(cart), 'delivery'),
  },
  step: { asks: 'name' },
})

const askPhone = ({ recipient }: Cart): Reply => ({
  screen: { name: 'ask_phone', back: backTo(recipient.phone !== undefined, 'recipient') },
  step: { asks: 'phone' },
})

const askEmail = ({ payment, email }: Cart): Reply => ({
  screen: { name: 'ask_email', back: backTo(payment !== 'online_card' || email !== null, 'payment') },
  step: { asks: 'email' },
})

const askPayment = async ({ core, user }: Turn, cart: Cart): Promise<Reply> => {
  const settings = await core.settings.read()
  const allowed = cart.delivery ? offeredPayments(cart.delivery.method, settings, core.providers) : []
  const block = await core.users.blockOf(user.id)
  const offered = allowed.filter((method) => method !== 'on_receipt' || block !== 'prepay_only')
  return { screen: { name: 'choose_payment', offered, cart, settings }, step: FREE }
}

const review = async (turn: Turn, cart: Cart): Promise<Reply> => ({
  screen: {
    name: 'review',
    cart,
    total: cartTotal(cart.lines),
    outlet: await outletOf(turn, cart),
    settings: await turn.core.settings.read(),
    mayWishNoCall: mayWishNoCall(cart),
    withoutCall: await turn.core.orders.wouldNeedNoCall(cart, turn.user.phone),
  },
  step: FREE,
})

/** One part of the review is asked for again; the others stay. */
export const edit = async (turn: Turn, { what }: { what: EditedPart }): Promise<Reply> => {
  const cart = await openCart(turn)
  switch (what) {
    case 'delivery':
      return askDelivery(turn, cart)
    case 'recipient':
      return askName(turn, cart)
    case 'phone':
      return askPhone(cart)
    case 'payment':
      return askPayment(turn, cart)
    case 'email':
      return askEmail(cart)
    case 'comment':
      return { screen: { name: 'ask_comment', comment: cart.comment }, step: { asks: 'comment' } }
  }
}

/** A question of the checkout that waits for words. */
export type Asking = AskingOf<(typeof checkoutSteps)[number]['_zod']['output']['asks']>

/** The same question once more. */
export const askAgain = async (turn: Turn, step: Asking): Promise<Reply> => {
  const cart = await openCart(turn)
  switch (step.asks) {
    case 'delivery_field':
      return cart.delivery
        ? { screen: { name: 'ask_field', field: step.field, method: cart.delivery.method }, step }
        : askDelivery(turn, cart)
    case 'name':
      return askName(turn, cart)
    case 'phone':
      return askPhone(cart)
    case 'email':
      return askEmail(cart)
    case 'comment':
      return { screen: { name: 'ask_comment', comment: cart.comment }, step }
  }
}
