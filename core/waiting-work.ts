import { pendingPricesCount } from './catalog/index.ts'
import { type Actor, roleAmong } from './kernel/actor.ts'
import { type Queries, sql } from './kernel/db.ts'
import {
  type InHandCounts,
  inHandCounts,
  type ParcelCounts,
  parcelCounts,
  type WaitingCounts,
  waitingCounts,
} from './orders/index.ts'
import { openSlipsCount, unallottedCount } from './payments/index.ts'
import { findWorkplace } from './staff/index.ts'
import { lowCount, type MoveCounts, moveCounts, openCountLines } from './stock/index.ts'
import { ticketCount, ticketsWaitingSince } from './support/index.ts'

/** How much waits for one of the staff, of all that there is in the shop. */
export interface WaitingWork {
  /** Since when they are on shift; null when they are not. */
  readonly onShiftSince: Date | null
  readonly orders: WaitingCounts
  /** At their own outlet, where they have one. */
  readonly parcels: ParcelCounts
  readonly inHand: InHandCounts
  readonly moves: MoveCounts
  /** Sizes counted in the stock-taking that goes on; null: none does. */
  readonly counted: number | null
  /** Sizes that are running out. */
  readonly low: number
  readonly slips: number
  readonly unallotted: number
  readonly pendingPrices: number
  /** Questions of customers that nobody has, and their own to answer. */
  readonly tickets: number
  readonly ticketsWaitingSince: Date | null
}

/** What stands on the desk of one of the staff, in two statements whatever their roles. */
export const findWaitingWork = async (
  q: Queries,
  actor: Actor & { readonly userId: string },
): Promise<WaitingWork> => {
  const outletId = await findWorkplace(q, actor)
  const counted = (role: 'accountant' | 'owner', count: typeof openSlipsCount) =>
    roleAmong(actor, [role]) ? count : sql`0`
  const low = roleAmong(actor, ['storekeeper']) ? lowCount : sql`0`
  const rows = await q.$queryRaw<WaitingWork[]>`
    SELECT (SELECT since FROM shifts WHERE user_id = ${actor.userId}) AS "onShiftSince",
      ${waitingCounts} AS orders, ${parcelCounts(outletId)} AS parcels, ${inHandCounts(outletId)} AS "inHand",
      ${moveCounts(outletId)} AS moves, ${openCountLines(outletId)} AS counted, ${low} AS low,
      ${counted('accountant', openSlipsCount)} AS slips, ${counted('accountant', unallottedCount)} AS unallotted,
      ${counted('owner', pendingPricesCount)} AS "pendingPrices",
      ${ticketCount(actor.userId)} AS tickets, ${ticketsWaitingSince} AS "ticketsWaitingSince"`
  return rows[0]!
}
