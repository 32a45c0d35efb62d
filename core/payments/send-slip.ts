import { event } from '../events.ts'
import { once } from '../inbox.ts'
import { DomainError } from '../kernel/errors.ts'
import { cut } from '../kernel/text.ts'
import { type Needs, type OrderCommand, requireOrder, stopPaymentTerm } from '../orders/index.ts'
import { type SlipMedia, upsertSlip } from './slip.store.ts'

export interface SendSlip extends OrderCommand {
  readonly media: SlipMedia | null
  /** What is written under the picture. */
  readonly comment?: string
}

const COMMENT_MAX = 500

/**
 * The customer says that the transfer was sent, with a picture of the slip or without. Until the accountant answers
 * the payment term stands still: nobody is reminded of, or loses, what they have paid for. Said again it is one slip.
 *
 * @throws DomainError `order.unknown` for anybody else's order; `slip.not_waiting` { number } where no transfer is due
 */
export const sendSlip =
  ({ db, clock, announce }: Needs) =>
  ({ actor, orderId, media, comment = '', cause }: SendSlip): Promise<void> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const order = await requireOrder(tx, orderId)
      if (actor.userId === null || order.userId !== actor.userId) throw new DomainError('order.unknown')
      const byTransfer = order.payment === 'transfer' || order.payment === 'prepayment'
      if (order.status !== 'AWAITING_PAYMENT' || !byTransfer) {
        throw new DomainError('slip.not_waiting', { number: order.number })
      }
      const slipId = await upsertSlip(tx, {
        orderId,
        userId: actor.userId,
        media,
        comment: cut(comment.trim(), COMMENT_MAX),
        now,
      })
      await stopPaymentTerm(tx, orderId, now)
      await announce(tx, event('slip.sent', { orderId, number: order.number, slipId }))
    })
