import { cartTotal } from '../../core/carts/index.ts'
import { times } from '../../core/kernel/money.ts'
import type { Words } from '../locales/words.ts'
import { BUTTONS_MAX, type Button, button, type Card, GAP, inRows, type Line } from './card.ts'
import type { CartScreen } from './cart.screens.ts'
import { formatMoney } from './format.ts'
import { lineDetails, numberedLine } from './lines.ts'
import type { CardsOf, ScreenOf } from './screen.ts'
import { sizeLabel, sizeRows } from './sizes.ts'

/** The cart's button as it stands everywhere: with the number of pieces in it. */
export const cartButton = (count: number, words: Words): Button =>
  button(count > 0 ? words.say('cart.button_count', { n: count }) : words.say('cart.button'), { to: 'cart' })

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

export const cartCards: CardsOf<CartScreen> = {
  cart: (screen, { words }) => cartCard(screen, words),
  line: (screen, { words }) => lineCard(screen, words),
}
