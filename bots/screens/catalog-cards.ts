import type { Words } from '../locales/words.ts'
import { shelfButtons } from './browse-cards.ts'
import { button, type Card, GAP, inRows } from './card.ts'
import { cartButton } from './cart-cards.ts'
import type { CatalogScreen } from './catalog.screens.ts'
import type { CardsOf, ScreenOf } from './screen.ts'

const catalogCard = ({ categories, shelves, cartCount }: ScreenOf<'catalog'>, words: Words): Card => ({
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
    ...inRows([...shelfButtons(shelves, words), button(words.say('search.button'), { to: 'search' })], 3),
    [button(words.say('home.button'), { to: 'home' }), cartButton(cartCount, words)],
  ],
})

export const catalogCards: CardsOf<CatalogScreen> = {
  catalog: (screen, { words }) => catalogCard(screen, words),
}
