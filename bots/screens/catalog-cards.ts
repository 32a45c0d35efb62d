import { soleVariant, type Variant } from '../../core/catalog/index.ts'
import type { Words } from '../locales/words.ts'
import { BUTTONS_MAX, type Button, button, type Card, GAP, inRows, type Line } from './card.ts'
import { cartButton } from './cart-cards.ts'
import type { CatalogScreen } from './catalog.screens.ts'
import { formatMoney } from './format.ts'
import type { CardsOf, ScreenOf } from './screen.ts'
import { sizeLabel, sizeRows } from './sizes.ts'

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

const productsCard = ({ page, cartCount }: ScreenOf<'products'>, words: Words): Card => {
  const { category, products } = page
  const label = (product: (typeof products)[number]) => {
    const price = formatMoney(product.price)
    const sum = product.priceVaries ? words.say('price.from', { price }) : price
    return product.available
      ? `${words.of(product.name)} · ${sum}`
      : words.say('products.sold_out', { name: words.of(product.name) })
  }
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
      ...products.map((product) => [button(label(product), { to: 'product', productId: product.id })]),
      ...(turn.length > 0 ? [turn] : []),
      [button(words.say('products.back'), { to: 'catalog' }), cartButton(cartCount, words)],
    ],
  }
}

/** Telegram takes a hundred buttons: of a product with more sizes than fit, those that there are. */
const shownVariants = (variants: readonly Variant[]): readonly Variant[] =>
  variants.length <= BUTTONS_MAX
    ? variants
    : variants.filter(({ available }) => available > 0).slice(0, BUTTONS_MAX)

/** "Натуральна шкіра · літо · Україна": what it is like, said once each. */
const characteristics = (
  { attributes }: Pick<ScreenOf<'product'>['product'], 'attributes'>,
  words: Words,
): string => {
  const said = [...new Set(attributes.map(({ value }) => words.of(value)))].join(' · ')
  return said.charAt(0).toUpperCase() + said.slice(1)
}

const productCard = ({ product, photo, cartCount }: ScreenOf<'product'>, words: Words): Card => {
  const sole = soleVariant(product)
  const sellable = !product.archived && product.available
  const price = formatMoney(product.price)
  const lines: Line[] = [
    { bold: words.of(product.name) },
    words.say('product.article', { article: product.article, category: words.of(product.categoryName) }),
    GAP,
    sellable
      ? { bold: product.priceVaries ? words.say('price.from', { price }) : price }
      : words.say(product.archived ? 'product.archived' : 'product.sold_out'),
    characteristics(product, words),
    GAP,
    words.of(product.description),
    GAP,
    ...(sellable && !sole
      ? [
          words.say('product.which', {
            option: product.options.map((option) => words.of(option).toLowerCase()).join(', '),
          }),
        ]
      : []),
  ]
  const choose = (variant: Variant) =>
    button(sizeLabel(variant, words), { to: 'add', productId: product.id, variantId: variant.id })
  const rows: Button[][] = []
  if (sellable && sole)
    rows.push([button(words.say('product.add'), { to: 'add', productId: product.id, variantId: sole.id })])
  if (sellable && !sole) {
    rows.push(...sizeRows(shownVariants(product.variants).map(choose)))
    rows.push([button(words.say('product.open_size'), { to: 'add', productId: product.id, variantId: null })])
  }
  if (product.photos.length > 1) {
    const next = (photo + 1) % product.photos.length
    rows.push([
      button(words.say('product.photo', { n: photo + 1, of: product.photos.length }), {
        to: 'product',
        productId: product.id,
        photo: next,
      }),
    ])
  }
  rows.push([
    button(words.say('product.back'), { to: 'list', categoryId: product.categoryId }),
    cartButton(cartCount, words),
  ])
  return { lines, rows, photo: product.photos[photo % Math.max(1, product.photos.length)] }
}

export const catalogCards: CardsOf<CatalogScreen> = {
  catalog: (screen, { words }) => catalogCard(screen, words),
  products: (screen, { words }) => productsCard(screen, words),
  product: (screen, { words }) => productCard(screen, words),
}
