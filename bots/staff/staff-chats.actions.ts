import { CHAT_ROLES } from '../../core/staff/index.ts'
import { id, oneOf, yesNo } from '../dialogue/address.ts'

const chatId = id('sch')

/** The groups where the staff work, and whose cards come there. */
export const staffChatsActions = {
  staff_chats: {},
  staff_chat: { id: chatId },
  staff_chat_role: { id: chatId, role: oneOf(CHAT_ROLES), on: yesNo },
  staff_chat_end: { id: chatId },
  staff_chat_end_surely: { id: chatId },
} as const
