import { type Queries, type Sql, sql, type Tx } from '../kernel/db.ts'
import { newId } from '../kernel/ids.ts'
import type { Said, Ticket, TicketEntry, TicketMedia, TicketNote } from './ticket.ts'

const columns = sql`t.id, t.user_id AS "userId", COALESCE(NULLIF(c.name, ''), (
    SELECT NULLIF(concat_ws(' ', n.recipient->>'surname', n.recipient->>'firstName'), '') FROM orders n
    WHERE n.user_id = c.id ORDER BY n.created_at DESC LIMIT 1), c.phone, c.claimed_phone, '') AS name,
  COALESCE(c.phone, c.claimed_phone) AS phone, c.language, t.state,
  t.holder_id AS "holderId", h.name AS "holderName", t.last_number AS "lastNumber", t.settled_to AS "settledTo",
  t.relayed_to AS "relayedTo", t.waiting_since AS "waitingSince"
  FROM tickets t JOIN users c ON c.id = t.user_id LEFT JOIN users h ON h.id = t.holder_id`

const findWhere = async (q: Queries, where: Sql): Promise<Ticket[]> =>
  q.$queryRaw<Ticket[]>`SELECT ${columns} ${where}`

export const findTicket = async (q: Queries, ticketId: string): Promise<Ticket | undefined> =>
  (await findWhere(q, sql`WHERE t.id = ${ticketId}`))[0]

export const findTicketOf = async (q: Queries, userId: string): Promise<Ticket | undefined> =>
  (await findWhere(q, sql`WHERE t.user_id = ${userId}`))[0]

/** Two statements: one that waited for the lock would see the ticket as it was before it waited. */
export const lockTicket = async (tx: Tx, ticketId: string): Promise<Ticket | undefined> => {
  await tx.$executeRaw`SELECT FROM tickets WHERE id = ${ticketId} FOR UPDATE`
  return findTicket(tx, ticketId)
}

/** The customer's one ticket, made closed and empty where there is none; two at once make one. Returns its id. */
export const putTicket = async (q: Queries, userId: string, now: Date): Promise<string> => {
  const rows = await q.$queryRaw<{ id: string }[]>`
    INSERT INTO tickets (id, user_id, state, created_at) VALUES (${newId('tkt')}, ${userId}, 'closed', ${now})
    ON CONFLICT (user_id) DO UPDATE SET user_id = excluded.user_id RETURNING id`
  return rows[0]!.id
}

/** The same for whoever made an order; undefined where there is none such. */
export const putTicketOfOrder = async (
  q: Queries,
  orderId: string,
  now: Date,
): Promise<string | undefined> => {
  const rows = await q.$queryRaw<{ id: string }[]>`
    INSERT INTO tickets (id, user_id, state, created_at)
    SELECT ${newId('tkt')}, o.user_id, 'closed', ${now} FROM orders o WHERE o.id = ${orderId}
    ON CONFLICT (user_id) DO UPDATE SET user_id = excluded.user_id RETURNING id`
  return rows[0]?.id
}

export interface NewEntry extends Partial<Said> {
  readonly side: TicketEntry['side']
  readonly userId: string | null
  readonly note?: TicketNote
  readonly details?: TicketEntry['details']
  readonly aboutProduct?: string | null
  readonly aboutOrder?: string | null
}

