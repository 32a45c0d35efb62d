import type { Product } from '../../core/catalog/index.ts'
import type { Money } from '../../core/kernel/money.ts'
import type { HistoryLine, Order, OrderLine, Reputation } from '../../core/orders/index.ts'
import type { Outlet } from '../../core/outlets/index.ts'

/** An order's card. */
export type OrderCardScreen = { readonly name: 'card'; readonly card: OrderCard; readonly mode: CardMode }

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
  /** Since when a slip waits for the accountant's answer. */
  readonly slipAt: Date | null
  /** When the customer agreed to it as it is, and when they asked to cancel it. */
  readonly agreedAt: Date | null
  readonly cancelAskedAt: Date | null
  /** What is known of whoever ordered. */
  readonly reputation: Reputation
  /** What the one who looks may do; the use cases check again. */
  readonly may: {
    readonly take: boolean
    readonly settle: boolean
    readonly edit: boolean
    readonly mark: boolean
    readonly customer: boolean
    readonly handOn: boolean
    readonly confirm: boolean
    readonly refuse: boolean
    readonly paid: boolean
    readonly forgive: boolean
    readonly pack: boolean
    /** To where it is got ready and handed out in its store. */
    readonly pickUp: boolean
    readonly ship: boolean
    readonly reopen: boolean
    readonly write: boolean
    readonly keep: boolean
  }
}

/** What of the card is open. */
export type CardMode =
  | { readonly kind: 'main' }
  | { readonly kind: 'sizes'; readonly line: OrderLine; readonly product: Product }
  | { readonly kind: 'refuse' }
  | { readonly kind: 'paid' }
  | { readonly kind: 'reopen' }
  | { readonly kind: 'missing' }
  /** A pickup leaves for its store. */
  | { readonly kind: 'to_store' }
  | { readonly kind: 'waybill'; readonly missing: number }
  | { readonly kind: 'history'; readonly lines: readonly HistoryLine[]; readonly earlier: boolean }
