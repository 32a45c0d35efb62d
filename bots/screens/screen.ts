import type { Cart, CartLine, DeliveryField, DeliveryMethod, PaymentMethod } from '../../core/carts/index.ts'
import type { Category, PendingPrice, Product, ProductPage } from '../../core/catalog/index.ts'
import type { StaffRole } from '../../core/kernel/actor.ts'
import type { Money } from '../../core/kernel/money.ts'
import type { HistoryLine, Order, OrderLine } from '../../core/orders/index.ts'
import type { Outlet } from '../../core/outlets/index.ts'
import type { UnallottedPayment } from '../../core/payments/index.ts'
import type { CallWindow, Settings } from '../../core/settings/index.ts'
import type { Action, QueueName } from '../dialogue/action.ts'

/** Something to be said above a screen: a refusal (errors.json) or a word of what just happened (dialogue.json). */
export interface Notice {
  readonly code: string
  readonly params?: Readonly<Record<string, unknown>>
}

/** What is shown: facts, not widgets. Each messenger draws each of them (telegram/screens.ts). */
export type Screen = ScreenFacts & { readonly notice?: Notice | undefined }

export type ScreenName = Screen['name']
export type ScreenOf<N extends ScreenName> = Extract<Screen, { name: N }>

type ScreenFacts =
  | {
      readonly name: 'home'
      readonly settings: Settings
      readonly cartCount: number
      readonly staff: boolean
    }
  | { readonly name: 'catalog'; readonly categories: readonly Category[]; readonly cartCount: number }
  | { readonly name: 'products'; readonly page: ProductPage; readonly cartCount: number }
  | {
      readonly name: 'product'
      readonly product: Product & { archived: boolean }
      readonly photo: number
      readonly cartCount: number
    }
  | { readonly name: 'cart'; readonly cart: Cart | undefined }
  | { readonly name: 'line'; readonly line: CartLine; readonly product: Product }
  | {
      readonly name: 'choose_delivery'
      readonly offered: readonly DeliveryMethod[]
      readonly cart: Cart
      readonly outlet: Outlet | undefined
    }
  | { readonly name: 'choose_outlet'; readonly outlets: readonly Outlet[] }
  | {
      readonly name: 'choose_payment'
      readonly offered: readonly PaymentMethod[]
      readonly cart: Cart
      readonly settings: Settings
    }
  | { readonly name: 'ask_field'; readonly field: DeliveryField; readonly method: DeliveryMethod }
  | { readonly name: 'ask_name'; readonly surnameNeeded: boolean; readonly back: Action }
  | { readonly name: 'ask_phone'; readonly back: Action }
  | { readonly name: 'ask_email'; readonly back: Action }
  | { readonly name: 'ask_comment'; readonly comment: string | null }
  | {
      readonly name: 'review'
      readonly cart: Cart
      readonly total: Money
      readonly outlet: Outlet | undefined
      readonly settings: Settings
    }
  | {
      readonly name: 'placed'
      readonly order: Order
      readonly call: CallWindow
      readonly first: boolean
      readonly unheld: boolean
    }
  | { readonly name: 'orders'; readonly orders: readonly Order[]; readonly more: boolean }
  | {
      readonly name: 'order'
      readonly order: Order
      readonly outlet: Outlet | undefined
      readonly settings: Settings
      readonly mayCancel: boolean
    }
  | { readonly name: 'cancel_order'; readonly order: Order }
  | { readonly name: 'language' }
  | {
      readonly name: 'desk'
      readonly counts: readonly { queue: QueueName; count: number }[]
      readonly mayInvite: boolean
      readonly pendingPrices: number
      readonly unallotted: readonly UnallottedPayment[]
    }
  | {
      readonly name: 'queue'
      readonly queue: QueueName
      readonly orders: readonly Order[]
      readonly more: boolean
      readonly now: Date
    }
  | { readonly name: 'card'; readonly card: OrderCard; readonly mode: CardMode }
  | {
      readonly name: 'prices'
      readonly prices: readonly PendingPrice[]
      readonly count: number
      readonly asks: boolean
    }
  | { readonly name: 'invite' }
  | { readonly name: 'invited'; readonly role: StaffRole; readonly secret: string }
  | { readonly name: 'trouble' }

/** An order as the staff see it. */
export interface OrderCard {
  readonly order: Order
  readonly now: Date
  readonly holderName: string | null
  readonly outlet: Outlet | undefined
  readonly outlets: readonly Outlet[]
  /** Due now and not paid yet. */
  readonly due: Money
  /** Another order of the same phone that is not shipped yet. */
  readonly alsoOpen: readonly number[]
  /** What the one who looks may do; the use cases check again. */
  readonly may: {
    readonly take: boolean
    readonly settle: boolean
    readonly confirm: boolean
    readonly refuse: boolean
    readonly paid: boolean
    readonly pack: boolean
    readonly ship: boolean
    readonly reopen: boolean
  }
}

/** What of the card is open. */
export type CardMode =
  | { readonly kind: 'main' }
  | { readonly kind: 'sizes'; readonly line: OrderLine; readonly product: Product }
  | { readonly kind: 'refuse' }
  | { readonly kind: 'paid' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'waybill'; readonly missing: number }
  | { readonly kind: 'history'; readonly lines: readonly HistoryLine[] }
