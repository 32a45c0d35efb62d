import type { Delivery, PaymentMethod, Recipient } from '../carts/index.ts'
import { type Actor, type Role, roleAmong } from '../kernel/actor.ts'
import { DomainError } from '../kernel/errors.ts'
import { type Money, minus, money, sum, times, ZERO } from '../kernel/money.ts'
import type { Language, Text } from '../kernel/text.ts'

export const ORDER_STATUSES = [
  'AWAITING_CONFIRMATION',
  'AWAITING_PAYMENT',
  'AWAITING_SHIPMENT',
  'AWAITING_SHIPMENT_COD',
  'SHIPPED',
  'ARRIVED',
  'COMPLETED',
  'RETURNING',
  'RETURNED',
  'CANCELLED',
] as const
export type OrderStatus = (typeof ORDER_STATUSES)[number]

/** What a move does to the goods, in its own transaction. */
export type StockEffect = 'take' | 'hold_again' | 'release' | 'none'

export interface Move {
  readonly from: OrderStatus
  readonly to: OrderStatus
  readonly by: readonly Role[]
  readonly stock: StockEffect
}

const move = (
  from: OrderStatus,
  to: OrderStatus,
  by: readonly Role[],
  stock: StockEffect = 'none',
): Move => ({ from, to, by, stock })

/** The life of an order (domain: The order's states). Everything not drawn here is impossible. The owner may what any staff may. */
export const MOVES: readonly Move[] = [
  move('AWAITING_CONFIRMATION', 'AWAITING_PAYMENT', ['manager', 'system'], 'take'),
  move('AWAITING_CONFIRMATION', 'AWAITING_SHIPMENT_COD', ['manager', 'system'], 'take'),
  move('AWAITING_CONFIRMATION', 'CANCELLED', ['customer', 'manager', 'system'], 'release'),
  move('AWAITING_PAYMENT', 'AWAITING_SHIPMENT', ['provider', 'accountant', 'system']),
  move('AWAITING_PAYMENT', 'AWAITING_SHIPMENT_COD', ['provider', 'accountant', 'system']),
  move('AWAITING_PAYMENT', 'AWAITING_CONFIRMATION', ['manager', 'customer'], 'hold_again'),
  move('AWAITING_PAYMENT', 'CANCELLED', ['customer', 'manager', 'system'], 'release'),
  move('AWAITING_SHIPMENT', 'AWAITING_CONFIRMATION', ['storekeeper', 'manager', 'seller'], 'hold_again'),
  move('AWAITING_SHIPMENT', 'SHIPPED', ['storekeeper', 'provider', 'seller']),
  move('AWAITING_SHIPMENT', 'CANCELLED', ['customer', 'manager', 'system'], 'release'),
  move('AWAITING_SHIPMENT_COD', 'AWAITING_CONFIRMATION', ['storekeeper', 'manager', 'seller'], 'hold_again'),
  move('AWAITING_SHIPMENT_COD', 'SHIPPED', ['storekeeper', 'provider', 'seller']),
  move('AWAITING_SHIPMENT_COD', 'CANCELLED', ['customer', 'manager', 'system'], 'release'),
  move('SHIPPED', 'ARRIVED', ['provider', 'seller']),
  move('SHIPPED', 'COMPLETED', ['provider', 'seller']),
  move('SHIPPED', 'RETURNING', ['provider']),
  move('ARRIVED', 'COMPLETED', ['provider', 'seller']),
  move('ARRIVED', 'RETURNING', ['provider']),
  move('ARRIVED', 'RETURNED', ['storekeeper', 'seller']),
  move('RETURNING', 'ARRIVED', ['provider']),
  move('RETURNING', 'COMPLETED', ['provider']),
  move('RETURNING', 'RETURNED', ['storekeeper', 'seller']),
]

/** What an order carries inside its state, with a deadline (domain: The order's states); it moves neither stock nor money. */
export const MARKS = [
  'not_reached',
  'call_back',
  'waiting_answer',
  'postponed',
  'assembling',
  'send_after',
] as const
export type Mark = (typeof MARKS)[number]

export interface OrderLine {
  readonly id: string
  readonly productId: string
  /** null = a manager settles the size before the order is confirmed. */
  readonly variantId: string | null
  readonly article: string
  readonly name: Text
  readonly values: readonly Text[]
  readonly quantity: number
  /** Frozen when the order was created. */
  readonly price: Money
  readonly discount: Money
}

export interface Shipment {
  readonly id: string
  readonly outletId: string
  readonly cashOnDelivery: Money
  readonly trackingNumber: string | null
  /** Every piece in it was checked, and somebody closed it. */
  readonly packed: boolean
  /** The carrier, or the store of a pickup, has it. */
  readonly shipped: boolean
}

