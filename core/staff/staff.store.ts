import type { StaffRole } from '../kernel/actor.ts'
import { type Queries, type Sql, sql, type Tx } from '../kernel/db.ts'

/** Somebody of the staff who can be written to. */
export interface Reachable {
  readonly userId: string
  readonly name: string
  readonly person: string
}

/** A role that the owner lent: until a moment, up to a sum in kopiykas (null: any). */
export interface Lending {
  readonly id: string
  readonly role: StaffRole
  readonly until: Date
  readonly sumLimit: number | null
}

/** A lending as whoever borrowed the role is told of it. */
export interface LendingTerms extends Lending {
  readonly byName: string | null
  /** null while it holds, or its end was not noticed yet. */
  readonly endedAt: Date | null
}

export const findLending = async (q: Queries, id: string): Promise<LendingTerms | undefined> =>
  (
    await q.$queryRaw<LendingTerms[]>`
      SELECT l.id, l.role, l.until, l.sum_limit::float8 AS "sumLimit", u.name AS "byName", l.ended_at AS "endedAt"
      FROM lendings l LEFT JOIN users u ON u.id = l.lent_by WHERE l.id = ${id}`
  )[0]

/** One of the staff, as the owner sees them. */
export interface StaffMember {
  readonly userId: string
  readonly name: string
  readonly username: string | null
  /** Their own roles; what is lent to them stands in `lendings`. */
  readonly roles: readonly StaffRole[]
  /** Since when they have been on the staff. */
  readonly since: Date
  readonly lastSeenAt: Date | null
  readonly onShiftSince: Date | null
  readonly lendings: readonly Lending[]
}

/** Whether user `u` has any of the roles, their own or lent; the owner has all of them. */
const hasRole = (roles: readonly StaffRole[], now: Date): Sql => sql`(
  EXISTS (SELECT FROM memberships m WHERE m.user_id = u.id AND m.group_code = ANY(${[...roles, 'owner']}))
  OR EXISTS (SELECT FROM lendings l WHERE l.user_id = u.id AND l.role = ANY(${[...roles]}) AND l.ended_at IS NULL AND l.until > ${now}))`

/** Everybody with any of these roles who can be written to; `onShift`: only who is on shift now. */
export const findReachableStaff = (
  q: Queries,
  { roles, now, onShift }: { roles: readonly StaffRole[]; now: Date; onShift: boolean },
): Promise<Reachable[]> => q.$queryRaw<Reachable[]>`
  SELECT u.id AS "userId", COALESCE(u.name, '') AS name, i.person
  FROM users u JOIN LATERAL (
    SELECT person FROM identities WHERE user_id = u.id AND blocked_at IS NULL AND person LIKE 'telegram:%'
    ORDER BY last_seen_at DESC LIMIT 1
  ) i ON true
  WHERE ${hasRole(roles, now)} AND (NOT ${onShift} OR EXISTS (SELECT FROM shifts s WHERE s.user_id = u.id))
  ORDER BY u.created_at`

const members = (now: Date): Sql => sql`
  SELECT u.id AS "userId", COALESCE(u.name, '') AS name,
    (SELECT username FROM identities WHERE user_id = u.id ORDER BY last_seen_at DESC LIMIT 1) AS username,
    (SELECT max(last_seen_at) FROM identities WHERE user_id = u.id) AS "lastSeenAt",
    array_agg(m.group_code ORDER BY m.granted_at, m.group_code) AS roles, min(m.granted_at) AS since,
    (SELECT since FROM shifts WHERE user_id = u.id) AS "onShiftSince",
    COALESCE((SELECT jsonb_agg(jsonb_build_object('id', l.id, 'role', l.role, 'until', to_jsonb(l.until), 'sumLimit', l.sum_limit) ORDER BY l.until)
      FROM lendings l WHERE l.user_id = u.id AND l.ended_at IS NULL AND l.until > ${now}), '[]') AS lendings
  FROM users u JOIN memberships m ON m.user_id = u.id`

type Row = Omit<StaffMember, 'lendings'> & {
  readonly lendings: readonly (Omit<Lending, 'until'> & { until: string })[]
}

const toMember = ({ lendings, ...row }: Row): StaffMember => ({
  ...row,
  lendings: lendings.map((lending) => ({ ...lending, until: new globalThis.Date(lending.until) })),
})

/** All the staff, who came first first. */
export const findMembers = async (q: Queries, now: Date): Promise<StaffMember[]> => {
  const rows = await q.$queryRaw<Row[]>`${members(now)} GROUP BY u.id ORDER BY min(m.granted_at), u.id`
  return rows.map(toMember)
}

