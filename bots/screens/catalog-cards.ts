import type { ProductSummary } from '../../core/catalog/index.ts'
import type { Words } from '../locales/words.ts'
import { type Button, button, type Card, GAP, inRows } from './card.ts'
import { cartButton } from './cart-cards.ts'
import type { CatalogScreen } from './catalog.screens.ts'
import { formatMoney } from './format.ts'
import type { CardsOf, ScreenOf } from './screen.ts'

const catalogCard = ({ categories, cartCount }: ScreenOf<'catalog'>, words: Words): Card => ({
  lines: [
    { bold: words.say('catalog.title') },
    GAP,
    categories.length > 0 ? words.say('catalog.lead') : words.say('catalog.empty'),
  ],
  rows: [
    ...inRows(
      categories.map(({ id, name }) => button(words.of(name), { to: 'list', categoryId: id })),
      2,
    ),
    [button(words.say('home.button'), { to: 'home' }), cartButton(cartCount, words)],
  ],
})

/** "Кросівки темно-сині · 1 360 ₴": a product in a list. */
export const productLabel = (product: ProductSummary, words: Words): string => {
  const price = formatMoney(product.price)
  const sum = product.priceVaries ? words.say('price.from', { price }) : price
  return product.available
    ? `${words.of(product.name)} · ${sum}`
    : words.say('products.sold_out', { name: words.of(product.name) })
}

const productsCard = ({ page, cartCount }: ScreenOf<'products'>, words: Words): Card => {
  const { category, products } = page
  const turn: Button[] = []
  const [first, last] = [products[0], products.at(-1)]
  if (page.hasPrevious && first)
    turn.push(button(words.say('page.previous'), { to: 'list', categoryId: category.id, before: first.id }))
  if (page.hasNext && last)
    turn.push(button(words.say('page.next'), { to: 'list', categoryId: category.id, after: last.id }))
  return {
    lines: [
      { bold: words.of(category.name) },
      GAP,
      products.length > 0 ? words.say('products.lead') : words.say('products.empty'),
    ],
    rows: [
      ...products.map((product) => [
        button(productLabel(product, words), { to: 'product', productId: product.id }),
      ]),
      ...(turn.length > 0 ? [turn] : []),
      [button(words.say('products.back'), { to: 'catalog' }), cartButton(cartCount, words)],
    ],
  }
}

export const catalogCards: CardsOf<CatalogScreen> = {
  catalog: (screen, { words }) => catalogCard(screen, words),
  products: (screen, { words }) => productsCard(screen, words),
}
