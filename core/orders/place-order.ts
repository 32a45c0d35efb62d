import {
  type Cart,
  type CartLine,
  cartSum,
  claimCart,
  missingField,
  offeredPayments,
  recipientComplete,
} from '../carts/index.ts'
import { type Cause, once } from '../inbox.ts'
import { type Actor, type Role, roleAmong } from '../kernel/actor.ts'
import type { Tx } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import { newId } from '../kernel/ids.ts'
import { allocate, type Money, minus, times, ZERO } from '../kernel/money.ts'
import type { Language } from '../kernel/text.ts'
import { isPickup } from '../outlets/index.ts'
import { holdEnd, type Settings } from '../settings/index.ts'
import { holding, planStock, type Wanted } from '../stock/index.ts'
import { endOrderingFor, findBlockReason, type Orderer } from '../users/index.ts'
import type { Needs } from './needs.ts'
import { findOrderByCart, insertOrder, placed } from './order.store.ts'
import { type OrderLine, wholeDiscount } from './order.ts'
import { mayWishNoCall } from './without-call.ts'

export interface PlaceOrder {
  readonly actor: Actor & { readonly userId: string }
  /** Whose cart it is: the actor's own, or the customer's for whom a manager orders. */
  readonly userId: string
  readonly cartId: string
  readonly source: string
  readonly language: Language
  /** The sum that the customer was shown, of the goods or in whole hryvnias; another one is said instead of charged. */
  readonly expectedTotal?: Money
  readonly cause?: Cause | undefined
}

export interface PlacedOrder {
  readonly orderId: string
  readonly number: number
  readonly total: Money
  /** False when this cart was confirmed before: it is the same order. */
  readonly isNew: boolean
}

/**
 * A cart becomes an order: lines and prices are frozen, every chosen size is held until noon of the next
 * working day, the cart is closed, the managers are told. The same cart confirmed twice, however often and
 * from wherever, is the same order.
 *
 * An order that a manager makes for somebody is that manager's at once, where they are on shift.
 *
 * A person whose phone is not proven holds so many pieces at most (setting `unprovenHoldLimit`); what goes
 * beyond is ordered but not promised.
 *
 * @throws DomainError with what is wrong and where: nothing changes, the cart keeps everything.
 *   `cart.empty`, `cart.gone`, `cart.incomplete`, `delivery.not_offered`, `payment.not_offered`,
 *   `cart.price_changed` { was, total }, `stock.short` { shortages }; `order.forbidden` for anybody's cart but one's own,
 *   unless a manager orders for a customer
 */
export const placeOrder =
  (needs: Needs) =>
  async (input: PlaceOrder): Promise<PlacedOrder> => {
    const byRole = roleOf(input)
    const settings = await needs.settings.read()
    return needs.db.transaction(async (tx) => {
      const now = needs.clock.now()
      const claimed = await claimCart(tx, input)
      if (!claimed) return placedBefore(tx, input)
      const { cart, orderer } = claimed
      await once(tx, input.cause, now)
      await requireWelcome(tx, { block: orderer.block, cart, byRole })
      const { sum, discount } = await checkCart(tx, cart, {
        needs,
        settings,
        expectedTotal: input.expectedTotal,
      })

      const orderId = newId('ord')
      const lines = freeze(cart.lines, discount)
      const limit =
        orderer.phone === null ? settings.unprovenHoldLimit - orderer.heldPieces : Number.POSITIVE_INFINITY
      const preferredOutletId = cart.delivery?.outletId
      const holds = await planStock(tx, { ...withinLimit(lines, limit), preferredOutletId })
      const until = holdEnd(now, settings.hours, settings.holdEndsAt)
      const order = {
        id: orderId,
        cart: { ...cart, noCall: cart.noCall && mayWishNoCall(cart) },
        lines,
        source: input.source,
        language: input.language,
        phoneProven: orderer.phone !== null && orderer.phone === cart.recipient.phone,
        sum,
        discount,
        byUser: input.actor.userId,
        byRole,
        holderId: byRole === 'customer' ? null : input.actor.userId,
        now,
      }
      const number = await insertOrder(
        tx,
        order,
        holding({ orderId, holds, until, now }),
        needs.announce.partsOf('order.created', placed),
      )
      if (byRole !== 'customer') await endOrderingFor(tx, input.actor.userId)
      return { orderId, number, total: minus(sum, discount), isNew: true }
    })
  }

