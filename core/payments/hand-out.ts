import { event } from '../events.ts'
import { once } from '../inbox.ts'
import { DomainError } from '../kernel/errors.ts'
import { type Money, ZERO } from '../kernel/money.ts'
import {
  by,
  cashOnDelivery,
  findFates,
  findOrder,
  keepPart,
  keptLines,
  type Needs,
  type OrderCommand,
  requireMove,
  requireOrder,
  requireWorksAtGoods,
  saveTransition,
  totalOf,
} from '../orders/index.ts'
import { insertPayment, type StoreMeans } from './payment.store.ts'

export interface HandOut extends OrderCommand {
  /** How what is still due was paid; null where nothing is. */
  readonly means: StoreMeans | null
  /** Kopiykas that the seller was shown: another sum by now is asked for anew. */
  readonly amount: number
  /** Not everything is kept: what was marked «На полицю» goes back on sale. */
  readonly part: boolean
}

/** What a pickup's customer has to pay at the counter: for all of it, or for what they keep. */
export const dueAtCounter =
  ({ db }: Pick<Needs, 'db'>) =>
  async ({ orderId, part }: { orderId: string; part: boolean }): Promise<Money> => {
    const order = await findOrder(db.queries, orderId)
    if (!order) return ZERO
    if (!part) return cashOnDelivery(order)
    const lines = keptLines(order, await findFates(db.queries, order))
    return cashOnDelivery({ total: totalOf(order, lines), paid: order.paid })
  }

/**
 * A pickup is handed out in its store: tried on, kept whole or in part, what is due taken in cash or by the terminal.
 * Goods, sums, money and state in one transaction.
 * @throws DomainError `pickup.due_changed`, `pickup.means`, `pickup.nothing_kept`, `pickup.only_shelf`,
 *   `staff.other_outlet`, `order.impossible`, `order.forbidden`: nothing changes
 */
export const handOut =
  ({ db, clock, announce }: Needs) =>
  ({ actor, orderId, means, amount, part, cause }: HandOut): Promise<void> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const found = await requireOrder(tx, orderId)
      const { number, status } = found
      if (found.delivery.method !== 'pickup') throw new DomainError('order.impossible', { number, status })
      const allowed = requireMove(found, 'COMPLETED', actor)
      await requireWorksAtGoods(tx, { order: found, actor })
      const kept = part ? await keepPart(tx, { order: found, byUser: actor.userId, now }) : undefined
      const due = cashOnDelivery(kept?.order ?? found)
      if (due !== amount) throw new DomainError('pickup.due_changed')
      if (due > 0 && means === null) throw new DomainError('pickup.means')
      if (due > 0)
        await insertPayment(
          tx,
          { provider: 'store', reference: orderId, amount: due, recordedBy: actor.userId, means, now },
          orderId,
        )
      const details = { amount: due, means, ...(kept ? { back: kept.back } : {}) }
      await saveTransition(tx, { orderId, ...allowed, ...by(actor, allowed.role), now, details })
      await announce(
        tx,
        event('order.completed', { orderId, number }),
        ...(kept?.left ?? []).map((paymentId) =>
          event('payment.mismatch', { paymentId, orderId, why: 'excess' }),
        ),
      )
    })
