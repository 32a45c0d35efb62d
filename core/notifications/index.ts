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
import { findChat, loseChat, moveChat } from '../staff/index.ts'
import { findReachable, setBlocked, wantsReminders } from '../users/index.ts'
import type { ChatMessage, Message, Messenger, Urgency } from './messenger.ts'
import { keepReceipt, type Receipt, takeUnreported } from './receipt.store.ts'

export { forCustomers, joinMessengers } from './join-messengers.ts'
export { mergeNotifications } from './merge-notifications.store.ts'
export type { ChatMessage, Message, Messenger, SendOutcome, Urgency } from './messenger.ts'
export type { Receipt } from './receipt.store.ts'

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
/** The first five tries last ten minutes: a messenger that is away longer than that is not waited for where there is another. */
const ALONE_TRIES = 5
/** A messenger that reports has so long to say that a message arrived. */
const REPORT_MS = 15 * MINUTE_MS

export type Notifications = ReturnType<typeof createNotifications>

interface Attempt {
  readonly id: string
  readonly tries: number
  readonly urgency: Urgency
  /** Attempts of which nobody knows whether they arrived. */
  readonly unknowns: number
  /** An account where it was sent and did not arrive. */
  readonly notAt: string | null
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
      (Row & { params: { urgency: Urgency; unknowns?: number; asked?: boolean; notAt?: string } })[]
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
        notAt: row.params.notAt ?? null,
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
    rest: {
      person?: string
      messageId?: string
      error?: string
      dueAt?: Date
      reportDueAt?: Date | null
    } = {},
  ): Promise<void> => {
    await db.transaction(async (tx) => {
      const decided = await tx.$queryRaw<Undelivered[]>`
      UPDATE notifications SET state = ${state}, person = ${rest.person ?? null}, message_id = ${rest.messageId ?? null},
        error = ${rest.error ?? null}, sent_at = ${state === 'sent' ? clock.now() : null}, due_at = COALESCE(${rest.dueAt ?? null}, due_at),
        report_due_at = ${rest.reportDueAt ?? null}
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
        case 'elsewhere':
          return await decide(message, 'skipped', { error: 'no group of this messenger' })
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

  /** The accounts to try, in their order: not the one where it was sent already and did not arrive. */
  const personsFor = async ({ userId, notAt }: Attempt & Message): Promise<string[]> => {
    const { viber } = await settings.read()
    const { outsideSession } = viber
    const persons = await findReachable(db.queries, { userId, now: clock.now(), outsideSession })
    return persons.filter((person) => person !== notAt)
  }

  /** A reminder never goes twice, and nothing goes on more than once. */
  const reportDueAt = ({ urgency, notAt }: Attempt, person: string): Date | null =>
    urgency === 'reminder' || notAt !== null || !messenger.reports(person)
      ? null
      : later(clock.now(), REPORT_MS)

  /** One message: the messenger last used, then the next where one refuses or is away too long. */
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
    let failure: IntegrationError | undefined
    for (const person of await personsFor(message)) {
      try {
        const outcome = await messenger.send(person, message)
        if (outcome.kind === 'sent')
          return await decide(message, 'sent', {
            person,
            messageId: outcome.messageId,
            reportDueAt: reportDueAt(message, person),
          })
        if (outcome.kind === 'elsewhere') {
          failure = outcome.later ?? failure
          continue
        }
        if (outcome.kind === 'unknown') return await fateUnknown(message, outcome.error)
        await setBlocked(db.queries, person, clock.now())
      } catch (error) {
        if (!(error instanceof IntegrationError)) throw error
        if (error.retry && message.tries <= ALONE_TRIES) return await notSent(message, error)
        failure = error
      }
    }
    if (failure) return notSent(message, failure)
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

  /**
   * What did not arrive in time, or failed after the messenger took it, goes on to the person's other account, once. Where
   * there is none, one that failed is given up, and one of which nothing is known stays as sent.
   * Runs every minute: jobs/schedule.ts. Returns how many went on.
   */
  const goOn = async (): Promise<number> => {
    const moved = await db.transaction(async (tx) => {
      const found = await takeUnreported(tx, clock.now())
      const failed = found.filter(({ state, isInLane }) => state === 'failed' && isInLane)
      await announce(
        tx,
        ...failed.map(({ key, template, params }) =>
          event('message.undelivered', { key, template, params, why: 'failed' }),
        ),
      )
      return found.filter(({ state }) => state === 'queued').length
    })
    if (moved > 0) await sendDue()
    return moved
  }

  return {
    queue,
    queueAnswers,
    sendDue,
    goOn,
    /** What a messenger reports of a message of ours. The first of each kind is kept, in whatever order they come. */
    receipt: (receipt: Receipt): Promise<void> => keepReceipt(db.queries, receipt),
  }
}
