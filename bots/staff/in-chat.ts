import type { Cause } from '../../core/inbox.ts'
import type { Core } from '../../core/index.ts'
import { type Actor, roleAmong } from '../../core/kernel/actor.ts'
import { DomainError, Repeated } from '../../core/kernel/errors.ts'
import type { Language } from '../../core/kernel/text.ts'
import { isStaff, type StaffChat } from '../../core/staff/index.ts'
import type { User } from '../../core/users/index.ts'
import type { Action } from '../dialogue/action.ts'
import type { Notice, Screen } from '../screens/screen.ts'
import { readCard } from './order-card.ts'

/** What happened in a group of a messenger. */
export type HeardInChat =
  | { readonly kind: 'action'; readonly action: Action }
  /** A button of ours that means nothing any more. */
  | { readonly kind: 'stale' }
  /** `/desk` */
  | { readonly kind: 'desk' }
  /** The group has another name from now on. */
  | { readonly kind: 'moved'; readonly from: string; readonly to: string }
  /** The bot is no member any more. */
  | { readonly kind: 'removed' }

export interface SaidInChat {
  readonly heard: HeardInChat
  /** "telegram:-100123" */
  readonly chat: string
  readonly title: string
  /** Who did it; null where the group itself speaks. */
  readonly person: string | null
  readonly language: Language
}

/** What is drawn over the pressed message, or sent where none was pressed; and a word to whoever pressed, and nobody else. */
export interface ChatReply {
  readonly screen?: Screen
  readonly toast?: Notice
  readonly language: Language
}

const NOTHING = undefined

/** An order as the whole group sees it: what its roles may do, with nobody's name to it. */
export const readChatCard = async (
  core: Core,
  { chat, orderId }: { chat: StaffChat; orderId: string },
): Promise<Screen | undefined> => {
  const order = await core.orders.find(orderId)
  if (!order) return undefined
  const group: Actor = { userId: null, roles: chat.roles }
  return { name: 'chat_card', card: await readCard(core, group, order) }
}

type Press = SaidInChat & { readonly heard: { readonly kind: 'action' | 'stale' }; readonly cause: Cause }

/**
 * A chat of the staff, which no living screen and no question belongs to: an order's card is taken there, and the
 * owner says whose cards come. Whoever presses acts as themselves; who is no staff is told that it is not for them, and
 * is not even remembered.
 */
export const createChatDialogue = ({ core }: { core: Core }) => {
  /**
   * Nobody but the owner hears anything: who else says it may be anybody in any group. An administrator who speaks as
   * the group is asked to press a button: a press shows who it is.
   */
  const opened = async ({
    chat,
    title,
    person,
    cause,
  }: SaidInChat & { cause: Cause }): Promise<ChatReply | undefined> => {
    if (!person) return { screen: { name: 'chat_anonymous' }, language: 'uk' }
    const user = await core.users.find(person)
    const actor = user && { userId: user.id, roles: user.roles, lent: user.lent }
    if (!actor || !roleAmong(actor, ['owner'])) return NOTHING
    await core.staff.openChat({ actor, chat, title, cause }).catch(unlessRepeated)
    const staffChat = await core.staff.chatAt(chat)
    return staffChat && { screen: { name: 'chat_opened', chat: staffChat }, language: staffChat.language }
  }

  const pressed = async (press: Press): Promise<ChatReply> => {
    const user = press.person ? await core.users.find(press.person) : undefined
    if (!user || !isStaff(user))
      return { toast: { code: 'chats.strangers' }, language: user?.language ?? press.language }
    if (press.heard.kind === 'action' && press.heard.action.to === 'desk')
      return (await opened(press)) ?? { toast: { code: 'staff.forbidden' }, language: user.language }
    const chat = await core.staff.chatAt(press.chat)
    if (!chat || press.heard.kind !== 'action')
      return { toast: { code: 'chats.stale' }, language: user.language }
    const { toast, screen } = await acted({ user, chat, action: press.heard.action, cause: press.cause })
    return {
      ...(toast ? { toast } : {}),
      ...(screen ? { screen } : {}),
      language: chat.language,
    }
  }

  const acted = async ({
    user,
    chat,
    action,
    cause,
  }: {
    user: User
    chat: StaffChat
    action: Action
    cause: Cause
  }): Promise<Omit<ChatReply, 'language'>> => {
    const actor = { userId: user.id, roles: user.roles, lent: user.lent }
    switch (action.to) {
      case 'take': {
        const { orderId } = action
        const refusal = await tried(() => core.orders.take({ actor, orderId, cause }))
        const screen = await readChatCard(core, { chat, orderId })
        return { toast: refusal ?? { code: 'chats.taken' }, ...(screen ? { screen } : {}) }
      }
      case 'staff_chat_role': {
        const refusal = await tried(() => core.staff.setChatRole({ actor, ...action, cause }))
        const now = await core.staff.chatAt(chat.chat)
        return {
          ...(refusal ? { toast: refusal } : {}),
          ...(now ? { screen: { name: 'chat_opened', chat: now } } : {}),
        }
      }
      default:
        return { toast: { code: 'chats.stale' } }
    }
  }

  return async (said: SaidInChat & { readonly cause: Cause }): Promise<ChatReply | undefined> => {
    const { heard, chat } = said
    switch (heard.kind) {
      case 'moved':
        await core.staff.moveChat(heard)
        return NOTHING
      case 'removed':
        if (await core.staff.chatAt(chat)) await core.staff.loseChat({ chat })
        return NOTHING
      case 'desk':
        return opened(said)
      case 'action':
      case 'stale':
        return pressed({ ...said, heard })
    }
  }
}

export type ChatDialogue = ReturnType<typeof createChatDialogue>

const unlessRepeated = (error: unknown): void => {
  if (!(error instanceof Repeated)) throw error
}

/** Why the shop said no; undefined where it is done, or was when the update came first. */
const tried = async (work: () => Promise<unknown>): Promise<DomainError | undefined> => {
  try {
    await work()
    return undefined
  } catch (error) {
    if (error instanceof Repeated) return undefined
    if (error instanceof DomainError) return error
    throw error
  }
}
