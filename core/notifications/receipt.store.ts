import type { Queries, Tx } from '../kernel/db.ts'

export interface Receipt {
  readonly person: string
  readonly messageId: string
  readonly kind: 'delivered' | 'seen' | 'failed'
  /** When it happened, as the messenger says. */
  readonly at: Date
  /** Why it failed, in the messenger's words. */
  readonly error?: string | undefined
}

const ERROR_MAX = 500

/** Of each kind the first is kept, whichever comes first and however often it comes. */
export const keepReceipt = async (
  q: Queries,
  { person, messageId, kind, at, error }: Receipt,
): Promise<void> => {
  const when = (of: Receipt['kind']) => (kind === of ? at : null)
  await q.$executeRaw`
    INSERT INTO message_receipts AS r (person, message_id, delivered_at, seen_at, failed_at, error)
    VALUES (${person}, ${messageId}, ${when('delivered')}, ${when('seen')}, ${when('failed')},
      ${error === undefined ? null : error.replaceAll('\0', '').toWellFormed().slice(0, ERROR_MAX).toWellFormed()})
    ON CONFLICT (person, message_id) DO UPDATE SET delivered_at = LEAST(r.delivered_at, excluded.delivered_at),
      seen_at = LEAST(r.seen_at, excluded.seen_at), failed_at = LEAST(r.failed_at, excluded.failed_at), error = COALESCE(r.error, excluded.error)`
}

export interface Unreported {
  readonly key: string
  readonly template: string
  readonly params: Readonly<Record<string, unknown>>
  readonly isInLane: boolean
  /** What becomes of it: queued anew, failed, or left as sent. */
  readonly state: string
}

const AT_ONCE = 200

/**
 * Takes what was waited for long enough, or failed, out of the waiting: each message once, however many look at the same
 * time. One that arrived meanwhile stays sent, and so it does when its report comes after that.
 */
export const takeUnreported = (tx: Tx, now: Date): Promise<Unreported[]> => tx.$queryRaw<Unreported[]>`
  WITH due AS (
    SELECT n.id, COALESCE(r.delivered_at, r.seen_at) IS NOT NULL AS arrived, r.failed_at IS NOT NULL AS failed, r.error,
      EXISTS (SELECT FROM identities i WHERE i.user_id = n.user_id AND i.person <> n.person AND i.blocked_at IS NULL) AS elsewhere
    FROM notifications n LEFT JOIN message_receipts r ON r.person = n.person AND r.message_id = n.message_id
    WHERE n.report_due_at IS NOT NULL AND (n.report_due_at <= ${now} OR r.failed_at IS NOT NULL)
    ORDER BY n.report_due_at LIMIT ${AT_ONCE} FOR UPDATE OF n SKIP LOCKED
  )
  UPDATE notifications n SET report_due_at = NULL,
    state = CASE WHEN arrived THEN n.state WHEN elsewhere THEN 'queued' WHEN failed THEN 'failed' ELSE n.state END,
    due_at = CASE WHEN elsewhere AND NOT arrived THEN ${now} ELSE n.due_at END,
    params = CASE WHEN elsewhere AND NOT arrived THEN n.params || jsonb_build_object('notAt', n.person) ELSE n.params END,
    error = CASE WHEN arrived THEN n.error ELSE COALESCE(due.error, 'no report of its arrival') END
  FROM due WHERE n.id = due.id
  RETURNING n.key, n.template, n.params, n.lane IS NOT NULL AS "isInLane", n.state`