/** Adds an entry at the end of a locked ticket and changes the ticket as `set` says, in one statement. Returns the entry's number. */
export const addEntry = async (
  tx: Tx,
  { ticketId, entry, now, set }: { ticketId: string; entry: NewEntry; now: Date; set?: Sql },
): Promise<number> => {
  const { media = null } = entry
  const rows = await tx.$queryRaw<{ number: number }[]>`
    WITH ticket AS (
      UPDATE tickets SET last_number = last_number + 1${set ? sql`, ${set}` : sql``} WHERE id = ${ticketId} RETURNING id, last_number
    )
    INSERT INTO ticket_entries (ticket_id, number, side, user_id, text, note, details, media_kind, media_id, messenger,
      about_product, about_order, at)
    SELECT id, last_number, ${entry.side}, ${entry.userId}, ${entry.text ?? ''}, ${entry.note ?? null},
      ${JSON.stringify(entry.details ?? {})}::jsonb, ${media?.kind ?? null}, ${media?.id ?? null}, ${media?.messenger ?? null},
      ${entry.aboutProduct ?? null}, ${entry.aboutOrder ?? null}, ${now}
    FROM ticket RETURNING number`
  return rows[0]!.number
}

/** Entries of a ticket, oldest first: the newest `limit` of those below `before` and above `after`. */
export const findEntries = async (
  q: Queries,
  {
    ticketId,
    before,
    after = 0,
    limit,
  }: { ticketId: string; before?: number | undefined; after?: number; limit: number },
): Promise<TicketEntry[]> => {
  const rows = await q.$queryRaw<TicketEntry[]>`
    SELECT e.number, e.side, e.user_id AS "userId", COALESCE(u.name, '') AS name, e.text, e.note, e.details,
      CASE WHEN e.media_id IS NOT NULL THEN jsonb_build_object('kind', e.media_kind, 'id', e.media_id, 'messenger', e.messenger) END AS media,
      e.about_product AS "aboutProduct", e.about_order AS "aboutOrder", e.undelivered, e.at
    FROM ticket_entries e LEFT JOIN users u ON u.id = e.user_id
    WHERE e.ticket_id = ${ticketId} AND e.number > ${after} AND e.number < ${before ?? 2_000_000_000}
    ORDER BY e.number DESC LIMIT ${limit}`
  return rows.toReversed()
}

/** Files of what is not handed to the notifications yet. */
export const findUnrelayedMedia = (q: Queries, ticketId: string) => q.$queryRaw<
  { readonly userId: string; readonly media: TicketMedia }[]
>`
  SELECT t.user_id AS "userId", jsonb_build_object('kind', e.media_kind, 'id', e.media_id, 'messenger', e.messenger) AS media
  FROM tickets t JOIN ticket_entries e ON e.ticket_id = t.id AND e.number > t.relayed_to AND e.media_id IS NOT NULL
  WHERE t.id = ${ticketId} ORDER BY e.number`