const placedBefore = async (tx: Tx, { cartId, userId }: PlaceOrder): Promise<PlacedOrder> => {
  const order = await findOrderByCart(tx, { cartId, userId })
  if (!order) throw new DomainError('cart.gone')
  return { orderId: order.id, number: order.number, total: order.total, isNew: false }
}

/** @throws DomainError `order.forbidden` */
const roleOf = ({ actor, userId }: PlaceOrder): Role => {
  const role = actor.userId === userId ? 'customer' : roleAmong(actor, ['manager'])
  if (!role) throw new DomainError('order.forbidden')
  return role
}

/**
 * Whom the staff blocked is told so in words that do not say it; a manager who orders for them reads why.
 * @throws DomainError `order.not_accepted`, `ordering.blocked` { reason }, `payment.not_offered`
 */
const requireWelcome = async (
  tx: Tx,
  { block, cart, byRole }: { block: Orderer['block']; cart: Cart; byRole: Role },
): Promise<void> => {
  if (block === 'blocked') {
    if (byRole === 'customer') throw new DomainError('order.not_accepted')
    throw new DomainError('ordering.blocked', { reason: await findBlockReason(tx, cart.userId) })
  }
  if (block === 'prepay_only' && cart.payment === 'on_receipt') throw new DomainError('payment.not_offered')
}

/** What an order always needs. Returns what its goods cost, and the discount that makes its total whole hryvnias. */
const checkCart = async (
  tx: Tx,
  cart: Cart,
  { needs, settings, expectedTotal }: { needs: Needs; settings: Settings; expectedTotal: Money | undefined },
): Promise<{ sum: Money; discount: Money }> => {
  if (cart.lines.length === 0) throw new DomainError('cart.empty')
  const { delivery, payment, recipient } = cart
  if (!delivery || missingField(delivery) || !recipientComplete(cart) || !recipient.phone || !payment) {
    throw new DomainError('cart.incomplete')
  }
  if (delivery.method === 'pickup' && !(await isPickup(tx, delivery.outletId))) {
    throw new DomainError('delivery.not_offered')
  }
  if (!offeredPayments(delivery.method, settings, needs.providers).includes(payment))
    throw new DomainError('payment.not_offered')
  const gone = cart.lines.filter(({ available }) => available === 0)
  if (gone.length > 0) throw new DomainError('stock.short', { shortages: gone.map(shortage) })
  const goods = cartSum(cart.lines)
  const discount = wholeDiscount(goods, { discount: ZERO, points: ZERO, deliveryPrice: ZERO })
  const total = minus(goods, discount)
  if (expectedTotal !== undefined && expectedTotal !== goods && expectedTotal !== total)
    throw new DomainError('cart.price_changed', { was: expectedTotal, total })
  return { sum: goods, discount }
}

const shortage = ({ variantId, quantity }: CartLine) => ({ variantId, wanted: quantity, available: 0 })

/** The lines as they will be whatever becomes of their products, the discount spread over them. */
const freeze = (lines: readonly CartLine[], discount: Money): OrderLine[] => {
  const discounts = allocate(
    discount,
    lines.map((line) => times(line.price, line.quantity)),
  )
  return lines.map((line, i) => ({
    id: newId('oln'),
    productId: line.productId,
    variantId: line.variantId,
    article: line.article,
    name: line.name,
    values: line.values,
    quantity: line.quantity,
    price: line.price,
    discount: discounts[i]!,
  }))
}

/** Whole lines are held from the first on, as far as the limit goes; the rest is only checked to be there. */
const withinLimit = (lines: readonly OrderLine[], limit: number): { wanted: Wanted[]; checked: Wanted[] } => {
  const wanted: Wanted[] = []
  const checked: Wanted[] = []
  let left = limit
  for (const { id, variantId, quantity } of lines) {
    if (variantId === null) continue
    const piece = { lineId: id, variantId, quantity }
    if (quantity <= left) {
      wanted.push(piece)
      left -= quantity
    } else {
      checked.push(piece)
    }
  }
  return { wanted, checked }
}
