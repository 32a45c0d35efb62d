import type { Tx } from '../kernel/db.ts'
import type { Merge } from '../kernel/merge.ts'

/** Why two users were found to be one, and who said so, where that was not themselves. */
export interface MergeReason {
  readonly why: 'proven' | 'claimed' | 'owner'
  readonly by?: string | undefined
}

/**
 * A step, the last one: accounts, notes and who orders for them; the stricter block, the newer word on language and
 * reminders, a name where there was none. Whoever was merged into the one who goes is merged into the one who stays, so
 * that nobody is ever more than one step away.
 */
export const mergeUser = async (
  tx: Tx,
  { stays, goes, now, why, by = stays }: Merge & MergeReason,
): Promise<void> => {
  await tx.$executeRaw`UPDATE identities SET user_id = ${stays} WHERE user_id = ${goes}`
  await tx.$executeRaw`UPDATE customer_notes SET user_id = ${stays} WHERE user_id = ${goes}`
  await moveOrderingFor(tx, { stays, goes })
  await tx.$executeRaw`
    UPDATE users s SET name = COALESCE(s.name, g.name),
      block = CASE WHEN 'blocked' IN (s.block, g.block) THEN 'blocked' ELSE COALESCE(s.block, g.block) END,
      language = CASE WHEN COALESCE(g.language_at, '-infinity') > COALESCE(s.language_at, '-infinity') THEN g.language ELSE s.language END,
      language_at = GREATEST(s.language_at, g.language_at),
      reminders = CASE WHEN COALESCE(g.reminders_at, '-infinity') > COALESCE(s.reminders_at, '-infinity') THEN g.reminders ELSE s.reminders END,
      reminders_at = GREATEST(s.reminders_at, g.reminders_at)
    FROM users g WHERE s.id = ${stays} AND g.id = ${goes}`
  await tx.$executeRaw`
    UPDATE users SET merged_into_id = ${stays}, phone = NULL, phone_proven_at = NULL WHERE id = ${goes} OR merged_into_id = ${goes}`
  await tx.$executeRaw`
    INSERT INTO user_merges (goes_id, stays_id, at, why, by_user) VALUES (${goes}, ${stays}, ${now}, ${why}, ${by})`
}

/** A manager who orders for the one orders for the other; a cart for a number that is only said stays where it is. */
const moveOrderingFor = async (tx: Tx, { stays, goes }: Pick<Merge, 'stays' | 'goes'>): Promise<void> => {
  await tx.$executeRaw`
    DELETE FROM ordering_for f USING ordering_for o
    WHERE f.user_id IN (${stays}, ${goes}) AND o.user_id IN (${stays}, ${goes}) AND o.user_id <> f.user_id
      AND (f.touched_at, f.user_id = ${stays}) < (o.touched_at, o.user_id = ${stays})`
  await tx.$executeRaw`UPDATE ordering_for SET user_id = ${stays} WHERE user_id = ${goes}`
  await tx.$executeRaw`
    UPDATE ordering_for SET customer_id = ${stays} WHERE customer_id = ${goes}
      AND NOT EXISTS (SELECT FROM users WHERE id = ${goes} AND claimed_phone IS NOT NULL)`
  await tx.$executeRaw`DELETE FROM ordering_for WHERE user_id = customer_id`
}
