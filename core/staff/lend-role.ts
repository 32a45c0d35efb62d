import { event } from '../events.ts'
import { type Cause, once } from '../inbox.ts'
import type { Actor, Role, StaffRole } from '../kernel/actor.ts'
import { DAY_MS, later } from '../kernel/clock.ts'
import type { Tx } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import { newId } from '../kernel/ids.ts'
import { type Money, money } from '../kernel/money.ts'
import { lockAsOwner, type Needs, type StaffCommand } from './needs.ts'
import { noteStaff, rolesOf } from './staff.store.ts'

/** What can be lent: everything but the owner's own power over staff, settings and money out. */
export const LENT_ROLES = ['manager', 'accountant', 'storekeeper', 'seller'] as const
/** A role is lent for a year at most. */
const LENT_MAX_MS = 366 * DAY_MS

export type LentRole = (typeof LENT_ROLES)[number]

export interface LendRole extends StaffCommand {
  readonly role: LentRole
  readonly until: Date
  /** Kopiykas; null = any sum. */
  readonly sumLimit: Money | null
}

/**
 * The owner lends a role to one of the staff until a moment, up to a sum; lent again, the new terms hold. The order's
 * history says so of what they do with it. It ends by itself. They hear of it when it begins and when it is over.
 *
 * @throws DomainError `staff.gone`, `staff.has_role` when it is theirs anyway, `staff.lend_past`, `staff.lend_far`,
 *   `staff.forbidden`
 */
export const lendRole =
  ({ db, clock, announce }: Needs) =>
  ({ actor, userId, role, until, sumLimit, cause }: LendRole): Promise<void> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const byUser = await lockAsOwner(tx, actor)
      const own = await rolesOf(tx, userId)
      if (own.length === 0) throw new DomainError('staff.gone')
      if (own.includes(role) || own.includes('owner')) throw new DomainError('staff.has_role')
      requireLendable(until, now)
      await tx.$executeRaw`UPDATE lendings SET ended_at = ${now} WHERE user_id = ${userId} AND role = ${role} AND ended_at IS NULL`
      const lendingId = newId('lnd')
      await tx.$executeRaw`
        INSERT INTO lendings (id, user_id, role, sum_limit, lent_by, lent_at, until)
        VALUES (${lendingId}, ${userId}, ${role}, ${sumLimit}, ${byUser}, ${now}, ${until})`
      await noteStaff(tx, {
        byUser,
        aboutUser: userId,
        what: 'lent',
        after: { roles: [role], until, sumLimit },
        now,
      })
      await announce(tx, event('staff.changed', { userId }), event('staff.lent', { userId, lendingId }))
    })

/** @throws DomainError `staff.lend_past` for a moment that is over, `staff.lend_far` for one in more than a year */
export const requireLendable = (until: Date, now: Date): void => {
  if (until <= now) throw new DomainError('staff.lend_past')
  if (until > later(now, LENT_MAX_MS)) throw new DomainError('staff.lend_far')
}

/**
 * The owner ends a lending before its time.
 * @throws DomainError `staff.lending_gone` when it ended, `staff.forbidden`
 */
export const endLending =
  ({ db, clock, announce }: Needs) =>
  ({
    actor,
    id,
    cause,
  }: {
    actor: Actor
    id: string
    cause?: Cause | undefined
  }): Promise<{ userId: string }> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const byUser = await lockAsOwner(tx, actor)
      const rows = await tx.$queryRaw<{ userId: string; role: StaffRole }[]>`
        UPDATE lendings SET ended_at = ${now} WHERE id = ${id} AND ended_at IS NULL AND until > ${now} RETURNING user_id AS "userId", role`
      const ended = rows[0]
      if (!ended) throw new DomainError('staff.lending_gone')
      const { userId, role } = ended
      await noteStaff(tx, {
        byUser,
        aboutUser: userId,
        what: 'lending_ended',
        before: { roles: [role] },
        now,
      })
      await announce(
        tx,
        event('staff.changed', { userId }),
        event('staff.lending_over', { userId, lendingId: id }),
      )
      return { userId }
    })

/**
 * Lendings that are over are closed, so that menus and cards follow; nobody acts by one that is over in any case.
 * Runs every minute: jobs/schedule.ts. Returns how many ended.
 */
export const endLendings =
  ({ db, clock, announce }: Needs) =>
  ({ limit = 100 } = {}): Promise<number> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      const rows = await tx.$queryRaw<{ id: string; userId: string; role: StaffRole }[]>`
        UPDATE lendings SET ended_at = until WHERE id IN (
          SELECT id FROM lendings WHERE ended_at IS NULL AND until <= ${now} ORDER BY until LIMIT ${limit} FOR UPDATE SKIP LOCKED
        ) RETURNING id, user_id AS "userId", role`
      for (const { userId, role } of rows)
        await noteStaff(tx, {
          byUser: null,
          aboutUser: userId,
          what: 'lending_ended',
          before: { roles: [role] },
          now,
        })
      await announce(
        tx,
        ...rows.flatMap(({ id, userId }) => [
          event('staff.changed', { userId }),
          event('staff.lending_over', { userId, lendingId: id }),
        ]),
      )
      return rows.length
    })

/**
 * Whoever acts in a lent role does so up to the sum it was lent for. A step of what that sum concerns: confirming
 * orders, confirming that a transfer came, discounts.
 * @throws DomainError `staff.over_sum` { sum }
 */
export const requireWithinSum = async (
  tx: Tx,
  { actor, role, sum, now }: { actor: Actor; role: Role; sum: Money; now: Date },
): Promise<void> => {
  // Nobody asks the database of whoever acts in a role of their own.
  if (!actor.userId || (actor.lent && !actor.lent.includes(role))) return
  const rows = await tx.$queryRaw<{ limit: number }[]>`
    SELECT l.sum_limit::float8 AS "limit" FROM lendings l
    WHERE l.user_id = ${actor.userId} AND l.role = ${role} AND l.ended_at IS NULL AND l.until > ${now} AND l.sum_limit < ${sum}
      AND NOT EXISTS (SELECT FROM memberships m WHERE m.user_id = l.user_id AND m.group_code IN (${role}, 'owner'))`
  if (rows[0]) throw new DomainError('staff.over_sum', { sum: money(rows[0].limit) })
}
