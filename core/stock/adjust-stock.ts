import type { Cause } from '../inbox.ts'
import { once } from '../inbox.ts'
import { type Actor, roleAmong } from '../kernel/actor.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Db, Tx } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import { requireWorksAt } from '../staff/index.ts'
import { addToShelf, lockStock } from './shelf.store.ts'

/** Why there are more or fewer pieces than before, and which of the two. */
export const REASONS = { received: 1, found: 1, damaged: -1, written_off: -1, lost: -1 } as const
export type Reason = keyof typeof REASONS

interface Needs {
  readonly db: Db
  readonly clock: Clock
}

export interface AdjustStock {
  readonly actor: Actor
  readonly outletId: string
  readonly variantId: string
  readonly reason: Reason
  readonly amount: number
  /** On hand as the storekeeper saw it: a second tap, or a sale between, is asked about anew. */
  readonly seen: number
  readonly cause?: Cause | undefined
}

/**
 * A storekeeper changes what an outlet has of a size, with a reason and a name in the ledger. What orders hold stays
 * theirs: never below it.
 * @throws DomainError `stock.changed`, `stock.below_held` { left }, `stock.amount`, `staff.other_outlet`, `order.forbidden`
 */
export const adjustStock =
  ({ db, clock }: Needs) =>
  ({ actor, outletId, variantId, reason, amount, seen, cause }: AdjustStock): Promise<void> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await claimShelf(tx, { actor, outletId, cause, now })
      if (!Number.isSafeInteger(amount) || amount < 1) throw new DomainError('stock.amount')
      const [row = { onHand: 0, held: 0 }] = await lockStock(tx, { outletId, variantIds: [variantId] })
      if (row.onHand !== seen) throw new DomainError('stock.changed')
      const delta = amount * REASONS[reason]
      if (row.onHand + delta < row.held)
        throw new DomainError('stock.below_held', { left: row.onHand - row.held })
      await addToShelf(tx, { outletId, changes: [{ variantId, delta }], reason, byUser: actor.userId, now })
    })

const claimShelf = async (
  tx: Tx,
  { actor, outletId, cause, now }: { actor: Actor; outletId: string; cause: Cause | undefined; now: Date },
): Promise<void> => {
  await once(tx, cause, now)
  if (!roleAmong(actor, ['storekeeper'])) throw new DomainError('order.forbidden')
  await requireWorksAt(tx, actor, outletId)
}
