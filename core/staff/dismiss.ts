import { event } from '../events.ts'
import { once } from '../inbox.ts'
import { DomainError } from '../kernel/errors.ts'
import { lockAsOwner, type Needs, type StaffCommand } from './needs.ts'
import { deleteShift, noteStaff, rolesOf } from './staff.store.ts'

/**
 * The owner removes somebody from the staff: all roles, their own and lent, and the shift end at once. What they had in
 * hand goes back to the queue (orders/return-untouched.ts), their cards lose their buttons (jobs/subscriptions.ts).
 * Owners by the setting OWNERS stay, and so does the last owner; of two who remove each other at once, the first does.
 *
 * @throws DomainError `staff.gone` when they are no staff (any more), `staff.owner_by_setting`, `staff.last_owner`, `staff.forbidden`
 */
export const dismiss =
  ({ db, clock, announce, owners }: Needs) =>
  ({ actor, userId, cause }: StaffCommand): Promise<void> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const byUser = await lockAsOwner(tx, actor)
      const roles = await rolesOf(tx, userId)
      if (roles.length === 0) throw new DomainError('staff.gone')
      if (roles.includes('owner')) {
        const fixed =
          await tx.$executeRaw`SELECT FROM identities WHERE user_id = ${userId} AND person = ANY(${[...owners]})`
        if (fixed > 0) throw new DomainError('staff.owner_by_setting')
        const left =
          await tx.$executeRaw`SELECT FROM memberships WHERE group_code = 'owner' AND user_id <> ${userId}`
        if (left === 0) throw new DomainError('staff.last_owner')
      }
      await tx.$executeRaw`DELETE FROM memberships WHERE user_id = ${userId}`
      await tx.$executeRaw`UPDATE lendings SET ended_at = ${now} WHERE user_id = ${userId} AND ended_at IS NULL`
      await deleteShift(tx, userId)
      await noteStaff(tx, {
        byUser,
        aboutUser: userId,
        what: 'dismissed',
        before: { roles },
        after: { roles: [] },
        now,
      })
      await announce(tx, event('staff.changed', { userId }))
    })
