import { once } from '../inbox.ts'
import { type Actor, type Role, roleAmong } from '../kernel/actor.ts'
import { later, MINUTE_MS } from '../kernel/clock.ts'
import type { Tx } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import { by, type OrderCommand, requireHolder, requireOrder } from './needs.ts'
import { mayEdit, type Order } from './order.ts'
import type { OrderChange } from './order-change.ts'

/** A manager changes something on an order. */
export interface EditCommand extends OrderCommand {
  /** The version that the manager looked at; where another edit came between, this one is refused. */
  readonly seen?: number | undefined
}

/** An order that is this manager's to edit until the end of the transaction. */
export interface Editing {
  readonly order: Order
  readonly actor: Actor
  readonly role: Role
  readonly now: Date
}

/** A button carries so many versions; nobody edits an order that often within the life of a button. */
export const VERSIONS = 10_000

/** How long a manager may go on changing before the customer is told of it all. */
const TELL_AFTER_MS = 2 * MINUTE_MS

/**
 * The first step of every edit: the order, locked. Only its holder edits what somebody has taken, and of two who
 * edit the same version at once the second learns that it is another one now.
 * @throws DomainError `order.forbidden`, `order.unknown`, `order.not_editable`, `order.taken`, `order.edited_meanwhile`
 */
export const claimEdit = async (
  tx: Tx,
  { actor, orderId, cause, seen }: EditCommand,
  now: Date,
): Promise<Editing> => {
  await once(tx, cause, now)
  const role = roleAmong(actor, ['manager'])
  if (!role) throw new DomainError('order.forbidden')
  const order = await requireOrder(tx, orderId)
  const { number } = order
  if (!mayEdit(order, actor)) throw new DomainError('order.not_editable', { number })
  await requireHolder(tx, order, actor)
  const claimed = await tx.$executeRaw`
    UPDATE orders SET version = version + 1, updated_at = ${now}
    WHERE id = ${orderId} AND (${seen ?? null}::int IS NULL OR version % ${VERSIONS} = ${seen ?? null}::int)`
  if (claimed === 0) throw new DomainError('order.edited_meanwhile', { number })
  return { order, actor, role, now }
}

/** The edit in the history, to be told to the customer with what else is changed in these minutes (tell-edits.ts). */
export const noteEdit = async (
  tx: Tx,
  { order, actor, role, now }: Editing,
  change: OrderChange,
): Promise<void> => {
  const { byUser, byRole } = by(actor, role)
  await tx.$executeRaw`
    WITH noted AS (
      INSERT INTO order_history (order_id, at, by_user, by_role, what, details)
      VALUES (${order.id}, ${now}, ${byUser}, ${byRole}, 'edited', ${JSON.stringify({ change })}::jsonb) RETURNING id
    )
    UPDATE orders SET tell_edits_at = ${later(now, TELL_AFTER_MS)}, tell_edits_from = COALESCE(tell_edits_from, noted.id)
    FROM noted WHERE orders.id = ${order.id}`
}
