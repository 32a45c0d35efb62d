import { sql, type Tx } from '../kernel/db.ts'
import type { Merge } from '../kernel/merge.ts'

/** Above every number that a ticket has: where entries wait while they are numbered anew. */
const ASIDE = 1_000_000
/** Places of one entry in a lane: relay-ticket.ts. */
const PLACES = 1_000

/**
 * A step: two tickets become one, whoever has either keeps it. What was handed to the notifications comes first, each
 * ticket in its order: messages and buttons of the one that stays go on naming the same entries. After it comes what was
 * not handed on yet, by the time it was said. What nobody has answered still waits, since the longer. Returns the
 * ticket that changed.
 */
export const mergeTickets = async (tx: Tx, { stays, goes }: Merge): Promise<string | undefined> => {
  await tx.$executeRaw`UPDATE tickets SET holder_id = ${stays} WHERE holder_id = ${goes}`
  await tx.$executeRaw`SELECT FROM tickets WHERE user_id IN (${stays}, ${goes}) ORDER BY id FOR UPDATE`
  const found = await tx.$queryRaw<{ id: string; userId: string; relayedTo: number }[]>`
    SELECT id, user_id AS "userId", relayed_to AS "relayedTo" FROM tickets WHERE user_id IN (${stays}, ${goes})`
  const [own, other] = [stays, goes].map((userId) => found.find((ticket) => ticket.userId === userId))
  if (!other) return undefined
  if (!own) {
    await tx.$executeRaw`UPDATE tickets SET user_id = ${stays} WHERE id = ${other.id}`
    return other.id
  }
  await joinEntries(tx, own.id, other.id)
  await tx.$executeRaw`
    UPDATE notifications SET params = params || jsonb_build_object('ticketId', ${own.id}::text, 'number', (params->>'number')::int + ${own.relayedTo}::int),
      lane = replace(lane, ${other.id}, ${own.id}), place = place + ${own.relayedTo * PLACES}
    WHERE lane IS NOT NULL AND starts_with(lane, ${`${other.id}:`})`
  await tx.$executeRaw`
    UPDATE staff_cards c SET about = ${own.id} WHERE about = ${other.id}
      AND NOT EXISTS (SELECT FROM staff_cards o WHERE o.about = ${own.id} AND o.person = c.person)`
  await tx.$executeRaw`DELETE FROM staff_cards WHERE about = ${other.id}`
  await tx.$executeRaw`DELETE FROM tickets WHERE id = ${other.id}`
  return own.id
}

const joinEntries = async (tx: Tx, own: string, other: string): Promise<void> => {
  const both = sql`(${own}, ${other})`
  // What waits is known by its numbers before they change.
  const waiting = sql`e.side = 'customer' AND e.number > t.settled_to`
  await tx.$executeRaw`
    WITH numbered AS (
      SELECT e.ticket_id, e.number, e.number > t.relayed_to AS fresh,
        row_number() OVER (ORDER BY e.number > t.relayed_to,
          CASE WHEN e.number <= t.relayed_to AND e.ticket_id = ${other} THEN 1 ELSE 0 END,
          CASE WHEN e.number > t.relayed_to THEN e.at END, CASE WHEN e.number <= t.relayed_to THEN e.number END, e.ticket_id <> ${own}, e.number)::int AS n,
        ${waiting} AS waits
      FROM ticket_entries e JOIN tickets t ON t.id = e.ticket_id WHERE t.id IN ${both}
    ), moved AS (
      UPDATE ticket_entries e SET ticket_id = ${own}, number = ${ASIDE} + n.n FROM numbered n
      WHERE e.ticket_id = n.ticket_id AND e.number = n.number
    ), sums AS (
      SELECT count(*)::int AS last, count(*) FILTER (WHERE NOT fresh)::int AS relayed, min(n) FILTER (WHERE waits) AS first_waits FROM numbered
    )
    UPDATE tickets t SET last_number = s.last, relayed_to = s.relayed, settled_to = COALESCE(s.first_waits - 1, s.last),
      holder_id = COALESCE(t.holder_id, o.holder_id), waiting_since = LEAST(t.waiting_since, o.waiting_since),
      answer_by = LEAST(t.answer_by, o.answer_by), created_at = LEAST(t.created_at, o.created_at),
      state = CASE WHEN COALESCE(t.holder_id, o.holder_id) IS NOT NULL THEN 'taken' WHEN 'open' IN (t.state, o.state) THEN 'open' ELSE 'closed' END
    FROM tickets o, sums s WHERE t.id = ${own} AND o.id = ${other}`
  await tx.$executeRaw`UPDATE ticket_entries SET number = number - ${ASIDE} WHERE ticket_id = ${own}`
}
