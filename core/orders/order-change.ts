import { isDeepStrictEqual } from 'node:util'
import type { Delivery, PaymentMethod, Recipient } from '../carts/index.ts'
import type { Money } from '../kernel/money.ts'
import type { Text } from '../kernel/text.ts'

interface OfLine {
  readonly article: string
  readonly values: readonly Text[]
}

/** What a manager changed on an order, as its history keeps it (`what: 'edited'`). */
export type OrderChange =
  | {
      readonly what: 'size'
      readonly article: string
      readonly from: readonly Text[]
      readonly to: readonly Text[]
    }
  | (OfLine & { readonly what: 'quantity'; readonly from: number; readonly to: number })
  | (OfLine & { readonly what: 'line_added'; readonly quantity: number })
  | (OfLine & { readonly what: 'line_removed'; readonly quantity: number })
  | { readonly what: 'recipient'; readonly from: Recipient; readonly to: Recipient }
  | { readonly what: 'delivery'; readonly from: Delivery; readonly to: Delivery }
  | { readonly what: 'payment'; readonly from: PaymentMethod; readonly to: PaymentMethod }
  | { readonly what: 'comment'; readonly from: string | null; readonly to: string | null }
  | { readonly what: 'discount'; readonly from: Money; readonly to: Money; readonly reason: string }

/** How many pieces of its goods a change began and ended with; undefined for one that is about none. */
const piecesOf = (change: OrderChange): { from: number; to: number } | undefined => {
  switch (change.what) {
    case 'quantity':
      return { from: change.from, to: change.to }
    case 'line_added':
      return { from: 0, to: change.quantity }
    case 'line_removed':
      return { from: change.quantity, to: 0 }
    default:
      return undefined
  }
}

/** Two changes of the same thing, one after another, as one; undefined where they are about different things. */
const joined = (first: OrderChange, then: OrderChange): OrderChange | 'nothing' | undefined => {
  const [before, after] = [piecesOf(first), piecesOf(then)]
  if (before && after) {
    const { article, values } = first as OfLine
    const same = article === (then as OfLine).article && isDeepStrictEqual(values, (then as OfLine).values)
    if (!same || before.to !== after.from) return undefined
    const [from, to] = [before.from, after.to]
    if (from === to) return 'nothing'
    if (from === 0) return { what: 'line_added', article, values, quantity: to }
    if (to === 0) return { what: 'line_removed', article, values, quantity: from }
    return { what: 'quantity', article, values, from, to }
  }
  if (before || after || first.what !== then.what) return undefined
  const [a, b] = [
    first as Extract<OrderChange, { from: unknown }>,
    then as Extract<OrderChange, { from: unknown }>,
  ]
  if (first.what === 'size' && then.what === 'size' && first.article !== then.article) return undefined
  if (!isDeepStrictEqual(a.to, b.from)) return undefined
  return isDeepStrictEqual(a.from, b.to) ? 'nothing' : ({ ...b, from: a.from } as OrderChange)
}

/** What changes come to in the end: of several of the same thing the first and the last, nothing of what was undone. */
export const netChanges = (changes: readonly OrderChange[]): OrderChange[] => {
  const net: OrderChange[] = []
  for (const change of changes) {
    const at = net.findLastIndex((earlier) => joined(earlier, change) !== undefined)
    const both = at < 0 ? undefined : joined(net[at]!, change)
    if (both === undefined) net.push(change)
    else if (both === 'nothing') net.splice(at, 1)
    else net[at] = both
  }
  return net
}
