import type { Event, EventName } from './events.ts'
import type { Clock } from './kernel/clock.ts'
import { type Db, type Queries, type Sql, sql, type Tx } from './kernel/db.ts'
import { newId } from './kernel/ids.ts'

/** Who follows an event, by name. The composition root gives it (from jobs/subscriptions.ts). */
export type FollowersOf = (name: EventName) => readonly string[]

/**
 * Writes events and one row per follower in the caller's transaction, in one statement:
 * what follows a fact is committed with the fact or not at all.
 */
export interface Announce {
  (tx: Tx, ...events: readonly Event[]): Promise<void>
  /** The same as parts of the statement that makes the fact, for its WITH. */
  parts(...events: readonly Event[]): Sql
  /** The same where only that statement knows what the event says: its payload is a row of `fact`, another part of it. */
  partsOf(name: EventName, fact: Sql): Sql
}

export const createAnnounce = ({
  clock,
  followersOf,
}: {
  clock: Clock
  followersOf: FollowersOf
}): Announce => {
  const writing = (events: readonly { id: string; name: EventName }[], rows: Sql, at: Date): Sql => {
    const deliveries = events.flatMap(({ id, name }) =>
      followersOf(name).map((follower) => ({ id, follower })),
    )
    return sql`
      announced AS (
        INSERT INTO events (id, name, payload, at) ${rows}
      ), deliveries AS (
        INSERT INTO event_deliveries (event_id, follower, due_at)
        SELECT id, follower, ${at} FROM jsonb_to_recordset(${JSON.stringify(deliveries)}::jsonb) AS d(id text, follower text)
      )`
  }
  const parts: Announce['parts'] = (...events) => {
    const at = clock.now()
    const rows = events.map(({ name, payload }) => ({ id: newId('evt'), name, payload }))
    const select = sql`SELECT id, name, payload, ${at}::timestamptz FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
          AS e(id text, name text, payload jsonb)`
    return writing(rows, select, at)
  }
  const partsOf: Announce['partsOf'] = (name, fact) => {
    const [id, at] = [newId('evt'), clock.now()]
    return writing(
      [{ id, name }],
      sql`SELECT ${id}, ${name}, to_jsonb(${fact}), ${at}::timestamptz FROM ${fact}`,
      at,
    )
  }
  const announce = async (tx: Tx, ...events: readonly Event[]): Promise<void> => {
    if (events.length > 0) await tx.$executeRaw`WITH ${parts(...events)} SELECT`
  }
  return Object.assign(announce, { parts, partsOf })
}

/** One event on its way to one follower. */
export interface Delivery {
  readonly eventId: string
  readonly follower: string
  readonly tries: number
}

export interface DueDelivery extends Delivery {
  readonly event: Event
}

/**
 * Claims up to `limit` due deliveries by moving their due time on by `leaseMs` (grown with each try),
 * so that what is lost on the way comes up again and two relays never take the same one.
 */
export const claimDeliveries = async (
  db: Db,
  { now, limit, leaseMs }: { now: Date; limit: number; leaseMs: number },
): Promise<Delivery[]> =>
  db.queries.$queryRaw<Delivery[]>`
    UPDATE event_deliveries d
    SET due_at = ${now}::timestamptz + make_interval(secs => ${leaseMs / 1000}::float8 * (d.tries + 1)), tries = d.tries + 1
    FROM (
      SELECT event_id, follower FROM event_deliveries
      WHERE done_at IS NULL AND failed_at IS NULL AND due_at <= ${now}
      ORDER BY due_at LIMIT ${limit} FOR UPDATE SKIP LOCKED
    ) due
    WHERE d.event_id = due.event_id AND d.follower = due.follower
    RETURNING d.event_id AS "eventId", d.follower, d.tries`

/**
 * Gives claimed deliveries back that could not be handed on: due again at `now`, and the try does not count.
 * Those that somebody claimed, did or gave up meanwhile stay as they are.
 */
export const returnDeliveries = async (db: Db, deliveries: readonly Delivery[], now: Date): Promise<void> => {
  await db.queries.$executeRaw`
    UPDATE event_deliveries d SET due_at = ${now}, tries = d.tries - 1
    FROM jsonb_to_recordset(${JSON.stringify(deliveries)}::jsonb) AS r("eventId" text, follower text, tries int)
    WHERE d.event_id = r."eventId" AND d.follower = r.follower AND d.tries = r.tries
      AND d.done_at IS NULL AND d.failed_at IS NULL`
}

/** Deliveries that are due and unclaimed, the longest due first. */
export const findDueDeliveries = (q: Queries, now: Date, limit: number): Promise<Delivery[]> =>
  q.$queryRaw<Delivery[]>`
    SELECT event_id AS "eventId", follower, tries FROM event_deliveries
    WHERE done_at IS NULL AND failed_at IS NULL AND due_at <= ${now}
    ORDER BY due_at LIMIT ${limit}`

/** The event of a delivery that is still to be done; undefined when it is done, failed or unknown. */
export const findDelivery = async (
  q: Queries,
  { eventId, follower }: Omit<Delivery, 'tries'>,
): Promise<DueDelivery | undefined> => {
  const rows = await q.$queryRaw<{ tries: number; name: EventName; payload: never }[]>`
    SELECT d.tries, e.name, e.payload FROM event_deliveries d JOIN events e ON e.id = d.event_id
    WHERE d.event_id = ${eventId} AND d.follower = ${follower} AND d.done_at IS NULL AND d.failed_at IS NULL`
  const row = rows[0]
  return (
    row && { eventId, follower, tries: row.tries, event: { name: row.name, payload: row.payload } as Event }
  )
}

/**
 * Marks a delivery as done in the transaction of the follower's own work; false when it was done
 * already (the follower then rolls its work back or has nothing to do).
 */
export const deliveryDone = async (
  q: Queries,
  { eventId, follower }: Omit<Delivery, 'tries'>,
  now: Date,
): Promise<boolean> =>
  (await q.$executeRaw`
    UPDATE event_deliveries SET done_at = ${now}
    WHERE event_id = ${eventId} AND follower = ${follower} AND done_at IS NULL`) === 1

/** Gives a delivery up: kept and visible, never tried again by itself. True for the one caller that did it. */
export const deliveryFailed = async (
  q: Queries,
  { eventId, follower }: Omit<Delivery, 'tries'>,
  { now, error }: { now: Date; error: string },
): Promise<boolean> =>
  (await q.$executeRaw`
    UPDATE event_deliveries SET failed_at = ${now}, error = ${error.slice(0, 2000)}
    WHERE event_id = ${eventId} AND follower = ${follower} AND done_at IS NULL AND failed_at IS NULL`) === 1

/** Age in milliseconds of the oldest delivery that should have been done by now; 0 when none waits. For /readyz. */
export const outboxAgeMs = async (q: Queries, now: Date): Promise<number> => {
  const rows = await q.$queryRaw<{ at: Date | null }[]>(sql`
    SELECT min(e.at) AS at FROM event_deliveries d JOIN events e ON e.id = d.event_id
    WHERE d.done_at IS NULL AND d.failed_at IS NULL`)
  const at = rows[0]?.at
  return at ? Math.max(0, now.getTime() - at.getTime()) : 0
}
