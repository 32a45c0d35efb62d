import { describe, expect, it } from 'vitest'
import { type Shop, useShop } from '../tests/harness/shop.ts'
import { BOOKS_CHECKS, type BooksCheck, checkBooks } from './books.ts'
import { type Queries, sql } from './kernel/db.ts'

const shop: Shop = useShop({ books: false })

type Spoil = (q: Queries, orderId: string) => Promise<unknown>

const run =
  (statement: (orderId: string) => ReturnType<typeof sql>): Spoil =>
  (q, orderId) =>
    q.$executeRaw(statement(orderId))

/** For each check something that breaks it, on a paid order that is on its way. */
const SPOILS: Readonly<Record<BooksCheck, Spoil>> = {
  'on hand = the sum of its movements': run(() => sql`UPDATE stock SET on_hand = on_hand + 1`),
  'what a move sent = what was received + what is on its way + what was lost': run(
    () => sql`WITH m AS (INSERT INTO moves (id, from_outlet, to_outlet, state, requested_at, sent_at)
        SELECT 'mov_1', min(id), max(id), 'sent', '2026-11-01', '2026-11-01' FROM outlets)
      INSERT INTO move_lines (move_id, variant_id, quantity) SELECT 'mov_1', id, 1 FROM variants LIMIT 1`,
  ),
  'what a finished stock-taking found = its movements; another has none': run(
    () => sql`WITH c AS (INSERT INTO counts (id, outlet_id, state, begun_at, closed_at)
        SELECT 'stk_1', min(id), 'finished', '2026-11-01', '2026-11-01' FROM outlets)
      INSERT INTO count_lines (count_id, variant_id, counted, expected, at) SELECT 'stk_1', id, 1, 2, '2026-11-01' FROM variants LIMIT 1`,
  ),
  'held = the sum of open holds': run(() => sql`UPDATE stock SET on_hand = 1, held = 1`),
  'what an order took − gave back = its live lines': run(
    (id) => sql`UPDATE order_lines SET quantity = 2 WHERE order_id = ${id}`,
  ),
  'no line is held for more than it orders': run(
    (id) => sql`UPDATE holds SET quantity = 2 WHERE order_id = ${id}`,
  ),
  'a payment is allotted or sent back at most once over': run(
    () => sql`INSERT INTO payment_returns (id, payment_id, amount, note, returned_by, at)
      SELECT 'rfn_1', id, 1, '', '', '2026-11-01' FROM payments LIMIT 1`,
  ),
  'what was sent back for an order stands in its history': run(
    (id) => sql`INSERT INTO payment_returns (id, payment_id, order_id, amount, note, returned_by, at)
      SELECT 'rfn_1', id, ${id}, 1, '', '', '2026-11-01' FROM payments LIMIT 1`,
  ),
  'accepted = what the state of the order says': run(() => sql`DELETE FROM payment_allocations`),
  'the sum of an order is that of its lines': run(
    (id) => sql`UPDATE orders SET sum = sum + 100, total = total + 100 WHERE id = ${id}`,
  ),
  'the discount of an order is spread over its lines': run(
    (id) => sql`UPDATE order_lines SET discount = 1 WHERE order_id = ${id}`,
  ),
  'an order costs whole hryvnias, unless a transfer was forgiven what it lacked': run(
    (id) => sql`UPDATE orders SET discount = discount + 50, total = total - 50 WHERE id = ${id}`,
  ),
  'cash on delivery = total − paid, on every parcel that is still to be sent': run(
    () => sql`UPDATE shipments SET cash_on_delivery = 1`,
  ),
  'a shipped order has parcels, and their waybills unless it is a pickup': run(
    () => sql`UPDATE shipments SET tracking_number = NULL`,
  ),
  'a closed parcel was checked piece by piece': run(() => sql`UPDATE shipment_lines SET checked = 0`),
  'every order began in its history and stands where its history says': run(
    (id) => sql`UPDATE orders SET status = 'ARRIVED' WHERE id = ${id}`,
  ),
  'whoever was merged into another is one step away from whoever stays': run(
    () => sql`WITH three AS (INSERT INTO users (id, created_at) VALUES ('usr_a', now()), ('usr_b', now()), ('usr_c', now()))
      INSERT INTO users (id, created_at, merged_into_id) VALUES ('usr_d', now(), 'usr_e'), ('usr_e', now(), 'usr_a')`,
  ),
  'whoever was merged into another has nothing any more': run(
    (
      id,
    ) => sql`UPDATE users SET phone = NULL, phone_proven_at = NULL, merged_into_id = (SELECT max(o.id) FROM users o WHERE o.id <> users.id)
      WHERE id = (SELECT user_id FROM orders WHERE id = ${id})`,
  ),
  'whoever was merged into another owns no order': run(
    (id) =>
      sql`UPDATE users SET phone = NULL, phone_proven_at = NULL, merged_into_id = (SELECT max(o.id) FROM users o WHERE o.id <> users.id) WHERE id = (SELECT user_id FROM orders WHERE id = ${id})`,
  ),
  'no hold is open beyond its time by more than an hour': run(
    (id) => sql`UPDATE holds SET state = 'open', until = '2026-11-01' WHERE order_id = ${id}`,
  ),
  'no unpaid order is kept beyond its term by more than an hour': run(
    (id) => sql`UPDATE orders SET status = 'AWAITING_PAYMENT', pay_before = '2026-11-01' WHERE id = ${id}`,
  ),
  'no event waits for a follower for more than an hour': run(
    () =>
      sql`INSERT INTO event_deliveries (event_id, follower, due_at) SELECT id, 'x', at FROM events LIMIT 1`,
  ),
  'every message of a customer is answered, or waits': run(
    (id) => sql`WITH t AS (INSERT INTO tickets (id, user_id, state, last_number, relayed_to, created_at)
        SELECT 'tkt_1', user_id, 'open', 1, 1, '2026-11-01' FROM orders WHERE id = ${id})
      INSERT INTO ticket_entries (ticket_id, number, side, at) VALUES ('tkt_1', 1, 'customer', '2026-11-01')`,
  ),
  'the numbers of a ticket have no gap': run(
    (id) => sql`INSERT INTO tickets (id, user_id, state, last_number, created_at)
      SELECT 'tkt_1', user_id, 'closed', 1, '2026-11-01' FROM orders WHERE id = ${id}`,
  ),
  'what was said in a ticket is handed on within an hour': run(
    (id) => sql`WITH t AS (INSERT INTO tickets (id, user_id, state, last_number, created_at)
        SELECT 'tkt_1', user_id, 'closed', 1, '2026-11-01' FROM orders WHERE id = ${id})
      INSERT INTO ticket_entries (ticket_id, number, side, at) VALUES ('tkt_1', 1, 'staff', '2026-11-01')`,
  ),
  'no message waits for its report for more than an hour': run(
    (
      id,
    ) => sql`INSERT INTO notifications (id, key, user_id, template, params, state, due_at, report_due_at, created_at)
      SELECT 'ntf_1', 'k', user_id, 't', '{}', 'sent', '2026-11-01', '2026-11-01', '2026-11-01' FROM orders WHERE id = ${id}`,
  ),
  'no message is undecided for more than an hour': run(
    (id) => sql`INSERT INTO notifications (id, key, user_id, template, params, due_at, created_at)
      SELECT 'ntf_1', 'k', user_id, 't', '{}', '2026-11-01', '2026-11-01' FROM orders WHERE id = ${id}`,
  ),
}

describe('the books', () => {
  it.each(BOOKS_CHECKS)('say when this does not hold: %s', async (check) => {
    const product = await shop.aProduct({ sizes: { 38: 1 } })
    const { id } = await shop.paid(await shop.aCustomer(), [{ product, size: '38' }])
    await shop.shipped(id)
    shop.clock.advance({ hours: 2 })
    expect(await shop.core.checkBooks()).toEqual([])
    const spoilt = shop.db.transaction(async (tx) => {
      await SPOILS[check](tx, id)
      throw await checkedIn(tx)
    })
    const found = await spoilt.catch((error: unknown) => {
      if (error instanceof Found) return error.checks
      throw error
    })
    expect(found).toContain(check)
  })
})

/** What the books say inside a transaction that is then rolled back. */
class Found extends Error {
  readonly checks: readonly BooksCheck[]

  constructor(checks: readonly BooksCheck[]) {
    super('rolled back')
    this.checks = checks
  }
}

const checkedIn = async (q: Queries): Promise<Found> => {
  return new Found((await checkBooks(q, shop.clock.now())).map(({ check }) => check))
}