export interface Order {
  readonly id: string
  readonly number: number
  readonly userId: string
  readonly status: OrderStatus
  readonly statusSince: Date
  readonly source: string
  readonly language: Language
  readonly recipient: Recipient
  readonly phoneProven: boolean
  readonly delivery: Delivery
  readonly payment: PaymentMethod
  readonly email: string | null
  readonly comment: string | null
  /** The customer asked not to be called. */
  readonly noCall: boolean
  readonly sum: Money
  readonly discount: Money
  readonly points: Money
  readonly deliveryPrice: Money
  readonly total: Money
  /** Allotted to this order from payments that came in. */
  readonly paid: Money
  /** Pieces that open holds promise to it: fewer than its pieces when the hold is over. */
  readonly held: number
  readonly holderId: string | null
  /** Which of its edits this is: whoever edits says which one they looked at. */
  readonly version: number
  readonly mark: Mark | null
  /** Until when the mark stands; there whenever a mark is. */
  readonly markUntil: Date | null
  /** How often the customer was not reached since they last answered. */
  readonly callAttempts: number
  readonly calledSince: Date | null
  /** When they were last called in vain. */
  readonly lastCalledAt: Date | null
  readonly payBefore: Date | null
  /** Since when the payment term stands still: a slip waits for the accountant. */
  readonly payStoppedAt: Date | null
  readonly packedAt: Date | null
  /** Until when a pickup that is ready is kept. */
  readonly collectBefore: Date | null
  readonly cancelReason: string | null
  readonly createdAt: Date
  readonly lines: readonly OrderLine[]
  readonly shipments: readonly Shipment[]
}

/** Money that must be there before the order goes on: what a payment is compared with. */
export const dueNow = (order: Pick<Order, 'payment' | 'total'>, prepayment: number): Money => {
  switch (order.payment) {
    case 'on_receipt':
      return ZERO
    case 'prepayment':
      return money(Math.min(prepayment, order.total))
    case 'transfer':
    case 'online_card':
      return order.total
  }
}

/**
 * The discount with which the total is whole hryvnias (domain: Catalogue, stock and price): what is already taken off
 * in whole hryvnias stays as far as the goods go, the kopiykas of the goods go.
 */
export const wholeDiscount = (
  goods: Money,
  { discount, points, deliveryPrice }: Pick<Order, 'discount' | 'points' | 'deliveryPrice'>,
): Money => {
  const most = goods - points - ((goods - points) % 100)
  const whole = Math.min(discount - (discount % 100), most)
  return money(whole + ((goods - whole - points + deliveryPrice) % 100))
}

/** What an order costs of which the goods are these, or the discount is another one (wholeDiscount makes it whole). */
export const costOf = (
  order: Order,
  { lines = order.lines, discount = order.discount }: { lines?: readonly OrderLine[]; discount?: Money },
): Money => {
  const goods = sum(ZERO, ...lines.map((line) => times(line.price, line.quantity)))
  return money(goods - wholeDiscount(goods, { ...order, discount }) - order.points + order.deliveryPrice)
}

/** What becomes of the money that was paid once an order costs so much: what is left over, what is due now, what the hand-over brings. */
export const settlementAt = (
  { payment, paid }: Pick<Order, 'payment' | 'paid'>,
  { total, prepayment }: { total: Money; prepayment: number },
): { readonly excess: Money; readonly due: Money; readonly rest: Money } => {
  const excess = money(Math.max(0, paid - total))
  const due = money(Math.max(0, dueNow({ payment, total }, prepayment) - paid))
  return { excess, due, rest: money(Math.max(0, total - paid - due)) }
}

/** What the carrier or the store still takes when the parcel is handed over. */
export const cashOnDelivery = (order: Pick<Order, 'total' | 'paid'>): Money =>
  money(Math.max(0, minus(order.total, order.paid)))

/** Where a confirmed order goes: to the parcel when it is paid on receipt, else it waits for its money. */
export const confirmedStatus = (payment: PaymentMethod): OrderStatus =>
  payment === 'on_receipt' ? 'AWAITING_SHIPMENT_COD' : 'AWAITING_PAYMENT'

/** Where an order goes once what was due is there. */
export const paidStatus = (payment: PaymentMethod): OrderStatus =>
  payment === 'prepayment' || payment === 'on_receipt' ? 'AWAITING_SHIPMENT_COD' : 'AWAITING_SHIPMENT'

export const openSizes = (order: Pick<Order, 'lines'>): readonly OrderLine[] =>
  order.lines.filter((line) => line.variantId === null)

/** Where an order stands whose goods are taken: with its parcel where it is paid on receipt or what is due is there. */
export const standing = (
  order: Pick<Order, 'payment' | 'total' | 'paid'>,
  prepayment: number,
): OrderStatus =>
  order.payment === 'on_receipt' || order.paid >= dueNow(order, prepayment)
    ? paidStatus(order.payment)
    : 'AWAITING_PAYMENT'

/** Until it is packed, an order that waits for anything may be edited by a manager. What the carrier has stays as it is. */
export const mayEdit = (order: Pick<Order, 'status' | 'packedAt' | 'shipments'>, actor: Actor): boolean =>
  order.status.startsWith('AWAITING_') &&
  order.packedAt === null &&
  !order.shipments.some(({ shipped }) => shipped) &&
  roleAmong(actor, ['manager']) !== undefined