/** Tickets that are not closed: what waits, oldest first, then what was answered. A page by key. */
export const findLiveTickets = async (
  q: Queries,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<Ticket[]> => {
  const key = sql`(t.waiting_since IS NULL, COALESCE(t.waiting_since, t.created_at), t.id)`
  const beyond = after
    ? sql`AND ${key} > (SELECT e.waiting_since IS NULL, COALESCE(e.waiting_since, e.created_at), e.id FROM tickets e WHERE e.id = ${after})`
    : sql``
  return findWhere(
    q,
    sql`WHERE t.state <> 'closed' ${beyond} ORDER BY t.waiting_since IS NULL, COALESCE(t.waiting_since, t.created_at), t.id LIMIT ${limit}`,
  )
}

/** How many nobody has and how many this manager has to answer, as an expression. */
export const ticketCount = (userId: string): Sql => sql`(
    SELECT count(*)::int FROM tickets
    WHERE state = 'open' OR (state <> 'closed' AND holder_id = ${userId} AND waiting_since IS NOT NULL))`

/** Since when the oldest waits that nobody has, as an expression. */
export const ticketsWaitingSince: Sql = sql`(SELECT min(waiting_since) FROM tickets WHERE state = 'open')`

/** The ticket of the message that a person replied to: one that was sent to them, or the card that shows it. */
export const findRepliedTicket = async (
  q: Queries,
  { userId, messageId }: { userId: string; messageId: string },
): Promise<string | undefined> => {
  const rows = await q.$queryRaw<{ id: string }[]>`
    SELECT n.params->>'ticketId' AS id FROM notifications n
    WHERE n.user_id = ${userId} AND n.message_id = ${messageId} AND n.lane IS NOT NULL
    UNION ALL
    SELECT c.about FROM staff_cards c JOIN identities i ON i.person = c.person
    WHERE i.user_id = ${userId} AND c.message_id = ${messageId} AND c.about LIKE 'tkt%' LIMIT 1`
  return rows[0]?.id
}

/** Tickets whose time to be answered is over, claimed: each is given to one caller, once. */
export const claimUnanswered = (tx: Tx, { now, limit }: { now: Date; limit: number }) => tx.$queryRaw<
  { id: string; holderId: string | null; holderName: string | null }[]
>`
  UPDATE tickets t SET state = 'open', holder_id = NULL, answer_by = NULL
  FROM (
    SELECT d.id, d.holder_id, u.name FROM tickets d LEFT JOIN users u ON u.id = d.holder_id
    WHERE d.answer_by <= ${now} ORDER BY d.answer_by LIMIT ${limit} FOR UPDATE OF d SKIP LOCKED
  ) due
  WHERE t.id = due.id RETURNING t.id, due.holder_id AS "holderId", due.name AS "holderName"`

/** Takes a ticket that nobody has. False when somebody was faster. */
export const claimTicket = async (tx: Tx, ticketId: string, userId: string): Promise<boolean> =>
  (await tx.$executeRaw`UPDATE tickets SET state = 'taken', holder_id = ${userId} WHERE id = ${ticketId} AND holder_id IS NULL`) ===
  1

/** Everything said up to `number` is handed to the notifications. */
export const markRelayed = async (tx: Tx, ticketId: string, number: number): Promise<void> => {
  await tx.$executeRaw`UPDATE tickets SET relayed_to = ${number} WHERE id = ${ticketId}`
}

/** Notes, once, why an answer did not arrive. Undefined when that is known, or there is no such answer. */
export const markUndelivered = async (
  tx: Tx,
  { ticketId, number, why }: { ticketId: string; number: number; why: string },
): Promise<{ userId: string } | undefined> => {
  const rows = await tx.$queryRaw<{ userId: string }[]>`
    UPDATE ticket_entries SET undelivered = ${why}
    WHERE ticket_id = ${ticketId} AND number = ${number} AND side = 'staff' AND undelivered IS NULL
    RETURNING user_id AS "userId"`
  return rows[0]
}

/** Whether an order is this customer's. */
export const isOrderOf = async (tx: Tx, orderId: string, userId: string): Promise<boolean> =>
  (await tx.$queryRaw<unknown[]>`SELECT 1 FROM orders WHERE id = ${orderId} AND user_id = ${userId}`).length >
  0

/** The customer's orders that are not at their end, newest first. */
export const findOpenOrders = (q: Queries, userId: string) => q.$queryRaw<{ id: string; number: number }[]>`
  SELECT id, number FROM orders WHERE user_id = ${userId} AND status NOT IN ('COMPLETED', 'RETURNED', 'CANCELLED')
  ORDER BY created_at DESC, id LIMIT 5`

/** What a ticket's entries name: products and orders, in words. */
export const findNamed = (q: Queries, entries: readonly TicketEntry[]) => q.$queryRaw<
  { id: string; article: string | null; name: TicketProduct['name'] | null; number: number | null }[]
>`
  SELECT id, article, name, NULL::int AS number FROM products WHERE id = ANY(${entries.flatMap(({ aboutProduct }) => aboutProduct ?? [])})
  UNION ALL
  SELECT id, NULL, NULL, number FROM orders WHERE id = ANY(${entries.flatMap(({ aboutOrder }) => aboutOrder ?? [])})`

export interface TicketProduct {
  readonly id: string
  readonly article: string
  readonly name: { readonly uk: string; readonly en?: string }
}
