import type { StaffRole } from '../kernel/actor.ts'
import { type Queries, type Sql, sql, type Tx } from '../kernel/db.ts'
import type { Language } from '../kernel/text.ts'

/** Whose cards a group may have. A seller's and the owner's matters concern one person. */
export const CHAT_ROLES = ['manager', 'storekeeper', 'accountant'] as const
export type ChatRole = (typeof CHAT_ROLES)[number]

/** A group of a messenger where the staff work. */
export interface StaffChat {
  readonly id: string
  /** The messenger's own name of it, as `person` is of an account: "telegram:-100123". */
  readonly chat: string
  readonly title: string
  readonly roles: readonly ChatRole[]
  /** That of the owner who opened it. */
  readonly language: Language
  readonly byName: string | null
  readonly since: Date
}

const CHATS: Sql = sql`
  SELECT c.id, c.chat, c.title, c.roles, u.language, u.name AS "byName", c.since
  FROM staff_chats c JOIN users u ON u.id = c.by_user`

const ORDER: Sql = sql`ORDER BY c.since, c.id`

export const findChats = (q: Queries): Promise<StaffChat[]> => q.$queryRaw<StaffChat[]>`${CHATS} ${ORDER}`

export const findChatsOf = (q: Queries, roles: readonly StaffRole[]): Promise<StaffChat[]> =>
  q.$queryRaw<StaffChat[]>`${CHATS} WHERE c.roles && ${[...roles]} ${ORDER}`

export const findChat = async (q: Queries, id: string): Promise<StaffChat | undefined> =>
  (await q.$queryRaw<StaffChat[]>`${CHATS} WHERE c.id = ${id}`)[0]

export const findChatAt = async (q: Queries, chat: string): Promise<StaffChat | undefined> =>
  (await q.$queryRaw<StaffChat[]>`${CHATS} WHERE c.chat = ${chat}`)[0]

/** Orders that wait for somebody to do something about them, of those whose card stands in the chat and those named besides. */
export const findWaitingIn = (
  tx: Tx,
  { chat, besides = [] }: { chat: string | null; besides?: readonly string[] },
): Promise<{ orderId: string; number: number }[]> => tx.$queryRaw<{ orderId: string; number: number }[]>`
  SELECT o.id AS "orderId", o.number FROM orders o
  WHERE (o.id = ANY(${[...besides]}) OR EXISTS (SELECT FROM staff_cards s WHERE s.about = o.id AND s.person = ${chat}))
    AND (o.status = 'AWAITING_CONFIRMATION' AND o.holder_id IS NULL OR o.status IN ('AWAITING_SHIPMENT', 'AWAITING_SHIPMENT_COD'))
  ORDER BY o.number`

/** What stood in a chat that nobody of ours ended, the last one at that place since a moment. */
export const findLostChat = async (
  tx: Tx,
  { chat, since }: { chat: string; since: Date },
): Promise<{ roles: readonly ChatRole[]; title: string; openedBy: string } | undefined> =>
  (
    await tx.$queryRaw<{ before: { roles: readonly ChatRole[]; title: string; openedBy: string } }[]>`
      SELECT before FROM staff_history WHERE what = 'chat_ended' AND by_user IS NULL AND before->>'chat' = ${chat} AND at >= ${since}
      ORDER BY id DESC LIMIT 1`
  )[0]?.before
