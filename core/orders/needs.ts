import type { DeliveryDirectory, Providers } from '../carts/index.ts'
import type { Cause } from '../inbox.ts'
import type { Actor, Role } from '../kernel/actor.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Db, Tx } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import type { Announce } from '../outbox.ts'
import type { SettingsReader } from '../settings/index.ts'
import { findBesides, lockOrder } from './order.store.ts'
import type { Order } from './order.ts'

/** What the use cases of this module are made of. */
export interface Needs {
  readonly db: Db
  readonly clock: Clock
  readonly settings: SettingsReader
  readonly announce: Announce
  readonly providers: Providers
  readonly directory: DeliveryDirectory
}

/** Somebody does something to an order. `cause` is the update that made them, so that a repeat is known. */
export interface OrderCommand {
  readonly actor: Actor
  readonly orderId: string
  readonly cause?: Cause | undefined
}

/** The order, locked. @throws DomainError `order.unknown` */
export const requireOrder = async (tx: Tx, orderId: string): Promise<Order> => {
  const order = await lockOrder(tx, orderId)
  if (!order) throw new DomainError('order.unknown')
  return order
}

/** @throws DomainError `order.taken` { number, name } when a colleague has the order; the owner may work on any */
export const requireHolder = async (tx: Tx, order: Order, actor: Actor): Promise<void> => {
  const { number, holderId } = order
  if (!holderId || holderId === actor.userId || actor.roles.includes('owner')) return
  throw new DomainError('order.taken', { number, name: (await findBesides(tx, order)).holderName ?? '' })
}

/** What the history says of who did it. */
export const by = (actor: Actor, role: Role) => ({ byUser: actor.userId, byRole: role })
