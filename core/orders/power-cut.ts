import { event } from '../events.ts'
import { type Cause, once } from '../inbox.ts'
import type { Actor } from '../kernel/actor.ts'
import { DAY_MS, HOUR_MS, later } from '../kernel/clock.ts'
import { type Sql, sql, type Tx } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import { newId } from '../kernel/ids.ts'
import { requireOwner } from '../settings/index.ts'
import type { Needs } from './needs.ts'

const HOURS_MAX = 72
const PAUSE_MAX_MS = 7 * DAY_MS

export interface PowerCut {
  readonly id: string
  readonly at: Date
  readonly byName: string | null
  /** null = all outlets. */
  readonly outletId: string | null
  readonly hours: number
  readonly pauseUntil: Date
  readonly undoneAt: Date | null
  /** How many orders had a deadline moved. */
  readonly orders: number
}

export interface BeginPowerCut {
  readonly actor: Actor
  readonly outletId: string | null
  readonly hours: number
  /** Nothing is cancelled by itself before that. */
  readonly pauseUntil: Date
  readonly cause?: Cause | undefined
}

/**
 * «Режим відключень»: the owner moves every open deadline (holds, terms of payment, reminders, marks, ready pickups, when
 * the owner hears that nobody is on shift) of an outlet or of all by so many hours, and none of them falls before the
 * pause ends; of all, also when a customer's question goes back to all managers. What is closed is not touched. Each
 * order's history says so, and the move can be undone. Returns how many orders it concerned.
 *
 * @throws DomainError `power_cut.invalid` for hours or a pause out of bounds, `staff.forbidden`
 */
export const beginPowerCut =
  ({ db, clock, announce, settings }: Needs) =>
  async ({ actor, outletId, hours, pauseUntil, cause }: BeginPowerCut): Promise<number> => {
    const byUser = requireOwner(actor)
    const moved = await db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const fits = Number.isInteger(hours) && hours >= 1 && hours <= HOURS_MAX
      if (!fits || pauseUntil <= now || pauseUntil > later(now, PAUSE_MAX_MS))
        throw new DomainError('power_cut.invalid')
      const id = newId('cut')
      await tx.$executeRaw`
        INSERT INTO power_cuts (id, by_user, at, outlet_id, hours, pause_until) VALUES (${id}, ${byUser}, ${now}, ${outletId}, ${hours}, ${pauseUntil})`
      const orders = await lockOpen(tx, outletId)
      const ids = orders.map(({ orderId }) => orderId)
      for (const what of MOVED)
        await moveOfOrders(tx, { id, what, ids, byMs: hours * HOUR_MS, notBefore: pauseUntil })
      await moveHolds(tx, { id, outletId, ids, byMs: hours * HOUR_MS, notBefore: pauseUntil })
      await moveWaitingCards(tx, { id, ids, byMs: hours * HOUR_MS, notBefore: pauseUntil })
      if (outletId === null) await moveTickets(tx, { id, byMs: hours * HOUR_MS, notBefore: pauseUntil })
      await keepSetting(tx, { id, outletId, hours, until: pauseUntil.toISOString() }, now)
      const concerned = await noteMoved(tx, { id, byUser, what: 'postponed', now })
      await announce(tx, ...concerned.map((fact) => event('order.changed', fact)))
      return concerned.length
    })
    settings.forget()
    return moved
  }

/** Orders with anything open, locked in their order; of one outlet: those that have goods from it or are collected there. */
const lockOpen = (tx: Tx, outletId: string | null) => tx.$queryRaw<{ orderId: string }[]>`
  SELECT o.id AS "orderId" FROM orders o WHERE (o.status LIKE 'AWAITING_%' OR o.collect_before IS NOT NULL AND o.status = 'ARRIVED')
    AND (${outletId}::text IS NULL OR o.delivery->>'outletId' = ${outletId} OR EXISTS (
      SELECT FROM holds h WHERE h.order_id = o.id AND h.outlet_id = ${outletId} AND h.state IN ('open', 'taken')))
  ORDER BY o.id FOR UPDATE OF o`

