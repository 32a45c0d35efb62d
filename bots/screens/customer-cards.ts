import { cartTotal } from '../../core/carts/index.ts'
import { soleVariant, type Variant, variantLabel } from '../../core/catalog/index.ts'
import { type Money, times } from '../../core/kernel/money.ts'
import type { Text } from '../../core/kernel/text.ts'
import type { Words } from '../locales/words.ts'
import { type Button, button, type Card, GAP, inRows, type Line } from './card.ts'
import { formatMoney } from './format.ts'
import type { CardsOf, ScreenOf } from './screen.ts'
import type { ShopScreen } from './shop.screens.ts'

/** Telegram takes a hundred buttons and some 10 KB of them; the rest of a screen needs some too. */
const BUTTONS_MAX = 60

/** The cart's button as it stands everywhere: with the number of pieces in it. */
export const cartButton = (count: number, words: Words): Button =>
  button(count > 0 ? words.say('cart.button_count', { n: count }) : words.say('cart.button'), { to: 'cart' })

const homeCard = ({ settings, cartCount, staff }: ScreenOf<'home'>, words: Words): Card => ({
  lines: [
    { bold: words.of(settings.shop.name) },
    GAP,
    words.of(settings.shop.greeting),
    words.say('home.lead'),
  ],
  rows: [
    [button(words.say('catalog.button'), { to: 'catalog' }), cartButton(cartCount, words)],
    [
      button(words.say('orders.button'), { to: 'orders' }),
      button(words.say('language.button'), { to: 'language' }),
    ],
    ...(staff ? [[button(words.say('desk.button'), { to: 'desk' })]] : []),
  ],
})

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

const STRIKE = '\u0336'
/** A size that is sold out stays where it was, struck through: people see that it exists. */
const struck = (text: string): string => [...text].map((sign) => sign + STRIKE).join('')

/** "35 · 22,5 см" as a button says it; struck through when it is sold out. */
export const sizeLabel = (
  variant: Pick<Variant, 'values' | 'detail' | 'available'>,
  words: Words,
): string => {
  const value = variantLabel(variant.values, words.language)
  if (variant.available <= 0) return struck(value)
  return variant.detail ? `${value} · ${words.of(variant.detail)}` : value
}

/** Telegram takes a hundred buttons: of a product with more sizes than fit, those that there are. */
const shownVariants = (variants: readonly Variant[]): readonly Variant[] =>
  variants.length <= BUTTONS_MAX
    ? variants
    : variants.filter(({ available }) => available > 0).slice(0, BUTTONS_MAX)

/** Rows of sizes: as many beside each other as a thumb can tell apart. */
export const sizeRows = (buttons: readonly Button[]): Button[][] => {
  const longest = Math.max(0, ...buttons.map(({ label }) => label.replaceAll(STRIKE, '').length))
  return inRows(buttons, longest <= 3 ? 5 : longest <= 12 ? 3 : longest <= 20 ? 2 : 1)
}

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

/** "арт. 12.1.250 · 35 · 2 × 1 060 ₴": a line of a cart or an order under its name. */
export const lineDetails = (
  line: {
    article: string
    values: readonly Text[]
    variantId: string | null
    quantity: number
    price: Money
  },
  { words, chooses }: { words: Words; chooses: boolean },
): string => {
  const size = line.variantId
    ? variantLabel(line.values, words.language)
    : chooses
      ? words.say('line.open_size')
      : ''
  const price = formatMoney(line.price)
  return [
    words.say('line.article', { article: line.article }),
    size,
    line.quantity > 1 ? `${line.quantity} × ${price}` : price,
  ]
    .filter(Boolean)
    .join(' · ')
}

/** "1. Кросівки" with its details under it. */
export const numberedLine = (
  line: Parameters<typeof lineDetails>[0] & { readonly name: Text },
  { n, words, chooses }: { n: number; words: Words; chooses: boolean },
): string => `${n}. ${words.of(line.name)}\n    ${lineDetails(line, { words, chooses })}`

