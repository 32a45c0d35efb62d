import type { Money } from '../kernel/money.ts'
import { LANGUAGES, type Text } from '../kernel/text.ts'

export interface Category {
  readonly id: string
  readonly name: Text
}

/** A product in a list. `price` is its lowest; `priceVaries` when a size costs more ("від …"); `oldPrice` while it was higher. */
export interface ProductSummary {
  readonly id: string
  readonly article: string
  readonly name: Text
  readonly price: Money
  readonly priceVaries: boolean
  readonly oldPrice: Money | null
  readonly available: boolean
  /** SHA-256 of its first picture. */
  readonly photo: string | null
}

export interface Variant {
  readonly id: string
  readonly sku: string
  /** One text per option of the product; none where the product has no options. */
  readonly values: readonly Text[]
  /** Said beside the value: the insole's length of a size. */
  readonly detail: Text | null
  readonly price: Money
  /** Pieces that can be ordered now, over all outlets. */
  readonly available: number
}

export interface Product extends ProductSummary {
  readonly categoryId: string
  readonly categoryName: Text
  readonly description: Text
  readonly options: readonly Text[]
  readonly attributes: readonly { readonly name: Text; readonly value: Text }[]
  readonly variants: readonly Variant[]
  /** SHA-256 of each picture, the first one is the cover. */
  readonly photos: readonly string[]
}

/** "35", "M · чорна": what a variant is called on a button and in an order. Empty for a product without options. */
export const variantLabel = (values: readonly Text[], language: 'uk' | 'en'): string =>
  values.map((value) => value[language] || value.uk).join(' · ')

/** A product without options has one variant and nothing to choose. */
export const soleVariant = (product: Pick<Product, 'options' | 'variants'>): Variant | undefined =>
  product.options.length === 0 ? product.variants[0] : undefined

/** What there is of a product by what a person calls it: a size ("36"), the code of a size. Undefined for what there is not. */
export const variantCalled = (
  { variants }: Pick<Product, 'variants'>,
  typed: string,
): Variant | undefined => {
  const name = typed.trim().toLowerCase()
  const namesOf = ({ sku, values }: Variant) => [
    sku,
    ...LANGUAGES.map((language) => variantLabel(values, language)),
  ]
  return variants.find(
    (variant) =>
      variant.available > 0 && name !== '' && namesOf(variant).some((each) => each.toLowerCase() === name),
  )
}
