import type { Money } from '../kernel/money.ts'
import { money, sum, times } from '../kernel/money.ts'
import { capitalized, type Text } from '../kernel/text.ts'
import type { Delivery, PaymentMethod } from './checkout-table.ts'
import { isAbroad, missingField } from './checkout-table.ts'

export interface Recipient {
  readonly firstName?: string
  readonly surname?: string
  /** E.164. The customer's own by default; typed ones give no rights. */
  readonly phone?: string
}

export interface CartLine {
  readonly id: string
  readonly productId: string
  readonly article: string
  readonly name: Text
  /** null = size not chosen: counted at the product's lowest price, settled by a manager. */
  readonly variantId: string | null
  readonly values: readonly Text[]
  readonly quantity: number
  /** Today's. */
  readonly price: Money
  readonly priceSeen: Money
  /** Pieces there are of the chosen size; of the best-stocked size where none is chosen. */
  readonly available: number
  readonly hasOptions: boolean
}

export interface Cart {
  readonly id: string
  readonly userId: string
  readonly lines: readonly CartLine[]
  readonly recipient: Recipient
  readonly delivery: Delivery | null
  readonly payment: PaymentMethod | null
  readonly email: string | null
  readonly comment: string | null
  /** «Не телефонуйте, усе вірно». */
  readonly noCall: boolean
}

/** How many pieces a line may have. */
export const isQuantity = (quantity: number): boolean =>
  Number.isInteger(quantity) && quantity >= 1 && quantity <= 99

export const cartSum = (lines: readonly Pick<CartLine, 'price' | 'quantity'>[]): Money =>
  sum(money(0), ...lines.map((line) => times(line.price, line.quantity)))

/** What the customer pays for the goods: whole hryvnias, as every total is; a rest of kopiykas is given away. */
export const cartTotal = (lines: Parameters<typeof cartSum>[0]): Money =>
  money(cartSum(lines) - (cartSum(lines) % 100))

/** The line cannot be had as it stands: fewer pieces are left than it asks for, or none. */
export const isShort = ({ available, quantity }: Pick<CartLine, 'available' | 'quantity'>): boolean =>
  available < quantity

/** What the cart costs today and what it cost at the prices that the customer has seen; undefined where no price moved. */
export const movedTotal = (lines: readonly CartLine[]): { was: Money; total: Money } | undefined => {
  if (lines.every(({ price, priceSeen }) => price === priceSeen)) return undefined
  const was = cartTotal(lines.map(({ priceSeen, quantity }) => ({ price: priceSeen, quantity })))
  return { was, total: cartTotal(lines) }
}

/** What the checkout asks next, in this order; `review` when nothing is missing. */
export type CheckoutNeed = 'delivery' | 'delivery_field' | 'name' | 'phone' | 'payment' | 'email' | 'review'

const UKRAINIAN_NAME = /^[А-ЩЬЮЯҐЄІЇа-щьюяґєії’ʼ'`-]{1,40}$/u
/** One letter again and again. */
const NONSENSE = /^(\p{L})\1{2,}$/iu
const ANY_NAME = /^\p{L}[\p{L}\p{M}ʼ.-]{0,39}$/u

/** Where a name goes decides what it must be. */
type Destination = Pick<Delivery, 'method' | 'country'> | null

/**
 * A parcel's label carries surname and first name, within Ukraine in Ukrainian letters; whoever picks up in a store is
 * known by the first name, and a name abroad is written as it is written there.
 */
export const nameRule = (to: Destination): { surnameNeeded: boolean; ukrainian: boolean } => {
  const pickup = to?.method === 'pickup'
  const abroad = to !== null && isAbroad(to)
  return { surnameNeeded: !pickup, ukrainian: !pickup && !abroad }
}

/** What the recipient's name lacks where the delivery goes, as the code of a refusal; undefined when it will do. */
export const nameProblem = ({
  recipient: { surname, firstName },
  delivery,
}: Pick<Cart, 'recipient' | 'delivery'>): string | undefined => {
  const { surnameNeeded, ukrainian } = nameRule(delivery)
  if (!firstName || (surnameNeeded && !surname)) return 'recipient.name_full'
  const words = `${surname ?? ''} ${firstName}`.trim().split(' ')
  return ukrainian && !words.every((word) => UKRAINIAN_NAME.test(word)) ? 'recipient.name_letters' : undefined
}

export const recipientComplete = (cart: Pick<Cart, 'recipient' | 'delivery'>): boolean =>
  nameProblem(cart) === undefined

/** The table of what an order always needs, read from the top (domain: Placing an order). */
export const nextNeed = (cart: Cart): CheckoutNeed => {
  if (!cart.delivery) return 'delivery'
  if (missingField(cart.delivery)) return 'delivery_field'
  if (!recipientComplete(cart)) return 'name'
  if (!cart.recipient.phone) return 'phone'
  if (!cart.payment) return 'payment'
  if (cart.payment === 'online_card' && !cart.email) return 'email'
  return 'review'
}

export type NameAnswer =
  | { readonly kind: 'ok'; readonly recipient: Recipient }
  | { readonly kind: 'wrong'; readonly code: string }

/**
 * Reads "Коваль Олена" as a person types it: surname first, then the first name (the carrier's order; a patronymic
 * may follow), in the letters that the delivery asks for (`nameRule`).
 */
export const readName = (typed: string, to: Destination): NameAnswer => {
  const { surnameNeeded, ukrainian } = nameRule(to)
  const words = typed.trim().replace(/['`’]/g, 'ʼ').split(/\s+/)
  const letters = ukrainian ? UKRAINIAN_NAME : ANY_NAME
  const [first, second] = words
  if (!first) return { kind: 'wrong', code: 'recipient.name' }
  if (!words.every((word) => letters.test(word)) || words.length > 4)
    return { kind: 'wrong', code: ukrainian ? 'recipient.name_letters' : 'recipient.name' }
  if (words.some((word) => NONSENSE.test(word))) return { kind: 'wrong', code: 'recipient.name' }
  const [surname, ...names] = words.map(capitalized)
  if (second) return { kind: 'ok', recipient: { surname: surname!, firstName: names.join(' ') } }
  return surnameNeeded
    ? { kind: 'wrong', code: 'recipient.name_full' }
    : { kind: 'ok', recipient: { firstName: surname! } }
}

const EMAIL = /^[^\s@<>"(),;:]{1,64}@[^\s@<>"(),;:]{1,190}\.[A-Za-z\p{L}]{2,24}$/u

/** The address as it will be kept, or undefined when it is none. */
export const readEmail = (typed: string): string | undefined => {
  const text = typed.trim()
  return text.length <= 254 && EMAIL.test(text) ? text : undefined
}

export const COMMENT_MAX = 500
