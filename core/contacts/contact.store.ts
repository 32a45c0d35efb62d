import type { Delivery, Recipient } from '../carts/index.ts'
import { type Queries, sql, type Tx } from '../kernel/db.ts'
import { newId } from '../kernel/ids.ts'

interface Saved {
  readonly id: string
  /** "Мама": as the person calls it. */
  readonly label: string | null
}

export type Contact =
  | (Saved & { readonly kind: 'recipient'; readonly data: Recipient })
  | (Saved & { readonly kind: 'address'; readonly data: Delivery })

/** So many of each kind are kept; of more the one that was not used for longest goes. */
const CONTACTS_MAX = 20

const columns = sql`id, label, kind, data`

/** The one used last first. */
export const findContacts = (q: Queries, userId: string): Promise<Contact[]> =>
  q.$queryRaw<
    Contact[]
  >`SELECT ${columns} FROM saved_contacts WHERE user_id = ${userId} ORDER BY used_at DESC, id`

/** A step: the recipient and the address of an order are kept for its customer, or noted as used again. */
export const keepOfOrder = async (tx: Tx, orderId: string): Promise<void> => {
  await tx.$executeRaw`
    INSERT INTO saved_contacts AS c (id, user_id, kind, data, used_at)
    SELECT ${newId('sav')}, user_id, 'recipient', recipient, created_at FROM orders
      WHERE id = ${orderId} AND recipient ? 'firstName' AND recipient ? 'phone'
    UNION ALL
    SELECT ${newId('sav')}, user_id, 'address', delivery, created_at FROM orders
      WHERE id = ${orderId} AND recipient ? 'firstName' AND delivery->>'method' <> 'pickup'
    ON CONFLICT (user_id, kind, data) DO UPDATE SET used_at = GREATEST(c.used_at, excluded.used_at)`
  const owners = await tx.$queryRaw<
    { userId: string }[]
  >`SELECT user_id AS "userId" FROM orders WHERE id = ${orderId}`
  for (const { userId } of owners) await forgetMany(tx, userId)
}

/** A step: of more than are kept the ones that were not used for longest go. */
export const forgetMany = async (tx: Tx, userId: string): Promise<void> => {
  await tx.$executeRaw`
    DELETE FROM saved_contacts WHERE id IN (
      SELECT id FROM (
        SELECT id, row_number() OVER (PARTITION BY kind ORDER BY used_at DESC, id) AS n
        FROM saved_contacts WHERE user_id = ${userId}
      ) ranked WHERE n > ${CONTACTS_MAX})`
}

/** False when it is not among the user's. */
export const setLabel = async (
  q: Queries,
  { userId, id, label }: { userId: string; id: string; label: string | null },
): Promise<boolean> =>
  (await q.$executeRaw`UPDATE saved_contacts SET label = ${label} WHERE id = ${id} AND user_id = ${userId}`) ===
  1

/** Corrects what a contact is; one that is there already as it becomes goes into this one. False when it is not the user's. */
export const setData = async (
  tx: Tx,
  {
    userId,
    id,
    kind,
    data,
  }: { userId: string; id: string; kind: Contact['kind']; data: Recipient | Delivery },
): Promise<boolean> => {
  const json = JSON.stringify(data)
  await tx.$executeRaw`
    DELETE FROM saved_contacts WHERE user_id = ${userId} AND kind = ${kind} AND data = ${json}::jsonb AND id <> ${id}`
  return (
    (await tx.$executeRaw`
      UPDATE saved_contacts SET data = ${json}::jsonb WHERE id = ${id} AND user_id = ${userId} AND kind = ${kind}`) ===
    1
  )
}

export const removeContact = async (
  q: Queries,
  { userId, id }: { userId: string; id: string },
): Promise<void> => {
  await q.$executeRaw`DELETE FROM saved_contacts WHERE id = ${id} AND user_id = ${userId}`
}
