import { variantLabel } from '../../core/catalog/index.ts'
import type { Words } from '../locales/words.ts'
import { button, type Card, GAP } from '../screens/card.ts'
import { formatMoney } from '../screens/format.ts'
import type { CardsOf, ScreenOf } from '../screens/screen.ts'
import type { PricesScreen } from './prices.screens.ts'

const pricesCard = ({ prices, count, asks }: ScreenOf<'prices'>, words: Words): Card => ({
  lines: [
    { bold: words.say(asks ? 'prices.question' : 'prices.title', { n: count }) },
    GAP,
    ...prices.map(
      ({ name, values, price, pendingPrice }) =>
        `${[words.of(name), variantLabel(values, words.language)].filter(Boolean).join(', ')}: ${formatMoney(price)} → ${formatMoney(pendingPrice)}`,
    ),
    ...(count > prices.length ? [words.say('prices.more', { n: count - prices.length })] : []),
    ...(count === 0 ? [words.say('prices.none')] : []),
  ],
  rows: [
    ...(count > 0 && asks
      ? [[button(words.say('prices.surely'), { to: 'prices_surely', accept: true, count })]]
      : []),
    ...(count > 0 && !asks ? [[button(words.say('prices.accept'), { to: 'prices_ask' })]] : []),
    ...(count > 0 ? [[button(words.say('prices.keep'), { to: 'prices_surely', accept: false, count })]] : []),
    [button(words.say('desk.back'), { to: 'desk' })],
  ],
})

export const pricesCards: CardsOf<PricesScreen> = {
  prices: (screen, { words }) => pricesCard(screen, words),
}
