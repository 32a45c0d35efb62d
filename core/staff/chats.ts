import { event } from '../events.ts'
import { type Cause, once } from '../inbox.ts'
import type { Actor } from '../kernel/actor.ts'
import { later, MINUTE_MS } from '../kernel/clock.ts'
import type { Tx } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import { newId } from '../kernel/ids.ts'
import {
  type ChatRole,
  findChat,
  findChatAt,
  findLostChat,
  findWaitingIn,
  type StaffChat,
} from './chats.store.ts'
import { lockAsOwner, type Needs, requireOwner } from './needs.ts'
import { lockStaff, noteStaff } from './staff.store.ts'

type Quiet = Pick<Needs, 'db' | 'clock' | 'announce'>

export interface OpenChat {
  readonly actor: Actor
  /** "telegram:-100123" */
  readonly chat: string
  readonly title: string
  readonly cause?: Cause | undefined
}

/**
 * The owner makes a group a chat of the staff: from now on new cards of its roles, the managers' to begin with, come
 * there once instead of to each who is on shift. Said again of the same group, only its title follows.
 * @throws DomainError `staff.forbidden` for anybody but the owner
 */
export const openChat =
  ({ db, clock }: Needs) =>
  ({ actor, chat, title, cause }: OpenChat): Promise<StaffChat> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const byUser = await lockAsOwner(tx, actor)
      const known = await findChatAt(tx, chat)
      if (known) {
        await tx.$executeRaw`UPDATE staff_chats SET title = ${title} WHERE id = ${known.id}`
        return { ...known, title }
      }
      const id = newId('sch')
      const roles: readonly ChatRole[] = ['manager']
      await tx.$executeRaw`
        INSERT INTO staff_chats (id, chat, title, roles, by_user, since) VALUES (${id}, ${chat}, ${title}, ${[...roles]}, ${byUser}, ${now})`
      await noteStaff(tx, { byUser, aboutUser: null, what: 'chat_opened', after: { roles, title }, now })
      return requireChat(tx, id)
    })

const requireChat = async (tx: Tx, id: string): Promise<StaffChat> => {
  const chat = await findChat(tx, id)
  if (!chat) throw new DomainError('staff.chat_gone')
  return chat
}

/** One of the staff's chats. @throws DomainError `staff.chat_gone`, `staff.forbidden` for anybody but the owner */
export const chatOfId =
  ({ db }: Needs) =>
  async (actor: Actor, id: string): Promise<StaffChat> => {
    requireOwner(actor)
    const chat = await findChat(db.queries, id)
    if (!chat) throw new DomainError('staff.chat_gone')
    return chat
  }

export interface SetChatRole {
  readonly actor: Actor
  readonly id: string
  readonly role: ChatRole
  readonly on: boolean
  readonly cause?: Cause | undefined
}

/**
 * The owner says whose cards a chat gets.
 * @throws DomainError `staff.chat_needs_role` for the last one, `staff.chat_gone`, `staff.forbidden`
 */
export const setChatRole =
  ({ db, clock }: Needs) =>
  ({ actor, id, role, on, cause }: SetChatRole): Promise<void> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const byUser = await lockAsOwner(tx, actor)
      const { roles, title } = await requireChat(tx, id)
      if (roles.includes(role) === on) return
      const after = on ? [...roles, role] : roles.filter((each) => each !== role)
      if (after.length === 0) throw new DomainError('staff.chat_needs_role')
      await tx.$executeRaw`UPDATE staff_chats SET roles = ${after} WHERE id = ${id}`
      await noteStaff(tx, {
        byUser,
        aboutUser: null,
        what: 'chat_roles',
        before: { roles },
        after: { roles: after, title },
        now,
      })
    })

/**
 * The owner ends a chat of the staff: its cards show no orders any more, and what waits for somebody comes to each who
 * is on shift.
 * @throws DomainError `staff.chat_gone`, `staff.forbidden`
 */
export const endChat =
  ({ db, clock, announce }: Needs) =>
  ({ actor, id, cause }: { actor: Actor; id: string; cause?: Cause | undefined }): Promise<void> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const byUser = await lockAsOwner(tx, actor)
      const chat = await requireChat(tx, id)
      await end({ announce }, tx, { chat, byUser, now })
    })

