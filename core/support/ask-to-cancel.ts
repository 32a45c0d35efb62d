import { event } from '../events.ts'
import { type Cause, once } from '../inbox.ts'
import { DomainError } from '../kernel/errors.ts'
import { findCancelAsked, lockOrder, mayAskToCancel, noteInHistory } from '../orders/index.ts'
import { putQuestion } from './ask.ts'
import type { Needs } from './needs.ts'

/**
 * A customer asks to cancel an order that they cannot cancel by themselves any more, since it is paid or packed. The
 * order stays as it is: its card says so to everybody who works on it, and the managers get the request as a question
 * with the order at hand.
 *
 * @throws DomainError `order.unknown` for somebody else's, `order.impossible` where it cannot be cancelled at all,
 *   `order.cancel_asked` where it was asked already: nothing changes
 */
export const askToCancel =
  (needs: Needs) =>
  async ({
    userId,
    orderId,
    text,
    cause,
  }: {
    userId: string
    orderId: string
    /** What the managers read. */
    text: string
    cause?: Cause | undefined
  }): Promise<void> => {
    const rules = await needs.settings.read()
    return needs.db.transaction(async (tx) => {
      const now = needs.clock.now()
      await once(tx, cause, now)
      const order = await lockOrder(tx, orderId)
      if (order?.userId !== userId) throw new DomainError('order.unknown')
      const { number, status } = order
      if (!mayAskToCancel(order)) throw new DomainError('order.impossible', { number, status })
      if (await findCancelAsked(tx, orderId)) throw new DomainError('order.cancel_asked', { number })
      await noteInHistory(tx, { orderId, byUser: userId, byRole: 'customer', what: 'cancel_asked', now })
      await putQuestion(tx, needs, { userId, said: [{ text, media: null }], orderId, rules, now })
      // Whoever is about to pack it sees it at once; managers have the question.
      const packs = status.startsWith('AWAITING_SHIPMENT')
      await needs.announce(tx, event(packs ? 'order.due' : 'order.changed', { orderId, number }))
    })
  }
