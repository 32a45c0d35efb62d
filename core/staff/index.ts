/** Who works in the shop: roles, given by the owner through a one-time link. */
import { createHash } from 'node:crypto'
import { type Cause, once } from '../inbox.ts'
import { type Actor, roleAmong, STAFF_ROLES, type StaffRole } from '../kernel/actor.ts'
import { type Clock, DAY_MS, later } from '../kernel/clock.ts'
import type { Db } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import { random58 } from '../kernel/ids.ts'

export interface Needs {
  readonly db: Db
  readonly clock: Clock
  /** Messenger accounts that are owners by the setting OWNERS ("telegram:123"). */
  readonly owners: readonly string[]
}

export interface StaffMember {
  readonly userId: string
  readonly name: string
  readonly person: string
  readonly roles: readonly StaffRole[]
}

const INVITATION_DAYS = 2
const sha256 = (secret: string) => createHash('sha256').update(secret).digest('hex')

export type Staff = ReturnType<typeof createStaff>

export const createStaff = ({ db, clock, owners }: Needs) => {
  const grant = (userId: string, role: StaffRole, grantedBy: string | null) =>
    db.queries.$executeRaw`
      INSERT INTO memberships (user_id, group_code, granted_by, granted_at) VALUES (${userId}, ${role}, ${grantedBy}, ${clock.now()})
      ON CONFLICT DO NOTHING`

  return {
    /** Makes an owner of whom the setting OWNERS names; nothing for anybody else. True when it made one. */
    recognizeOwner: async ({ person, userId }: { person: string; userId: string }): Promise<boolean> =>
      owners.includes(person) && (await grant(userId, 'owner', null)) === 1,

    /**
     * A one-time link's secret that gives a role to whoever opens it first, within two days.
     * @throws DomainError `staff.forbidden` for anybody but the owner
     */
    invite: async (actor: Actor, role: StaffRole): Promise<string> => {
      if (!roleAmong(actor, ['owner']) || !actor.userId) throw new DomainError('staff.forbidden')
      const secret = random58(24)
      const createdAt = clock.now()
      await db.client.token.create({
        data: {
          hash: sha256(secret),
          purpose: 'staff_invitation',
          payload: { role },
          createdBy: actor.userId,
          createdAt,
          expiresAt: later(createdAt, INVITATION_DAYS * DAY_MS),
        },
      })
      return secret
    },

    /**
     * Opens an invitation: of any number who do at once, one gets the role.
     * @throws DomainError `staff.invitation_gone` when it was used, is too old or never was
     */
    accept: ({
      secret,
      userId,
      cause,
    }: {
      secret: string
      userId: string
      cause?: Cause | undefined
    }): Promise<StaffRole> =>
      db.transaction(async (tx) => {
        const now = clock.now()
        await once(tx, cause, now)
        const rows = await tx.$queryRaw<{ role: StaffRole; createdBy: string }[]>`
          UPDATE tokens SET used_at = ${now}, used_by = ${userId}
          WHERE hash = ${sha256(secret)} AND purpose = 'staff_invitation' AND used_at IS NULL AND expires_at > ${now}
          RETURNING payload->>'role' AS role, created_by AS "createdBy"`
        const token = rows[0]
        if (!token) throw new DomainError('staff.invitation_gone')
        await tx.$executeRaw`
          INSERT INTO memberships (user_id, group_code, granted_by, granted_at)
          VALUES (${userId}, ${token.role}, ${token.createdBy}, ${now}) ON CONFLICT DO NOTHING`
        return token.role
      }),

    /** Everybody with any of these roles (the owner has all of them) who can be written to. */
    withRole: (...roles: readonly StaffRole[]): Promise<StaffMember[]> => db.queries.$queryRaw<StaffMember[]>`
      SELECT u.id AS "userId", COALESCE(u.name, '') AS name, i.person,
        (SELECT array_agg(m.group_code) FROM memberships m WHERE m.user_id = u.id) AS roles
      FROM users u JOIN LATERAL (
        SELECT person FROM identities WHERE user_id = u.id AND blocked_at IS NULL AND person LIKE 'telegram:%'
        ORDER BY last_seen_at DESC LIMIT 1
      ) i ON true
      WHERE EXISTS (SELECT FROM memberships m WHERE m.user_id = u.id AND m.group_code = ANY(${[...roles, 'owner']}))
      ORDER BY u.created_at`,
  }
}

export const isStaff = (actor: Actor): boolean => STAFF_ROLES.some((role) => actor.roles.includes(role))

export { createStaffCards, type StaffCard } from './staff-cards.ts'
export { createWorkplaces, findWorkplace, requireWorksAt } from './workplace.ts'