const COLUMNS = {
  pay_before: sql`pay_before`,
  next_reminder: sql`next_reminder`,
  mark_until: sql`mark_until`,
  collect_before: sql`collect_before`,
} as const satisfies Readonly<Record<string, Sql>>

const MOVED = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[]

interface Move {
  readonly id: string
  readonly ids: readonly string[]
  readonly byMs: number
  readonly notBefore: Date
}

const moveOfOrders = async (
  tx: Tx,
  { id, what, ids, byMs, notBefore }: Move & { what: keyof typeof COLUMNS },
): Promise<void> => {
  const column = COLUMNS[what]
  await tx.$executeRaw`
    WITH due AS (
      SELECT id, ${column} AS was, GREATEST(${column} + make_interval(secs => ${byMs / 1000}::float8), ${notBefore}::timestamptz) AS became
      FROM orders WHERE id = ANY(${[...ids]}) AND ${column} IS NOT NULL
    ), moved AS (
      UPDATE orders o SET ${column} = d.became FROM due d WHERE o.id = d.id
    )
    INSERT INTO moved_deadlines (cut_id, order_id, what, was, became) SELECT ${id}, id, ${what}, was, became FROM due`
}

const moveHolds = async (
  tx: Tx,
  { id, outletId, ids, byMs, notBefore }: Move & { outletId: string | null },
): Promise<void> => {
  await tx.$executeRaw`
    WITH due AS (
      SELECT id, order_id, until AS was, GREATEST(until + make_interval(secs => ${byMs / 1000}::float8), ${notBefore}::timestamptz) AS became
      FROM holds WHERE order_id = ANY(${[...ids]}) AND state = 'open' AND until IS NOT NULL
        AND (${outletId}::text IS NULL OR outlet_id = ${outletId}) ORDER BY id FOR UPDATE
    ), moved AS (
      UPDATE holds h SET until = d.became FROM due d WHERE h.id = d.id
    )
    INSERT INTO moved_deadlines (cut_id, order_id, hold_id, what, was, became) SELECT ${id}, order_id, id, 'hold', was, became FROM due`
}

const moveWaitingCards = async (tx: Tx, { id, ids, byMs, notBefore }: Move): Promise<void> => {
  await tx.$executeRaw`
    WITH due AS (
      SELECT order_id, tell_at AS was, GREATEST(tell_at + make_interval(secs => ${byMs / 1000}::float8), ${notBefore}::timestamptz) AS became
      FROM waiting_cards WHERE order_id = ANY(${[...ids]}) AND told_at IS NULL ORDER BY order_id FOR UPDATE
    ), moved AS (
      UPDATE waiting_cards w SET tell_at = d.became FROM due d WHERE w.order_id = d.order_id
    )
    INSERT INTO moved_deadlines (cut_id, order_id, what, was, became) SELECT ${id}, order_id, 'tell_at', was, became FROM due`
}

/** Questions belong to no outlet: they wait for whoever answers at all. */
const moveTickets = async (tx: Tx, { id, byMs, notBefore }: Omit<Move, 'ids'>): Promise<void> => {
  await tx.$executeRaw`
    WITH due AS (
      SELECT id, answer_by AS was, GREATEST(answer_by + make_interval(secs => ${byMs / 1000}::float8), ${notBefore}::timestamptz) AS became
      FROM tickets WHERE answer_by IS NOT NULL ORDER BY id FOR UPDATE
    ), moved AS (
      UPDATE tickets t SET answer_by = d.became FROM due d WHERE t.id = d.id
    )
    INSERT INTO moved_deadlines (cut_id, ticket_id, what, was, became) SELECT ${id}, id, 'answer_by', was, became FROM due`
}

/** What customers and staff are told stands with the settings, which every screen reads. */
const keepSetting = async (tx: Tx, value: object | null, now: Date): Promise<void> => {
  await tx.$executeRaw`
    INSERT INTO settings (key, value, updated_at) VALUES ('powerCut', ${JSON.stringify(value)}::jsonb, ${now})
    ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`
}