export const findMember = async (q: Queries, userId: string, now: Date): Promise<StaffMember | undefined> => {
  const rows = await q.$queryRaw<Row[]>`${members(now)} WHERE u.id = ${userId} GROUP BY u.id`
  return rows[0] && toMember(rows[0])
}

/** A line of the staff's history. */
export interface StaffNote {
  readonly byUser: string | null
  readonly aboutUser: string | null
  readonly what: StaffDeed
  readonly before?: unknown
  readonly after?: unknown
  readonly now: Date
}

export type StaffDeed =
  | 'invited'
  | 'invitation_revoked'
  | 'joined'
  | 'owner_by_setting'
  | 'dismissed'
  | 'lent'
  | 'lending_ended'
  | 'workplace'
  | 'workplace_any'
  | 'shift_began'
  | 'shift_ended'
  | 'merged'
  | 'chat_opened'
  | 'chat_roles'
  | 'chat_ended'

/** Notes a change in the staff's history, in the transaction that makes it. */
export const noteStaff = async (tx: Tx, note: StaffNote): Promise<void> => {
  const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value))
  await tx.$executeRaw`
    INSERT INTO staff_history (at, by_user, about_user, what, before, after)
    VALUES (${note.now}, ${note.byUser}, ${note.aboutUser}, ${note.what}, ${json(note.before)}::jsonb, ${json(note.after)}::jsonb)`
}

export interface StaffLine {
  readonly id: number
  readonly at: Date
  readonly byName: string | null
  readonly aboutName: string | null
  readonly what: StaffDeed
  readonly before: unknown
  readonly after: unknown
}

/** What changed among the staff, newest first; `before` is the line that the page begins after. */
export const findStaffHistory = (
  q: Queries,
  { before, limit }: { before?: number | undefined; limit: number },
): Promise<StaffLine[]> => q.$queryRaw<StaffLine[]>`
  SELECT h.id::int AS id, h.at, b.name AS "byName", a.name AS "aboutName", h.what, h.before, h.after
  FROM staff_history h LEFT JOIN users b ON b.id = h.by_user LEFT JOIN users a ON a.id = h.about_user
  WHERE h.id < ${before ?? 2_000_000_000} ORDER BY h.id DESC LIMIT ${limit}`

/**
 * The lock under which the staff changes: who is owner, who is on shift, what waits for somebody on shift. Few people
 * and seldom; what is read after it is true until the transaction ends.
 */
export const lockStaff = async (tx: Tx): Promise<void> => {
  await tx.$executeRaw`SELECT FROM groups WHERE kind = 'staff' ORDER BY code FOR UPDATE`
}

export const isOwner = async (tx: Tx, userId: string | null): Promise<boolean> =>
  (await tx.$executeRaw`SELECT FROM memberships WHERE user_id = ${userId} AND group_code = 'owner'`) === 1

export const rolesOf = async (tx: Tx, userId: string): Promise<StaffRole[]> => {
  const rows = await tx.$queryRaw<{ role: StaffRole }[]>`
    SELECT group_code AS role FROM memberships WHERE user_id = ${userId} ORDER BY group_code`
  return rows.map(({ role }) => role)
}

/** Puts somebody on shift; false when they are. */
export const insertShift = async (tx: Tx, userId: string, now: Date): Promise<boolean> =>
  (await tx.$executeRaw`INSERT INTO shifts (user_id, since) VALUES (${userId}, ${now}) ON CONFLICT DO NOTHING`) ===
  1

/** Takes somebody off shift; undefined when they are not on it. */
export const deleteShift = async (tx: Tx, userId: string): Promise<Date | undefined> => {
  const rows = await tx.$queryRaw<{ since: Date }[]>`
    WITH ordering AS (DELETE FROM ordering_for WHERE user_id = ${userId})
    DELETE FROM shifts WHERE user_id = ${userId} RETURNING since`
  return rows[0]?.since
}

export const isOnShift = async (q: Queries, userId: string): Promise<boolean> =>
  (await q.$executeRaw`SELECT FROM shifts WHERE user_id = ${userId}`) === 1

/** Since when somebody is on shift; null when they are not. */
export const findShift = async (q: Queries, userId: string): Promise<Date | null> => {
  const rows = await q.$queryRaw<{ since: Date }[]>`SELECT since FROM shifts WHERE user_id = ${userId}`
  return rows[0]?.since ?? null
}
