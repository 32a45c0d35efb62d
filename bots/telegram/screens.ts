import type { Words } from '../locales/words.ts'
import { browseCards } from '../screens/browse-cards.ts'
import { callAnswerCards } from '../screens/call-answer-cards.ts'
import type { Card } from '../screens/card.ts'
import { GAP } from '../screens/card.ts'
import { cartCards } from '../screens/cart-cards.ts'
import { catalogCards } from '../screens/catalog-cards.ts'
import { checkoutCards } from '../screens/checkout-cards.ts'
import { contactsCards } from '../screens/contacts-cards.ts'
import { favouritesCards } from '../screens/favourites-cards.ts'
import { forCustomer } from '../screens/for-customer.ts'
import { homeCards } from '../screens/home-cards.ts'
import { myDataCards } from '../screens/my-data-cards.ts'
import { noticeWords } from '../screens/notice-words.ts'
import { ordersCards } from '../screens/order-cards.ts'
import { productCards } from '../screens/product-cards.ts'
import type { CardsOf, Pen, Screen, ScreenName } from '../screens/screen.ts'
import { sentMediaCards } from '../screens/sent-media-cards.ts'
import { supportCards } from '../screens/support-cards.ts'
import { customersCards } from '../staff/customers-cards.ts'
import { deskCards } from '../staff/desk-cards.ts'
import { movesCards } from '../staff/moves-cards.ts'
import { orderCardCards } from '../staff/order-card-cards.ts'
import { orderEditCards } from '../staff/order-edit-cards.ts'
import { orderMarksCards } from '../staff/order-marks-cards.ts'
import { orderingForCards } from '../staff/ordering-for-cards.ts'
import { packingCards } from '../staff/packing-cards.ts'
import { peopleCards } from '../staff/people-cards.ts'
import { pickupsCards } from '../staff/pickups-cards.ts'
import { powerCutsCards } from '../staff/power-cuts-cards.ts'
import { pricesCards } from '../staff/prices-cards.ts'
import { scansCards } from '../staff/scans-cards.ts'
import { settingsCards } from '../staff/settings-cards.ts'
import { shelvesCards } from '../staff/shelves-cards.ts'
import { staffChatsCards } from '../staff/staff-chats-cards.ts'
import { ticketsCards } from '../staff/tickets-cards.ts'
import { transfersCards } from '../staff/transfers-cards.ts'
import { type Drawing, drawCard } from './render.ts'

/** Every screen as Telegram shows it; one that nobody drew does not compile. */
const CARDS: CardsOf<Screen> = {
  ...homeCards,
  ...catalogCards,
  ...browseCards,
  ...productCards,
  ...favouritesCards,
  ...cartCards,
  ...checkoutCards,
  ...ordersCards,
  ...myDataCards,
  ...contactsCards,
  ...deskCards,
  ...orderCardCards,
  ...orderEditCards,
  ...orderingForCards,
  ...packingCards,
  ...scansCards,
  ...movesCards,
  ...shelvesCards,
  ...orderMarksCards,
  ...customersCards,
  ...callAnswerCards,
  ...pickupsCards,
  ...pricesCards,
  ...peopleCards,
  ...settingsCards,
  ...powerCutsCards,
  ...staffChatsCards,
  ...transfersCards,
  ...sentMediaCards,
  ...supportCards,
  ...ticketsCards,
}

/** The bot that speaks, as Telegram introduces it. */
export interface Bot {
  readonly id: number
  readonly username: string
  readonly supports_inline_queries?: boolean
}

/** What drawing for this bot needs. A product is shared with its photo where the bot may be called from any chat, else as a link. */
export const penOf = (bot: Omit<Bot, 'id'>, words: Words): Pen => {
  const { username } = bot
  const link = (word: string) => `https://t.me/${username}?start=${word}`
  return {
    words,
    link,
    share: (label, { word, text }) => {
      if (bot.supports_inline_queries) return { label, query: word }
      const [url, words] = [encodeURIComponent(link(word)), encodeURIComponent(text)]
      return { label, url: `https://t.me/share/url?url=${url}&text=${words}` }
    },
  }
}

/** Screens that stay in the chat as they are, as records do: the next one begins below. */
export const STAYING: ReadonlySet<ScreenName> = new Set(['placed', 'data_file', 'invited'])

/** A screen as Telegram shows it, with its notice on top. */
export const drawScreen = (screen: Screen, pen: Pen): Drawing => {
  const card = (CARDS[screen.name] as (screen: Screen, pen: Pen) => Card)(screen, pen)
  const lines = screen.notice ? [noticeWords(screen.notice, pen.words), GAP, ...card.lines] : card.lines
  const said = { ...card, lines }
  return drawCard(screen.orderingFor ? forCustomer(said, screen.orderingFor, pen.words) : said, {
    record: STAYING.has(screen.name),
  })
}
