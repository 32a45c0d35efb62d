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
