/**
 * Messages that the shop sends by itself, each once per key: queued in the transaction of its follower,
 * sent through the port `Messenger`, its outcome kept. Quiet hours hold back what is no answer and no payment.
 */
import { event } from '../events.ts'
import type { Clock } from '../kernel/clock.ts'
import { later, MINUTE_MS } from '../kernel/clock.ts'
import type { Db, Tx } from '../kernel/db.ts'
import { IntegrationError } from '../kernel/errors.ts'
import { newId } from '../kernel/ids.ts'
import type { Announce } from '../outbox.ts'
import { afterQuietHours, type SettingsReader } from '../settings/index.ts'
import { findChat, loseChat, moveChat, type StaffCard } from '../staff/index.ts'
import { findReachable, setBlocked, wantsReminders } from '../users/index.ts'

/** How much a message matters: an answer or a payment's result goes at any hour, and is tried again when its fate is unknown. */
export type Urgency = 'answer' | 'payment' | 'order' | 'reminder'

export interface Message {
  /** Under which it may be sent once only: `order.shipped:ord_…`. */
  readonly key: string
  readonly userId: string
  readonly template: string
  readonly params: Readonly<Record<string, unknown>>
  /** The person asked for this very message: it goes although they want no reminders. */
  readonly asked?: boolean
  /**
   * Messages of one lane go one after another in the order of their places, whatever is tried again; what becomes of
   * one that did not arrive is announced.
   */
  readonly lane?: { readonly name: string; readonly place: number }
}

/** An order's card to a group of the staff, wherever that is by the time it is sent. */
export interface ChatMessage {
  readonly key: string
  readonly staffChatId: string
  readonly template: 'staff.card'
  readonly params: { readonly orderId: string }
  /** Neither is ever said of a card. */
  readonly asked?: boolean
  readonly lane?: never
}

/** `sent`, or why not: `blocked` cannot be written to; `moved`: the group is another by now; `unknown`: nobody can say whether it arrived. */
export type SendOutcome =
  | { readonly kind: 'sent'; readonly messageId: string }
  | { readonly kind: 'blocked' }
  | { readonly kind: 'moved'; readonly to: string }
  | { readonly kind: 'unknown'; readonly error: string }

/** Port: one messenger's way to write to a person ("telegram:123"). @throws IntegrationError when it surely did not go */
export interface Messenger {
  send(person: string, message: Message): Promise<SendOutcome>
  /** Sends an order's card to a group of the staff ("telegram:-100123"). @throws IntegrationError when it surely did not go */
  sendToChat(chat: string, orderId: string): Promise<SendOutcome>
  /**
   * Draws a card of one of the staff again, where it stands; one that is gone is forgotten. A card that shows
   * it as it is already is left alone, unless what its reader may do has changed (`anew`).
   */
  redraw(card: StaffCard, options?: { anew: boolean }): Promise<void>
  /** Gives a person the menu of commands of what they may do, in their language; customers have the one for everybody. */
  showMenu(person: string): Promise<void>
}

export interface Needs {
  readonly db: Db
  readonly clock: Clock
  readonly settings: SettingsReader
  readonly announce: Announce
  readonly messenger: Messenger
}

/** States in which a message is given up. */
const UNDELIVERED = ['skipped', 'failed', 'unknown'] as const
export type WhyUndelivered = (typeof UNDELIVERED)[number]
const isUndelivered = (state: string): state is WhyUndelivered =>
  (UNDELIVERED as readonly string[]).includes(state)

interface Undelivered extends Message {
  readonly isInLane: boolean
}

const MAX_TRIES = 8
/** How often a message whose fate is unknown is sent again. */
const repeats = ({ urgency }: Pick<Attempt, 'urgency'>): number => (urgency === 'reminder' ? 0 : 1)
const SENDING_MS = 2 * MINUTE_MS

export type Notifications = ReturnType<typeof createNotifications>

interface Attempt {
  readonly id: string
  readonly tries: number
  readonly urgency: Urgency
  /** Attempts of which nobody knows whether they arrived. */
  readonly unknowns: number
}

type Queued = Attempt & (Message | ChatMessage)

const isToChat = (message: Queued): message is Attempt & ChatMessage =>
  'staffChatId' in message && message.staffChatId !== null

