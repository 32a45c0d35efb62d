import { type Money, money } from '../kernel/money.ts'
import type { Text } from '../kernel/text.ts'

export type CountState = 'open' | 'finished' | 'dropped'

/** A stock-taking of an outlet. */
export interface Count {
  readonly id: string
  readonly outletId: string
  readonly state: CountState
  /** Grows with every change: what a button showed is what is written. */
  readonly revision: number
  readonly begunAt: Date
  readonly begunBy: string | null
  /** Sizes that were counted. */
  readonly counted: number
}

/** Whose sizes are walked through: those of a cell of the shelves, or of a product. */
export const WALKS = ['cell', 'product'] as const
export type Walk = (typeof WALKS)[number]

/** A cell of the shelves in a count; null: what has no shelf. */
export interface CountCell {
  readonly shelf: string | null
  readonly sizes: number
  readonly counted: number
  /** Where one begins: the first that is not counted, else the first. */
  readonly variantId: string
}

/** A size in a count. */
export interface CountLine {
  readonly variantId: string
  readonly productId: string
  readonly article: string
  readonly name: Text
  readonly values: readonly Text[]
  readonly shelf: string | null
  /** null: nobody counted it yet. */
  readonly counted: number | null
  /** What should have lain there when it was counted. */
  readonly expected: number | null
}

/** A counted size that is not as it should be. */
export interface Difference {
  readonly variantId: string
  readonly article: string
  readonly values: readonly Text[]
  readonly counted: number
  readonly expected: number
  readonly price: number
  /** Orders hold more than there would be. */
  readonly blocked: boolean
}

export const differenceOf = ({ counted, expected }: Pick<Difference, 'counted' | 'expected'>): number =>
  counted - expected

export interface Found {
  readonly pieces: number
  /** At today's prices. */
  readonly worth: Money
}

/** What is too much and what is missing, each by itself: one pair found does not pay for one that is gone. */
export const summarize = (
  differences: readonly Pick<Difference, 'counted' | 'expected' | 'price'>[],
): { readonly surplus: Found; readonly missing: Found } => {
  const of = (sign: 1 | -1): Found => {
    const some = differences.filter((line) => differenceOf(line) * sign > 0)
    return {
      pieces: some.reduce((sum, line) => sum + differenceOf(line) * sign, 0),
      worth: money(some.reduce((sum, line) => sum + differenceOf(line) * sign * line.price, 0)),
    }
  }
  return { surplus: of(1), missing: of(-1) }
}
