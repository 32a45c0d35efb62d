/**
 * How many pieces there are, where, and to whom they are promised.
 * available = on hand − held; every change is a movement in the ledger; see stock.store.ts for the guarantees.
 */
import type { Clock } from '../kernel/clock.ts'
import type { Db } from '../kernel/db.ts'
import { adjustStock, countStock } from './adjust-stock.ts'
import { findShelf } from './shelf.store.ts'

export { REASONS, type Reason } from './adjust-stock.ts'
export type { Available, PlannedHold, Shortage, Wanted } from './plan-holds.ts'
export type { ShelfRow } from './shelf.store.ts'
export {
  expireHolds,
  type HeldPiece,
  holding,
  lockGoods,
  type PiecesBack,
  putBackOnShelf,
  releaseHolds,
  releaseLines,
  takeOpenHolds,
  turnTakenIntoHolds,
  writeOff,
} from './stock.store.ts'
export { type HoldRequest, holdStock, planStock, type WantedStock } from './stock.ts'

export const createStock = (needs: { readonly db: Db; readonly clock: Clock }) => ({
  adjust: adjustStock(needs),
  count: countStock(needs),
  /** What an outlet has of a product, size by size. */
  shelf: (request: Parameters<typeof findShelf>[1]) => findShelf(needs.db.queries, request),
})
