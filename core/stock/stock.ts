import type { Tx } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import { type PlannedHold, planHolds, type Wanted } from './plan-holds.ts'
import { insertHolds, lockAvailable } from './stock.store.ts'

export interface WantedStock {
  readonly wanted: readonly Wanted[]
  /** Wanted too, but not promised: only checked to be there. */
  readonly checked?: readonly Wanted[]
  readonly preferredOutletId?: string | undefined
}

export interface HoldRequest extends WantedStock {
  readonly orderId: string
  readonly until: Date | null
  readonly now: Date
}

/**
 * Which outlets can promise the wanted pieces, their stock locked until the end of the transaction: nobody takes what
 * is planned before it is held. A step of placing an order.
 * @throws DomainError `stock.short` { shortages } when anything is not there
 */
export const planStock = async (
  tx: Tx,
  { wanted, checked = [], preferredOutletId }: WantedStock,
): Promise<readonly PlannedHold[]> => {
  const all = [...wanted, ...checked]
  if (all.length === 0) return []
  const available = await lockAvailable(
    tx,
    all.map(({ variantId }) => variantId),
  )
  const plan = planHolds(all, available, preferredOutletId)
  if (plan.kind === 'short') throw new DomainError('stock.short', { shortages: plan.shortages })
  const promised = new Set(wanted.map(({ lineId }) => lineId))
  return plan.holds.filter(({ lineId }) => promised.has(lineId))
}

/**
 * Promises the wanted pieces to an order. A step of confirming it and of settling a size.
 * @throws DomainError `stock.short` { shortages } when anything is not there: then nothing is held
 */
export const holdStock = async (tx: Tx, request: HoldRequest): Promise<void> => {
  const holds = await planStock(tx, request)
  if (holds.length > 0) await insertHolds(tx, { ...request, holds })
}
