import { event } from '../events.ts'
import { once } from '../inbox.ts'
import { roleAmong } from '../kernel/actor.ts'
import { DomainError } from '../kernel/errors.ts'
import { cut } from '../kernel/text.ts'
import {
  by,
  type Needs,
  noteInHistory,
  type OrderCommand,
  requireOrder,
  resumePaymentTerm,
} from '../orders/index.ts'
import { answerSlip, findSlipOf } from './slip.store.ts'

const WORD_MAX = 300

/**
 * The accountant did not find the transfer and says so: the customer gets the word, and the payment term goes on,
 * later by as long as it stood still. An order that waits for no transfer any more
 * stays as it is.
 *
 * @throws DomainError `order.forbidden`; `slip.answered` where none waits any more
 */
export const refuseSlip =
  ({ db, clock, announce }: Needs) =>
  ({ actor, orderId, word, cause }: OrderCommand & { readonly word: string }): Promise<void> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const role = roleAmong(actor, ['accountant'])
      if (!role) throw new DomainError('order.forbidden')
      const order = await requireOrder(tx, orderId)
      const slip = await findSlipOf(tx, orderId)
      const refusal = cut(word.trim(), WORD_MAX)
      if (!slip || !(await answerSlip(tx, { orderId, by: actor.userId, refusal, now }))) {
        throw new DomainError('slip.answered', { number: order.number })
      }
      await resumePaymentTerm(tx, orderId, now)
      await noteInHistory(tx, {
        orderId,
        ...by(actor, role),
        what: 'slip_refused',
        details: { reason: refusal },
        now,
      })
      await announce(tx, event('slip.refused', { orderId, number: order.number, slipId: slip.id }))
    })
