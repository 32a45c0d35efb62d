import type { Tx } from '../kernel/db.ts'
import { DomainError } from '../kernel/errors.ts'
import { type Money, money } from '../kernel/money.ts'
import { putBackOnShelf } from '../stock/index.ts'
import { freeExcess } from './allocation.store.ts'
import { requireOrder } from './needs.ts'
import { costOf, type Order, type OrderLine } from './order.ts'
import { type FatesByLine, findFates, goodsAt } from './piece-fate.ts'
import { saveSums, writeLines } from './save-lines.ts'

export interface KeptPart {
  /** The order as it is now, with what is still to be paid. */
  readonly order: Order
  /** Payments that have something left, since the order became cheaper than what was paid. */
  readonly left: readonly string[]
  /** What went back: for the history. */
  readonly back: readonly {
    readonly article: string
    readonly values: OrderLine['values']
    readonly quantity: number
  }[]
}

/**
 * Tried on in the store, and not everything is kept: pieces marked «На полицю» go back on sale in this store, lines,
 * total and what is paid follow. What is kept costs what it cost: each line keeps its share of the discount. A step.
 * @throws DomainError `pickup.nothing_kept`: then it is a return; `pickup.only_shelf` when a piece is marked otherwise
 */
export const keepPart = async (
  tx: Tx,
  { order, byUser, now }: { order: Order; byUser: string | null; now: Date },
): Promise<KeptPart> => {
  const fates = await findFates(tx, order)
  const lines = keptLines(order, fates)
  const backOf = (line: OrderLine) => line.quantity - (lines.find(({ id }) => id === line.id)?.quantity ?? 0)
  if (
    Object.values(fates)
      .flat()
      .some((fate) => fate === 'markdown' || fate === 'defect' || fate === 'missing')
  )
    throw new DomainError('pickup.only_shelf')
  if (lines.length === 0) throw new DomainError('pickup.nothing_kept', { number: order.number })

  await putBackOnShelf(tx, {
    orderId: order.id,
    pieces: order.lines.map((line) => ({ lineId: line.id, back: backOf(line), shelf: backOf(line) })),
    outletId: goodsAt(order),
    byUser,
    now,
  })
  await writeLines(tx, { order, lines })
  await saveSums(tx, { order, lines, discount: shareOf(order, lines), now })
  const changed = await requireOrder(tx, order.id)
  const excess = Math.max(0, changed.paid - changed.total)
  const left = excess > 0 ? await freeExcess(tx, order.id, money(excess)) : []
  return {
    order: excess > 0 ? await requireOrder(tx, order.id) : changed,
    left,
    back: order.lines
      .filter((line) => backOf(line) > 0)
      .map((line) => ({ article: line.article, values: line.values, quantity: backOf(line) })),
  }
}

/** The lines with the pieces that the customer keeps; one of which nothing is kept is gone. */
export const keptLines = (order: Pick<Order, 'lines'>, fates: FatesByLine): OrderLine[] =>
  order.lines.flatMap((line) => {
    const back = fates[line.id]!.filter((fate) => fate !== null && fate !== 'kept').length
    return back === line.quantity ? [] : { ...line, quantity: line.quantity - back }
  })

/** What an order costs of which these lines are kept. */
export const totalOf = (order: Order, lines: readonly OrderLine[]): Money =>
  costOf(order, { lines, discount: shareOf(order, lines) })

/** The discount of what is kept, rounded up to a whole hryvnia (domain: Discounts). */
const shareOf = (order: Order, kept: readonly OrderLine[]) => {
  const share = kept.reduce((sum, line) => {
    const whole = order.lines.find(({ id }) => id === line.id)!
    return sum + (whole.discount * line.quantity) / whole.quantity
  }, 0)
  return money(Math.ceil(share / 100) * 100)
}
