import { event } from '../events.ts'
import { once } from '../inbox.ts'
import { roleAmong } from '../kernel/actor.ts'
import { DomainError } from '../kernel/errors.ts'
import { type Money, minus, ZERO } from '../kernel/money.ts'
import { type Needs, type OrderCommand, requireOrder } from '../orders/index.ts'
import { requireWithinSum } from '../staff/index.ts'
import { type Allotted, allot } from './allot.ts'
import { insertPayment } from './payment.store.ts'
import { answerSlip } from './slip.store.ts'

export interface ReceiveTransfer extends OrderCommand {
  readonly amount: Money
  /** The transfer's own number: the same number is the same money. */
  readonly reference: string
  /** What the order had when the sum was asked about: where it has more by now, somebody recorded this money already. */
  readonly paidBefore?: number | undefined
}

/** `raised`: it came by a slip for an order that waits for no money any more, and is with the accountant. */
export type Received = Allotted | { readonly outcome: 'raised'; readonly allotted: Money }

/**
 * The accountant found a transfer for an order, of whatever sum: the order takes what it needs, a shortage is waited
 * for, an excess is left with the accountant (domain: a transfer may be matched in parts). What a slip told of for an
 * order that was cancelled, or is paid in another way by now, is left with the accountant too.
 *
 * @throws DomainError `order.forbidden`, `order.unknown`, `payment.order_not_waiting`, `staff.over_sum`; `payment.known` where this
 *   reference was recorded before, or the order has other money than `paidBefore`; RangeError for a sum that is not above zero
 */
export const receiveTransfer =
  ({ db, clock, announce, settings }: Needs) =>
  async ({ actor, orderId, amount, reference, paidBefore, cause }: ReceiveTransfer): Promise<Received> => {
    const role = roleAmong(actor, ['accountant'])
    if (!role) throw new DomainError('order.forbidden')
    if (amount <= 0) throw new RangeError(`a payment of ${amount} kopiykas`)
    const { prepayment } = await settings.read()
    return db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      await requireWithinSum(tx, { actor, role, sum: amount, now })
      const order = await requireOrder(tx, orderId)
      if (paidBefore !== undefined && order.paid !== paidBefore) throw new DomainError('payment.known')
      const payment = { provider: 'bank_transfer', reference, amount, recordedBy: actor.userId, now } as const
      const paymentId = await insertPayment(tx, payment, null)
      if (!paymentId) throw new DomainError('payment.known')
      const slip = { orderId, by: actor.userId, refusal: null, now }
      if (order.status !== 'AWAITING_PAYMENT' && (await answerSlip(tx, slip))) {
        await announce(tx, event('payment.mismatch', { paymentId, orderId, why: 'not_waiting' }))
        return { outcome: 'raised', allotted: ZERO }
      }
      const allotted = await allot(
        tx,
        { order, payment: { id: paymentId, left: amount }, actor, prepayment, now },
        announce,
      )
      if (minus(amount, allotted.allotted) > 0) {
        await announce(tx, event('payment.mismatch', { paymentId, orderId, why: 'excess' }))
      }
      return allotted
    })
  }
