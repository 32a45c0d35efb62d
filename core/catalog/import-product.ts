import type { Money } from '../kernel/money.ts'
import type { Text } from '../kernel/text.ts'

/** A category of an import; `key` is how its products name it. Categories of one name are one. */
export interface ImportCategory {
  readonly key: string
  readonly slug: string
  readonly name: Text
}

/** A product as an import brings it: offers that are one thing in several sizes or colours, in our terms. */
export interface ImportProduct {
  /** Wanted articles by preference; the first one that is free is taken when the product is made. */
  readonly articles: readonly string[]
  readonly categoryKey: string
  readonly name: Text
  readonly description: Text
  readonly attributes: readonly { readonly name: Text; readonly value: Text }[]
  readonly pictureUrls: readonly string[]
  /** In the order to show them; never empty. */
  readonly variants: readonly ImportVariant[]
}

export interface ImportVariant {
  /** Unique within the source; becomes the variant's SKU. */
  readonly offerId: string
  /** Changes with anything the source says of the offer, except the quantity. */
  readonly fingerprint: string
  readonly price: Money
  /** What it cost before, where that was more: shown beside the price. */
  readonly oldPrice: Money | null
  /** Pieces that the source says it has. */
  readonly quantity: number
  /** As `readBarcode` gives them. */
  readonly barcodes: readonly string[]
  /** Everything one could choose it by; options become those that differ within the product. */
  readonly choices: readonly Choice[]
  readonly detail: Text | null
  readonly weightGrams: number | null
}

export interface Choice {
  readonly name: Text
  readonly value: Text
}
