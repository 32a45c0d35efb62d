import { button, GAP } from '../screens/card.ts'
import type { CardsOf } from '../screens/screen.ts'
import type { OrderingForScreen } from './ordering-for.screens.ts'

export const orderingForCards: CardsOf<OrderingForScreen> = {
  order_for: (_, { words }) => ({
    lines: [{ bold: words.say('order_for.title') }, GAP, words.say('order_for.ask')],
    rows: [[button(words.say('desk.back'), { to: 'desk' })]],
  }),
}
