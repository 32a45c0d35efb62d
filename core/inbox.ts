import type { Db, Queries, Tx } from './kernel/db.ts'
import { Repeated } from './kernel/errors.ts'

/** The stored update that made somebody act: the inbox row's id. */
export type Cause = bigint

/** What came from outside, before anybody read it. */
export interface Received {
  /** Where it came from: 'telegram', later 'viber', 'liqpay' … */
  readonly source: string
  /** The source's own id of it: the same id is the same update, however often it is sent. */
  readonly externalId: string
  /** Whom it concerns ("telegram:123"): one person's updates are handled one at a time. */
  readonly person: string
  /** The source's own order among one person's updates. */
  readonly sequence: bigint
  readonly body: unknown
}

export interface Waiting {
  readonly id: Cause
  readonly body: unknown
  readonly tries: number
}

/**
 * Stores updates before they are answered; what is known already changes nothing.
 * @returns the persons who have something new
 */
export const receive = async (db: Db, updates: readonly Received[], now: Date): Promise<string[]> => {
  if (updates.length === 0) return []
  const rows = storable(updates.map((update) => ({ ...update, sequence: String(update.sequence) })))
  const stored = await db.queries.$queryRaw<{ person: string }[]>`
    WITH persons AS (
      INSERT INTO conversations (person)
      SELECT DISTINCT person FROM jsonb_to_recordset(${rows}::jsonb) AS u(person text)
      ON CONFLICT DO NOTHING
    )
    INSERT INTO inbox (source, external_id, person, sequence, body, received_at, due_at)
    SELECT source, "externalId", person, sequence, body, ${now}, ${now} FROM jsonb_to_recordset(${rows}::jsonb)
      AS u(source text, "externalId" text, person text, sequence bigint, body jsonb)
    ON CONFLICT (source, external_id) DO NOTHING
    RETURNING person`
  return [...new Set(stored.map(({ person }) => person))]
}

/**
 * The first statement of a use case that an update may cause twice: claims the update's effect in the
 * use case's own transaction, so that the change happens once whatever is repeated. Nothing without a cause.
 * @throws Repeated when the change was made already
 */
export const once = async (tx: Tx, cause: Cause | undefined, now: Date): Promise<void> => {
  if (cause === undefined) return
  const claimed =
    await tx.$executeRaw`UPDATE inbox SET effect_at = ${now} WHERE id = ${cause} AND effect_at IS NULL`
  if (claimed === 0) throw new Repeated(`inbox ${cause}`)
}

/** As JSON that PostgreSQL takes: it knows neither the sign NUL nor half a surrogate pair, and one such text would hold up all updates behind it. */
const storable = (value: unknown): string =>
  JSON.stringify(value, (_, each) =>
    typeof each === 'string' ? each.replaceAll('\0', '').toWellFormed() : each,
  )

/**
 * Notes that handling an update failed: tried again at `retryAt`, or set aside for good where that is null.
 * @returns how often it has failed now
 */
export const updateFailed = async (
  q: Queries,
  id: Cause,
  { error, now, retryAt }: { error: string; now: Date; retryAt: Date | null },
): Promise<number> => {
  const rows = await q.$queryRaw<{ tries: number }[]>`
    UPDATE inbox SET tries = tries + 1, error = ${error.slice(0, 2000)}, due_at = COALESCE(${retryAt}, due_at),
      set_aside_at = CASE WHEN ${retryAt}::timestamptz IS NULL THEN ${now}::timestamptz END
    WHERE id = ${id} RETURNING tries`
  return rows[0]?.tries ?? 0
}

/** Persons with a due update that nobody is answering: what a crash or a lost signal left behind. */
export const findNeglected = async (q: Queries, now: Date, limit: number): Promise<string[]> => {
  const rows = await q.$queryRaw<{ person: string }[]>`
    SELECT i.person FROM inbox i JOIN conversations c ON c.person = i.person
    WHERE i.handled_at IS NULL AND i.set_aside_at IS NULL AND i.due_at <= ${now}
      AND (c.lease_until IS NULL OR c.lease_until <= ${now})
    GROUP BY i.person ORDER BY min(i.id) LIMIT ${limit}`
  return rows.map(({ person }) => person)
}
