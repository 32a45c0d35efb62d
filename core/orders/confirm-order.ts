import { event } from '../events.ts'
import { once } from '../inbox.ts'
import { HOUR_MS, later } from '../kernel/clock.ts'
import type { Sql } from '../kernel/db.ts'
import { minus } from '../kernel/money.ts'
import { bankingDeadline, type Settings } from '../settings/index.ts'
import { requireWithinSum } from '../staff/index.ts'
import { freeExcess } from './allocation.store.ts'
import { by, type Needs, type OrderCommand, requireHolder, requireOrder } from './needs.ts'
import { parcelling, saveTransition } from './order.store.ts'
import {
  type AllowedMove,
  cashOnDelivery,
  confirmedStatus,
  dueNow,
  type Order,
  type OrderStatus,
  paidStatus,
  requireMove,
} from './order.ts'
import { takeStock } from './take-stock.ts'

/**
 * A manager confirms an order: the goods are taken, and the order goes on to its parcel (paid on receipt)
 * or waits for its money. An order reopened after it was paid needs no money again: it goes straight on. Where it has
 * become dearer it waits for the difference; where it has become cheaper the difference is with the accountant.
 *
 * @throws DomainError `order.open_size`, `order.impossible`, `order.forbidden`, `stock.short`, `staff.over_sum`,
 *   `order.taken` where a colleague has it: nothing changes
 */
export const confirmOrder =
  (needs: Needs) =>
  async ({ actor, orderId, cause }: OrderCommand): Promise<OrderStatus> => {
    const settings = await needs.settings.read()
    return needs.db.transaction(async (tx) => {
      const now = needs.clock.now()
      await once(tx, cause, now)
      const order = await requireOrder(tx, orderId)
      const allowed = requireMove(order, confirmedStatus(order.payment), actor)
      if (allowed.role === 'manager') await requireHolder(tx, order, actor)
      await requireWithinSum(tx, { actor, role: allowed.role, sum: order.total, now })
      await takeStock(tx, order, now)
      const fact = { orderId, number: order.number }
      const move = { orderId, ...allowed, ...by(actor, allowed.role), now }
      const { parts } = needs.announce

      if (allowed.to === 'AWAITING_SHIPMENT_COD') {
        await saveTransition(tx, move, readyToShip(order, now), parts(event('order.confirmed', fact)))
        return allowed.to
      }
      const waiting = { ...move, ...paymentTerm(now, settings) }
      if (order.paid < dueNow(order, settings.prepayment)) {
        await saveTransition(tx, waiting, parts(event('order.awaiting_payment', fact)))
        return allowed.to
      }
      await saveTransition(tx, waiting)
      const excess = minus(order.paid, order.total)
      const left = excess > 0 ? await freeExcess(tx, orderId, excess) : []
      const onward = covered(order)
      const events = [
        event(onward.to === 'AWAITING_SHIPMENT' ? 'order.paid' : 'order.confirmed', fact),
        ...left.map((paymentId) => event('payment.mismatch', { paymentId, orderId, why: 'excess' })),
      ]
      const bySystem = { orderId, ...onward, byUser: null, byRole: 'system', now } as const
      await saveTransition(tx, bySystem, readyToShip(order, now), parts(...events))
      return onward.to
    })
  }

const covered = (order: Order): Pick<AllowedMove, 'from' | 'to'> => ({
  from: 'AWAITING_PAYMENT',
  to: paidStatus(order.payment),
})

/** Until when the money must be there and when it is asked after: fixed when the order starts to wait. */
export const paymentTerm = (now: Date, settings: Settings) => ({
  payBefore: bankingDeadline(now, settings.hours, settings.transferDeadline),
  nextReminder: reminderAfter(now, now, settings),
})

/** The next reminder after `now` for an order that waits since `since`; null when there is none left. */
export const reminderAfter = (since: Date, now: Date, settings: Settings): Date | null =>
  settings.transferReminderHours.map((hours) => later(since, hours * HOUR_MS)).find((at) => at > now) ?? null

/** The goods are taken and the money question is settled: one parcel for each outlet that sends, as parts of the move. */
export const readyToShip = (order: Order, now: Date): Sql =>
  parcelling(order, { cashOnDelivery: cashOnDelivery(order), now })
