import { countsCards } from '../staff/counts-cards.ts'
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
import { quickAnswersCards } from '../staff/quick-answers-cards.ts'
import { scansCards } from '../staff/scans-cards.ts'
import { settingsCards } from '../staff/settings-cards.ts'
import { shelvesCards } from '../staff/shelves-cards.ts'
import { staffChatsCards } from '../staff/staff-chats-cards.ts'
import { ticketsCards } from '../staff/tickets-cards.ts'
import { transfersCards } from '../staff/transfers-cards.ts'
import { browseCards } from './browse-cards.ts'
import { callAnswerCards } from './call-answer-cards.ts'
import type { Card } from './card.ts'
import { GAP } from './card.ts'
import { cartCards } from './cart-cards.ts'
import { catalogCards } from './catalog-cards.ts'
import { checkoutCards } from './checkout-cards.ts'
import { contactsCards } from './contacts-cards.ts'
import { favouritesCards } from './favourites-cards.ts'
import { forCustomer } from './for-customer.ts'
import { homeCards } from './home-cards.ts'
import { myDataCards } from './my-data-cards.ts'
import { myPhoneCards } from './my-phone-cards.ts'
import { noticeWords } from './notice-words.ts'
import { ordersCards } from './order-cards.ts'
import { productCards } from './product-cards.ts'
import type { CardsOf, Pen, Screen, ScreenName } from './screen.ts'
import { sentMediaCards } from './sent-media-cards.ts'
import { supportCards } from './support-cards.ts'

/** Every screen as a card; one that nobody drew does not compile. */
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
  ...countsCards,
  ...orderMarksCards,
  ...customersCards,
  ...callAnswerCards,
  ...pickupsCards,
  ...pricesCards,
  ...peopleCards,
  ...settingsCards,
  ...quickAnswersCards,
  ...powerCutsCards,
  ...staffChatsCards,
  ...transfersCards,
  ...sentMediaCards,
  ...myPhoneCards,
  ...supportCards,
  ...ticketsCards,
}

/** A screen as a card, with its notice on top and, while a manager orders for somebody, for whom. */
export const cardOf = (screen: Screen, pen: Pen): Card => {
  const card = (CARDS[screen.name] as (screen: Screen, pen: Pen) => Card)(screen, pen)
  const lines = screen.notice ? [noticeWords(screen.notice, pen.words), GAP, ...card.lines] : card.lines
  const said = { ...card, lines }
  return screen.orderingFor ? forCustomer(said, screen.orderingFor, pen.words) : said
}

/** Screens that stay in the chat as they are, as records do: the next one begins below. */
export const STAYING: ReadonlySet<ScreenName> = new Set(['placed', 'data_file', 'invited'])
