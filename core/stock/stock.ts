import type { Tx } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import { planHolds, type Wanted } from './plan-holds.ts'
import { insertHolds, lockAvailable } from './stock.store.ts'

export interface HoldRequest {
  readonly orderId: string
  readonly wanted: readonly Wanted[]
  /** Wanted too, but not promised: only checked to be there. */
  readonly checked?: readonly Wanted[]
  readonly preferredOutletId?: string | undefined
  readonly until: Date | null
  readonly now: Date
}

/**
 * Promises the wanted pieces to an order. A step of placing and of confirming it.
 * @throws DomainError `stock.short` { shortages } when anything is not there: then nothing is held
 */
export const holdStock = async (tx: Tx, request: HoldRequest): Promise<void> => {
  const all = [...request.wanted, ...(request.checked ?? [])]
  if (all.length === 0) return
  const available = await lockAvailable(
    tx,
    all.map(({ variantId }) => variantId),
  )
  const plan = planHolds(all, available, request.preferredOutletId)
  if (plan.kind === 'short') throw new DomainError('stock.short', { shortages: plan.shortages })

  const promised = new Set(request.wanted.map(({ lineId }) => lineId))
  const holds = plan.holds.filter(({ lineId }) => promised.has(lineId))
  if (holds.length > 0) await insertHolds(tx, { ...request, holds })
}
