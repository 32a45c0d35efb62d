import type { StaffChat } from '../../core/staff/index.ts'
import type { OrderCard } from './order-card.screens.ts'

/** The groups where the staff work; the last three are shown in such a group itself. */
export type StaffChatsScreen =
  | { readonly name: 'staff_chats'; readonly chats: readonly StaffChat[] }
  | { readonly name: 'staff_chat'; readonly chat: StaffChat; readonly asks: boolean }
  /** An administrator who is not to be known asked for the desk. */
  | { readonly name: 'chat_anonymous' }
  | { readonly name: 'chat_opened'; readonly chat: StaffChat }
  | { readonly name: 'chat_card'; readonly card: OrderCard }
