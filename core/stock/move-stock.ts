import { type Cause, once } from '../inbox.ts'
import { type Actor, roleAmong } from '../kernel/actor.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Db, Tx } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import { findWorkplace } from '../staff/index.ts'
import { dropLine, lockMove, moveOn, openMove, putLine, putMissing } from './move.store.ts'
import { type Loss, type Move, type MoveState, piecesOfMove } from './move.ts'
import { addToShelf, lockStock } from './shelf.store.ts'

/*
 * Goods go from one outlet to another: asked for by either end, sent by the one, received by the other. What is on its
 * way is nobody's stock, so that nobody is promised it; asking for goods holds nothing. Every step is one transaction
 * that locks the move first and then the stock in its order, and leaves its lines in the ledger with who did it.
 */

interface Needs {
  readonly db: Db
  readonly clock: Clock
}

interface Doing {
  readonly actor: Actor
  readonly cause?: Cause | undefined
}

/** @throws DomainError `order.forbidden`; `staff.other_outlet` for who works at none of these */
const requireEnd = async (tx: Tx, actor: Actor, ends: readonly string[]): Promise<void> => {
  if (!roleAmong(actor, ['storekeeper', 'seller'])) throw new DomainError('order.forbidden')
  if (actor.roles.includes('owner')) return
  const own = await findWorkplace(tx, actor)
  if (own !== null && !ends.includes(own)) throw new DomainError('staff.other_outlet')
}

/** What of a size can leave an outlet. @throws DomainError `move.short` { left } */
const requireFree = async (
  tx: Tx,
  outletId: string,
  lines: readonly { readonly variantId: string; readonly quantity: number }[],
): Promise<void> => {
  const rows = await lockStock(tx, { outletId, variantIds: lines.map(({ variantId }) => variantId) })
  for (const { variantId, quantity } of lines) {
    const { onHand, held } = rows.find((row) => row.variantId === variantId) ?? { onHand: 0, held: 0 }
    if (onHand - held < quantity) throw new DomainError('move.short', { left: onHand - held })
  }
}

/** @throws DomainError `move.unknown`; `move.changed` when it is in another state than the button was for */
const requireMove = async (tx: Tx, id: string, state: MoveState): Promise<Move> => {
  const move = await lockMove(tx, id)
  if (!move) throw new DomainError('move.unknown')
  if (move.state !== state) throw new DomainError('move.changed')
  return move
}

/**
 * So many pieces of a size are to be brought; what is asked for between the same two outlets goes together until it is
 * sent. Asked for again, the number is the new one, so that a second tap asks for no more.
 * @throws DomainError `move.short`, `move.same_outlet`, `stock.amount`, `staff.other_outlet`, `order.forbidden`
 */
export const requestMove =
  ({ db, clock }: Needs) =>
  ({
    actor,
    cause,
    from,
    to,
    variantId,
    quantity,
  }: Doing & { from: string; to: string; variantId: string; quantity: number }): Promise<string> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      await requireEnd(tx, actor, [from, to])
      if (from === to) throw new DomainError('move.same_outlet')
      if (!Number.isSafeInteger(quantity) || quantity < 1) throw new DomainError('stock.amount')
      const moveId = await openMove(tx, { from, to, byUser: actor.userId, now })
      await requireFree(tx, from, [{ variantId, quantity }])
      await putLine(tx, { moveId, variantId, quantity })
      return moveId
    })

/** A size is not to be brought after all; with the last one the request is cancelled. */
export const dropFromMove =
  ({ db, clock }: Needs) =>
  ({ actor, cause, moveId, variantId }: Doing & { moveId: string; variantId: string }): Promise<void> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const { from, to, lines } = await requireMove(tx, moveId, 'requested')
      await requireEnd(tx, actor, [from, to])
      if (lines.every((line) => line.variantId === variantId))
        return moveOn(tx, { id: moveId, state: 'cancelled', byUser: actor.userId, now })
      await dropLine(tx, moveId, variantId)
    })

/**
 * The goods leave: they are no longer on the shelf that sends, and not yet on the other. All of it or nothing; what
 * orders hold meanwhile never leaves. `pieces`: as many as the button said, so that nothing goes unseen.
 * @throws DomainError `move.short` { left }, `move.changed`, `staff.other_outlet`, `order.forbidden`
 */
export const sendMove =
  ({ db, clock }: Needs) =>
  ({ actor, cause, moveId, pieces }: Doing & { moveId: string; pieces: number }): Promise<void> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const move = await requireMove(tx, moveId, 'requested')
      await requireEnd(tx, actor, [move.from])
      if (piecesOfMove(move).all !== pieces) throw new DomainError('move.changed')
      await requireFree(tx, move.from, move.lines)
      const changes = move.lines.map(({ variantId, quantity }) => ({ variantId, delta: -quantity }))
      await addToShelf(tx, {
        outletId: move.from,
        changes,
        reason: 'moved',
        byUser: actor.userId,
        moveId,
        now,
      })
      await moveOn(tx, { id: moveId, state: 'sent', byUser: actor.userId, now })
    })

/** While the box is unpacked: so many pieces of a size are not in it. @throws DomainError `move.changed` */
export const sayMissing =
  ({ db, clock }: Needs) =>
  ({
    actor,
    cause,
    moveId,
    variantId,
    missing,
  }: Doing & { moveId: string; variantId: string; missing: number }): Promise<void> =>
    db.transaction(async (tx) => {
      await once(tx, cause, clock.now())
      const { to } = await requireMove(tx, moveId, 'sent')
      await requireEnd(tx, actor, [to])
      if (!(await putMissing(tx, { moveId, variantId, missing }))) throw new DomainError('move.changed')
    })

/**
 * The goods are there: what was sent comes to the shelf's count, and what was not in the box is written off it at
 * once, with its reason. `pieces`: as many as the button said arrived.
 * @throws DomainError `move.changed`, `staff.other_outlet`, `order.forbidden`
 */
export const receiveMove =
  ({ db, clock }: Needs) =>
  ({
    actor,
    cause,
    moveId,
    pieces,
    loss = 'lost',
  }: Doing & { moveId: string; pieces: number; loss?: Loss | undefined }): Promise<void> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const move = await requireMove(tx, moveId, 'sent')
      await requireEnd(tx, actor, [move.to])
      if (piecesOfMove(move).arrived !== pieces) throw new DomainError('move.changed')
      const at = { outletId: move.to, byUser: actor.userId, moveId, now }
      const [came, gone] = [
        move.lines.map(({ variantId, quantity }) => ({ variantId, delta: quantity })),
        move.lines
          .filter(({ missing }) => missing > 0)
          .map(({ variantId, missing }) => ({ variantId, delta: -missing })),
      ]
      await lockStock(tx, { outletId: move.to, variantIds: move.lines.map(({ variantId }) => variantId) })
      await addToShelf(tx, { ...at, changes: came, reason: 'moved' })
      await addToShelf(tx, { ...at, changes: gone, reason: loss })
      await moveOn(tx, { id: moveId, state: 'received', byUser: actor.userId, now })
    })

/** Nothing is to be brought after all; what was sent cannot be cancelled. @throws DomainError `move.changed` */
export const cancelMove =
  ({ db, clock }: Needs) =>
  ({ actor, cause, moveId }: Doing & { moveId: string }): Promise<void> =>
    db.transaction(async (tx) => {
      const now = clock.now()
      await once(tx, cause, now)
      const { from, to } = await requireMove(tx, moveId, 'requested')
      await requireEnd(tx, actor, [from, to])
      await moveOn(tx, { id: moveId, state: 'cancelled', byUser: actor.userId, now })
    })