/** A line in the history of each order that it concerned. */
const noteMoved = (
  tx: Tx,
  { id, byUser, what, now }: { id: string; byUser: string; what: string; now: Date },
) => tx.$queryRaw<{ orderId: string; number: number }[]>`
  WITH concerned AS (
    SELECT DISTINCT o.id, o.number FROM moved_deadlines m JOIN orders o ON o.id = m.order_id WHERE m.cut_id = ${id}
  ), noted AS (
    INSERT INTO order_history (order_id, at, by_user, by_role, what) SELECT id, ${now}, ${byUser}, 'owner', ${what} FROM concerned
  )
  SELECT id AS "orderId", number FROM concerned ORDER BY number`

/**
 * The owner undoes a power cut: deadlines that still stand where it put them go back, but none into the past or the
 * next hour. What was changed since stays as it is.
 *
 * @throws DomainError `power_cut.undone` when it was undone before, `staff.forbidden`
 */
export const undoPowerCut =
  ({ db, clock, announce, settings }: Needs) =>
  async ({ actor, id, cause }: { actor: Actor; id: string; cause?: Cause | undefined }): Promise<void> => {
    const byUser = requireOwner(actor)
    await db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const undone = await tx.$executeRaw`
        UPDATE power_cuts SET undone_at = ${now}, undone_by = ${byUser} WHERE id = ${id} AND undone_at IS NULL`
      if (undone === 0) throw new DomainError('power_cut.undone')
      await tx.$executeRaw`
        SELECT FROM orders WHERE id IN (SELECT order_id FROM moved_deadlines WHERE cut_id = ${id}) ORDER BY id FOR UPDATE`
      const soon = later(now, HOUR_MS)
      for (const [what, column] of Object.entries(COLUMNS))
        await tx.$executeRaw`
          UPDATE orders o SET ${column} = LEAST(m.became, GREATEST(m.was, ${soon}::timestamptz)) FROM moved_deadlines m
          WHERE m.cut_id = ${id} AND m.what = ${what} AND o.id = m.order_id AND o.${column} = m.became AND (o.status LIKE 'AWAITING_%' OR o.status = 'ARRIVED')`
      await tx.$executeRaw`
        UPDATE holds h SET until = LEAST(m.became, GREATEST(m.was, ${soon}::timestamptz)) FROM moved_deadlines m
        WHERE m.cut_id = ${id} AND m.what = 'hold' AND h.id = m.hold_id AND h.until = m.became AND h.state = 'open'`
      await tx.$executeRaw`
        UPDATE waiting_cards w SET tell_at = LEAST(m.became, GREATEST(m.was, ${soon}::timestamptz)) FROM moved_deadlines m
        WHERE m.cut_id = ${id} AND m.what = 'tell_at' AND w.order_id = m.order_id AND w.tell_at = m.became AND w.told_at IS NULL`
      await tx.$executeRaw`
        UPDATE tickets t SET answer_by = LEAST(m.became, GREATEST(m.was, ${soon}::timestamptz)) FROM moved_deadlines m
        WHERE m.cut_id = ${id} AND m.what = 'answer_by' AND t.id = m.ticket_id AND t.answer_by = m.became`
      await tx.$executeRaw`UPDATE settings SET value = 'null', updated_at = ${now} WHERE key = 'powerCut' AND value->>'id' = ${id}`
      const concerned = await noteMoved(tx, { id, byUser, what: 'postponed_back', now })
      await announce(tx, ...concerned.map((fact) => event('order.changed', fact)))
    })
    settings.forget()
  }

/** The power cuts that there were, newest first. @throws DomainError `staff.forbidden` */
export const powerCuts =
  ({ db }: Needs) =>
  async (actor: Actor, { limit = 10 } = {}): Promise<PowerCut[]> => {
    requireOwner(actor)
    return db.queries.$queryRaw<PowerCut[]>`
      SELECT c.id, c.at, u.name AS "byName", c.outlet_id AS "outletId", c.hours, c.pause_until AS "pauseUntil", c.undone_at AS "undoneAt",
        (SELECT count(DISTINCT m.order_id)::int FROM moved_deadlines m WHERE m.cut_id = c.id) AS orders
      FROM power_cuts c LEFT JOIN users u ON u.id = c.by_user ORDER BY c.at DESC, c.id LIMIT ${limit}`
  }
