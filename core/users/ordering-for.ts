import { type Cause, once } from '../inbox.ts'
import { type Actor, roleAmong } from '../kernel/actor.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Db, Queries } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import { parsePhone } from '../kernel/phone.ts'
import { findBlockReason } from './customer-notes.ts'
import {
  findCustomerByPhone,
  findOrderingFor,
  insertClaimed,
  lockPhone,
  type OrderingFor,
  saveOrderingFor,
} from './ordering-for.store.ts'

interface OrderFor {
  readonly actor: Actor
  /** As the manager heard and typed it. */
  readonly phone: string
  readonly cause?: Cause | undefined
}

/**
 * A manager begins to order for whoever has a phone number: the user who proved it, else one who is only said to have
 * it (`claimed_phone`: it gives no rights), made here where there is none yet. From now on what the manager puts into
 * the cart is this customer's, until the order is placed, «Завершити», the end of the shift, or an hour without a touch.
 *
 * @throws DomainError `order.forbidden`, `recipient.phone`, `ordering.own`, `ordering.blocked` { reason }
 */
export const orderFor =
  ({ db, clock }: { db: Db; clock: Clock }) =>
  ({ actor, phone: typed, cause }: OrderFor): Promise<void> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      if (!roleAmong(actor, ['manager']) || !actor.userId) throw new DomainError('order.forbidden')
      const phone = parsePhone(typed)
      if (!phone) throw new DomainError('recipient.phone')
      await lockPhone(tx, phone)
      const known = await findCustomerByPhone(tx, phone)
      if (known?.id === actor.userId) throw new DomainError('ordering.own')
      if (known?.block === 'blocked')
        throw new DomainError('ordering.blocked', { reason: await findBlockReason(tx, known.id) })
      const customerId = known?.id ?? (await insertClaimed(tx, { phone, now }))
      await saveOrderingFor(tx, { userId: actor.userId, customerId, now })
    })

/** For whom somebody orders now, noted as touched; 'over' once, when nobody touched it for an hour. */
export const followOrderingFor = async (
  q: Queries,
  { userId, now }: { userId: string; now: Date },
): Promise<OrderingFor | 'over' | undefined> => {
  const found = await findOrderingFor(q, { userId, now })
  return found && (found.isOn ? found.customer : 'over')
}
