import { type Queries, sql, type Tx } from '../kernel/db.ts'
import { newId } from '../kernel/ids.ts'
import type { Merge } from '../kernel/merge.ts'
import { CODE_TRIES, type NewCode } from './code.ts'

/** A new one at most so often a day, for a number and for whoever asks; and not within a minute of the last. */
const CODES_A_DAY = 5

interface Asked {
  readonly userId: string
  readonly phone: string
  readonly now: Date
}

/** Why no code may be made now: too soon, and in how many seconds it may; or too many today. Undefined when it may. */
export const findCodeLimit = async (
  tx: Tx,
  { userId, phone, now }: Asked,
): Promise<{ seconds: number } | 'too_many' | undefined> => {
  const rows = await tx.$queryRaw<{ today: number; seconds: number }[]>`
    SELECT GREATEST(count(*) FILTER (WHERE phone = ${phone}), count(*) FILTER (WHERE user_id = ${userId}))::int AS today,
      ceil(extract(epoch FROM COALESCE(max(created_at), '-infinity') + interval '1 minute' - ${now}::timestamptz))::float8 AS seconds
    FROM phone_codes WHERE (phone = ${phone} OR user_id = ${userId}) AND created_at > ${now}::timestamptz - interval '1 day'`
  const { today, seconds } = rows[0]!
  if (today >= CODES_A_DAY) return 'too_many'
  return seconds > 0 ? { seconds } : undefined
}

export const insertCode = async (
  tx: Tx,
  { userId, phone, code, now, expiresAt }: Asked & { code: NewCode; expiresAt: Date },
): Promise<string> => {
  const id = newId('cod')
  await tx.$executeRaw`
    INSERT INTO phone_codes (id, user_id, phone, salt, hash, plain, created_at, expires_at)
    VALUES (${id}, ${userId}, ${phone}, ${code.salt}, ${code.hash}, ${code.plain}, ${now}, ${expiresAt})`
  return id
}

/** Who has proven a number and can be written to in a messenger. */
export const findProvenReachable = async (q: Queries, phone: string): Promise<string | undefined> => {
  const rows = await q.$queryRaw<{ id: string }[]>`
    SELECT u.id FROM users u WHERE u.phone = ${phone}
      AND EXISTS (SELECT FROM identities i WHERE i.user_id = u.id AND i.blocked_at IS NULL)`
  return rows[0]?.id
}

/** A code that is still good, to be sent. */
export const findCodeToSend = async (
  q: Queries,
  { id, now }: { id: string; now: Date },
): Promise<{ phone: string; plain: string; language: 'uk' | 'en' } | undefined> => {
  const rows = await q.$queryRaw<{ phone: string; plain: string; language: 'uk' | 'en' }[]>`
    SELECT c.phone, c.plain, u.language FROM phone_codes c JOIN users u ON u.id = c.user_id
    WHERE c.id = ${id} AND c.plain IS NOT NULL AND c.expires_at > ${now}`
  return rows[0]
}

/**
 * Takes one of the tries of the newest code that a user asked for a number; an older one is good no more. The condition
 * stands in the statement: of any number of guesses at once so many are looked at as there are tries.
 */
export const takeTry = async (
  tx: Tx,
  { userId, phone, now }: Asked,
): Promise<{ id: string; salt: string; hash: string; left: number } | undefined> => {
  const rows = await tx.$queryRaw<{ id: string; salt: string; hash: string; left: number }[]>`
    UPDATE phone_codes SET tries = tries + 1
    WHERE id = (
      SELECT id FROM phone_codes
      WHERE phone = ${phone} AND user_id = (SELECT COALESCE(merged_into_id, id) FROM users WHERE id = ${userId})
      ORDER BY created_at DESC, id DESC LIMIT 1)
      AND used_at IS NULL AND expires_at > ${now} AND tries < ${CODE_TRIES}
    RETURNING id, salt, hash, ${sql`${CODE_TRIES}::int`} - tries AS left`
  return rows[0]
}

export const useCode = async (tx: Tx, { id, now }: { id: string; now: Date }): Promise<void> => {
  await tx.$executeRaw`UPDATE phone_codes SET used_at = ${now}, plain = NULL WHERE id = ${id}`
}

/** A step. */
export const mergeCodes = async (tx: Tx, { stays, goes }: Merge): Promise<void> => {
  await tx.$executeRaw`UPDATE phone_codes SET user_id = ${stays} WHERE user_id = ${goes}`
}

/** What is over is no longer kept in plain; what no longer counts, not at all. Returns how many rows. */
export const forgetCodes = async (q: Queries, now: Date): Promise<number> => {
  const gone =
    await q.$executeRaw`DELETE FROM phone_codes WHERE created_at <= ${now}::timestamptz - interval '1 day'`
  const over =
    await q.$executeRaw`UPDATE phone_codes SET plain = NULL WHERE plain IS NOT NULL AND expires_at <= ${now}`
  return gone + over
}
