import { type Cause, once } from '../inbox.ts'
import { type Actor, roleAmong } from '../kernel/actor.ts'
import { withoutCard } from '../kernel/card-number.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Db, Queries } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import { cut } from '../kernel/text.ts'

/** What a customer may no longer do: pay on receipt, or order at all. The later is the stricter. */
export const BLOCKS = ['prepay_only', 'blocked'] as const
export type Block = (typeof BLOCKS)[number]

/**
 * Something that is known of a customer: what the staff wrote down (a note, a block with its reason, why it was lifted),
 * or that another user turned out to be them (`text`: as whom they were known).
 */
export interface CustomerNote {
  readonly what: 'note' | 'lifted' | Block | 'merged' | 'merged_by_owner'
  readonly text: string
  readonly byName: string | null
  readonly at: Date
}

interface WriteNote {
  readonly actor: Actor
  readonly userId: string
  readonly what: Exclude<CustomerNote['what'], 'merged' | 'merged_by_owner'>
  readonly text: string
  readonly cause?: Cause | undefined
}

const TEXT_MAX = 500

/**
 * A manager writes something down about a customer, blocks them or lifts the block, with a reason. Notes stay for good.
 * Customers never read them.
 *
 * @throws DomainError `order.forbidden`, `order.reason_needed`, `text.card_number`, `customer.unknown`
 */
export const writeCustomerNote =
  ({ db, clock }: { db: Db; clock: Clock }) =>
  ({ actor, userId, what, text: typed, cause }: WriteNote): Promise<void> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      if (!roleAmong(actor, ['manager']) || !actor.userId) throw new DomainError('order.forbidden')
      const text = cut(withoutCard(typed).trim(), TEXT_MAX)
      if (!text) throw new DomainError('order.reason_needed')
      const block = what === 'note' ? undefined : what === 'lifted' ? null : what
      const known =
        block === undefined
          ? await tx.$executeRaw`SELECT FROM users WHERE id = ${userId}`
          : await tx.$executeRaw`UPDATE users SET block = ${block} WHERE id = ${userId}`
      if (known === 0) throw new DomainError('customer.unknown')
      await tx.$executeRaw`
        INSERT INTO customer_notes (user_id, what, text, by_user, at) VALUES (${userId}, ${what}, ${text}, ${actor.userId}, ${now})`
    })

/** The last notes on a customer, newest first. */
export const findCustomerNotes = (q: Queries, userId: string, limit: number): Promise<CustomerNote[]> =>
  q.$queryRaw<CustomerNote[]>`
    SELECT what, text, "byName", at FROM (
      SELECT n.id, n.what, n.text, u.name AS "byName", n.at FROM customer_notes n LEFT JOIN users u ON u.id = n.by_user
      WHERE n.user_id = ${userId}
      UNION ALL
      SELECT 0, CASE m.why WHEN 'owner' THEN 'merged_by_owner' ELSE 'merged' END, COALESCE(g.name, g.claimed_phone, ''), b.name, m.at
      FROM user_merges m JOIN users g ON g.id = m.goes_id JOIN users b ON b.id = m.by_user WHERE g.merged_into_id = ${userId}
    ) known ORDER BY at DESC, id DESC LIMIT ${limit}`

/** Whether a customer may only pay in advance, or order nothing. */
export const findBlock = async (q: Queries, userId: string): Promise<Block | null> => {
  const rows = await q.$queryRaw<{ block: Block | null }[]>`SELECT block FROM users WHERE id = ${userId}`
  return rows[0]?.block ?? null
}

/** Why nothing is accepted from a customer, in the words of whoever blocked them; empty where nobody said. */
export const findBlockReason = async (q: Queries, userId: string): Promise<string> => {
  const rows = await q.$queryRaw<{ text: string }[]>`
    SELECT text FROM customer_notes WHERE user_id = ${userId} AND what = 'blocked' ORDER BY id DESC LIMIT 1`
  return rows[0]?.text ?? ''
}
