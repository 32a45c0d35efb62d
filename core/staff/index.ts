/**
 * Who works in the shop, when and in which group chats: roles by one-time invitations, lent roles, shifts. Every change is the owner's (a
 * shift is one's own) and has its line in `staff_history`.
 */
import { event } from '../events.ts'
import { type Actor, STAFF_ROLES, type StaffRole } from '../kernel/actor.ts'
import { findChatAt, findChats, findChatsOf } from './chats.store.ts'
import { chatOfId, endChat, loseChat, moveChat, openChat, setChatRole } from './chats.ts'
import { dismiss } from './dismiss.ts'
import { acceptInvitation, invite, openInvitations, revokeInvitation } from './invitations.ts'
import { endLending, endLendings, lendRole } from './lend-role.ts'
import { type Needs, requireOwner } from './needs.ts'
import { beginShift, callOnShift, endShift, tellOfUnattended } from './shifts.ts'
import {
  findLending,
  findMember,
  findMembers,
  findReachableStaff,
  findShift,
  findStaffHistory,
  insertShift,
  noteStaff,
} from './staff.store.ts'

export { CHAT_ROLES, type ChatRole, findChat, type StaffChat } from './chats.store.ts'
export { loseChat, moveChat } from './chats.ts'
export { INVITATION_LIVES, type Invitation, type InvitationLife } from './invitations.ts'
export { LENT_ROLES, type LentRole, requireLendable, requireWithinSum } from './lend-role.ts'
export { mergeStaff } from './merge-staff.store.ts'
export type { Needs } from './needs.ts'
export { isOnShift, type Lending, type StaffDeed, type StaffLine, type StaffMember } from './staff.store.ts'
export { createStaffCards, type StaffCard } from './staff-cards.ts'
export { createWorkplaces, findWorkplace, requireWorksAt } from './workplace.ts'

export type Staff = ReturnType<typeof createStaff>

export const createStaff = (needs: Needs) => {
  const { db, clock, announce, owners } = needs

  /** Makes an owner of whom the setting OWNERS names; nothing for anybody else. True when it made one. */
  const recognizeOwner = async ({ person, userId }: { person: string; userId: string }): Promise<boolean> => {
    if (!owners.includes(person)) return false
    return db.transaction(async (tx) => {
      const now = clock.now()
      const made = await tx.$executeRaw`
        INSERT INTO memberships (user_id, group_code, granted_at) VALUES (${userId}, 'owner', ${now}) ON CONFLICT DO NOTHING`
      if (made === 0) return false
      await insertShift(tx, userId, now)
      await noteStaff(tx, {
        byUser: null,
        aboutUser: userId,
        what: 'owner_by_setting',
        after: { roles: ['owner'] },
        now,
      })
      await announce(tx, event('staff.changed', { userId }))
      return true
    })
  }

  return {
    recognizeOwner,
    invite: invite(needs),
    accept: acceptInvitation(needs),
    invitations: openInvitations(needs),
    revokeInvitation: revokeInvitation(needs),
    dismiss: dismiss(needs),
    lend: lendRole(needs),
    /** The terms of a lending, also of one that is over. */
    lending: (id: string) => findLending(db.queries, id),
    endLending: endLending(needs),
    endLendings: endLendings(needs),
    beginShift: beginShift(needs),
    endShift: endShift(needs),
    callOnShift: callOnShift(needs),
    tellOfUnattended: tellOfUnattended(needs),
    openChat: openChat(needs),
    setChatRole: setChatRole(needs),
    endChat: endChat(needs),
    moveChat: moveChat(needs),
    loseChat: loseChat(needs),
    chat: chatOfId(needs),
    /** The staff chat that a messenger's group is; undefined for any other group. */
    chatAt: (chat: string) => findChatAt(db.queries, chat),
    /** The chats where cards of any of these roles go. */
    chatsOf: (...roles: readonly StaffRole[]) => findChatsOf(db.queries, roles),
    /** All of them, the oldest first. @throws DomainError `staff.forbidden` for anybody but the owner */
    chats: async (actor: Actor) => {
      requireOwner(actor)
      return findChats(db.queries)
    },
    /** Everybody with any of these roles (the owner has all of them) who can be written to, on shift or not. */
    withRole: (...roles: readonly StaffRole[]) =>
      findReachableStaff(db.queries, { roles, now: clock.now(), onShift: false }),
    /** Those of them who are on shift. */
    onShiftWithRole: (...roles: readonly StaffRole[]) =>
      findReachableStaff(db.queries, { roles, now: clock.now(), onShift: true }),
    /** Since when somebody is on shift; null when they are not. */
    onShiftSince: (userId: string): Promise<Date | null> => findShift(db.queries, userId),
    /** All the staff. @throws DomainError `staff.forbidden` for anybody but the owner */
    all: async (actor: Actor) => {
      requireOwner(actor)
      return findMembers(db.queries, clock.now())
    },
    /** One of them; undefined for whoever is none. @throws DomainError `staff.forbidden` for anybody but the owner */
    member: async (actor: Actor, userId: string) => {
      requireOwner(actor)
      return findMember(db.queries, userId, clock.now())
    },
    /** What changed, newest first. @throws DomainError `staff.forbidden` for anybody but the owner */
    history: async (actor: Actor, request: Parameters<typeof findStaffHistory>[1]) => {
      requireOwner(actor)
      return findStaffHistory(db.queries, request)
    },
  }
}

export const isStaff = (actor: Pick<Actor, 'roles'>): boolean =>
  STAFF_ROLES.some((role) => actor.roles.includes(role))
