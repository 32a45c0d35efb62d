import type { Tx } from '../kernel/db.ts'
import type { Merge } from '../kernel/merge.ts'

/**
 * A step: what is still to be sent, or to arrive, goes to whoever stays, and so does an answer to what was said in a
 * ticket. What was sent long ago stays said to whom it was said.
 */
export const mergeNotifications = async (tx: Tx, { stays, goes }: Merge): Promise<void> => {
  await tx.$executeRaw`
    UPDATE notifications SET user_id = ${stays}, lane = replace(lane, ${goes}, ${stays})
    WHERE user_id = ${goes} AND (state IN ('queued', 'sending') OR report_due_at IS NOT NULL OR lane IS NOT NULL)`
}
