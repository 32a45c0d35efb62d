import { type Queries, sql } from '../kernel/db.ts'
import { type Money, money } from '../kernel/money.ts'
import type { Block } from '../users/index.ts'
import type { Order, OrderLine } from './order.ts'

/** A customer as the staff know them. */
export interface Customer {
  readonly userId: string
  readonly name: string | null
  /** Proven. */
  readonly phone: string | null
  /** Said to be theirs by a manager who ordered for them. */
  readonly claimedPhone: string | null
  readonly block: Block | null
  readonly groups: readonly string[]
  readonly orders: number
  readonly collected: number
  readonly uncollected: number
  /** Of what was collected. */
  readonly spent: Money
}

/** A customer with what became of their orders; undefined for an unknown one. */
export const findCustomer = async (q: Queries, userId: string): Promise<Customer | undefined> => {
  const rows = await q.$queryRaw<(Omit<Customer, 'spent'> & { spent: bigint })[]>`
    SELECT u.id AS "userId", COALESCE(NULLIF(u.name, ''), (
        SELECT NULLIF(concat_ws(' ', n.recipient->>'surname', n.recipient->>'firstName'), '') FROM orders n
        WHERE n.user_id = u.id ORDER BY n.created_at DESC LIMIT 1)) AS name, u.phone, u.claimed_phone AS "claimedPhone", u.block,
      COALESCE((SELECT array_agg(m.group_code ORDER BY m.group_code) FROM memberships m WHERE m.user_id = u.id), '{}') AS groups,
      count(o.id)::int AS orders, ${collected} AS collected, ${uncollected} AS uncollected,
      COALESCE(sum(o.total) FILTER (WHERE o.status = 'COMPLETED'), 0)::bigint AS spent
    FROM users u LEFT JOIN orders o ON o.user_id = u.id WHERE u.id = ${userId} GROUP BY u.id`
  return rows[0] && { ...rows[0], spent: money(rows[0].spent) }
}

/** How many parcels were collected, and how many came back from the carrier. */
const collected = sql`count(o.id) FILTER (WHERE o.status = 'COMPLETED')::int`
const uncollected = sql`count(o.id) FILTER (WHERE o.status IN ('RETURNING', 'RETURNED'))::int`

/** What an order's card says of its customer: by who they are, and by the phone they give. */
export interface Reputation {
  readonly collected: number
  readonly uncollected: number
  readonly block: Block | null
  /** The last notes and why they are blocked now, newest first: what was lifted is no news to whoever has the order. */
  readonly notes: readonly string[]
}

export const findReputation = async (
  q: Queries,
  { userId, phone }: { userId: string; phone: string | undefined },
): Promise<Reputation> => {
  const rows = await q.$queryRaw<Reputation[]>`
    SELECT ${collected} AS collected, ${uncollected} AS uncollected,
      (SELECT u.block FROM users u WHERE u.id = ${userId}) AS block,
      COALESCE((SELECT array_agg(n.text) FROM (
        SELECT c.text FROM customer_notes c JOIN users u ON u.id = c.user_id
        WHERE c.user_id = ${userId} AND (c.what = 'note' OR c.id = (
          SELECT max(b.id) FROM customer_notes b WHERE b.user_id = u.id AND b.what = u.block))
        ORDER BY c.id DESC LIMIT 3) n), '{}') AS notes
    FROM (SELECT id, status FROM orders WHERE user_id = ${userId}
      UNION SELECT id, status FROM orders WHERE recipient->>'phone' = ${phone ?? null}) o`
  return rows[0]!
}

/** What decides whether an order needs a call (without-call.ts), besides the order. */
export interface Standing extends Pick<Reputation, 'collected' | 'uncollected' | 'block'> {
  /** One of its prices waits for the owner's word. */
  readonly priceAwaits: boolean
}

export const findStanding = async (
  q: Queries,
  {
    userId,
    recipient,
    lines,
  }: Pick<Order, 'userId' | 'recipient'> & { lines: readonly Pick<OrderLine, 'variantId'>[] },
): Promise<Standing> => {
  const variantIds = lines.flatMap(({ variantId }) => variantId ?? [])
  const rows = await q.$queryRaw<Standing[]>`
    SELECT ${collected} AS collected, ${uncollected} AS uncollected,
      (SELECT u.block FROM users u WHERE u.id = ${userId}) AS block,
      EXISTS (SELECT FROM variants WHERE id = ANY(${variantIds}) AND pending_price IS NOT NULL) AS "priceAwaits"
    FROM (SELECT id, status FROM orders WHERE user_id = ${userId}
      UNION SELECT id, status FROM orders WHERE recipient->>'phone' = ${recipient.phone ?? null}) o`
  return rows[0]!
}

/** What somebody of the staff typed to find an order: digits are a number or the end of a phone, else a name. */
export type Wanted =
  | { readonly kind: 'digits'; readonly digits: string }
  | { readonly kind: 'name'; readonly stems: readonly string[] }

/** Endings by which surnames and names differ from case to case: "Коваленка" is found as "Коваленко". */
const ENDING = /(?:ого|ому|ої|ій|ою|ою|ей|ем|ом|им|єм|ам|ями|ами|[аеєиіїйоуюяьʼ])$/u

/** Undefined for what finds nothing: fewer than four digits of a phone are a number alone, two letters of a name too few. */
export const readWanted = (typed: string): Wanted | undefined => {
  const text = typed.trim().toLowerCase().replace(/['`’]/g, 'ʼ')
  const digits = text.replace(/^№/, '').replace(/[\s()+-]/g, '')
  if (/^\d{1,15}$/.test(digits)) return { kind: 'digits', digits }
  const words = text.split(/[\s,.]+/).filter((word) => /^[\p{L}ʼ-]{2,40}$/u.test(word))
  if (words.length === 0 || words.length > 4 || words.join('').length < 3) return undefined
  const stems = words.map((word) => (word.length > 4 ? word.replace(ENDING, '') : word))
  return { kind: 'name', stems }
}

const NAME = sql`lower(COALESCE(o.recipient->>'surname', '') || ' ' || COALESCE(o.recipient->>'firstName', ''))`
const PHONE_END = 4

/** The condition of a search, for orders `o` (indexes orders_phone_end, users_phone_end, orders_name). */
export const matching = (wanted: Wanted) => {
  if (wanted.kind === 'digits') {
    const { digits } = wanted
    const number = digits.length <= 9 ? sql`o.number = ${Number(digits)}::int` : sql`false`
    if (digits.length < PHONE_END) return number
    const end = digits.slice(-PHONE_END)
    return sql`(${number} OR (right(o.recipient->>'phone', 4) = ${end} AND o.recipient->>'phone' LIKE ${`%${digits}`})
      OR o.user_id IN (SELECT u.id FROM users u WHERE right(u.phone, 4) = ${end} AND u.phone LIKE ${`%${digits}`}))`
  }
  const all = wanted.stems
    .map((stem) => sql`${NAME} LIKE ${`%${stem}%`}`)
    .reduce((a, b) => sql`${a} AND ${b}`)
  return sql`(${all})`
}
