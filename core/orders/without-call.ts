import { type Cart, cartTotal, isShort } from '../carts/index.ts'
import type { Settings } from '../settings/index.ts'
import type { Orderer } from '../users/index.ts'
import type { Standing } from './customer.store.ts'
import { type Order, openSizes } from './order.ts'

/** What an order is that wants no call, or what the order of a cart would be. */
interface Wish extends Pick<Order, 'noCall' | 'payment' | 'total' | 'phoneProven'> {
  /** Every size is chosen, and every piece is held. */
  readonly settled: boolean
}

/**
 * «Не телефонуйте, усе вірно»: whether an order is confirmed without anybody's call (domain: Placing an order). It is
 * paid on receipt, up to a sum, to a proven phone; everything is held; the customer has collected a parcel, left none and
 * is not blocked; none of its prices waits for the owner's word.
 */
export const goesWithoutCall = (
  wish: Wish,
  { collected, uncollected, block, priceAwaits }: Standing,
  { confirmedWithoutCall }: Pick<Settings, 'confirmedWithoutCall'>,
): boolean =>
  wish.noCall &&
  wish.payment === 'on_receipt' &&
  wish.phoneProven &&
  wish.settled &&
  wish.total <= confirmedWithoutCall &&
  collected > 0 &&
  uncollected === 0 &&
  block === null &&
  !priceAwaits

/** Whether «Не телефонуйте, усе вірно» can hold at all: money in advance or an open size is always talked about. */
export const mayWishNoCall = ({ payment, lines }: Pick<Cart, 'payment' | 'lines'>): boolean =>
  payment === 'on_receipt' && lines.every(({ variantId }) => variantId !== null)

/** An order as it stands, while nobody of the staff has begun with it. */
export const wishOfOrder = (order: Order): Wish => {
  const pieces = order.lines.reduce((sum, { quantity }) => sum + quantity, 0)
  const untouched =
    order.status === 'AWAITING_CONFIRMATION' &&
    order.holderId === null &&
    order.mark === null &&
    order.version === 0
  return { ...order, settled: untouched && openSizes(order).length === 0 && order.held === pieces }
}

/** What the order of this cart would be, placed now by whoever has this proven phone. */
export const wishOfCart = (cart: Cart, { phone }: Pick<Orderer, 'phone'>): Wish => ({
  noCall: cart.noCall,
  payment: cart.payment ?? 'transfer',
  total: cartTotal(cart.lines),
  phoneProven: phone !== null && phone === cart.recipient.phone,
  settled: cart.lines.every((line) => line.variantId !== null && !isShort(line)),
})
