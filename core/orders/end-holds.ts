import { event } from '../events.ts'
import { expireHolds } from '../stock/index.ts'
import type { Needs } from './needs.ts'
import { findNumbers } from './order.store.ts'

/**
 * The hold of an order that nobody confirmed in time ends: the pair is free again, the order stays and its
 * card says so. Confirming it later takes the goods where they are still there (take-stock.ts).
 *
 * Runs every minute: jobs/schedule.ts. Returns how many orders lost their hold.
 */
export const endHolds =
  ({ db, clock, announce }: Needs) =>
  ({ limit = 200 } = {}): Promise<number> =>
    db.transaction(async (tx) => {
      const orderIds = await expireHolds(tx, clock.now(), limit)
      if (orderIds.length === 0) return 0
      const orders = await findNumbers(tx, orderIds)
      await announce(tx, ...orders.map(({ id, number }) => event('order.changed', { orderId: id, number })))
      return orderIds.length
    })
