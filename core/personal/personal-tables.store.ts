import { type Sql, sql } from '../kernel/db.ts'

/** What is kept of a person, as it is told to them. */
export const DATA_GROUPS = ['profile', 'contacts', 'cart', 'wishes', 'orders', 'messages'] as const
export type DataGroup = (typeof DATA_GROUPS)[number]

interface Erasing {
  readonly userId: string
  readonly now: Date
  /** The update that asks for it: still to be answered, so it keeps its body until the night (thinOut). */
  readonly cause: bigint | null
}

interface PersonalTable {
  readonly group: DataGroup
  /** The rows of a person, as they are handed out. */
  readonly kept: (userId: string) => Sql
  /** What becomes of them when the person goes. */
  readonly erase: (erasing: Erasing) => Sql
}

/** A user with those who were merged into them. */
const own = (userId: string) => sql`(SELECT id FROM users WHERE id = ${userId} OR merged_into_id = ${userId})`
const persons = (userId: string) => sql`(SELECT person FROM identities WHERE user_id IN ${own(userId)})`
const orders = (userId: string) => sql`(SELECT id FROM orders WHERE user_id IN ${own(userId)})`
const carts = (userId: string) => sql`(SELECT id FROM carts WHERE user_id IN ${own(userId)})`

/** A table whose rows go with the person. */
const goes = (
  group: DataGroup,
  { table, of }: { table: Sql; of: (userId: string) => Sql },
): PersonalTable => ({
  group,
  kept: (userId) => sql`SELECT * FROM ${table} WHERE ${of(userId)}`,
  erase: ({ userId }) => sql`DELETE FROM ${table} WHERE ${of(userId)}`,
})

const ofUser = (userId: string) => sql`user_id IN ${own(userId)}`

/**
 * Every table with something of a person, in the order in which they are erased: a table before those that say whose
 * its rows are. A test fails when a table that names persons, orders or carts stands neither here nor in STAYING.
 */
