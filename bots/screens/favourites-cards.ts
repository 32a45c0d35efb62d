import { variantLabel } from '../../core/catalog/index.ts'
import type { ShelfItem } from '../../core/wishes/index.ts'
import type { Words } from '../locales/words.ts'
import { type Button, button, type Card, GAP, type GalleryItem } from './card.ts'
import { cartButton } from './cart-cards.ts'
import type { FavouritesScreen } from './favourites.screens.ts'
import { galleryOf } from './gallery.ts'
import type { CardsOf, ScreenOf } from './screen.ts'

const backRow = (cartCount: number, words: Words): Button[] => [
  button(words.say('more.back'), { to: 'more' }),
  cartButton(cartCount, words),
]

const opened = (products: readonly ShelfItem[], words: Words): GalleryItem[] =>
  galleryOf(products, { words, actionOf: (productId) => ({ to: 'product', productId }) })

const favouritesCard = (screen: ScreenOf<'favourites'>, words: Words): Card => {
  const { products, more, tidy, cartCount } = screen
  const last = products.at(-1)
  const takeRow = ({ id: productId, name }: ShelfItem): Button[] => [
    button(words.say('favourites.take', { name: words.of(name) }), { to: 'take_favourite', productId }),
  ]
  const lead = tidy ? 'favourites.tidy_lead' : 'favourites.lead'
  return {
    lines: [
      { bold: words.say('favourites.title') },
      GAP,
      words.say(products.length > 0 ? lead : 'favourites.empty'),
    ],
    gallery: tidy ? [] : opened(products, words),
    rows: [
      ...(tidy ? products.map(takeRow) : []),
      ...(more && last
        ? [
            [
              button(words.say('page.next'), {
                to: tidy ? 'tidy_favourites' : 'favourites',
                after: last.id,
              }),
            ],
          ]
        : []),
      ...(tidy ? [[button(words.say('favourites.tidied'), { to: 'favourites' })]] : []),
      ...(!tidy && products.length > 0
        ? [[button(words.say('favourites.tidy'), { to: 'tidy_favourites' })]]
        : []),
      ...(products.length === 0 ? [[button(words.say('catalog.button'), { to: 'catalog' })]] : []),
      backRow(cartCount, words),
    ],
  }
}

const recentCard = ({ products, more, cartCount }: ScreenOf<'recent'>, words: Words): Card => {
  const last = products.at(-1)
  return {
    lines: [
      { bold: words.say('recent.title') },
      GAP,
      words.say(products.length > 0 ? 'products.lead' : 'recent.empty'),
    ],
    gallery: opened(products, words),
    rows: [
      ...(more && last ? [[button(words.say('page.next'), { to: 'recent', after: last.id })]] : []),
      ...(products.length === 0 ? [[button(words.say('catalog.button'), { to: 'catalog' })]] : []),
      backRow(cartCount, words),
    ],
  }
}

const waitingCard = ({ watches }: ScreenOf<'waiting'>, words: Words): Card => ({
  lines: [
    { bold: words.say('waiting.title') },
    GAP,
    words.say(watches.length > 0 ? 'waiting.lead' : 'waiting.empty'),
  ],
  rows: [
    ...watches.map(({ productId, variantId, name, values }) => [
      button([words.of(name), variantLabel(values, words.language)].filter(Boolean).join(' · '), {
        to: 'sold_out',
        productId,
        variantId,
      }),
    ]),
    [button(words.say('more.back'), { to: 'more' }), button(words.say('home.button'), { to: 'home' })],
  ],
})

export const favouritesCards: CardsOf<FavouritesScreen> = {
  favourites: (screen, { words }) => favouritesCard(screen, words),
  recent: (screen, { words }) => recentCard(screen, words),
  waiting: (screen, { words }) => waitingCard(screen, words),
}
