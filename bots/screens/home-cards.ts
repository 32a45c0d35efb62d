import { money } from '../../core/kernel/money.ts'
import type { Words } from '../locales/words.ts'
import { button, type Card, GAP } from './card.ts'
import { cartButton } from './cart-cards.ts'
import { formatDate, formatMoney, formatPhone, formatTime } from './format.ts'
import type { HomeScreen } from './home.screens.ts'
import type { CardsOf, ScreenOf } from './screen.ts'

/** What customers are told while the power is off. */
export const powerCutWords = (until: Date, words: Words): string =>
  words.say('cut.customers', {
    time: formatTime(until, words.language),
    date: formatDate(until, words.language),
  })

const homeCard = ({ settings, cartCount, staff, powerCutUntil }: ScreenOf<'home'>, words: Words): Card => ({
  lines: [
    { bold: words.of(settings.shop.name) },
    GAP,
    words.of(settings.shop.greeting),
    words.say('home.lead'),
    ...(powerCutUntil ? [GAP, powerCutWords(powerCutUntil, words)] : []),
  ],
  rows: [
    [
      button(words.say('catalog.button'), { to: 'catalog' }),
      button(words.say('search.button'), { to: 'search' }),
    ],
    [cartButton(cartCount, words), button(words.say('orders.button'), { to: 'orders' })],
    [button(words.say('support.button'), { to: 'ask' }), button(words.say('more.button'), { to: 'more' })],
    ...(staff ? [[button(words.say('desk.button'), { to: 'desk' })]] : []),
  ],
})

const moreCard = ({ cartCount }: ScreenOf<'more'>, words: Words): Card => ({
  lines: [{ bold: words.say('more.title') }],
  rows: [
    [
      button(words.say('favourites.button'), { to: 'favourites' }),
      button(words.say('recent.button'), { to: 'recent' }),
    ],
    [
      button(words.say('waiting.button'), { to: 'waiting' }),
      button(words.say('language.button'), { to: 'language' }),
    ],
    [
      button(words.say('my_phone.button'), { to: 'my_phone' }),
      button(words.say('data.button'), { to: 'data' }),
    ],
    [
      button(words.say('contact.button'), { to: 'contacts' }),
      button(words.say('about.button'), { to: 'about' }),
    ],
    [button(words.say('home.button'), { to: 'home' }), cartButton(cartCount, words)],
  ],
})

/** What people ask before they order. */
const aboutCard = ({ settings, deliveries, payments, outlets }: ScreenOf<'about'>, words: Words): Card => {
  const { seller, links } = settings.shop
  const prepayment = formatMoney(money(settings.prepayment))
  return {
    lines: [
      { bold: words.say('about.title') },
      GAP,
      { bold: words.say('delivery.title') },
      ...deliveries.map((method) => `• ${words.say(`delivery.method.${method}`)}`),
      words.say('review.carriage'),
      GAP,
      { bold: words.say('payment.title') },
      ...payments.map((method) => `• ${words.say(`payment.method.${method}`, { sum: prepayment })}`),
      GAP,
      ...outlets.map(
        (outlet) => `${words.of(outlet.city)}, ${words.of(outlet.address)}\n    ${words.of(outlet.hours)}`,
      ),
      GAP,
      ...(seller.phone ? [words.say('about.phone', { phone: formatPhone(seller.phone) })] : []),
      ...(['returns', 'offer', 'privacy'] as const).flatMap((link) =>
        links[link] ? [{ label: words.say(`review.${link}`), url: links[link] }] : [],
      ),
    ],
    rows: [
      [
        button(words.say('support.button'), { to: 'ask' }),
        button(words.say('catalog.button'), { to: 'catalog' }),
      ],
      [button(words.say('more.back'), { to: 'more' }), button(words.say('home.button'), { to: 'home' })],
    ],
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

export const homeCards: CardsOf<HomeScreen> = {
  home: (screen, { words }) => homeCard(screen, words),
  more: (screen, { words }) => moreCard(screen, words),
  about: (screen, { words }) => aboutCard(screen, words),
  language: (_, { words }) => languageCard(words),
  trouble: (_, { words }) => troubleCard(words),
}