export const PERSONAL_TABLES = {
  favourites: goes('wishes', { table: sql`favourites`, of: ofUser }),
  product_views: goes('wishes', { table: sql`product_views`, of: ofUser }),
  browses: goes('wishes', { table: sql`browses`, of: ofUser }),
  stock_watches: goes('wishes', { table: sql`stock_watches`, of: ofUser }),

  saved_contacts: goes('contacts', { table: sql`saved_contacts`, of: ofUser }),

  cart_lines: {
    group: 'cart',
    kept: (userId) => sql`
      SELECT p.article, p.name, v.values, l.quantity, l.price_seen::numeric / 100 AS price_uah, l.added_at
      FROM cart_lines l JOIN products p ON p.id = l.product_id LEFT JOIN variants v ON v.id = l.variant_id
      WHERE l.cart_id IN ${carts(userId)}`,
    erase: ({ userId }) => sql`DELETE FROM cart_lines WHERE cart_id IN ${carts(userId)}`,
  },
  // An ordered cart is what makes its second confirmation the same order: it stays, empty.
  carts: {
    group: 'cart',
    kept: (userId) => sql`
      SELECT id, status, recipient, delivery, payment, email, comment, no_call, created_at, updated_at FROM carts WHERE ${ofUser(userId)}`,
    erase: ({ userId }) => sql`
      WITH ordered AS (
        UPDATE carts SET recipient = '{}', delivery = NULL, email = NULL, comment = NULL WHERE ${ofUser(userId)} AND status = 'ordered'
      )
      DELETE FROM carts WHERE ${ofUser(userId)} AND status = 'open'`,
  },

  slips: {
    group: 'orders',
    kept: (userId) => sql`
      SELECT o.number AS order_number, s.media->>'kind' AS media, s.comment, s.at, s.answered_at, s.refusal
      FROM slips s JOIN orders o ON o.id = s.order_id WHERE s.user_id IN ${own(userId)} OR s.order_id IN ${orders(userId)}`,
    erase: ({ userId }) => sql`
      UPDATE slips SET media = NULL, comment = '', refusal = CASE WHEN refusal IS NOT NULL THEN '' END
      WHERE user_id IN ${own(userId)} OR order_id IN ${orders(userId)}`,
  },
  // Who, when and what stays for the books; what names the person does not (the trigger lets nothing else pass).
  order_history: {
    group: 'orders',
    kept: (userId) => sql`
      SELECT o.number AS order_number, h.at, h.by_role, h.what, h."from", h."to", h.details
      FROM order_history h JOIN orders o ON o.id = h.order_id WHERE h.order_id IN ${orders(userId)} ORDER BY h.id`,
    erase: ({ userId }) => sql`
      UPDATE order_history SET details = CASE details #>> '{change,what}'
        WHEN 'recipient' THEN '{"change":{"what":"recipient","from":{},"to":{}}}'
        WHEN 'comment' THEN '{"change":{"what":"comment","from":null,"to":null}}'
        WHEN 'delivery' THEN jsonb_build_object('change', jsonb_build_object('what', 'delivery',
          'from', jsonb_build_object('method', details #> '{change,from,method}'),
          'to', jsonb_build_object('method', details #> '{change,to,method}')))
        WHEN 'discount' THEN jsonb_set(details, '{change,reason}', '""')
        ELSE details || '{"reason":""}' END
      WHERE order_id IN ${orders(userId)} AND (details #>> '{change,what}' IN ('recipient', 'comment', 'delivery', 'discount')
        OR details->>'reason' !~ '^[a-z_]{1,20}$')`,
  },
  orders: {
    group: 'orders',
    kept: (userId) => sql`
      SELECT o.number, o.status, o.created_at, o.source, o.language, o.recipient, o.delivery, o.payment, o.email, o.comment, o.no_call,
        o.sum::numeric / 100 AS sum_uah, o.discount::numeric / 100 AS discount_uah, o.total::numeric / 100 AS total_uah,
        (SELECT jsonb_agg(jsonb_build_object('article', l.article, 'name', l.name, 'values', l.values, 'quantity', l.quantity,
          'price_uah', l.price::numeric / 100) ORDER BY l.position) FROM order_lines l WHERE l.order_id = o.id) AS lines,
        (SELECT jsonb_agg(jsonb_build_object('waybill', s.tracking_number, 'shipped_at', s.shipped_at)) FROM shipments s
          WHERE s.order_id = o.id AND s.cancelled_at IS NULL) AS parcels,
        (SELECT jsonb_agg(jsonb_build_object('provider', p.provider, 'received_at', p.received_at, 'amount_uah', a.amount::numeric / 100))
          FROM payment_allocations a JOIN payments p ON p.id = a.payment_id WHERE a.order_id = o.id) AS payments
      FROM orders o WHERE o.user_id IN ${own(userId)} ORDER BY o.number`,
    erase: ({ userId }) => sql`
      UPDATE orders SET recipient = '{}', phone_proven = false, email = NULL, comment = NULL,
        delivery = jsonb_strip_nulls(jsonb_build_object('method', delivery->'method', 'outletId', delivery->'outletId'))
      WHERE ${ofUser(userId)}`,
  },

  notifications: {
    group: 'messages',
    kept: (userId) => sql`
      SELECT template, params, state, created_at, sent_at FROM notifications WHERE ${ofUser(userId)} ORDER BY created_at`,
    erase: ({ userId }) => sql`
      UPDATE notifications SET person = NULL, message_id = NULL, params = '{}', error = NULL,
        state = CASE WHEN state IN ('queued', 'sending') THEN 'skipped' ELSE state END
      WHERE ${ofUser(userId)}`,
  },
  sent_files: {
    group: 'messages',
    kept: (userId) => sql`
      SELECT kind, name, octet_length(bytes) AS size, created_at FROM sent_files WHERE ${ofUser(userId)} ORDER BY created_at`,
    erase: ({ userId }) => sql`DELETE FROM sent_files WHERE ${ofUser(userId)}`,
  },
  message_receipts: goes('messages', {
    table: sql`message_receipts`,
    of: (userId) => sql`person IN ${persons(userId)}`,
  }),
  // The numbers of what was said stay without a gap; nothing waits for an answer any more.
  ticket_entries: {
    group: 'messages',
    kept: (userId) => sql`
      SELECT e.side, e.text, e.media_kind, e.at FROM ticket_entries e JOIN tickets t ON t.id = e.ticket_id
      WHERE t.user_id IN ${own(userId)} AND e.side <> 'note' ORDER BY e.ticket_id, e.number`,
    erase: ({ userId }) => sql`
      UPDATE ticket_entries SET text = '', media_kind = NULL, media_id = NULL, messenger = NULL
      WHERE ticket_id IN (SELECT id FROM tickets WHERE ${ofUser(userId)})`,
  },
  tickets: {
    group: 'messages',
    kept: (userId) => sql`SELECT state, waiting_since, created_at FROM tickets WHERE ${ofUser(userId)}`,
    erase: ({ userId }) => sql`
      UPDATE tickets SET state = 'closed', holder_id = NULL, settled_to = last_number, relayed_to = last_number,
        waiting_since = NULL, answer_by = NULL
      WHERE ${ofUser(userId)}`,
  },
  staff_cards: goes('messages', {
    table: sql`staff_cards`,
    of: (userId) => sql`person IN ${persons(userId)}`,
  }),
  inbox: {
    group: 'messages',
    kept: (userId) =>
      sql`SELECT source, received_at, body FROM inbox WHERE person IN ${persons(userId)} ORDER BY id`,
    erase: ({ userId, cause }) => sql`
      UPDATE inbox SET person = 'erased', body = '{}', error = NULL
      WHERE person IN ${persons(userId)} AND id IS DISTINCT FROM ${cause} AND (handled_at IS NOT NULL OR set_aside_at IS NOT NULL)`,
  },
  events: {
    group: 'messages',
    kept: (userId) => sql`
      SELECT e.name, e.at, e.payload FROM events e JOIN identities i ON e.payload->>'what' = 'update of ' || i.person
      WHERE e.name = 'work.failed' AND i.user_id IN ${own(userId)}`,
    erase: ({ userId }) => sql`
      UPDATE events e SET payload = e.payload || '{"what":"update","error":""}' FROM identities i
      WHERE e.name = 'work.failed' AND e.payload->>'what' = 'update of ' || i.person AND i.user_id IN ${own(userId)}`,
  },
  // Whoever is being answered keeps the lease until the answer is out.
  conversations: {
    group: 'messages',
    kept: (userId) => sql`SELECT step, screen FROM conversations WHERE person IN ${persons(userId)}`,
    erase: ({ userId }) => sql`UPDATE conversations SET step = '{}' WHERE person IN ${persons(userId)}`,
  },

  // What the staff noted of them: theirs to read, and gone with them.
  customer_notes: {
    group: 'profile',
    kept: (userId) => sql`SELECT at, what, text FROM customer_notes WHERE ${ofUser(userId)} ORDER BY id`,
    erase: ({ userId }) => sql`DELETE FROM customer_notes WHERE ${ofUser(userId)}`,
  },
  // A manager who orders for them finds nobody any more.
  ordering_for: {
    group: 'profile',
    kept: (userId) => sql`SELECT touched_at FROM ordering_for WHERE customer_id IN ${own(userId)}`,
    erase: ({ userId }) =>
      sql`DELETE FROM ordering_for WHERE customer_id IN ${own(userId)} OR user_id IN ${own(userId)}`,
  },
  phone_codes: {
    group: 'profile',
    kept: (userId) =>
      sql`SELECT phone, created_at, used_at FROM phone_codes WHERE ${ofUser(userId)} ORDER BY created_at`,
    erase: ({ userId }) => sql`
      DELETE FROM phone_codes WHERE ${ofUser(userId)} OR phone IN (SELECT phone FROM users WHERE id IN ${own(userId)})`,
  },
  tokens: {
    group: 'profile',
    kept: (userId) => sql`
      SELECT purpose, created_at, expires_at, used_at FROM tokens WHERE created_by IN ${own(userId)} OR used_by IN ${own(userId)}`,
    erase: ({ userId }) =>
      sql`DELETE FROM tokens WHERE created_by IN ${own(userId)} OR used_by IN ${own(userId)}`,
  },
  identities: {
    group: 'profile',
    kept: (userId) => sql`
      SELECT person, name, username, blocked_at, last_seen_at FROM identities WHERE ${ofUser(userId)}`,
    erase: ({ userId }) => sql`DELETE FROM identities WHERE ${ofUser(userId)}`,
  },
  // The row stays, for what the books say of it.
  users: {
    group: 'profile',
    kept: (userId) => sql`
      SELECT id, name, phone, phone_proven_at, claimed_phone, language, reminders, created_at FROM users WHERE id IN ${own(userId)}`,
    erase: ({ userId, now }) => sql`
      UPDATE users SET name = NULL, phone = NULL, phone_proven_at = NULL, claimed_phone = NULL, erased_at = ${now} WHERE id IN ${own(userId)}`,
  },
} as const satisfies Readonly<Record<string, PersonalTable>>

