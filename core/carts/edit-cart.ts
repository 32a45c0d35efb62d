import { withoutCard } from '../kernel/card-number.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Db } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import { parsePhone } from '../kernel/phone.ts'
import { cut } from '../kernel/text.ts'
import type { SettingsReader } from '../settings/index.ts'
import { findBlock } from '../users/index.ts'
import {
  type CartChange,
  changeCart,
  findOpenCart,
  notePricesSeen,
  setLineQuantity,
  setLineVariant,
} from './cart.store.ts'
import { COMMENT_MAX, cartTotal, isQuantity, type Recipient, readEmail, readName } from './cart.ts'
import type { DeliveryField } from './checkout-table.ts'
import {
  type Delivery,
  hasField,
  offeredPayments,
  type PaymentMethod,
  type Providers,
} from './checkout-table.ts'
import type { DeliveryDirectory } from './directory.ts'

export interface Needs {
  readonly db: Db
  readonly clock: Clock
  readonly settings: SettingsReader
  readonly directory: DeliveryDirectory
  readonly providers: Providers
}

/**
 * What a customer sets in the open cart. Each sets a value, so that doing it twice is doing it once.
 * Every one throws DomainError `cart.gone` when the cart was ordered or emptied meanwhile.
 */
export const editCart = (needs: Needs) => {
  const { db, clock } = needs

  const change = async (userId: string, changes: CartChange): Promise<void> => {
    if (!(await changeCart(db.queries, userId, { change: changes, now: clock.now() })))
      throw new DomainError('cart.gone')
  }

  const openCart = async (userId: string) => {
    const cart = await findOpenCart(db.queries, userId)
    if (!cart) throw new DomainError('cart.gone')
    return cart
  }

  return {
    /** 0 takes the line out. @throws DomainError `cart.line_gone`, `cart.quantity` */
    setQuantity: async (userId: string, lineId: string, quantity: number): Promise<void> => {
      if (quantity !== 0 && !isQuantity(quantity)) throw new DomainError('cart.quantity')
      if (!(await setLineQuantity(db.queries, { userId, lineId, quantity })))
        throw new DomainError('cart.line_gone')
    },

    /** @throws DomainError `cart.line_gone` when line and variant do not belong together */
    setVariant: async (userId: string, lineId: string, variantId: string | null): Promise<void> => {
      const set = await db.transaction((tx) => setLineVariant(tx, { userId, lineId, variantId }))
      if (!set) throw new DomainError('cart.line_gone')
    },

    /**
     * The customer has seen what became of the prices, and goes on: they are not said again.
     * @throws DomainError `cart.price_changed` { was, total } when the sum is no longer the one that was shown
     */
    acceptPrices: async (userId: string, shown: { cartId: string; total: number }): Promise<void> => {
      const cart = await openCart(userId)
      if (cart.id !== shown.cartId) throw new DomainError('cart.gone')
      const total = cartTotal(cart.lines)
      if (total !== shown.total) throw new DomainError('cart.price_changed', { was: shown.total, total })
      await notePricesSeen(db.queries, { cartId: cart.id, lines: cart.lines })
    },

    /** Begins a delivery anew; a payment that it does not allow is forgotten. */
    setDelivery: async (userId: string, delivery: Delivery): Promise<void> => {
      const [cart, settings] = [await openCart(userId), await needs.settings.read()]
      const allowed = offeredPayments(delivery.method, settings, needs.providers)
      if (allowed.length === 0) throw new DomainError('delivery.not_offered')
      const payment = cart.payment && allowed.includes(cart.payment) ? cart.payment : null
      await change(userId, { delivery, payment })
    },

    /** Fills one field of the delivery in. @throws DomainError with the directory's code when it is not right */
    setDeliveryField: async (userId: string, field: DeliveryField, typed: string): Promise<void> => {
      const { delivery } = await openCart(userId)
      if (!delivery || !hasField(delivery.method, field)) throw new DomainError('delivery.not_chosen')
      const answer = await needs.directory.check(field, typed, delivery)
      if (answer.kind === 'wrong') throw new DomainError(answer.code)
      await change(userId, { delivery: { ...delivery, [field]: answer.value } })
    },

    /** @throws DomainError `payment.not_offered` when the delivery does not allow it */
    setPayment: async (userId: string, payment: PaymentMethod): Promise<void> => {
      const [cart, settings] = [await openCart(userId), await needs.settings.read()]
      const allowed = cart.delivery ? offeredPayments(cart.delivery.method, settings, needs.providers) : []
      const advance = payment === 'on_receipt' && (await findBlock(db.queries, userId)) === 'prepay_only'
      if (!allowed.includes(payment) || advance) throw new DomainError('payment.not_offered')
      await change(userId, { payment })
    },

    /** "Коваль Олена". @throws DomainError `recipient.…` */
    setName: async (userId: string, typed: string): Promise<void> => {
      const { delivery } = await openCart(userId)
      const answer = readName(typed, delivery)
      if (answer.kind === 'wrong') throw new DomainError(answer.code)
      await change(userId, { recipient: answer.recipient })
    },

    /** Somebody who received before. @throws DomainError `recipient.…` where the delivery asks for another name */
    setRecipient: async (
      userId: string,
      { surname = '', firstName = '', phone = '' }: Recipient,
    ): Promise<void> => {
      const { delivery } = await openCart(userId)
      const answer = readName(`${surname} ${firstName}`, delivery)
      if (answer.kind === 'wrong') throw new DomainError(answer.code)
      await change(userId, { recipient: { ...answer.recipient, phone } })
    },

    /** A number to call, typed or shared; it gives no rights. @throws DomainError `recipient.phone` */
    setPhone: async (userId: string, typed: string): Promise<void> => {
      const phone = parsePhone(typed)
      if (!phone) throw new DomainError('recipient.phone')
      await change(userId, { recipient: { phone } })
    },

    /** @throws DomainError `cart.email` */
    setEmail: async (userId: string, typed: string): Promise<void> => {
      const email = readEmail(typed)
      if (!email) throw new DomainError('cart.email')
      await change(userId, { email })
    },

    /** An empty comment takes it away. @throws DomainError `text.card_number` */
    setComment: async (userId: string, typed: string): Promise<void> => {
      await change(userId, { comment: cut(withoutCard(typed).trim(), COMMENT_MAX) || null })
    },

    /** «Не телефонуйте, усе вірно»: what comes of it is orders/without-call.ts. */
    setNoCall: (userId: string, noCall: boolean): Promise<void> => change(userId, { noCall }),
  }
}
