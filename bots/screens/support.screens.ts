import type { Text } from '../../core/kernel/text.ts'

/** What a customer asks about. */
export type About =
  | { readonly kind: 'product'; readonly id: string; readonly name: Text }
  | { readonly kind: 'order'; readonly id: string; readonly number: number }

/** Where a customer writes to the shop. */
export interface SupportScreen {
  readonly name: 'ask'
  readonly about: About | undefined
  /** null: the shop is open. */
  readonly opensAt: Date | null
  /** Something that they wrote is not answered yet. */
  readonly waits: boolean
  readonly now: Date
}
