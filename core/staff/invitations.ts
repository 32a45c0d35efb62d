import { createHash } from 'node:crypto'
import { event } from '../events.ts'
import { type Cause, once } from '../inbox.ts'
import { type Actor, STAFF_ROLES, type StaffRole } from '../kernel/actor.ts'
import { DAY_MS, HOUR_MS, later } from '../kernel/clock.ts'
import { DomainError } from '../kernel/errors.ts'
import { newId, random58 } from '../kernel/ids.ts'
import { type Needs, requireOwner } from './needs.ts'
import { insertShift, lockStaff, noteStaff, rolesOf } from './staff.store.ts'

/** How long an invitation opens: the owner chooses. */
export const INVITATION_LIVES = { hour: HOUR_MS, two_days: 2 * DAY_MS, week: 7 * DAY_MS } as const
export type InvitationLife = keyof typeof INVITATION_LIVES

export interface Invitation {
  readonly id: string
  readonly role: StaffRole
  readonly byName: string | null
  readonly createdAt: Date
  readonly expiresAt: Date
}

const sha256 = (secret: string) => createHash('sha256').update(secret).digest('hex')

/**
 * A one-time link's secret that gives a role to whoever opens it first, as long as it lives. Only its hash is kept.
 * @throws DomainError `staff.forbidden` for anybody but the owner
 */
export const invite =
  ({ db, clock }: Needs) =>
  async (actor: Actor, role: StaffRole, life: InvitationLife = 'two_days'): Promise<string> => {
    const byUser = requireOwner(actor)
    const secret = random58(24)
    const now = clock.now()
    const expiresAt = later(now, INVITATION_LIVES[life])
    await db.transaction(async (tx) => {
      await tx.$executeRaw`
        INSERT INTO tokens (hash, id, purpose, payload, created_by, created_at, expires_at)
        VALUES (${sha256(secret)}, ${newId('inv')}, 'staff_invitation', ${JSON.stringify({ role })}::jsonb, ${byUser}, ${now}, ${expiresAt})`
      await noteStaff(tx, { byUser, aboutUser: null, what: 'invited', after: { roles: [role] }, now })
    })
    return secret
  }

export interface Accept {
  readonly secret: string
  readonly userId: string
  readonly cause?: Cause | undefined
}

/**
 * Opens an invitation: of any number who do at once, one gets the role, and is on shift from then on.
 * @throws DomainError `staff.invitation_gone` when it was used, revoked, is too old or never was
 */
export const acceptInvitation =
  ({ db, clock, announce }: Needs) =>
  ({ secret, userId, cause }: Accept): Promise<StaffRole> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      await lockStaff(tx)
      const rows = await tx.$queryRaw<{ role: StaffRole; createdBy: string }[]>`
        UPDATE tokens SET used_at = ${now}, used_by = ${userId}
        WHERE hash = ${sha256(secret)} AND purpose = 'staff_invitation' AND used_at IS NULL AND revoked_at IS NULL AND expires_at > ${now}
        RETURNING payload->>'role' AS role, created_by AS "createdBy"`
      const token = rows[0]
      if (!token) throw new DomainError('staff.invitation_gone')
      const before = await rolesOf(tx, userId)
      if (before.includes(token.role)) return token.role
      await tx.$executeRaw`
        INSERT INTO memberships (user_id, group_code, granted_by, granted_at) VALUES (${userId}, ${token.role}, ${token.createdBy}, ${now})`
      await insertShift(tx, userId, now)
      await noteStaff(tx, {
        byUser: token.createdBy,
        aboutUser: userId,
        what: 'joined',
        before: { roles: before },
        after: { roles: [...before, token.role] },
        now,
      })
      await announce(tx, event('staff.changed', { userId }))
      return token.role
    })

/** Invitations that still open, the first to end first. @throws DomainError `staff.forbidden` */
export const openInvitations =
  ({ db, clock }: Needs) =>
  async (actor: Actor): Promise<Invitation[]> => {
    requireOwner(actor)
    return db.queries.$queryRaw<Invitation[]>`
      SELECT t.id, t.payload->>'role' AS role, u.name AS "byName", t.created_at AS "createdAt", t.expires_at AS "expiresAt"
      FROM tokens t LEFT JOIN users u ON u.id = t.created_by
      WHERE t.purpose = 'staff_invitation' AND t.used_at IS NULL AND t.revoked_at IS NULL AND t.expires_at > ${clock.now()}
        AND t.payload->>'role' = ANY(${[...STAFF_ROLES]})
      ORDER BY t.expires_at, t.id LIMIT 30`
  }

/**
 * The owner takes an invitation back: its link opens nothing any more.
 * @throws DomainError `staff.invitation_gone` when it was used or is over, `staff.forbidden`
 */
export const revokeInvitation =
  ({ db, clock }: Needs) =>
  ({ actor, id, cause }: { actor: Actor; id: string; cause?: Cause | undefined }): Promise<void> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const byUser = requireOwner(actor)
      const rows = await tx.$queryRaw<{ role: StaffRole }[]>`
        UPDATE tokens SET revoked_at = ${now}
        WHERE id = ${id} AND purpose = 'staff_invitation' AND used_at IS NULL AND revoked_at IS NULL AND expires_at > ${now}
        RETURNING payload->>'role' AS role`
      if (!rows[0]) throw new DomainError('staff.invitation_gone')
      const roles = [rows[0].role]
      await noteStaff(tx, { byUser, aboutUser: null, what: 'invitation_revoked', before: { roles }, now })
    })
