import type { StaffChat } from '../../core/staff/index.ts'
import type { OrderCard } from './order-card.screens.ts'

/** The groups where the staff work; the last two are shown in such a group itself. */
export type StaffChatsScreen =
  | { readonly name: 'staff_chats'; readonly chats: readonly StaffChat[] }
  | { readonly name: 'staff_chat'; readonly chat: StaffChat; readonly asks: boolean }
  | { readonly name: 'chat_opened'; readonly chat: StaffChat }
  | { readonly name: 'chat_card'; readonly card: OrderCard }
