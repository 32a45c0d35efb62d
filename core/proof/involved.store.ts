import { type Queries, sql, type Tx } from '../kernel/db.ts'
import { isClaimed } from '../users/index.ts'

export interface Involved {
  readonly id: string
  readonly createdAt: Date
  readonly phone: string | null
  readonly erasedAt: Date | null
  readonly is: 'self' | 'owner' | 'claimed'
}

/** Whoever asks, whoever has proven the number and whoever is only said to have it. */
const findInvolved = (q: Queries, { userId, phone }: { userId: string; phone: string }) =>
  q.$queryRaw<Involved[]>(sql`
  SELECT u.id, u.created_at AS "createdAt", u.phone, u.erased_at AS "erasedAt",
    CASE WHEN u.id = self.id THEN 'self' WHEN u.phone = ${phone} THEN 'owner' ELSE 'claimed' END AS is
  FROM users u, (SELECT COALESCE(merged_into_id, id) AS id FROM users WHERE id = ${userId}) self
  WHERE u.id = self.id OR u.phone = ${phone} OR (${isClaimed(phone)}) ORDER BY u.id`)

/**
 * The same, locked in the order of their ids, so that of two merges at once one waits for the other. Who was merged or
 * came in while we waited is looked for again. From here on whoever writes anything for one of them waits for us.
 */
export const lockInvolved = async (
  tx: Tx,
  asked: { userId: string; phone: string },
): Promise<readonly Involved[]> => {
  let locked: readonly string[] = []
  for (;;) {
    const found = await findInvolved(tx, asked)
    if (found.every(({ id }) => locked.includes(id))) return found
    locked = found.map(({ id }) => id)
    await tx.$executeRaw`SELECT FROM users WHERE id = ANY(${[...locked]}) ORDER BY id FOR UPDATE`
  }
}

export const setPhone = async (
  tx: Tx,
  { userId, phone, now }: { userId: string; phone: string; now: Date },
): Promise<void> => {
  await tx.$executeRaw`UPDATE users SET phone = ${phone}, phone_proven_at = ${now} WHERE id = ${userId}`
}

/** Two users as they are now, locked in the order of their ids; one where they are the same person. */
export const lockPair = (
  tx: Tx,
  ids: readonly [string, string],
): Promise<Pick<Involved, 'id' | 'createdAt' | 'phone' | 'erasedAt'>[]> =>
  tx.$queryRaw`
    SELECT u.id, u.created_at AS "createdAt", u.phone, u.erased_at AS "erasedAt" FROM users u
    WHERE u.id = ANY(${[...ids]}) AND u.merged_into_id IS NULL ORDER BY u.id FOR UPDATE`

/** The order in which users came to be: the first of two stays. */
export const older = (a: Pick<Involved, 'id' | 'createdAt'>, b: Pick<Involved, 'id' | 'createdAt'>): number =>
  a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1)
