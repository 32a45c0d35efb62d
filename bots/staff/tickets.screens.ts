import type { Settings } from '../../core/settings/index.ts'
import type { StaffMember } from '../../core/staff/index.ts'
import type { Ticket, TicketEntry, TicketView } from '../../core/support/index.ts'

/** A ticket as one of the managers sees it. */
export interface TicketCard {
  readonly view: TicketView
  /** Who looks. */
  readonly userId: string
  readonly owner: boolean
  readonly now: Date
}

/** What of the ticket is open. */
export type TicketMode =
  | { readonly kind: 'main' }
  | { readonly kind: 'answering' }
  | { readonly kind: 'quick'; readonly answers: Settings['support']['quickAnswers'] }
  | { readonly kind: 'hand'; readonly colleagues: readonly Pick<StaffMember, 'userId' | 'name'>[] }
  | { readonly kind: 'history' }

export type TicketsScreen =
  | {
      readonly name: 'tickets'
      readonly tickets: readonly Ticket[]
      readonly more: boolean
      readonly userId: string
      readonly now: Date
    }
  | { readonly name: 'ticket'; readonly card: TicketCard; readonly mode: TicketMode }
  | { readonly name: 'ticket_file'; readonly ticketId: string; readonly entry: TicketEntry }
