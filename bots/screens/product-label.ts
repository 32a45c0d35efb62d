import type { ProductSummary } from '../../core/catalog/index.ts'
import type { Words } from '../locales/words.ts'
import { formatMoney } from './format.ts'
import { struck } from './sizes.ts'

/** "1 360 ₴", "від 1 360 ₴"; on sale with what it cost before, struck through. */
const priceOf = ({ price, priceVaries, oldPrice }: ProductSummary, words: Words): string => {
  const now = priceVaries ? words.say('price.from', { price: formatMoney(price) }) : formatMoney(price)
  return oldPrice === null ? now : `${now} ${struck(formatMoney(oldPrice))}`
}

/** "Кросівки темно-сині · 1 360 ₴": a product in a list that is read. */
export const productLabel = (product: ProductSummary, words: Words): string =>
  [words.of(product.name), product.available ? priceOf(product, words) : words.say('products.sold_out')].join(
    ' · ',
  )

/** "1 360 ₴ · Кросівки темно-сині": on a button, whose end a narrow phone leaves out. */
export const productOnButton = (product: ProductSummary, words: Words): string =>
  [product.available ? priceOf(product, words) : words.say('products.sold_out'), words.of(product.name)].join(
    ' · ',
  )
