import { event } from '../events.ts'
import { type Cause, once } from '../inbox.ts'
import type { Actor, StaffRole } from '../kernel/actor.ts'
import { STAFF_ROLES } from '../kernel/actor.ts'
import type { Tx } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import { workingMinutesAfter } from '../settings/index.ts'
import type { Needs } from './needs.ts'
import {
  deleteShift,
  findReachableStaff,
  insertShift,
  lockStaff,
  noteStaff,
  type Reachable,
} from './staff.store.ts'

/** A shift that begins brings at most so many cards; the rest stands in the queues. */
const CARDS_MAX = 20

export interface ShiftCommand {
  readonly actor: Actor
  readonly cause?: Cause | undefined
}

const staffRolesOf = (actor: Actor): StaffRole[] => STAFF_ROLES.filter((role) => actor.roles.includes(role))

/** @throws DomainError `order.forbidden` for whoever is no staff */
const requireSelf = (actor: Actor): string => {
  if (!actor.userId || staffRolesOf(actor).length === 0) throw new DomainError('order.forbidden')
  return actor.userId
}

/**
 * «На зміні»: from now on new cards come, and first those that came while nobody on shift could have them.
 * Whoever is on shift stays on it. Returns how many cards come.
 * @throws DomainError `order.forbidden` for whoever is no staff
 */
export const beginShift =
  ({ db, clock, announce }: Needs) =>
  ({ actor, cause }: ShiftCommand): Promise<number> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const userId = requireSelf(actor)
      await lockStaff(tx)
      if (!(await insertShift(tx, userId, now))) return 0
      await noteStaff(tx, { byUser: userId, aboutUser: userId, what: 'shift_began', now })
      const orderIds = await takeWaitingCards(tx, staffRolesOf(actor))
      await announce(tx, event('staff.shift_began', { userId, orderIds }))
      return orderIds.length
    })

/** The cards that wait for any of these roles, oldest first; those whose order went on meanwhile are dropped. */
const takeWaitingCards = async (tx: Tx, roles: readonly StaffRole[]): Promise<string[]> => {
  await tx.$executeRaw`
    DELETE FROM waiting_cards w USING orders o WHERE o.id = w.order_id AND (o.status <> w.status OR o.holder_id IS NOT NULL AND w.status = 'AWAITING_CONFIRMATION')`
  const rows = await tx.$queryRaw<{ orderId: string }[]>`
    WITH due AS (
      SELECT order_id FROM waiting_cards WHERE roles && ${[...roles]} OR ${roles.includes('owner')} ORDER BY since, order_id LIMIT ${CARDS_MAX}
    ), taken AS (
      DELETE FROM waiting_cards w USING due WHERE w.order_id = due.order_id RETURNING w.order_id, w.since
    )
    SELECT order_id AS "orderId" FROM taken ORDER BY since, order_id`
  return rows.map(({ orderId }) => orderId)
}

/**
 * «Не на зміні»: no new cards come, and what they had taken goes back to the queue (orders/return-untouched.ts).
 * @throws DomainError `order.forbidden` for whoever is no staff
 */
export const endShift =
  ({ db, clock, announce }: Needs) =>
  ({ actor, cause }: ShiftCommand): Promise<void> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const userId = requireSelf(actor)
      await lockStaff(tx)
      const since = await deleteShift(tx, userId)
      if (!since) return
      await noteStaff(tx, { byUser: userId, aboutUser: userId, what: 'shift_ended', before: { since }, now })
      await announce(tx, event('staff.shift_ended', { userId }))
    })

/**
 * Who on shift is to have an order's card. Where that is nobody, the order is noted as waiting: its card comes to
 * whoever goes on shift next, and the owner is told after so many working minutes (`unattendedMinutes`).
 */
export const callOnShift =
  ({ db, clock, settings }: Needs) =>
  async ({ orderId, roles }: { orderId: string; roles: readonly StaffRole[] }): Promise<Reachable[]> => {
    const now = clock.now()
    const found = await findReachableStaff(db.queries, { roles, now, onShift: true })
    if (found.length > 0) return found
    const { hours, unattendedMinutes } = await settings.read()
    return db.transaction(async (tx) => {
      await lockStaff(tx)
      const meanwhile = await findReachableStaff(tx, { roles, now, onShift: true })
      if (meanwhile.length > 0) return meanwhile
      await tx.$executeRaw`
        INSERT INTO waiting_cards AS w (order_id, status, roles, since, tell_at)
        SELECT id, status, ${[...roles]}, ${now}, ${workingMinutesAfter(now, unattendedMinutes, hours)} FROM orders WHERE id = ${orderId}
        ON CONFLICT (order_id) DO UPDATE SET status = excluded.status, roles = excluded.roles, since = excluded.since,
          tell_at = excluded.tell_at, told_at = NULL WHERE w.status <> excluded.status`
      return []
    })
  }

/**
 * The owner is told, once an order, that it waits and nobody is on shift who could have it.
 * Runs every minute: jobs/schedule.ts. Returns how many orders are told of.
 */
export const tellOfUnattended =
  ({ db, clock, announce }: Needs) =>
  ({ limit = 50 } = {}): Promise<number> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      const rows = await tx.$queryRaw<{ orderId: string; number: number }[]>`
        WITH due AS (
          SELECT w.order_id, o.number FROM waiting_cards w JOIN orders o ON o.id = w.order_id AND o.status = w.status
          WHERE w.told_at IS NULL AND w.tell_at <= ${now}
            AND NOT EXISTS (SELECT FROM shifts s JOIN memberships m ON m.user_id = s.user_id WHERE m.group_code = ANY(w.roles || 'owner'::text))
            AND NOT EXISTS (SELECT FROM shifts s JOIN lendings l ON l.user_id = s.user_id AND l.ended_at IS NULL AND l.until > ${now} WHERE l.role = ANY(w.roles))
          ORDER BY w.tell_at LIMIT ${limit} FOR UPDATE OF w SKIP LOCKED
        ), told AS (
          UPDATE waiting_cards w SET told_at = ${now} FROM due WHERE w.order_id = due.order_id
        )
        SELECT order_id AS "orderId", number FROM due`
      await announce(tx, ...rows.map((fact) => event('order.unattended', fact)))
      return rows.length
    })
