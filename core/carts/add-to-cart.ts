import { type Cause, once } from '../inbox.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Db, Queries } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import { type AddedLine, addLine } from './cart.store.ts'
import { isQuantity } from './cart.ts'

interface Needs {
  readonly db: Db
  readonly clock: Clock
}

export interface AddToCart {
  readonly userId: string
  readonly productId: string
  /** null = the customer leaves the size open. */
  readonly variantId: string | null
  readonly quantity?: number
  readonly cause?: Cause | undefined
}

/**
 * Puts pieces of a product into the customer's open cart. Nothing is held yet: a cart promises nothing.
 *
 * @throws DomainError `cart.sold_out` when nothing is left of it, or it is no longer sold; `cart.quantity`
 * @throws Repeated when the update that causes it was done already
 */
export const addToCart =
  ({ db, clock }: Needs) =>
  async ({ cause, quantity = 1, ...item }: AddToCart): Promise<AddedLine> => {
    if (!isQuantity(quantity)) throw new DomainError('cart.quantity')
    const now = clock.now()
    const add = async (q: Queries): Promise<AddedLine> => {
      const added = await addLine(q, { ...item, quantity, now })
      if (!added) throw new DomainError('cart.sold_out')
      return added
    }
    if (cause === undefined) return add(db.queries)
    return db.transaction(async (tx) => {
      await once(tx, cause, now)
      return add(tx)
    })
  }
