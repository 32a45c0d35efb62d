import { event } from '../events.ts'
import type { Tx } from '../kernel/db.ts'
import { powerCutUntil, workingMinutesAfter } from '../settings/index.ts'
import type { Needs } from './needs.ts'

/** Why an order returns to the queue: what its history says (`history.<why>`). */
type Why = 'returned_untouched' | 'returned_off_shift' | 'returned_no_staff'

interface InHand {
  readonly orderId: string
  readonly number: number
  readonly onShift: boolean
  readonly isStaff: boolean
  /** When any of the staff last did anything with it, or until when its mark lets it rest. */
  readonly touchedAt: Date
}

/**
 * An order that somebody took returns to the queue, with its notes and marks, when they left it alone for so many
 * working minutes (setting `untouchedMinutes`; a mark with a time, «Передзвонити о …», counts from that time), went off
 * shift or left the staff. During a power cut of all outlets nobody is idle. Whoever works on it at this very moment keeps it: a locked order is passed over.
 *
 * When it will have been left alone is a column, looked at and set anew by this sweep: whatever leaves a line in the
 * order's history touches it. Runs every minute and when a shift ends: jobs/. Returns how many returned.
 */
export const returnUntouched =
  ({ db, clock, announce, settings }: Needs) =>
  async ({ limit = 200 } = {}): Promise<number> => {
    const rules = await settings.read()
    const { hours, untouchedMinutes } = rules
    return db.transaction(async (tx) => {
      const now = clock.now()
      const cut = rules.powerCut?.outletId === null ? powerCutUntil(rules, now) : null
      const kept: { orderId: string; at: Date }[] = []
      const returned: { orderId: string; number: number; why: Why }[] = []
      for (const { orderId, number, onShift, isStaff, touchedAt } of await claimInHand(tx, now, limit)) {
        const from = cut && cut > touchedAt ? cut : touchedAt
        const at = workingMinutesAfter(from, untouchedMinutes, hours)
        if (!isStaff) returned.push({ orderId, number, why: 'returned_no_staff' })
        else if (!onShift) returned.push({ orderId, number, why: 'returned_off_shift' })
        else if (at <= now) returned.push({ orderId, number, why: 'returned_untouched' })
        else kept.push({ orderId, at })
      }
      await tx.$executeRaw`
        UPDATE orders o SET untouched_at = k.at FROM jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) AS k("orderId" text, at timestamptz)
        WHERE o.id = k."orderId"`
      await tx.$executeRaw`
        WITH returned AS (
          SELECT * FROM jsonb_to_recordset(${JSON.stringify(returned)}::jsonb) AS r("orderId" text, why text)
        ), freed AS (
          UPDATE orders o SET holder_id = NULL, untouched_at = NULL, updated_at = ${now} FROM returned r WHERE o.id = r."orderId"
        )
        INSERT INTO order_history (order_id, at, by_role, what) SELECT "orderId", ${now}, 'system', why FROM returned`
      await announce(tx, ...returned.map(({ orderId, number }) => event('order.unheld', { orderId, number })))
      return returned.length
    })
  }

/**
 * What is to be looked at, locked. Two statements: what was just done by somebody whose lock we did not meet must be
 * seen, or their work would count as idleness.
 */
const claimInHand = async (tx: Tx, now: Date, limit: number): Promise<InHand[]> => {
  const locked = await tx.$queryRaw<{ id: string }[]>`
    SELECT o.id FROM orders o WHERE o.holder_id IS NOT NULL AND o.status = 'AWAITING_CONFIRMATION'
      AND (o.untouched_at IS NULL OR o.untouched_at <= ${now}
        OR NOT EXISTS (SELECT FROM shifts s WHERE s.user_id = o.holder_id)
        OR NOT EXISTS (SELECT FROM memberships m WHERE m.user_id = o.holder_id AND m.group_code IN ('manager', 'owner')))
    ORDER BY o.untouched_at NULLS FIRST, o.id LIMIT ${limit} FOR UPDATE SKIP LOCKED`
  if (locked.length === 0) return []
  return tx.$queryRaw<InHand[]>`
    SELECT o.id AS "orderId", o.number,
      EXISTS (SELECT FROM shifts s WHERE s.user_id = o.holder_id) AS "onShift",
      (EXISTS (SELECT FROM memberships m WHERE m.user_id = o.holder_id AND m.group_code IN ('manager', 'owner'))
        OR EXISTS (SELECT FROM lendings l WHERE l.user_id = o.holder_id AND l.role = 'manager' AND l.ended_at IS NULL AND l.until > ${now})) AS "isStaff",
      GREATEST(o.status_since, o.mark_until, (SELECT max(h.at) FROM order_history h
        WHERE h.order_id = o.id AND (h.by_role NOT IN ('customer', 'system', 'provider') OR h.what IN ('mark_ended', 'agreed', 'hour_named')))) AS "touchedAt"
    FROM orders o WHERE o.id = ANY(${locked.map(({ id }) => id)}) ORDER BY o.created_at, o.id`
}
