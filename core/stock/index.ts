/**
 * How many pieces there are, where, and to whom they are promised.
 * available = on hand − held; every change is a movement in the ledger; see stock.store.ts for the guarantees.
 */
import type { Clock } from '../kernel/clock.ts'
import type { Db } from '../kernel/db.ts'
import type { Announce } from '../outbox.ts'
import type { SettingsReader } from '../settings/index.ts'
import { adjustStock } from './adjust-stock.ts'
import { findCells, findCount, findCountLines, findDifferences, findOpenCounts } from './count.store.ts'
import { beginCount, dropCount, finishCount, forgetCounted, writeCounted } from './count-stock.ts'
import { findLow } from './low-stock.store.ts'
import { findMove, findMoves } from './move.store.ts'
import { cancelMove, dropFromMove, receiveMove, requestMove, sayMissing, sendMove } from './move-stock.ts'
import { findShelf } from './shelf.store.ts'
import { watchLowStock } from './watch-low-stock.ts'

export { REASONS, type Reason } from './adjust-stock.ts'
export { openCountLines } from './count.store.ts'
export {
  type Count,
  type CountCell,
  type CountLine,
  type Difference,
  differenceOf,
  summarize,
  WALKS,
  type Walk,
} from './count.ts'
export { type LowSize, lowCount } from './low-stock.store.ts'
export { type MoveCounts, moveCounts } from './move.store.ts'
export { LOSSES, type Loss, MOVE_STAGE_NAMES, type Move, type MoveStage, piecesOfMove } from './move.ts'
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

export const createStock = (needs: {
  readonly db: Db
  readonly clock: Clock
  readonly settings: SettingsReader
  readonly announce: Announce
}) => ({
  adjust: adjustStock(needs),
  counts: {
    begin: beginCount(needs),
    write: writeCounted(needs),
    forget: forgetCounted(needs),
    finish: finishCount(needs),
    drop: dropCount(needs),
    find: (id: string) => findCount(needs.db.queries, id),
    /** What is being counted at an outlet (null: at any). */
    open: (outletId: string | null) => findOpenCounts(needs.db.queries, outletId),
    cells: (id: string) => findCells(needs.db.queries, id),
    lines: (request: Parameters<typeof findCountLines>[1]) => findCountLines(needs.db.queries, request),
    differences: (id: string) => findDifferences(needs.db.queries, id),
  },
  moves: {
    request: requestMove(needs),
    drop: dropFromMove(needs),
    send: sendMove(needs),
    sayMissing: sayMissing(needs),
    receive: receiveMove(needs),
    cancel: cancelMove(needs),
    find: (id: string) => findMove(needs.db.queries, id),
    /** What is to be sent from, or received at, an outlet (null: any), oldest first. */
    list: (request: Parameters<typeof findMoves>[1]) => findMoves(needs.db.queries, request),
  },
  watchLow: watchLowStock(needs),
  /** What is running out, the newest first. */
  low: (request: Parameters<typeof findLow>[1]) => findLow(needs.db.queries, request),
  /** What an outlet has of a product, size by size. */
  shelf: (request: Parameters<typeof findShelf>[1]) => findShelf(needs.db.queries, request),
})
