import { type Cause, once } from '../inbox.ts'
import { type Actor, roleAmong } from '../kernel/actor.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Db } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import { deleteBarcode } from './barcode.store.ts'

export interface UnbindBarcode {
  readonly actor: Actor
  readonly code: string
  readonly variantId: string
  readonly cause?: Cause | undefined
}

/**
 * A storekeeper takes a wrong barcode away from a size: nobody knows the code until it is bound anew. A code that
 * belongs to another size by now is left to it.
 * @throws DomainError `order.forbidden`
 */
export const unbindBarcode =
  ({ db, clock }: { readonly db: Db; readonly clock: Clock }) =>
  ({ actor, code, variantId, cause }: UnbindBarcode): Promise<void> =>
    db.transaction(async (tx) => {
      await once(tx, cause, clock.now())
      if (!roleAmong(actor, ['storekeeper'])) throw new DomainError('order.forbidden')
      await deleteBarcode(tx, { code, variantId })
    })
