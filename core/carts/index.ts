/** What a customer has gathered and filled in, and the table of delivery and payment. A cart promises nothing. */
import { addToCart } from './add-to-cart.ts'
import { findOpenCart } from './cart.store.ts'
import { editCart, type Needs } from './edit-cart.ts'
import { fillIn } from './fill-in.ts'

export { addLine, claimCart } from './cart.store.ts'
export {
  type Cart,
  type CartLine,
  type CheckoutNeed,
  COMMENT_MAX,
  cartSum,
  cartTotal,
  isQuantity,
  isShort,
  movedTotal,
  nameProblem,
  nameRule,
  nextNeed,
  type Recipient,
  readName,
  recipientComplete,
} from './cart.ts'
export {
  allowedPayments,
  DELIVERY_FIELDS,
  DELIVERY_METHODS,
  type Delivery,
  type DeliveryField,
  type DeliveryMethod,
  hasField,
  missingField,
  OPTIONAL_FIELDS,
  offeredDeliveries,
  offeredPayments,
  PAYMENT_METHODS,
  type PaymentMethod,
  type Providers,
} from './checkout-table.ts'
export { type DeliveryDirectory, type FieldAnswer, typedDirectory } from './directory.ts'
export { checkDelivery, type FilledIn } from './fill-in.ts'
export { mergeCarts } from './merge-carts.store.ts'

export type Carts = ReturnType<typeof createCarts>

export const createCarts = (needs: Needs) => ({
  add: addToCart(needs),
  ...editCart(needs),
  fillIn: fillIn(needs),
  /** The customer's open cart; undefined when there is none. */
  find: (userId: string) => findOpenCart(needs.db.queries, userId),
})
