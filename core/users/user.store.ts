import type { Role } from '../kernel/actor.ts'
import { type Queries, type Sql, sql } from '../kernel/db.ts'
import { newId } from '../kernel/ids.ts'
import type { Language } from '../kernel/text.ts'
import type { OutsideSession } from '../settings/index.ts'
import type { Block } from './customer-notes.ts'

export interface User {
  readonly id: string
  readonly name: string | null
  /** Proven, E.164; null until then. */
  readonly phone: string | null
  readonly language: Language
  /** 'customer', and the staff roles that the person has. */
  readonly roles: readonly Role[]
  /** Which of them are lent. */
  readonly lent: readonly Role[]
}

/** The staff roles of the user `u`, their own and those that are lent to them at this moment. */
const userAt = (now: Date) => sql`u.id, u.name, u.phone, u.language,
  ARRAY['customer'] || COALESCE((SELECT array_agg(r.role ORDER BY r.role) FROM (
    SELECT m.group_code AS role FROM memberships m JOIN groups g ON g.code = m.group_code AND g.kind = 'staff' WHERE m.user_id = u.id
    UNION SELECT l.role FROM lendings l WHERE l.user_id = u.id AND l.ended_at IS NULL AND l.until > ${now}
  ) r), '{}') AS roles,
  COALESCE((SELECT array_agg(l.role) FROM lendings l WHERE l.user_id = u.id AND l.ended_at IS NULL AND l.until > ${now}), '{}') AS lent`

/** A user who is talking to us. */
export interface Speaking extends User {
  /** How many pieces the open cart has. */
  readonly piecesInCart: number
}

/**
 * The user behind a messenger account that we hear from, noted as seen and as to be written to, in one statement:
 * this is asked at every update.
 */
export const findSpeaking = async (
  q: Queries,
  { person, sessionEndsAt }: Pick<NewIdentity, 'person' | 'sessionEndsAt'>,
  now: Date,
): Promise<Speaking | undefined> => {
  const until = sql`${sessionEndsAt ?? null}::timestamptz`
  const rows = await q.$queryRaw<Speaking[]>`
    WITH seen AS (
      UPDATE identities i SET blocked_at = NULL, last_seen_at = ${now}, session_ends_at = GREATEST(session_ends_at, ${until})
      WHERE person = ${person} AND (blocked_at IS NOT NULL OR last_seen_at < ${now}::timestamptz - interval '1 hour'
        OR COALESCE(session_ends_at, '-infinity') < ${until}
        OR EXISTS (SELECT FROM identities o WHERE o.user_id = i.user_id AND o.person <> i.person AND o.last_seen_at >= i.last_seen_at))
    )
    SELECT ${userAt(now)}, (SELECT COALESCE(sum(l.quantity), 0)::int FROM carts c JOIN cart_lines l ON l.cart_id = c.id
      WHERE c.user_id = u.id AND c.status = 'open') AS "piecesInCart"
    FROM identities i JOIN users u ON u.id = i.user_id WHERE i.person = ${person}`
  return rows[0]
}

/** The user behind a messenger account ("telegram:123"), with roles. */
export const findUserByPerson = async (q: Queries, person: string, now: Date): Promise<User | undefined> => {
  const rows = await q.$queryRaw<User[]>`
    SELECT ${userAt(now)} FROM identities i JOIN users u ON u.id = i.user_id WHERE i.person = ${person}`
  return rows[0]
}

export interface NewIdentity {
  readonly person: string
  readonly name: string
  readonly username: string | null
  readonly language: Language
  /**
   * Where the messenger has sessions: until when what we write answers what the person does now. Only ever put off;
   * the present moment for what begins no session (the chat was opened, nothing was written).
   */
  readonly sessionEndsAt?: Date
}

/** A user and its first identity; false when somebody made that identity a moment before. */
export const insertUser = async (
  q: Queries,
  identity: NewIdentity,
  now: Date,
): Promise<string | undefined> => {
  const id = newId('usr')
  const rows = await q.$queryRaw<{ id: string }[]>`
    WITH person AS (
      SELECT ${id} AS id WHERE NOT EXISTS (SELECT FROM identities WHERE person = ${identity.person})
    ), made AS (
      INSERT INTO users (id, name, language, created_at) SELECT id, ${identity.name}, ${identity.language}, ${now} FROM person
      RETURNING id
    )
    INSERT INTO identities (person, user_id, name, username, last_seen_at, session_ends_at)
    SELECT ${identity.person}, id, ${identity.name}, ${identity.username}, ${now}, ${identity.sessionEndsAt ?? null} FROM made
    RETURNING user_id AS id`
  return rows[0]?.id
}

/** What placing an order must know of the customer. */
export interface Orderer {
  /** Proven; null until then. */
  readonly phone: string | null
  readonly heldPieces: number
  readonly block: Block | null
}

/** An Orderer as JSON, of the user whom the expression names. */
export const ordererOf = (userId: Sql): Sql => sql`(
  SELECT jsonb_build_object('phone', u.phone, 'block', u.block, 'heldPieces', (
    SELECT COALESCE(sum(h.quantity), 0) FROM holds h JOIN orders o ON o.id = h.order_id
    WHERE o.user_id = u.id AND h.state = 'open'))
  FROM users u WHERE u.id = ${userId})`

/**
 * Where a user can be written to, the messenger last used first; accounts that blocked us are left out. Those whose
 * session is over come last, or are left out, or stay where they are, as the rule says.
 */
export const findReachable = async (
  q: Queries,
  { userId, now, outsideSession }: { userId: string; now: Date; outsideSession: OutsideSession },
): Promise<string[]> => {
  const isOver = sql`COALESCE(session_ends_at <= ${now}::timestamptz, false)`
  const rows = await q.$queryRaw<{ person: string }[]>`
    SELECT person FROM identities
    WHERE user_id = ${userId} AND blocked_at IS NULL AND NOT (${outsideSession}::text = 'never' AND ${isOver})
    ORDER BY (${outsideSession}::text = 'other_first' AND ${isOver}), last_seen_at DESC, person`
  return rows.map(({ person }) => person)
}

/** Notes that an account cannot be written to any more, or again. */
export const setBlocked = async (q: Queries, person: string, blockedAt: Date | null): Promise<void> => {
  await q.$executeRaw`UPDATE identities SET blocked_at = ${blockedAt} WHERE person = ${person}`
}

/** Whether a user wants to be reminded of what they have not done. */
export const wantsReminders = async (q: Queries, userId: string): Promise<boolean> => {
  const rows = await q.$queryRaw<{ reminders: boolean }[]>`SELECT reminders FROM users WHERE id = ${userId}`
  return rows[0]?.reminders ?? false
}