export const createNotifications = (needs: Needs) => {
  const { db, clock, settings, announce, messenger } = needs

  /**
   * Queues messages in one transaction with the end of the follower's work (`done`); keys that are known change
   * nothing. What may wait goes after the quiet hours.
   */
  const queue = async (
    urgency: Urgency,
    messages: readonly (Message | ChatMessage)[],
    done: (tx: Tx) => Promise<void>,
  ): Promise<void> => {
    const now = clock.now()
    const dueAt =
      urgency === 'answer' || urgency === 'payment'
        ? now
        : afterQuietHours(now, (await settings.read()).quiet)
    await db.transaction(async (tx) => {
      await insert(tx, messages, { urgency, dueAt })
      await done(tx)
    })
  }

  const insert = async (
    tx: Tx,
    messages: readonly (Message | ChatMessage)[],
    { urgency, dueAt }: { urgency: Urgency; dueAt: Date },
  ): Promise<void> => {
    const rows = messages.map(({ params, lane, asked = false, ...message }) => ({
      ...message,
      lane: lane?.name ?? null,
      place: lane?.place ?? null,
      id: newId('ntf'),
      params: { ...params, urgency, ...(asked ? { asked } : {}) },
    }))
    await tx.$executeRaw`
      INSERT INTO notifications (id, key, user_id, staff_chat_id, template, params, lane, place, due_at, created_at)
      SELECT id, key, "userId", "staffChatId", template, params, lane, place, ${dueAt}, ${clock.now()} FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS n(id text, key text, "userId" text, "staffChatId" text, template text, params jsonb, lane text, place int)
      ON CONFLICT (key) DO NOTHING`
  }

  /** Queues messages that go at any hour, in the transaction of what they say. A step. */
  const queueAnswers = (tx: Tx, messages: readonly Message[]): Promise<void> =>
    insert(tx, messages, { urgency: 'answer', dueAt: clock.now() })

  /**
   * Claims the next message that is due. One that is still 'sending' when its time is over was left in the middle by a
   * process that died, or its fate was not known: either way that attempt may have arrived, and is counted.
   */
  const claim = async (): Promise<Queued | undefined> => {
    const now = clock.now()
    type Row = (Message | ChatMessage) & Pick<Attempt, 'id' | 'tries'>
    const rows = await db.queries.$queryRaw<
      (Row & { params: { urgency: Urgency; unknowns?: number; asked?: boolean } })[]
    >`
      UPDATE notifications n SET state = 'sending', tries = n.tries + 1, due_at = ${later(now, SENDING_MS)},
        params = CASE WHEN n.state = 'sending'
          THEN n.params || jsonb_build_object('unknowns', COALESCE((n.params->>'unknowns')::int, 0) + 1) ELSE n.params END
      FROM (
        SELECT id FROM notifications d
        WHERE state IN ('queued', 'sending') AND due_at <= ${now} AND (lane IS NULL OR NOT EXISTS (
          SELECT FROM notifications e WHERE e.lane = d.lane AND e.place < d.place AND e.state IN ('queued', 'sending')))
        ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
      ) due
      WHERE n.id = due.id
      RETURNING n.id, n.key, n.user_id AS "userId", n.staff_chat_id AS "staffChatId", n.template, n.params, n.tries`
    const row = rows[0]
    return (
      row && {
        ...row,
        urgency: row.params.urgency,
        unknowns: row.params.unknowns ?? 0,
        asked: row.params.asked ?? false,
      }
    )
  }

  /** During the quiet hours what may wait is put off, also what should have gone before them. */
  const keepQuiet = async (): Promise<void> => {
    const now = clock.now()
    const end = afterQuietHours(now, (await settings.read()).quiet)
    if (end <= now) return
    await db.queries.$executeRaw`
      UPDATE notifications SET due_at = ${end}
      WHERE state IN ('queued', 'sending') AND due_at <= ${now} AND params->>'urgency' IN ('order', 'reminder')`
  }

  /** The outcome of an attempt; one that another process has taken over meanwhile is that one's to decide, unless it went. */
  const decide = async (
    { id, tries }: Attempt,
    state: string,
    rest: { person?: string; messageId?: string; error?: string; dueAt?: Date } = {},
  ): Promise<void> => {
    await db.transaction(async (tx) => {
      const decided = await tx.$queryRaw<Undelivered[]>`
      UPDATE notifications SET state = ${state}, person = ${rest.person ?? null}, message_id = ${rest.messageId ?? null},
        error = ${rest.error ?? null}, sent_at = ${state === 'sent' ? clock.now() : null}, due_at = COALESCE(${rest.dueAt ?? null}, due_at)
      WHERE id = ${id} AND state <> 'sent' AND (${state} = 'sent' OR (state = 'sending' AND tries = ${tries}))
      RETURNING key, template, params, lane IS NOT NULL AS "isInLane"`
      const [left] = decided
      if (!left?.isInLane || !isUndelivered(state)) return
      const { key, template, params } = left
      await announce(tx, event('message.undelivered', { key, template, params, why: state }))
    })
  }

  const retryAt = ({ tries }: Attempt): Date => later(clock.now(), 10_000 * 2 ** tries)

  /** Tried again later, to the second where the messenger says when; a messenger that only asks us to wait never fails a message. */
  const notSent = (message: Attempt, failure: IntegrationError): Promise<void> => {
    const { message: error, retry, retryAfterMs } = failure
    if (retryAfterMs !== null)
      return decide(message, 'queued', { error, dueAt: later(clock.now(), retryAfterMs) })
    return retry && message.tries < MAX_TRIES
      ? decide(message, 'queued', { error, dueAt: retryAt(message) })
      : decide(message, 'failed', { error })
  }

  /** Repeated once, but never a reminder: two of them are worse than none. It stays 'sending' until then. */
  const fateUnknown = (message: Attempt, error: string): Promise<void> =>
    message.unknowns < repeats(message)
      ? decide(message, 'sending', { error, dueAt: retryAt(message) })
      : decide(message, 'unknown', { error })

  /** A card to the staff's group, also where that has another name by now; where there is none any more each gets theirs. */
  const sendToChat = async (message: Attempt & ChatMessage): Promise<void> => {
    const { orderId } = message.params
    const chat = (await findChat(db.queries, message.staffChatId))?.chat ?? null
    try {
      const outcome = chat ? await messenger.sendToChat(chat, orderId) : ({ kind: 'blocked' } as const)
      switch (outcome.kind) {
        case 'sent':
          return await decide(message, 'sent', { person: chat!, messageId: outcome.messageId })
        case 'unknown':
          return await fateUnknown(message, outcome.error)
        case 'moved':
          await moveChat(needs)({ from: chat!, to: outcome.to })
          return await decide(message, 'queued', { error: 'the group moved', dueAt: clock.now() })
        case 'blocked':
          await loseChat(needs)({ chat, orderId })
          return await decide(message, 'skipped', { error: 'no such group any more' })
      }
    } catch (error) {
      if (!(error instanceof IntegrationError)) throw error
      await notSent(message, error)
    }
  }

  /** One message: the messenger last used, then the next where one refuses. */
  const send = async (message: Queued): Promise<void> => {
    if (message.unknowns > repeats(message))
      return decide(message, 'unknown', { error: 'left in the middle' })
    if (isToChat(message)) return sendToChat(message)
    if (
      message.urgency === 'reminder' &&
      !message.asked &&
      !(await wantsReminders(db.queries, message.userId))
    )
      return decide(message, 'skipped', { error: 'wants no reminders' })
    for (const person of await findReachable(db.queries, message.userId)) {
      try {
        const outcome = await messenger.send(person, message)
        if (outcome.kind === 'sent')
          return await decide(message, 'sent', { person, messageId: outcome.messageId })
        if (outcome.kind === 'unknown') return await fateUnknown(message, outcome.error)
        await setBlocked(db.queries, person, clock.now())
      } catch (error) {
        if (!(error instanceof IntegrationError)) throw error
        return await notSent(message, error)
      }
    }
    await decide(message, 'skipped', { error: 'nobody to write to' })
  }

  /** Sends what is due. Runs after each follower that queues and every few seconds: jobs/schedule.ts. Returns how many. */
  const sendDue = async ({ limit = 50 } = {}): Promise<number> => {
    await keepQuiet()
    // One at a time: what is claimed and waits for its turn could run out of time and be sent by another process too.
    for (let sent = 0; sent < limit; sent++) {
      const message = await claim()
      if (!message) return sent
      await send(message)
    }
    return limit
  }

  return { queue, queueAnswers, sendDue }
}
