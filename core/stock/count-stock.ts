import { type Cause, once } from '../inbox.ts'
import { type Actor, roleAmong } from '../kernel/actor.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Db, Tx } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import { requireWorksAt } from '../staff/index.ts'
import {
  claimCount,
  closeCount,
  findDifferences,
  forgetLine,
  openCount,
  outletOfCount,
  putCounted,
} from './count.store.ts'
import { differenceOf } from './count.ts'
import { addToShelf, lockStock } from './shelf.store.ts'

/*
 * Stock-taking. A count is a row of its own, one open at an outlet at a time: whoever works there goes on with it, today
 * or tomorrow, several at once. What should have lain there is fixed at the moment a size is counted, and at the end the
 * difference is written, not the count itself: what was sold, received or moved since stays so. Sizes nobody counted
 * stay as they are.
 */

interface Needs {
  readonly db: Db
  readonly clock: Clock
}

interface Doing {
  readonly actor: Actor
  readonly cause?: Cause | undefined
}

/** @throws DomainError `order.forbidden`, `staff.other_outlet` */
const requireCounter = async (tx: Tx, actor: Actor, outletId: string): Promise<void> => {
  if (!roleAmong(actor, ['storekeeper'])) throw new DomainError('order.forbidden')
  await requireWorksAt(tx, actor, outletId)
}

/** Begins to count an outlet, or goes on with what was begun. @throws DomainError `order.forbidden`, `staff.other_outlet` */
export const beginCount =
  ({ db, clock }: Needs) =>
  ({ actor, cause, outletId }: Doing & { outletId: string }): Promise<string> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      await requireCounter(tx, actor, outletId)
      return openCount(tx, { outletId, byUser: actor.userId, now })
    })

/** The count, open and nobody else changing it until the end. @throws DomainError `count.over`, and as `requireCounter` */
const claim = async (tx: Tx, { actor, countId }: { actor: Actor; countId: string }) => {
  const outletId = await outletOfCount(tx, countId)
  if (outletId === undefined) throw new DomainError('count.over')
  await requireCounter(tx, actor, outletId)
  const revision = await claimCount(tx, countId)
  if (revision === undefined) throw new DomainError('count.over')
  return { outletId, revision }
}

/**
 * So many pieces of each size lie there. Counted again, the last word stands, with what should be there by then.
 * @throws DomainError `count.over`, `count.number`, `staff.other_outlet`, `order.forbidden`
 */
export const writeCounted =
  ({ db, clock }: Needs) =>
  ({
    actor,
    cause,
    countId,
    counted,
  }: Doing & {
    countId: string
    counted: readonly { readonly variantId: string; readonly pieces: number }[]
  }): Promise<void> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const { outletId } = await claim(tx, { actor, countId })
      if (!counted.every(({ pieces }) => Number.isSafeInteger(pieces) && pieces >= 0 && pieces < 10_000))
        throw new DomainError('count.number')
      await putCounted(tx, { countId, outletId, counted, byUser: actor.userId, now })
    })

/** A size is as if nobody had counted it. @throws DomainError `count.over`, `staff.other_outlet`, `order.forbidden` */
export const forgetCounted =
  ({ db, clock }: Needs) =>
  ({ actor, cause, countId, variantId }: Doing & { countId: string; variantId: string }): Promise<void> =>
    db.transaction(async (tx) => {
      await once(tx, cause, clock.now())
      await claim(tx, { actor, countId })
      await forgetLine(tx, countId, variantId)
    })

/**
 * The differences are written, all of them or none, each with its line in the ledger. `revision`: the count as the button
 * showed it, so that nothing is written that was not seen. Pieces that orders hold stay theirs: a size with fewer than
 * that is first settled with its order, or counted again.
 * @throws DomainError `count.held` { article, got, held }, `count.changed`, `count.over`, `staff.other_outlet`, `order.forbidden`
 */
export const finishCount =
  ({ db, clock }: Needs) =>
  ({ actor, cause, countId, revision }: Doing & { countId: string; revision: number }): Promise<void> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const { outletId, revision: present } = await claim(tx, { actor, countId })
      if (present !== revision + 1) throw new DomainError('count.changed')
      const differences = await findDifferences(tx, countId)
      const rows = await lockStock(tx, {
        outletId,
        variantIds: differences.map(({ variantId }) => variantId),
      })
      for (const line of differences) {
        const { onHand, held } = rows.find(({ variantId }) => variantId === line.variantId) ?? NOTHING
        if (onHand + differenceOf(line) < held) {
          const { article, values: got } = line
          throw new DomainError('count.held', { article, got, held })
        }
      }
      const changes = differences.map((line) => ({ variantId: line.variantId, delta: differenceOf(line) }))
      await addToShelf(tx, { outletId, changes, reason: 'counted', byUser: actor.userId, countId, now })
      await closeCount(tx, { countId, state: 'finished', byUser: actor.userId, now })
    })

const NOTHING = { onHand: 0, held: 0 }

/** What was counted is thrown away; the stock stays as it was. @throws DomainError `count.over`, `staff.other_outlet`, `order.forbidden` */
export const dropCount =
  ({ db, clock }: Needs) =>
  ({ actor, cause, countId }: Doing & { countId: string }): Promise<void> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      await claim(tx, { actor, countId })
      await closeCount(tx, { countId, state: 'dropped', byUser: actor.userId, now })
    })
