import { type Queries, sql } from './kernel/db.ts'

/** What holds at every moment (domain: The books). Each query finds what does not hold, in words for a person. */
const CHECKS = {
  'on hand = the sum of its movements': () => sql`
    SELECT format('%s at %s: on hand %s, movements %s', v.sku, o.code, s.on_hand, COALESCE(m.sum, 0)) AS found
    FROM stock s JOIN variants v ON v.id = s.variant_id JOIN outlets o ON o.id = s.outlet_id
    LEFT JOIN (SELECT variant_id, outlet_id, sum(delta) FROM stock_movements GROUP BY 1, 2) m
      ON m.variant_id = s.variant_id AND m.outlet_id = s.outlet_id
    WHERE s.on_hand <> COALESCE(m.sum, 0)`,

  'what a move sent = what was received + what is on its way + what was lost': () => sql`
    SELECT format('%s, %s (%s): sent %s, arrived %s, lost %s of %s', m.id, v.sku, m.state, x.sent, x.arrived, x.lost, l.quantity) AS found
    FROM moves m JOIN move_lines l ON l.move_id = m.id JOIN variants v ON v.id = l.variant_id
    CROSS JOIN LATERAL (
      SELECT COALESCE(-sum(s.delta) FILTER (WHERE s.outlet_id = m.from_outlet), 0) AS sent,
        COALESCE(sum(s.delta) FILTER (WHERE s.outlet_id = m.to_outlet AND s.reason = 'moved'), 0) AS arrived,
        COALESCE(-sum(s.delta) FILTER (WHERE s.outlet_id = m.to_outlet AND s.reason <> 'moved'), 0) AS lost
      FROM stock_movements s WHERE s.move_id = m.id AND s.variant_id = l.variant_id
    ) x
    WHERE x.sent <> CASE WHEN m.state IN ('sent', 'received') THEN l.quantity ELSE 0 END
      OR x.arrived <> CASE WHEN m.state = 'received' THEN x.sent ELSE 0 END
      OR x.lost <> CASE WHEN m.state = 'received' THEN l.missing ELSE 0 END`,

  'what a finished stock-taking found = its movements; another has none': () => sql`
    SELECT format('%s, %s (%s): found %s, movements %s', c.id, v.sku, c.state, x.found, x.moved) AS found
    FROM (
      SELECT count_id, variant_id, sum(found) AS found, sum(moved) AS moved FROM (
        SELECT l.count_id, l.variant_id, CASE c.state WHEN 'finished' THEN l.counted - l.expected ELSE 0 END AS found, 0 AS moved
        FROM count_lines l JOIN counts c ON c.id = l.count_id
        UNION ALL
        SELECT count_id, variant_id, 0, delta FROM stock_movements WHERE count_id IS NOT NULL
      ) each GROUP BY 1, 2
    ) x JOIN counts c ON c.id = x.count_id JOIN variants v ON v.id = x.variant_id WHERE x.found <> x.moved`,

  'held = the sum of open holds': () => sql`
    SELECT format('%s at %s: held %s, open holds %s', v.sku, o.code, s.held, COALESCE(h.sum, 0)) AS found
    FROM stock s JOIN variants v ON v.id = s.variant_id JOIN outlets o ON o.id = s.outlet_id
    LEFT JOIN (SELECT variant_id, outlet_id, sum(quantity) FROM holds WHERE state = 'open' GROUP BY 1, 2) h
      ON h.variant_id = s.variant_id AND h.outlet_id = s.outlet_id
    WHERE s.held <> COALESCE(h.sum, 0)`,

  'what an order took − gave back = its live lines': () => sql`
    SELECT format('№ %s, variant %s: taken %s, lines %s', o.number, x.variant_id, sum(x.taken), sum(x.ordered)) AS found
    FROM (
      SELECT order_id, variant_id, -sum(delta) AS taken, 0 AS ordered FROM stock_movements
      WHERE order_id IS NOT NULL AND reason IN ('taken', 'given_back') GROUP BY 1, 2
      UNION ALL
      SELECT l.order_id, l.variant_id, 0, sum(l.quantity) FROM order_lines l JOIN orders o ON o.id = l.order_id
      WHERE o.status IN ('AWAITING_PAYMENT', 'AWAITING_SHIPMENT', 'AWAITING_SHIPMENT_COD', 'SHIPPED', 'ARRIVED', 'COMPLETED', 'RETURNING')
      GROUP BY 1, 2
    ) x JOIN orders o ON o.id = x.order_id
    WHERE o.status <> 'RETURNED'
    GROUP BY o.number, o.id, x.variant_id HAVING sum(x.taken) <> sum(x.ordered)`,

  'no line is held for more than it orders': () => sql`
    SELECT format('line %s: held or taken %s of %s', l.id, sum(h.quantity), l.quantity) AS found
    FROM order_lines l JOIN holds h ON h.line_id = l.id AND h.state IN ('open', 'taken')
    GROUP BY l.id HAVING sum(h.quantity) > l.quantity`,

  'a payment is allotted or sent back at most once over': () => sql`
    SELECT format('%s: %s allotted or sent back of %s', p.id, sum(x.amount), p.amount) AS found
    FROM payments p JOIN (
      SELECT payment_id, amount FROM payment_allocations UNION ALL SELECT payment_id, amount FROM payment_returns
    ) x ON x.payment_id = p.id GROUP BY p.id HAVING sum(x.amount) > p.amount`,

  'what was sent back for an order stands in its history': () => sql`
    SELECT format('№ %s: %s sent back, history says %s', o.number, r.sum, COALESCE(h.sum, 0)) AS found
    FROM (SELECT order_id, sum(amount) FROM payment_returns GROUP BY 1) r JOIN orders o ON o.id = r.order_id
    LEFT JOIN (SELECT order_id, sum((details->>'amount')::bigint) FROM order_history WHERE what = 'money_returned' GROUP BY 1) h
      ON h.order_id = r.order_id
    WHERE r.sum <> COALESCE(h.sum, 0)`,

  'accepted = what the state of the order says': () => sql`
    SELECT format('№ %s (%s, %s): paid %s of %s', o.number, o.status, o.payment, COALESCE(a.paid, 0), o.total) AS found
    FROM orders o LEFT JOIN (SELECT order_id, sum(amount) AS paid FROM payment_allocations GROUP BY 1) a ON a.order_id = o.id
    WHERE CASE
      WHEN o.status IN ('CANCELLED', 'RETURNED') THEN COALESCE(a.paid, 0) <> 0
      WHEN o.status = 'AWAITING_PAYMENT' THEN COALESCE(a.paid, 0) >= o.total
      WHEN o.status = 'AWAITING_SHIPMENT' OR o.status = 'COMPLETED' THEN COALESCE(a.paid, 0) <> o.total
      WHEN o.payment IN ('transfer', 'online_card') AND o.status IN ('SHIPPED', 'ARRIVED', 'RETURNING') THEN COALESCE(a.paid, 0) <> o.total
      WHEN o.payment = 'prepayment' AND o.status IN ('AWAITING_SHIPMENT_COD', 'SHIPPED', 'ARRIVED', 'RETURNING') THEN COALESCE(a.paid, 0) = 0
      WHEN o.payment = 'on_receipt' AND o.status <> 'COMPLETED' THEN COALESCE(a.paid, 0) <> 0
      ELSE false END`,

  'the sum of an order is that of its lines': () => sql`
    SELECT format('№ %s: sum %s, lines %s', o.number, o.sum, l.sum) AS found
    FROM orders o JOIN (SELECT order_id, sum(price * quantity) FROM order_lines GROUP BY 1) l ON l.order_id = o.id WHERE o.sum <> l.sum`,

  'the discount of an order is spread over its lines': () => sql`
    SELECT format('№ %s: discount %s, lines %s', o.number, o.discount, l.sum) AS found
    FROM orders o JOIN (SELECT order_id, sum(discount) FROM order_lines GROUP BY 1) l ON l.order_id = o.id WHERE o.discount <> l.sum`,

  'an order costs whole hryvnias, unless a transfer was forgiven what it lacked': () => sql`
    SELECT format('№ %s: %s', o.number, o.total) AS found FROM orders o WHERE o.total % 100 <> 0
      AND NOT EXISTS (SELECT FROM order_history h WHERE h.order_id = o.id AND h.what = 'shortage_forgiven')`,

  'cash on delivery = total − paid, on every parcel that is still to be sent': () => sql`
    SELECT format('№ %s: %s on parcels, %s of %s paid', o.number, sum(s.cash_on_delivery), COALESCE(max(a.paid), 0), o.total) AS found
    FROM orders o JOIN shipments s ON s.order_id = o.id AND s.cancelled_at IS NULL
    LEFT JOIN (SELECT order_id, sum(amount) AS paid FROM payment_allocations GROUP BY 1) a ON a.order_id = o.id
    WHERE o.status IN ('AWAITING_SHIPMENT', 'AWAITING_SHIPMENT_COD', 'SHIPPED', 'ARRIVED')
    GROUP BY o.id HAVING sum(s.cash_on_delivery) <> o.total - COALESCE(max(a.paid), 0)`,

  'a shipped order has parcels, and their waybills unless it is a pickup': () => sql`
    SELECT format('№ %s: %s parcels, %s without a waybill', o.number, count(s.id), count(s.id) FILTER (WHERE s.tracking_number IS NULL)) AS found
    FROM orders o LEFT JOIN shipments s ON s.order_id = o.id AND s.cancelled_at IS NULL
    WHERE o.status IN ('SHIPPED', 'ARRIVED', 'COMPLETED')
    GROUP BY o.id HAVING count(s.id) = 0 OR (o.delivery->>'method' <> 'pickup' AND bool_or(s.tracking_number IS NULL))`,

  'a closed parcel was checked piece by piece': () => sql`
    SELECT format('№ %s: %s of %s checked', o.number, sum(l.checked), sum(l.quantity)) AS found
    FROM orders o JOIN shipments s ON s.order_id = o.id AND s.cancelled_at IS NULL AND s.packed_at IS NOT NULL
      JOIN shipment_lines l ON l.shipment_id = s.id
    GROUP BY o.id, s.id HAVING sum(l.checked) <> sum(l.quantity)`,

  'every order began in its history and stands where its history says': () => sql`
    SELECT format('№ %s: %s, history says %s', o.number, o.status, COALESCE(h."to", 'nothing')) AS found
    FROM orders o LEFT JOIN LATERAL (
      SELECT "to" FROM order_history WHERE order_id = o.id AND "to" IS NOT NULL ORDER BY id DESC LIMIT 1
    ) h ON true WHERE h."to" IS DISTINCT FROM o.status`,

  'whoever was merged into another is one step away from whoever stays': () => sql`
    SELECT format('%s was merged into %s, who was merged into %s', u.id, s.id, s.merged_into_id) AS found
    FROM users u JOIN users s ON s.id = u.merged_into_id WHERE s.merged_into_id IS NOT NULL`,

  'whoever was merged into another has nothing any more': () => sql`
    SELECT format('%s was merged into %s and has %s', u.id, u.merged_into_id, x.what) AS found
    FROM (
      SELECT user_id, 'an account' AS what FROM identities
      UNION ALL SELECT user_id, 'favourites' FROM favourites
      UNION ALL SELECT user_id, 'contacts' FROM saved_contacts
      UNION ALL SELECT user_id, 'a ticket' FROM tickets
      UNION ALL SELECT user_id, 'a role' FROM memberships
      UNION ALL SELECT c.user_id, 'a cart' FROM carts c JOIN cart_lines l ON l.cart_id = c.id
        JOIN users o ON o.id = c.user_id AND o.claimed_phone IS NULL
      UNION ALL SELECT user_id, 'messages to come' FROM notifications WHERE state IN ('queued', 'sending')
    ) x JOIN users u ON u.id = x.user_id WHERE u.merged_into_id IS NOT NULL`,

  'whoever was merged into another owns no order': () => sql`
    SELECT format('№ %s: its customer %s was merged into %s', o.number, u.id, u.merged_into_id) AS found
    FROM orders o JOIN users u ON u.id = o.user_id WHERE u.merged_into_id IS NOT NULL`,

  'no hold is open beyond its time by more than an hour': (now: Date) => sql`
    SELECT format('№ %s: until %s', o.number, h.until) AS found FROM holds h JOIN orders o ON o.id = h.order_id
    WHERE h.state = 'open' AND h.until < ${now}::timestamptz - interval '1 hour'`,

  'no unpaid order is kept beyond its term by more than an hour': (now: Date) => sql`
    SELECT format('№ %s: until %s', o.number, o.pay_before) AS found FROM orders o
    WHERE o.status = 'AWAITING_PAYMENT' AND o.pay_before < ${now}::timestamptz - interval '1 hour' AND o.pay_stopped_at IS NULL
      AND NOT EXISTS (SELECT FROM order_history h
        WHERE h.order_id = o.id AND h.what = 'partly_paid' AND h.at >= o.status_since)`,

  'no event waits for a follower for more than an hour': (now: Date) => sql`
    SELECT format('%s for %s', e.name, d.follower) AS found FROM event_deliveries d JOIN events e ON e.id = d.event_id
    WHERE d.done_at IS NULL AND d.failed_at IS NULL AND e.at < ${now}::timestamptz - interval '1 hour'`,

  'every message of a customer is answered, or waits': () => sql`
    SELECT format('%s: settled to %s, waiting since %s', t.id, t.settled_to, t.waiting_since) AS found FROM tickets t
    WHERE (t.waiting_since IS NOT NULL) <> EXISTS (
      SELECT FROM ticket_entries e WHERE e.ticket_id = t.id AND e.side = 'customer' AND e.number > t.settled_to)`,

  'the numbers of a ticket have no gap': () => sql`
    SELECT format('%s: %s entries, last number %s', t.id, count(e.number), t.last_number) AS found
    FROM tickets t LEFT JOIN ticket_entries e ON e.ticket_id = t.id GROUP BY t.id HAVING count(e.number) <> t.last_number`,

  'what was said in a ticket is handed on within an hour': (now: Date) => sql`
    SELECT format('%s: %s', e.ticket_id, e.number) AS found FROM ticket_entries e JOIN tickets t ON t.id = e.ticket_id
    WHERE e.number > t.relayed_to AND e.at < ${now}::timestamptz - interval '1 hour'`,

  'no message waits for its report for more than an hour': (now: Date) => sql`
    SELECT format('%s to %s', n.key, n.user_id) AS found FROM notifications n
    WHERE n.report_due_at < ${now}::timestamptz - interval '1 hour'`,

  'no message is undecided for more than an hour': (now: Date) => sql`
    SELECT format('%s to %s', n.key, n.user_id) AS found FROM notifications n
    WHERE n.state IN ('queued', 'sending') AND n.due_at < ${now}::timestamptz - interval '1 hour'`,
} as const

export type BooksCheck = keyof typeof CHECKS

export interface Discrepancy {
  readonly check: BooksCheck
  readonly found: string
}

export const BOOKS_CHECKS = Object.keys(CHECKS) as readonly BooksCheck[]

/** Checks all the books in SQL. Empty when everything holds; at most twenty findings a check. */
export const checkBooks = async (q: Queries, now: Date): Promise<Discrepancy[]> => {
  const discrepancies: Discrepancy[] = []
  for (const check of BOOKS_CHECKS) {
    const rows = await q.$queryRaw<{ found: string }[]>(
      sql`SELECT found FROM (${CHECKS[check](now)}) x LIMIT 20`,
    )
    discrepancies.push(...rows.map(({ found }) => ({ check, found })))
  }
  return discrepancies
}
