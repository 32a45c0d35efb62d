/** So many pieces of a variant for a line of an order. */
export interface Wanted {
  readonly lineId: string
  readonly variantId: string
  readonly quantity: number
}

/** What an outlet has of a variant: available = on hand − held. */
export interface Available {
  readonly variantId: string
  readonly outletId: string
  readonly available: number
  /** The shop's order of outlets: smaller is asked first. */
  readonly position: number
}

export interface PlannedHold extends Wanted {
  readonly outletId: string
}

export interface Shortage {
  readonly variantId: string
  readonly wanted: number
  readonly available: number
}

export type HoldPlan =
  | { readonly kind: 'planned'; readonly holds: readonly PlannedHold[] }
  | { readonly kind: 'short'; readonly shortages: readonly Shortage[] }

/**
 * Which outlet gives what for an order. One parcel is better than two: an outlet that has everything is
 * taken (the preferred one, say the store of a pickup, first); else each line goes to the first outlet that
 * has all of it; else it is split. Lines of one variant are summed: two lines can never hold the same pair.
 */
export const planHolds = (
  wanted: readonly Wanted[],
  stock: readonly Available[],
  preferredOutletId?: string,
): HoldPlan => {
  const shortages = findShortages(wanted, stock)
  if (shortages.length > 0) return { kind: 'short', shortages }

  const rank = (row: Available) => (row.outletId === preferredOutletId ? -1 : row.position)
  const outlets = [...stock].sort((a, b) => rank(a) - rank(b) || (a.outletId < b.outletId ? -1 : 1))
  const left = new Map(stock.map((row) => [key(row.variantId, row.outletId), row.available]))
  const outletIds = [...new Set(outlets.map((row) => row.outletId))]

  const hasEverything = outletIds.find((outletId) =>
    totals(wanted).every(([variantId, quantity]) => (left.get(key(variantId, outletId)) ?? 0) >= quantity),
  )
  if (hasEverything) {
    return { kind: 'planned', holds: wanted.map((line) => ({ ...line, outletId: hasEverything })) }
  }

  const holds: PlannedHold[] = []
  for (const line of wanted) {
    const of = (outletId: string) => left.get(key(line.variantId, outletId)) ?? 0
    const whole = outletIds.find((outletId) => of(outletId) >= line.quantity)
    let missing = line.quantity
    for (const outletId of whole ? [whole] : outletIds) {
      const quantity = Math.min(missing, of(outletId))
      if (quantity <= 0) continue
      left.set(key(line.variantId, outletId), of(outletId) - quantity)
      holds.push({ ...line, outletId, quantity })
      missing -= quantity
    }
  }
  return { kind: 'planned', holds }
}

const key = (variantId: string, outletId: string) => `${variantId} ${outletId}`

const totals = (wanted: readonly Wanted[]): [string, number][] => {
  const sums = new Map<string, number>()
  for (const { variantId, quantity } of wanted) sums.set(variantId, (sums.get(variantId) ?? 0) + quantity)
  return [...sums]
}

const findShortages = (wanted: readonly Wanted[], stock: readonly Available[]): Shortage[] =>
  totals(wanted)
    .map(([variantId, quantity]) => ({
      variantId,
      wanted: quantity,
      available: stock
        .filter((row) => row.variantId === variantId)
        .reduce((sum, row) => sum + row.available, 0),
    }))
    .filter((line) => line.available < line.wanted)
