import type { ChatRole } from '../../core/staff/index.ts'
import { FREE } from '../dialogue/step.ts'
import {
  type Fallbacks,
  type HandlersOf,
  type Reply,
  type Turn,
  unlessRefused,
  withNotice,
} from '../dialogue/turn.ts'
import type { staffChatsActions } from './staff-chats.actions.ts'

const chats = async ({ core, actor }: Turn): Promise<Reply> => ({
  screen: { name: 'staff_chats', chats: await core.staff.chats(actor) },
  step: FREE,
})

const chat = async (
  { core, actor }: Turn,
  { id }: { id: string },
  { asks = false } = {},
): Promise<Reply> => ({
  screen: { name: 'staff_chat', chat: await core.staff.chat(actor, id), asks },
  step: FREE,
})

const role = async (turn: Turn, action: { id: string; role: ChatRole; on: boolean }): Promise<Reply> => {
  await turn.core.staff.setChatRole({ actor: turn.actor, ...action, cause: turn.cause })
  return chat(turn, action)
}

const endSurely = async (turn: Turn, { id }: { id: string }): Promise<Reply> => {
  await turn.core.staff.endChat({ actor: turn.actor, id, cause: turn.cause })
  return withNotice(await chats(turn), { code: 'chats.ended' })
}

export const handlers: HandlersOf<typeof staffChatsActions> = {
  staff_chats: chats,
  staff_chat: (turn, action) => chat(turn, action),
  staff_chat_role: role,
  staff_chat_end: (turn, action) => chat(turn, action, { asks: true }),
  staff_chat_end_surely: endSurely,
}

/** The chat while it is one of the staff's, else those that there are. */
const near = (turn: Turn, action: { id: string }): Promise<Reply> =>
  chat(turn, action).catch(unlessRefused(() => chats(turn)))

export const fallbacks: Fallbacks<typeof staffChatsActions> = {
  staff_chat: chats,
  staff_chat_role: near,
  staff_chat_end: chats,
  staff_chat_end_surely: chats,
}
