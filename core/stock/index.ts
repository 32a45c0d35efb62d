/**
 * How many pieces there are, where, and to whom they are promised.
 * available = on hand − held; every change is a movement in the ledger; see stock.store.ts for the guarantees.
 */
export type { Available, PlannedHold, Shortage, Wanted } from './plan-holds.ts'
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
