import { DomainError } from '../kernel/errors.ts'
import { parsePhone } from '../kernel/phone.ts'
import { type CartChange, changeCart } from './cart.store.ts'
import { COMMENT_MAX, type Recipient, readEmail, readName } from './cart.ts'
import {
  DELIVERY_FIELDS,
  type Delivery,
  missingField,
  offeredPayments,
  type PaymentMethod,
} from './checkout-table.ts'
import type { Needs } from './edit-cart.ts'

/** Everything that the checkout asks for, said at once: typed by one of the staff, or as an earlier order had it. */
export interface FilledIn {
  readonly recipient: Recipient
  readonly delivery: Delivery
  readonly payment: PaymentMethod
  /** What is absent stays as the cart has it. */
  readonly email?: string
  readonly comment?: string
}

/**
 * Fills the open cart in, all of it or nothing: each answer is checked as it would be were it asked for alone.
 * Returns the cart's id, under which it is ordered.
 *
 * @throws DomainError `cart.gone`, `cart.incomplete` when the delivery or the recipient lacks something,
 *   `delivery.not_offered`, `payment.not_offered`, `recipient.…`, `cart.email`, and the directory's codes
 */
export const fillIn =
  (needs: Needs) =>
  async (userId: string, filled: FilledIn): Promise<string> => {
    const settings = await needs.settings.read()
    const allowed = offeredPayments(filled.delivery.method, settings, needs.providers)
    if (allowed.length === 0) throw new DomainError('delivery.not_offered')
    if (!allowed.includes(filled.payment)) throw new DomainError('payment.not_offered')
    const change: CartChange = {
      recipient: checkRecipient(filled),
      delivery: await checkDelivery(needs, filled.delivery),
      payment: filled.payment,
      ...(filled.email === undefined ? {} : { email: checkEmail(filled.email) }),
      ...(filled.comment === undefined
        ? {}
        : { comment: filled.comment.trim().slice(0, COMMENT_MAX) || null }),
    }
    const cartId = await changeCart(needs.db.queries, userId, { change, now: needs.clock.now() })
    if (!cartId) throw new DomainError('cart.gone')
    return cartId
  }

const checkRecipient = ({ recipient, delivery }: FilledIn): Recipient => {
  const { surname = '', firstName = '' } = recipient
  const answer = readName(`${surname} ${firstName}`, delivery)
  if (answer.kind === 'wrong') throw new DomainError(answer.code)
  const phone = parsePhone(recipient.phone ?? '')
  if (!phone) throw new DomainError('recipient.phone')
  return { ...answer.recipient, phone }
}

/**
 * A delivery checked field by field, as they are asked for: each knows those before it.
 * @throws DomainError `cart.incomplete`, and the directory's codes
 */
export const checkDelivery = async (
  { directory }: Pick<Needs, 'directory'>,
  given: Delivery,
): Promise<Delivery> => {
  if (missingField(given)) throw new DomainError('cart.incomplete')
  let known: Delivery = { method: given.method }
  for (const field of DELIVERY_FIELDS[given.method]) {
    const answer = await directory.check(field, given[field] ?? '', known)
    if (answer.kind === 'wrong') throw new DomainError(answer.code)
    known = { ...known, [field]: answer.value }
  }
  return known
}

const checkEmail = (typed: string): string => {
  const email = readEmail(typed)
  if (!email) throw new DomainError('cart.email')
  return email
}
