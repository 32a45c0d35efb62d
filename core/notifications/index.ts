/**
 * Messages that the shop sends by itself, each once per key: queued in the transaction of its follower,
 * sent through the port `Messenger`, its outcome kept. Quiet hours hold back what is no answer and no payment.
 */
import type { Clock } from '../kernel/clock.ts'
import { later, MINUTE_MS } from '../kernel/clock.ts'
import type { Db, Tx } from '../kernel/db.ts'
import { IntegrationError } from '../kernel/errors.ts'
import { newId } from '../kernel/ids.ts'
import { afterQuietHours, type SettingsReader } from '../settings/index.ts'
import { findReachable } from '../users/index.ts'

/** How much a message matters: an answer or a payment's result goes at any hour, and is tried again when its fate is unknown. */
export type Urgency = 'answer' | 'payment' | 'order' | 'reminder'

export interface Message {
  /** Under which it may be sent once only: `order.shipped:ord_…`. */
  readonly key: string
  readonly userId: string
  readonly template: string
  readonly params: Readonly<Record<string, unknown>>
}

/** `sent`, or why not: `blocked` cannot be written to; `unknown`: nobody can say whether it arrived. */
export type SendOutcome =
  | { readonly kind: 'sent'; readonly messageId: string }
  | { readonly kind: 'blocked' }
  | { readonly kind: 'unknown'; readonly error: string }

/** Port: one messenger's way to write to a person ("telegram:123"). @throws IntegrationError when it surely did not go */
export interface Messenger {
  send(person: string, message: Message): Promise<SendOutcome>
}

export interface Needs {
  readonly db: Db
  readonly clock: Clock
  readonly settings: SettingsReader
  readonly messenger: Messenger
}

const MAX_TRIES = 8
const UNKNOWN_TRIES = 2
const SENDING_MS = 2 * MINUTE_MS

export type Notifications = ReturnType<typeof createNotifications>

interface Queued extends Message {
  readonly id: string
  readonly tries: number
  readonly urgency: Urgency
}

export const createNotifications = ({ db, clock, settings, messenger }: Needs) => {
  /**
   * Queues messages in one transaction with the end of the follower's work (`done`); keys that are known change
   * nothing. What may wait goes after the quiet hours.
   */
  const queue = async (
    urgency: Urgency,
    messages: readonly Message[],
    done: (tx: Tx) => Promise<void>,
  ): Promise<void> => {
    const now = clock.now()
    const dueAt =
      urgency === 'answer' || urgency === 'payment'
        ? now
        : afterQuietHours(now, (await settings.read()).quiet)
    const rows = messages.map(({ params, ...message }) => ({
      ...message,
      id: newId('ntf'),
      params: { ...params, urgency },
    }))
    await db.transaction(async (tx) => {
      await tx.$executeRaw`
        INSERT INTO notifications (id, key, user_id, template, params, due_at, created_at)
        SELECT id, key, "userId", template, params, ${dueAt}, ${now} FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
          AS n(id text, key text, "userId" text, template text, params jsonb)
        ON CONFLICT (key) DO NOTHING`
      await done(tx)
    })
  }

  /** Claims what is due, or was left in the middle by a process that died. */
  const claim = async (limit: number): Promise<Queued[]> => {
    const now = clock.now()
    const rows = await db.client.$queryRaw<(Omit<Queued, 'urgency'> & { params: { urgency: Urgency } })[]>`
      UPDATE notifications n SET state = 'sending', tries = n.tries + 1, due_at = ${later(now, SENDING_MS)}
      FROM (
        SELECT id FROM notifications
        WHERE state IN ('queued', 'sending') AND due_at <= ${now} ORDER BY due_at, id LIMIT ${limit} FOR UPDATE SKIP LOCKED
      ) due
      WHERE n.id = due.id
      RETURNING n.id, n.key, n.user_id AS "userId", n.template, n.params, n.tries`
    return rows.map((row) => ({ ...row, urgency: row.params.urgency }))
  }

  const decide = async (
    id: string,
    state: string,
    rest: { person?: string; messageId?: string; error?: string; dueAt?: Date } = {},
  ) => {
    await db.client.$executeRaw`
      UPDATE notifications SET state = ${state}, person = ${rest.person ?? null}, message_id = ${rest.messageId ?? null},
        error = ${rest.error ?? null}, sent_at = ${state === 'sent' ? clock.now() : null}, due_at = COALESCE(${rest.dueAt ?? null}, due_at)
      WHERE id = ${id}`
  }

  const retryOrGiveUp = (message: Queued, error: string, allowed: number) =>
    message.tries >= allowed
      ? decide(message.id, allowed === UNKNOWN_TRIES ? 'unknown' : 'failed', { error })
      : decide(message.id, 'queued', { error, dueAt: later(clock.now(), 10_000 * 2 ** message.tries) })

  /** One message: the messenger last used, then the next where one refuses. */
  const send = async (message: Queued): Promise<void> => {
    for (const person of await findReachable(db.client, message.userId)) {
      try {
        const outcome = await messenger.send(person, message)
        if (outcome.kind === 'blocked') continue
        if (outcome.kind === 'sent')
          return await decide(message.id, 'sent', { person, messageId: outcome.messageId })
        return await retryOrGiveUp(message, outcome.error, message.urgency === 'reminder' ? 1 : UNKNOWN_TRIES)
      } catch (error) {
        if (!(error instanceof IntegrationError)) throw error
        return await retryOrGiveUp(message, error.message, error.retry ? MAX_TRIES : 1)
      }
    }
    await decide(message.id, 'skipped', { error: 'nobody to write to' })
  }

  /** Sends what is due. Runs after each follower that queues and every few seconds: jobs/schedule.ts. Returns how many. */
  const sendDue = async ({ limit = 50 } = {}): Promise<number> => {
    const due = await claim(limit)
    for (const message of due) await send(message)
    return due.length
  }

  return { queue, sendDue }
}
