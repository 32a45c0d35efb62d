import { event } from '../events.ts'
import { type Cause, once } from '../inbox.ts'
import { type Actor, roleAmong } from '../kernel/actor.ts'
import { DomainError } from '../kernel/errors.ts'
import { cut } from '../kernel/text.ts'
import { by, type Needs, noteInHistory } from '../orders/index.ts'
import { requireWithinSum } from '../staff/index.ts'
import { findOrigin, insertReturn, lockPayment } from './payment.store.ts'

export interface ReturnPayment {
  readonly actor: Actor
  readonly paymentId: string
  /** Kopiykas that the accountant was shown: if another sum is left by now it is asked for anew. */
  readonly amount: number
  /** The transfer's number at the bank, or a note. */
  readonly note: string
  readonly cause?: Cause | undefined
}

const NOTE_MAX = 300

/**
 * Money that no order has was sent back to the customer by a person, in the bank: it is with nobody any more, the order
 * that it had come for says so in its history, and its customer is told. Above a sum (setting `ownerReturnsAbove`) it is
 * the owner's to confirm.
 *
 * @throws DomainError `order.forbidden`, `payment.unknown`, `payment.nothing_left`, `payment.left_changed`,
 *   `payment.note`, `payment.owner_returns`, `staff.over_sum`: nothing changes
 */
export const returnPayment =
  ({ db, clock, announce, settings }: Needs) =>
  async ({ actor, paymentId, amount, note, cause }: ReturnPayment): Promise<void> => {
    const role = roleAmong(actor, ['accountant'])
    if (!role || !actor.userId) throw new DomainError('order.forbidden')
    const userId = actor.userId
    const { ownerReturnsAbove } = await settings.read()
    const words = cut(note.trim(), NOTE_MAX)
    if (words === '') throw new DomainError('payment.note')
    return db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const payment = await lockPayment(tx, paymentId)
      if (!payment) throw new DomainError('payment.unknown')
      if (payment.left <= 0) throw new DomainError('payment.nothing_left')
      if (payment.left !== amount) throw new DomainError('payment.left_changed')
      if (payment.left > ownerReturnsAbove && !actor.roles.includes('owner'))
        throw new DomainError('payment.owner_returns')
      await requireWithinSum(tx, { actor, role, sum: payment.left, now })
      const origin = await findOrigin(tx, paymentId)
      const orderId = origin?.orderId ?? null
      await insertReturn(tx, { paymentId, orderId, amount: payment.left, note: words, by: userId, now })
      if (orderId)
        await noteInHistory(tx, {
          orderId,
          ...by(actor, role),
          what: 'money_returned',
          details: { amount: payment.left, reason: words },
          now,
        })
      await announce(tx, event('payment.refunded', { paymentId, orderId, amount: payment.left }))
    })
  }
