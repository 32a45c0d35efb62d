import type { ProductSummary } from '../../core/catalog/index.ts'
import type { Words } from '../locales/words.ts'
import { formatMoney } from './format.ts'
import { struck } from './sizes.ts'

/** "Кросівки темно-сині · 1 360 ₴": a product in a list; on sale with what it cost before, struck through. */
export const productLabel = (product: ProductSummary, words: Words): string => {
  const { name, priceVaries, oldPrice, available } = product
  if (!available) return words.say('products.sold_out', { name: words.of(name) })
  const price = formatMoney(product.price)
  const sum = priceVaries ? words.say('price.from', { price }) : price
  return [words.of(name), oldPrice === null ? sum : `${sum} ${struck(formatMoney(oldPrice))}`].join(' · ')
}