interface Ending {
  readonly chat: StaffChat
  /** null: nobody of ours, the bot was removed from the group. */
  readonly byUser: string | null
  readonly besides?: readonly string[]
  readonly now: Date
}

const end = async (
  { announce }: Pick<Needs, 'announce'>,
  tx: Tx,
  { chat: { id, chat, title, roles }, byUser, besides = [], now }: Ending,
): Promise<void> => {
  const rows = await tx.$queryRaw<
    { openedBy: string }[]
  >`DELETE FROM staff_chats WHERE id = ${id} RETURNING by_user AS "openedBy"`
  const before = { roles, title, chat, ...rows[0] }
  await noteStaff(tx, { byUser, aboutUser: null, what: 'chat_ended', before, now })
  const waiting = await findWaitingIn(tx, { chat, besides })
  await announce(
    tx,
    event('staff.chat_ended', { chat, title, lost: byUser === null }),
    ...waiting.map((fact) => event('order.due', fact)),
  )
}

/**
 * A group where the bot cannot write any more is no chat of the staff: what waits for somebody, and the order whose
 * card did not arrive, comes to each who is on shift, and the owner is told. Two who notice at once end it once.
 */
export const loseChat =
  ({ db, clock, announce }: Quiet) =>
  ({ chat: at, orderId }: { chat: string | null; orderId?: string }): Promise<void> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await lockStaff(tx)
      const chat = at === null ? undefined : await findChatAt(tx, at)
      const besides = orderId ? [orderId] : []
      if (chat) return end({ announce }, tx, { chat, byUser: null, besides, now })
      const waiting = await findWaitingIn(tx, { chat: null, besides })
      await announce(tx, ...waiting.map((fact) => event('order.due', fact)))
    })

/**
 * A messenger gives a group another name (a Telegram group that becomes a supergroup): the chat of the staff lives on
 * under it, and the cards of open orders, which stayed behind, are sent again. Heard twice, it changes nothing more;
 * heard after the bot's own removal from the old group, it brings the chat back.
 */
export const moveChat =
  ({ db, clock, announce }: Quiet) =>
  ({ from, to }: { from: string; to: string }): Promise<void> =>
    db.transaction(async (tx) => {
      await lockStaff(tx)
      const moved = (await findChatAt(tx, from)) ?? (await bringBack(tx, { from, to, now: clock.now() }))
      if (!moved) return
      const there = await findChatAt(tx, to)
      if (there) await tx.$executeRaw`DELETE FROM staff_chats WHERE id = ${moved.id}`
      else await tx.$executeRaw`UPDATE staff_chats SET chat = ${to} WHERE id = ${moved.id}`
      const rows = await tx.$queryRaw<{ orderId: string }[]>`
        WITH behind AS (DELETE FROM staff_cards WHERE person = ${from} RETURNING about)
        SELECT o.id AS "orderId" FROM behind b JOIN orders o ON o.id = b.about WHERE o.status LIKE 'AWAITING_%' ORDER BY o.number`
      const { id } = there ?? moved
      await announce(tx, event('staff.chat_moved', { id, orderIds: rows.map(({ orderId }) => orderId) }))
    })

/** A group that becomes a supergroup says so at once: a removal just before it was none. */
const LOST_FOR_MS = 10 * MINUTE_MS

/** The chat that was lost at `from` a moment ago, open again there; undefined where none was, or it lives at `to`. */
const bringBack = async (
  tx: Tx,
  { from, to, now }: { from: string; to: string; now: Date },
): Promise<StaffChat | undefined> => {
  if (await findChatAt(tx, to)) return undefined
  const lost = await findLostChat(tx, { chat: from, since: later(now, -LOST_FOR_MS) })
  if (!lost) return undefined
  const { roles, title, openedBy } = lost
  const id = newId('sch')
  await tx.$executeRaw`
    INSERT INTO staff_chats (id, chat, title, roles, by_user, since) VALUES (${id}, ${from}, ${title}, ${[...roles]}, ${openedBy}, ${now})`
  await noteStaff(tx, { byUser: null, aboutUser: null, what: 'chat_opened', after: { roles, title }, now })
  return findChat(tx, id)
}
