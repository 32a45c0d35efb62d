import type { ProductSummary } from '../../core/catalog/index.ts'
import type { Action } from '../dialogue/action.ts'
import type { Words } from '../locales/words.ts'
import type { GalleryItem } from './card.ts'
import { formatMoney } from './format.ts'
import { struck } from './sizes.ts'

/** "1 360 ₴", "від 1 360 ₴"; on sale with what it cost before, struck through. */
const priceOf = ({ price, priceVaries, oldPrice }: ProductSummary, words: Words): string => {
  const now = priceVaries ? words.say('price.from', { price: formatMoney(price) }) : formatMoney(price)
  return oldPrice === null ? now : `${now} ${struck(formatMoney(oldPrice))}`
}

/** Products to choose from. A button reads "1 360 ₴ · Кросівки темно-сині": a narrow phone leaves out its end. */
export const galleryOf = (
  products: readonly ProductSummary[],
  { words, actionOf }: { words: Words; actionOf: (productId: string) => Action },
): GalleryItem[] =>
  products.map((product) => {
    const name = words.of(product.name)
    const price = product.available ? priceOf(product, words) : words.say('products.sold_out')
    return { label: `${price} · ${name}`, name, price, photo: product.photo, action: actionOf(product.id) }
  })