const cartCard = ({ cart }: ScreenOf<'cart'>, words: Words): Card => {
  if (!cart || cart.lines.length === 0) {
    return {
      lines: [{ bold: words.say('cart.title') }, GAP, words.say('cart.empty')],
      rows: [
        [
          button(words.say('catalog.button'), { to: 'catalog' }),
          button(words.say('home.button'), { to: 'home' }),
        ],
      ],
    }
  }
  const lines: Line[] = [{ bold: words.say('cart.title') }, GAP]
  cart.lines.forEach((line, i) => {
    lines.push(numberedLine(line, { n: i + 1, words, chooses: line.hasOptions }))
    if (line.available < line.quantity)
      lines.push(
        words.say(line.available > 0 ? 'cart.only_left' : 'cart.line_sold_out', { count: line.available }),
      )
    else if (line.price !== line.priceSeen)
      lines.push(words.say('cart.price_was', { price: formatMoney(line.priceSeen) }))
  })
  lines.push(GAP, { bold: words.say('cart.total', { sum: formatMoney(cartTotal(cart.lines)) }) })
  const ready = cart.lines.every((line) => line.available >= line.quantity)
  return {
    lines,
    rows: [
      ...inRows(
        cart.lines
          .slice(0, BUTTONS_MAX)
          .map((line, i) => button(words.say('cart.change', { n: i + 1 }), { to: 'line', lineId: line.id })),
        3,
      ),
      ...(ready ? [[button(words.say('checkout.button'), { to: 'checkout' })]] : []),
      [
        button(words.say('cart.continue'), { to: 'catalog' }),
        button(words.say('home.button'), { to: 'home' }),
      ],
    ],
  }
}

const lineCard = ({ line, product }: ScreenOf<'line'>, words: Words): Card => {
  const sum = formatMoney(times(line.price, line.quantity))
  const quantities = [line.quantity - 1, line.quantity + 1].filter(
    (n) => n >= 1 && n <= 99 && (n < line.quantity || n <= line.available),
  )
  const others = product.variants.filter((variant) => variant.id !== line.variantId && variant.available > 0)
  return {
    lines: [
      { bold: words.of(line.name) },
      lineDetails(line, { words, chooses: line.hasOptions }),
      words.say('line.sum', { sum }),
    ],
    rows: [
      quantities.map((quantity) =>
        button(words.say(quantity < line.quantity ? 'line.less' : 'line.more', { n: quantity }), {
          to: 'quantity',
          lineId: line.id,
          quantity,
        }),
      ),
      ...(line.hasOptions
        ? sizeRows(
            others.map((variant) =>
              button(sizeLabel(variant, words), { to: 'size', lineId: line.id, variantId: variant.id }),
            ),
          )
        : []),
      [button(words.say('line.remove'), { to: 'quantity', lineId: line.id, quantity: 0 })],
      [button(words.say('cart.back'), { to: 'cart' })],
    ].filter((row) => row.length > 0),
    photo: product.photos[0],
  }
}

const languageCard = (words: Words): Card => ({
  lines: [{ bold: words.say('language.title') }],
  rows: [
    [
      button(words.say('language.uk'), { to: 'speak', language: 'uk' }),
      button(words.say('language.en'), { to: 'speak', language: 'en' }),
    ],
    [button(words.say('home.button'), { to: 'home' })],
  ],
})

const troubleCard = (words: Words): Card => ({
  lines: [{ bold: words.say('trouble.title') }, words.say('trouble.text')],
  rows: [
    [button(words.say('home.button'), { to: 'home' }), button(words.say('cart.button'), { to: 'cart' })],
  ],
})

export const shopCards: CardsOf<ShopScreen> = {
  home: (screen, { words }) => homeCard(screen, words),
  catalog: (screen, { words }) => catalogCard(screen, words),
  products: (screen, { words }) => productsCard(screen, words),
  product: (screen, { words }) => productCard(screen, words),
  cart: (screen, { words }) => cartCard(screen, words),
  line: (screen, { words }) => lineCard(screen, words),
  language: (_, { words }) => languageCard(words),
  trouble: (_, { words }) => troubleCard(words),
}
