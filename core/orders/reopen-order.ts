import { event } from '../events.ts'
import { once } from '../inbox.ts'
import { type Actor, type Role, roleAmong } from '../kernel/actor.ts'
import type { Tx } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import { holdEnd, type Settings } from '../settings/index.ts'
import { turnTakenIntoHolds, writeOff } from '../stock/index.ts'
import { by, type Needs, type OrderCommand, requireOrder } from './needs.ts'
import { cancelShipments, saveTransition } from './order.store.ts'
import { type Order, requireMove } from './order.ts'
import { noteInHistory } from './order-history.store.ts'
import { requireWorksAtGoods } from './piece-fate.ts'

/**
 * An order goes back to be confirmed anew: a manager changes something, the customer pays in another way, or
 * whoever packs does not find a line on its shelf (`missingLineId`: that line is written off, the others stay
 * promised). What was paid stays paid.
 *
 * @throws DomainError `order.impossible`, `order.forbidden`; `order.line_gone` when the missing line is not the order's
 */
export const reopenOrder =
  ({ db, clock, announce, settings }: Needs) =>
  async ({
    actor,
    orderId,
    cause,
    missingLineId,
  }: OrderCommand & { missingLineId?: string }): Promise<void> => {
    const rules = await settings.read()
    return db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const order = await requireOrder(tx, orderId)
      const allowed = requireMove(order, 'AWAITING_CONFIRMATION', actor)
      if (allowed.role === 'seller') await requireWorksAtGoods(tx, { order, actor })
      if (missingLineId) requireMissing(order, missingLineId, actor)
      await backToConfirmation(tx, order, { ...by(actor, allowed.role), now, settings: rules })
      if (missingLineId) {
        await writeOff(tx, { orderId, lineId: missingLineId, now })
        await noteInHistory(tx, {
          orderId,
          ...by(actor, allowed.role),
          what: 'not_on_shelf',
          details: { lineId: missingLineId },
          now,
        })
      }
      await announce(tx, event('order.changed', { orderId, number: order.number }))
    })
  }

/** The order awaits its confirmation again: what was taken is held, no parcel of it is sent. A step. */
export const backToConfirmation = async (
  tx: Tx,
  { id: orderId, status: from }: Order,
  { settings, now, ...who }: { byUser: string | null; byRole: Role; now: Date; settings: Settings },
): Promise<void> => {
  await saveTransition(tx, { orderId, from, to: 'AWAITING_CONFIRMATION', ...who, now })
  await turnTakenIntoHolds(tx, { orderId, until: holdEnd(now, settings.hours, settings.holdEndsAt), now })
  await cancelShipments(tx, [orderId], now)
}

/** Only who stands at the shelf writes off, and only what was to be sent. */
const requireMissing = (order: Order, lineId: string, actor: Actor): void => {
  const { number, status } = order
  if (!status.startsWith('AWAITING_SHIPMENT')) throw new DomainError('order.impossible', { number, status })
  if (!roleAmong(actor, ['storekeeper', 'manager', 'seller'])) throw new DomainError('order.forbidden')
  if (!order.lines.some(({ id }) => id === lineId)) throw new DomainError('order.line_gone', { number })
}
