import type { Settings } from '../settings/index.ts'

/** The ways to send, in the order they are offered. */
export const DELIVERY_METHODS = ['nova_poshta_branch', 'nova_poshta_courier', 'post', 'pickup'] as const
export type DeliveryMethod = (typeof DELIVERY_METHODS)[number]

/** The ways to pay, in the order they are offered. `transfer` is always to an account, never to a card. */
export const PAYMENT_METHODS = ['on_receipt', 'prepayment', 'transfer', 'online_card'] as const
export type PaymentMethod = (typeof PAYMENT_METHODS)[number]

/** The shop's table of delivery and payment (domain: Delivery and payment); the setting `payments` changes a row. */
const ALLOWED: Readonly<Record<DeliveryMethod, readonly PaymentMethod[]>> = {
  nova_poshta_branch: ['on_receipt', 'prepayment', 'transfer', 'online_card'],
  nova_poshta_courier: ['transfer', 'online_card'],
  post: ['online_card'],
  pickup: ['on_receipt', 'online_card'],
}

/** What each delivery must know, in the order it is asked for. */
export const DELIVERY_FIELDS = {
  nova_poshta_branch: ['city', 'branch'],
  nova_poshta_courier: ['city', 'street', 'house', 'flat'],
  post: ['index', 'country', 'city', 'street', 'house', 'flat'],
  pickup: ['outletId'],
} as const satisfies Readonly<Record<DeliveryMethod, readonly string[]>>

export type DeliveryField = (typeof DELIVERY_FIELDS)[DeliveryMethod][number]

/** A house has no flat; everything else must be there. */
export const OPTIONAL_FIELDS: readonly DeliveryField[] = ['flat']

/** A delivery as far as it is known. Fields that the method does not have are never kept. */
export type Delivery = { readonly method: DeliveryMethod } & { readonly [F in DeliveryField]?: string }

const UKRAINE = /^(?:україна|украина|ukraine|ua)$/iu

/** Whether a parcel leaves Ukraine, as far as is known. */
export const isAbroad = ({ method, country }: Pick<Delivery, 'method' | 'country'>): boolean =>
  method === 'post' && country !== undefined && !UKRAINE.test(country)

export const hasField = (method: DeliveryMethod, field: DeliveryField): boolean =>
  (DELIVERY_FIELDS[method] as readonly DeliveryField[]).includes(field)

/** The first field that is still to be asked for; undefined when the delivery is complete. */
export const missingField = (delivery: Delivery): DeliveryField | undefined =>
  DELIVERY_FIELDS[delivery.method].find((field) => delivery[field] === undefined)

/** What takes money today: a provider for cards, bank details for transfers. */
export interface Providers {
  readonly onlineCard: boolean
}

const hasProvider = (method: PaymentMethod, settings: Settings, providers: Providers): boolean => {
  switch (method) {
    case 'on_receipt':
      return true
    case 'transfer':
      return settings.bank !== null
    case 'prepayment':
      return settings.bank !== null || providers.onlineCard
    case 'online_card':
      return providers.onlineCard
  }
}

/** Payments that the shop allows for a delivery, whether they can be taken now or not. */
export const allowedPayments = (delivery: DeliveryMethod, settings: Settings): readonly PaymentMethod[] =>
  settings.payments[delivery] ?? ALLOWED[delivery]

/** Payments that may be offered for a delivery now. */
export const offeredPayments = (
  delivery: DeliveryMethod,
  settings: Settings,
  providers: Providers,
): PaymentMethod[] => {
  const allowed = allowedPayments(delivery, settings)
  return PAYMENT_METHODS.filter(
    (method) => allowed.includes(method) && hasProvider(method, settings, providers),
  )
}

/** Deliveries that may be offered now: those with a payment left, and pickup only where there is a store. */
export const offeredDeliveries = (
  settings: Settings,
  providers: Providers,
  { hasPickup }: { hasPickup: boolean },
): DeliveryMethod[] =>
  DELIVERY_METHODS.filter(
    (method) => offeredPayments(method, settings, providers).length > 0 && (method !== 'pickup' || hasPickup),
  )
