import { newId } from '../kernel/ids.ts'
import type { Belongings } from './import-belongings.store.ts'
import type { ProductRow, Shelf, VariantToWrite } from './import-catalog.store.ts'
import { chooseOptions, type OtherVariant } from './import-options.ts'
import type { PlannedProduct } from './import-plan.ts'
import { splitPrices } from './import-prices.ts'

/** A product as it is to be written, with everything that belongs to it. */
export interface Draft {
  readonly isNew: boolean
  readonly product: ProductRow
  readonly variants: readonly VariantToWrite[]
  readonly others: readonly (OtherVariant & { readonly position: number })[]
  readonly belongings: Belongings
}

export interface DraftGround {
  readonly shelf: Shelf | undefined
  readonly categoryIds: ReadonlyMap<string, string>
  readonly takenArticles: ReadonlySet<string>
  readonly position: number
}

/**
 * What is to be written for a product. Variants from before that the import does not bring stay in it, and
 * get a value for each of its options. Undefined where no article is free for a new product.
 */
export const draftProduct = (
  planned: PlannedProduct,
  { shelf, categoryIds, takenArticles, position }: DraftGround,
): Draft | undefined => {
  const { product, members } = planned
  const article = shelf ? '' : product.articles.find((wanted) => !takenArticles.has(wanted))
  if (article === undefined) return undefined
  const id = shelf?.productId ?? newId('prd')
  const brought = new Set(members.map(({ known }) => known?.variantId))
  const options = chooseOptions(
    members.map(({ offer }) => offer.choices),
    {
      names: shelf?.optionNames ?? [],
      variants: shelf?.variants.filter((variant) => !brought.has(variant.id)) ?? [],
    },
  )
  const prices = splitPrices(members.map(({ offer }) => offer.price))
  return {
    isNew: !shelf,
    product: {
      id,
      article,
      categoryId: categoryIds.get(product.categoryKey)!,
      name: product.name,
      description: product.description,
      price: shelf?.price ?? prices.product,
      position,
    },
    variants: members.map(({ offer, known }, i) => ({
      id: known?.variantId ?? newId('var'),
      productId: id,
      sku: offer.offerId,
      position: i,
      values: options.brought[i]!,
      detail: offer.detail,
      weightGrams: offer.weightGrams,
      // Of a new product at once; of one that is there, prices are settled with those of its other variants.
      price: shelf ? offer.price : prices.variants[i]!,
      oldPrice: offer.oldPrice,
    })),
    others: options.others.map((other, i) => ({ ...other, position: members.length + i })),
    belongings: {
      productId: id,
      options: options.names,
      attributes: product.attributes.filter(
        ({ name }) => !options.names.some((option) => option.uk === name.uk),
      ),
      pictureUrls: product.pictureUrls,
    },
  }
}
