import type { Money } from '../../core/kernel/money.ts'
import type { Order } from '../../core/orders/index.ts'
import type { DayTotals, Slip, UnallottedPayment } from '../../core/payments/index.ts'

/** The accountant's work. */
export type TransfersScreen =
  | { readonly name: 'slips'; readonly slips: readonly Slip[]; readonly more: boolean; readonly now: Date }
  | {
      readonly name: 'slip'
      readonly order: Order
      readonly slip: Pick<Slip, 'at' | 'media' | 'comment'>
      readonly due: Money
      readonly now: Date
    }
  | {
      readonly name: 'sure_other_sum'
      readonly orderId: string
      readonly number: number
      readonly amount: Money
      readonly paid: Money
      /** How much more than this the order still costs, and how much of this it has no need of. */
      readonly lacks: Money
      readonly excess: Money
    }
  | {
      readonly name: 'ask_other_sum'
      readonly orderId: string
      readonly number: number
      /** null: the order waits for no money any more. */
      readonly due: Money | null
    }
  | {
      readonly name: 'ask_refusal'
      readonly orderId: string
      readonly number: number
      /** Whether the order waits for its money still: then its term goes on. */
      readonly waits: boolean
    }
  | { readonly name: 'money'; readonly payments: readonly UnallottedPayment[]; readonly count: number }
  | { readonly name: 'stray'; readonly payment: StrayPayment; readonly matches: readonly Match[] }
  | { readonly name: 'ask_sent_back'; readonly payment: StrayPayment; readonly note: string | null }
  | { readonly name: 'ask_match'; readonly payment: StrayPayment; readonly match: Match }
  | {
      readonly name: 'ask_forgive'
      readonly orderId: string
      readonly number: number
      readonly amount: Money
    }
  | { readonly name: 'totals'; readonly totals: DayTotals; readonly day: Date; readonly ago: number }

export interface StrayPayment {
  readonly id: string
  readonly amount: Money
  readonly left: Money
  /** The order that it had come for; undefined where nobody knows. */
  readonly origin: { readonly orderId: string; readonly number: number } | undefined
}

/** An order that could take the money, and how much it lacks. */
export interface Match {
  readonly orderId: string
  readonly number: number
  readonly lacks: Money
}