/** Tables that name an order, a cart or one of the staff, and nothing of a person: they stay as they are. */
export const STAYING: Readonly<Record<string, string>> = {
  order_lines: 'goods and prices; handed out with the order',
  holds: 'goods',
  stock_movements: 'goods',
  barcodes: 'goods, and which of the staff bound them',
  moves: 'goods, and which of the staff moved them',
  counts: 'goods, and which of the staff counted them',
  count_lines: 'goods, and which of the staff counted them',
  shipments: 'parcels; handed out with the order',
  payments: 'money, and which of the staff recorded it',
  payment_allocations: 'money; handed out with the order',
  payment_returns: 'money, and its number at the bank; the order history says it to the customer',
  memberships: 'roles; whoever works here is not erased',
  workplaces: 'staff; whoever works here is not erased',
  lendings: 'staff',
  shifts: 'staff',
  staff_chats: 'groups of the staff, and which owner opened them',
  user_merges: 'who turned out to be whom, by their ids',
  staff_history: 'staff, by their ids',
  settings_history: 'staff, by their ids',
  piece_fates: 'goods, and which of the staff said it',
  moved_deadlines: 'times of orders',
  power_cuts: 'which of the staff moved deadlines',
  waiting_cards: 'orders that nobody has seen yet',
  leases: 'processes',
  outlets: 'the phones of the shop',
}
