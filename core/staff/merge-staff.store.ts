import type { Tx } from '../kernel/db.ts'
import type { Merge } from '../kernel/merge.ts'
import { lockStaff, noteStaff, rolesOf } from './staff.store.ts'

/**
 * A step: the roles of both, what is lent to either (of the same role the longer), the shift of whoever began it first,
 * the outlet where whoever stays works, else the other's. False where the one who goes was no staff.
 */
export const mergeStaff = async (tx: Tx, { stays, goes, now }: Merge): Promise<boolean> => {
  const works =
    await tx.$executeRaw`SELECT FROM memberships WHERE user_id = ${goes} UNION ALL SELECT FROM lendings WHERE user_id = ${goes}`
  if (works === 0) return false
  await lockStaff(tx)
  const before = { roles: await rolesOf(tx, stays) }
  await tx.$executeRaw`
    INSERT INTO memberships (user_id, group_code, granted_by, granted_at)
    SELECT ${stays}, group_code, granted_by, granted_at FROM memberships WHERE user_id = ${goes}
    ON CONFLICT (user_id, group_code) DO NOTHING`
  await tx.$executeRaw`DELETE FROM memberships WHERE user_id = ${goes}`
  await tx.$executeRaw`
    UPDATE lendings l SET ended_at = ${now} FROM lendings o
    WHERE l.user_id IN (${stays}, ${goes}) AND o.user_id IN (${stays}, ${goes}) AND o.user_id <> l.user_id AND o.role = l.role
      AND l.ended_at IS NULL AND o.ended_at IS NULL AND (l.until, l.user_id = ${stays}) < (o.until, o.user_id = ${stays})`
  await tx.$executeRaw`UPDATE lendings SET user_id = ${stays} WHERE user_id = ${goes}`
  await tx.$executeRaw`
    INSERT INTO shifts AS s (user_id, since) SELECT ${stays}, since FROM shifts WHERE user_id = ${goes}
    ON CONFLICT (user_id) DO UPDATE SET since = LEAST(s.since, excluded.since)`
  await tx.$executeRaw`DELETE FROM shifts WHERE user_id = ${goes}`
  await tx.$executeRaw`
    INSERT INTO workplaces (user_id, outlet_id) SELECT ${stays}, outlet_id FROM workplaces WHERE user_id = ${goes} ON CONFLICT DO NOTHING`
  await tx.$executeRaw`DELETE FROM workplaces WHERE user_id = ${goes}`
  await tx.$executeRaw`UPDATE staff_chats SET by_user = ${stays} WHERE by_user = ${goes}`
  const after = { roles: await rolesOf(tx, stays) }
  await noteStaff(tx, { byUser: stays, aboutUser: stays, what: 'merged', before, after, now })
  return true
}
