import { type Cause, once } from '../inbox.ts'
import { DomainError } from '../kernel/errors.ts'
import type { Needs } from './needs.ts'
import { eraseEverywhere, findHindrance, lockUser } from './personal.store.ts'

/**
 * A person goes, the books stay: orders keep goods, sums and states; names, phones, addresses, e-mails, comments and
 * messages are gone with the messenger accounts, the cart and the favourites. Whoever writes again is a new customer.
 *
 * Of two at once the second finds nothing to do. It cannot be undone: whoever calls has asked twice.
 *
 * @throws DomainError `data.order_on_way` { number } while an order is not over, `data.money_due` { number } while money
 *   is to be returned, `data.works_here` for the staff: nothing is erased then
 * @throws Repeated when the update that causes it was done already
 */
export const eraseData =
  ({ db, clock }: Needs) =>
  ({ userId: asked, cause }: { userId: string; cause?: Cause | undefined }): Promise<void> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const userId = await lockUser(tx, asked)
      if (!userId) return
      const hindrance = await findHindrance(tx, userId)
      if (hindrance) throw new DomainError(hindrance.code, { number: hindrance.number })
      await eraseEverywhere(tx, { userId, now, cause: cause ?? null })
    })