/**
 * In which of the allowed roles somebody acts on an order. Staff are customers too: of others' orders they are
 * staff alone, and of their own they are staff first.
 */
const actingRole = (order: Order, allowed: readonly Role[], actor: Actor): Role | undefined => {
  const role = roleAmong(
    actor,
    allowed.filter((candidate) => candidate !== 'customer'),
  )
  if (role) return role
  return order.userId === actor.userId ? roleAmong(actor, allowed) : undefined
}

/** Customers cancel by themselves while nothing is paid and nothing packed, the system while nothing is paid; staff always, the table permitting. */
export const mayCancel = (order: Order, actor: Actor): boolean => {
  const allowed = findMove(order.status, 'CANCELLED')
  switch (allowed && actingRole(order, allowed.by, actor)) {
    case undefined:
      return false
    case 'customer':
      return order.paid === 0 && order.packedAt === null
    case 'system':
      return order.paid === 0
    default:
      return true
  }
}

/** Whether a customer who cannot cancel any more by themselves may ask the managers to: until the carrier has any of it. */
export const mayAskToCancel = (order: Order): boolean =>
  order.status.startsWith('AWAITING_') &&
  !mayCancel(order, { userId: order.userId, roles: ['customer'] }) &&
  !order.shipments.some(({ shipped }) => shipped)

export const findMove = (from: OrderStatus, to: OrderStatus): Move | undefined =>
  MOVES.find((candidate) => candidate.from === from && candidate.to === to)

export interface AllowedMove extends Move {
  /** The role in which the actor does it, for the history. */
  readonly role: Role
}

/** A customer, and of nobody's orders but their own. */
const isStranger = (order: Order, { userId, roles }: Actor): boolean =>
  roles.every((role) => role === 'customer') && order.userId !== userId

/**
 * The table's row for this move by this actor.
 * @throws DomainError `order.impossible` { number, status } where the table has no such row, or its guard says no;
 *   `order.forbidden` where it is not this actor's to do
 */
export const requireMove = (order: Order, to: OrderStatus, actor: Actor): AllowedMove => {
  const found = findMove(order.status, to)
  // Whose order it is not is not told anything of it.
  if (isStranger(order, actor)) throw new DomainError('order.forbidden')
  if (!found) throw new DomainError('order.impossible', { number: order.number, status: order.status })
  const role = actingRole(order, found.by, actor)
  if (!role || !mayMoveIn(role, order, to)) throw new DomainError('order.forbidden')
  guard(order, to, actor)
  return { ...found, role }
}

/** Where it is collected it lies already: such a parcel of a pickup has no way to go, and the store's seller packs it. */
export const liesInItsStore = (
  delivery: Pick<Delivery, 'method' | 'outletId'>,
  { outletId }: Pick<Shipment, 'outletId'>,
): boolean => delivery.method === 'pickup' && delivery.outletId === outletId

/**
 * What the table says of a role in words: a seller has pickups alone, and before they are in the store those whose
 * goods lie there; the system sends on to payment what is paid by card.
 */
const mayMoveIn = (role: Role, order: Order, to: OrderStatus): boolean => {
  if (role === 'seller' && (to === 'ARRIVED' || to === 'COMPLETED')) return order.delivery.method === 'pickup'
  if (role === 'seller' && order.status.startsWith('AWAITING_SHIPMENT'))
    return order.shipments.some((parcel) => !parcel.shipped && liesInItsStore(order.delivery, parcel))
  if (role === 'system' && to === 'AWAITING_PAYMENT') return order.payment === 'online_card'
  return true
}

/** What the target state itself demands, whoever moves the order there. */
const guard = (order: Order, to: OrderStatus, actor: Actor): void => {
  const { number, status } = order
  const leavesConfirmation = status === 'AWAITING_CONFIRMATION' && to !== 'CANCELLED'
  if (leavesConfirmation && openSizes(order).length > 0) throw new DomainError('order.open_size', { number })
  if (leavesConfirmation && to !== confirmedStatus(order.payment))
    throw new DomainError('order.impossible', { number, status })
  if (
    status === 'AWAITING_PAYMENT' &&
    to.startsWith('AWAITING_SHIPMENT') &&
    to !== paidStatus(order.payment)
  ) {
    throw new DomainError('order.impossible', { number, status })
  }
  if (status.startsWith('AWAITING_') && to !== 'SHIPPED' && order.shipments.some(({ shipped }) => shipped))
    throw new DomainError('order.partly_shipped', { number })
  if (to === 'CANCELLED' && !mayCancel(order, actor))
    throw new DomainError('order.cancel_by_manager', { number })
  if (to === 'RETURNED' && status === 'ARRIVED' && order.delivery.method !== 'pickup') {
    throw new DomainError('order.impossible', { number, status })
  }
}
