import type { IntegrationError } from '../kernel/errors.ts'
import type { StaffCard } from '../staff/index.ts'

/** How much a message matters: an answer or a payment's result goes at any hour, and is tried again when its fate is unknown. */
export type Urgency = 'answer' | 'payment' | 'order' | 'reminder'

export interface Message {
  /** Under which it may be sent once only: `order.shipped:ord_…`. */
  readonly key: string
  readonly userId: string
  readonly template: string
  readonly params: Readonly<Record<string, unknown>>
  /** The person asked for this very message, or it is about their own order: it goes although they want no reminders. */
  readonly asked?: boolean
  /**
   * Messages of one lane go one after another in the order of their places, whatever is tried again; what becomes of
   * one that did not arrive is announced.
   */
  readonly lane?: { readonly name: string; readonly place: number }
}

/** An order's card to a group of the staff, wherever that is by the time it is sent. */
export interface ChatMessage {
  readonly key: string
  readonly staffChatId: string
  readonly template: 'staff.card'
  readonly params: { readonly orderId: string }
  /** Neither is ever said of a card. */
  readonly asked?: boolean
  readonly lane?: never
}

/** `sent`, or why not: `blocked` cannot be written to; `elsewhere`: not by this messenger, another may have it (with `later`: else by this one, when it is tried again); `moved`: the group is another by now; `unknown`: nobody can say whether it arrived. */
export type SendOutcome =
  | { readonly kind: 'sent'; readonly messageId: string }
  | { readonly kind: 'blocked' }
  | { readonly kind: 'elsewhere'; readonly later?: IntegrationError }
  | { readonly kind: 'moved'; readonly to: string }
  | { readonly kind: 'unknown'; readonly error: string }

/** Port: one messenger's way to write to a person ("telegram:123"). @throws IntegrationError when it surely did not go */
export interface Messenger {
  send(person: string, message: Message): Promise<SendOutcome>
  /** Sends an order's card to a group of the staff ("telegram:-100123"). @throws IntegrationError when it surely did not go */
  sendToChat(chat: string, orderId: string): Promise<SendOutcome>
  /**
   * Draws a card of one of the staff again, where it stands; one that is gone is forgotten. A card that shows
   * it as it is already is left alone, unless what its reader may do has changed (`anew`).
   */
  redraw(card: StaffCard, options?: { anew: boolean }): Promise<void>
  /** Whether the person's messenger says when a message arrived (`receipt`); one that does not is believed at once. */
  reports(person: string): boolean
  /** Gives a person the menu of commands of what they may do, in their language; customers have the one for everybody. */
  showMenu(person: string): Promise<void>
}
