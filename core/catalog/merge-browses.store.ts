import type { Tx } from '../kernel/db.ts'
import type { Merge } from '../kernel/merge.ts'

/** A step: what both looked through is looked through as it was touched last. */
export const mergeBrowses = async (tx: Tx, { stays, goes }: Merge): Promise<void> => {
  await tx.$executeRaw`
    DELETE FROM browses b USING browses o
    WHERE b.user_id IN (${stays}, ${goes}) AND o.user_id IN (${stays}, ${goes}) AND o.scope = b.scope AND o.user_id <> b.user_id
      AND (b.touched_at, b.user_id = ${stays}) < (o.touched_at, o.user_id = ${stays})`
  await tx.$executeRaw`UPDATE browses SET user_id = ${stays} WHERE user_id = ${goes}`
}
