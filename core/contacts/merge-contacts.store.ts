import type { Tx } from '../kernel/db.ts'
import type { Merge } from '../kernel/merge.ts'
import { forgetMany } from './contact.store.ts'

/** A step: the recipients and addresses of both, the same once, by when either used it last. */
export const mergeContacts = async (tx: Tx, { stays, goes }: Merge): Promise<void> => {
  await tx.$executeRaw`
    UPDATE saved_contacts own SET used_at = GREATEST(own.used_at, c.used_at), label = COALESCE(own.label, c.label) FROM saved_contacts c
    WHERE own.user_id = ${stays} AND c.user_id = ${goes} AND c.kind = own.kind AND c.data = own.data`
  await tx.$executeRaw`
    DELETE FROM saved_contacts c USING saved_contacts own
    WHERE c.user_id = ${goes} AND own.user_id = ${stays} AND own.kind = c.kind AND own.data = c.data`
  await tx.$executeRaw`UPDATE saved_contacts SET user_id = ${stays} WHERE user_id = ${goes}`
  await forgetMany(tx, stays)
}
