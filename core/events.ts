/**
 * Every event the platform can announce. An event is written in the transaction that causes it and
 * delivered at least once to each of its followers (jobs/subscriptions.ts says who they are).
 */
export interface Events {
  'user.registered': { readonly userId: string }
  /** `goneId` turned out to be `userId`: everything of theirs is theirs. */
  'user.merged': { readonly userId: string; readonly goneId: string }
  /** A code is to go to a number that somebody typed. */
  'phone.code_asked': { readonly codeId: string }
  'user.language_changed': { readonly userId: string }
  /** Somebody's roles changed: given, taken away, lent, a lending that ended. */
  'staff.changed': { readonly userId: string }
  /** The owner lent somebody a role, or one that was lent is over: by its time or by the owner's word. */
  'staff.lent': LendingFact
  'staff.lending_over': LendingFact
  /** Somebody went on shift; these orders waited for one who does. */
  'staff.shift_began': { readonly userId: string; readonly orderIds: readonly string[] }
  'staff.shift_ended': { readonly userId: string }
  /** A group of the staff got another id in its messenger; the cards of these open orders stayed behind. */
  'staff.chat_moved': { readonly id: string; readonly orderIds: readonly string[] }
  /** A group is no staff chat any more: the owner ended it, or the bot was removed from it (`lost`). */
  'staff.chat_ended': { readonly chat: string; readonly title: string; readonly lost: boolean }
  'order.created': OrderFact
  /** Something on the order changed that is no change of state: taken by a manager, a size settled, packed, a hold ended. */
  'order.changed': OrderFact
  /** What managers changed on it, as lines of its history from one to another: the customer is told of them together. */
  'order.edited': OrderFact & { readonly from: string; readonly to: string }
  /** Nobody has it any more: it was left alone too long, or whoever had it went off shift. */
  'order.unheld': OrderFact
  /** It waits, and nobody is on shift to whom it could go. */
  'order.unattended': OrderFact
  /** The customer was called in vain. */
  'order.not_reached': OrderFact
  /** It is somebody's work again: its mark ended, the customer answered, a colleague handed it on. */
  'order.due': OrderFact
  'order.confirmed': OrderFact
  'order.awaiting_payment': OrderFact
  'order.paid': OrderFact
  'order.shipped': OrderFact
  'order.arrived': OrderFact
  'order.completed': OrderFact
  /** A pickup's last day begins. */
  'order.pickup_due': OrderFact
  /** A pickup was not collected in time: the store puts it back. */
  'order.pickup_over': OrderFact
  'order.returning': OrderFact
  'order.returned': OrderFact
  /** `paid`: what was paid for it, in kopiykas, and is with the accountant now. */
  'order.cancelled': OrderFact & { readonly reason: string; readonly paid?: number }
  /** Time to remind of an unpaid order; `reminder` counts from 1. */
  'order.unpaid': OrderFact & { readonly reminder: number }
  /** The customer says that a transfer was sent: it waits for the accountant. */
  'slip.sent': OrderFact & { readonly slipId: string }
  /** The accountant did not find it, and says why. */
  'slip.refused': OrderFact & { readonly slipId: string }
  /** A part of what is due came: the order waits for the rest. */
  'order.partly_paid': OrderFact & { readonly amount?: number }
  'payment.received': OrderFact & { readonly paymentId: string }
  /** Money that no order could take as it came: with the accountant. */
  'payment.mismatch': { readonly paymentId: string; readonly orderId: string | null; readonly why: string }
  /** Money that no order has was sent back to whoever paid it; in kopiykas. */
  'payment.refunded': { readonly paymentId: string; readonly orderId: string | null; readonly amount: number }
  /** A price that fell by more than the rule allows waits for the owner's word. */
  'price.awaits': { readonly variantIds: readonly string[] }
  /** What people wait for can be ordered again: a variant, or any of the product's (null). */
  'stock.back': { readonly productId: string; readonly variantId: string | null }
  /** These sizes have fallen to the threshold (setting `lowStock`). */
  'stock.low': { readonly variantIds: readonly string[] }
  /** Somebody said something in a ticket, or it changed hands. */
  'ticket.changed': { readonly ticketId: string }
  /** A message of a lane was given up: nobody to write to (skipped), refused (failed), or nobody knows (unknown). */
  'message.undelivered': {
    readonly key: string
    readonly template: string
    readonly params: Readonly<Record<string, unknown>>
    readonly why: 'skipped' | 'failed' | 'unknown'
  }
  /** Something that the system could not do by itself after its tries: `key` names it once and for all. */
  'work.failed': { readonly key: string; readonly what: string; readonly error: string }
}

export interface LendingFact {
  readonly userId: string
  readonly lendingId: string
}

export interface OrderFact {
  readonly orderId: string
  readonly number: number
}

export type EventName = keyof Events

export type Event<N extends EventName = EventName> = {
  [K in N]: { readonly name: K; readonly payload: Events[K] }
}[N]

/** `event('order.created', { … })`: an event to announce, its payload checked by its name. */
export const event = <N extends EventName>(name: N, payload: Events[N]): Event<N> =>
  ({ name, payload }) as Event<N>
