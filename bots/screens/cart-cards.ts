import { cartTotal, isShort } from '../../core/carts/index.ts'
import { variantLabel } from '../../core/catalog/index.ts'
import { times } from '../../core/kernel/money.ts'
import { LINES_PAGE } from '../dialogue/cart.actions.ts'
import type { Words } from '../locales/words.ts'
import { type Button, button, type Card, GAP, inRows, type Line } from './card.ts'
import type { CartScreen } from './cart.screens.ts'
import { formatMoney } from './format.ts'
import { lineDetails, numberedLine } from './lines.ts'
import type { CardsOf, ScreenOf } from './screen.ts'
import { sizeLabel, sizeRows } from './sizes.ts'

/** The cart's button as it stands everywhere: with the number of pieces in it. */
export const cartButton = (count: number, words: Words): Button =>
  button(count > 0 ? words.say('cart.button_count', { n: count }) : words.say('cart.button'), { to: 'cart' })

const cartCard = ({ cart, page }: ScreenOf<'cart'>, words: Words): Card => {
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
  const first = page * LINES_PAGE
  const shown = cart.lines.slice(first, first + LINES_PAGE)
  shown.forEach((line, i) => {
    lines.push(numberedLine(line, { n: first + i + 1, words, chooses: line.hasOptions }))
    if (isShort(line))
      lines.push(
        words.say(line.available > 0 ? 'cart.only_left' : 'cart.line_sold_out', { count: line.available }),
      )
    else if (line.price !== line.priceSeen)
      lines.push(words.say('cart.price_was', { price: formatMoney(line.priceSeen) }))
  })
  if (cart.lines.length > LINES_PAGE)
    lines.push(
      GAP,
      words.say('cart.page', { from: first + 1, to: first + shown.length, of: cart.lines.length }),
    )
  lines.push(GAP, { bold: words.say('cart.total', { sum: formatMoney(cartTotal(cart.lines)) }) })
  const ready = !cart.lines.some(isShort)
  const pager = [
    ...(page > 0 ? [button(words.say('page.previous'), { to: 'cart', page: page - 1 })] : []),
    ...(first + LINES_PAGE < cart.lines.length
      ? [button(words.say('page.next'), { to: 'cart', page: page + 1 })]
      : []),
  ]
  return {
    lines,
    rows: [
      ...inRows(
        shown.map((line, i) =>
          button(words.say('cart.change', { n: first + i + 1 }), { to: 'line', lineId: line.id }),
        ),
        3,
      ),
      pager,
      [
        ready
          ? button(words.say('checkout.button'), { to: 'checkout' })
          : button(words.say('sold.button'), { to: 'sold' }),
      ],
      [
        button(words.say('cart.continue'), { to: 'catalog' }),
        button(words.say('home.button'), { to: 'home' }),
      ],
    ].filter((row) => row.length > 0),
  }
}

const lineCard = ({ line, product, page }: ScreenOf<'line'>, words: Words): Card => {
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
      [button(words.say('cart.back'), { to: 'cart', page })],
    ].filter((row) => row.length > 0),
    photo: product.photos[0],
  }
}

/** "34 і 36": as many as a glance takes. */
const listed = (labels: readonly string[], words: Words): string =>
  new Intl.ListFormat(words.language, { type: 'conjunction' }).format(labels.slice(0, 8))

/** What was sold meanwhile, what there is instead, and one tap for each way on. */
const settleCard = ({ line, product, others }: ScreenOf<'sold'>, words: Words): Card => {
  const options = product?.options.map(words.of).join(', ') ?? ''
  const size = variantLabel(line.values, words.language)
  const what = line.variantId && line.hasOptions ? `${options} ${size}` : words.of(line.name)
  const sizes = (product?.variants ?? []).filter(
    (variant) => variant.id !== line.variantId && variant.available > 0,
  )
  const there = sizes.map(({ values }) => variantLabel(values, words.language))
  const { available, id: lineId } = line
  return {
    lines: [
      { bold: words.of(line.name) },
      lineDetails(line, { words, chooses: line.hasOptions }),
      GAP,
      available > 0
        ? words.say('sold.fewer', { what, available, wanted: line.quantity })
        : words.say('sold.gone', { what }),
      ...(line.hasOptions && sizes.length > 0
        ? [words.say('sold.there', { sizes: listed(there, words) })]
        : []),
      ...(others > 0 ? [words.say('sold.others')] : []),
    ],
    rows: [
      ...(available > 0
        ? [
            [
              button(words.say('line.less', { n: available }), {
                to: 'sold_quantity',
                lineId,
                quantity: available,
              }),
            ],
          ]
        : []),
      ...(line.hasOptions
        ? sizeRows(
            sizes.map((variant) =>
              button(sizeLabel(variant, words), { to: 'sold_size', lineId, variantId: variant.id }),
            ),
          )
        : []),
      ...(line.hasOptions && line.variantId && sizes.length > 0
        ? [[button(words.say('sold.open'), { to: 'sold_size', lineId, variantId: null })]]
        : []),
      [
        button(words.say('line.remove'), { to: 'sold_quantity', lineId, quantity: 0 }),
        button(words.say('cart.back'), { to: 'cart' }),
      ],
    ],
  }
}

export const cartCards: CardsOf<CartScreen> = {
  cart: (screen, { words }) => cartCard(screen, words),
  line: (screen, { words }) => lineCard(screen, words),
  sold: (screen, { words }) => settleCard(screen, words),
}
