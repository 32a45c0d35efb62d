import type { Words } from '../locales/words.ts'
import type { CountsScreen } from '../staff/counts.screens.ts'
import type { CustomersScreen } from '../staff/customers.screens.ts'
import type { DeskScreen } from '../staff/desk.screens.ts'
import type { MovesScreen } from '../staff/moves.screens.ts'
import type { OrderCardScreen } from '../staff/order-card.screens.ts'
import type { OrderEditScreen } from '../staff/order-edit.screens.ts'
import type { OrderMarksScreen } from '../staff/order-marks.screens.ts'
import type { OrderingForScreen } from '../staff/ordering-for.screens.ts'
import type { PackingScreen } from '../staff/packing.screens.ts'
import type { PeopleScreen } from '../staff/people.screens.ts'
import type { PickupsScreen } from '../staff/pickups.screens.ts'
import type { PowerCutsScreen } from '../staff/power-cuts.screens.ts'
import type { PricesScreen } from '../staff/prices.screens.ts'
import type { QuickAnswersScreen } from '../staff/quick-answers.screens.ts'
import type { ScansScreen } from '../staff/scans.screens.ts'
import type { SettingsScreen } from '../staff/settings.screens.ts'
import type { ShelvesScreen } from '../staff/shelves.screens.ts'
import type { StaffChatsScreen } from '../staff/staff-chats.screens.ts'
import type { TicketsScreen } from '../staff/tickets.screens.ts'
import type { TransfersScreen } from '../staff/transfers.screens.ts'
import type { BrowseScreen } from './browse.screens.ts'
import type { CallAnswerScreen } from './call-answer.screens.ts'
import type { Button, Card } from './card.ts'
import type { CartScreen } from './cart.screens.ts'
import type { CatalogScreen } from './catalog.screens.ts'
import type { CheckoutScreen } from './checkout.screens.ts'
import type { ContactsScreen } from './contacts.screens.ts'
import type { FavouritesScreen } from './favourites.screens.ts'
import type { HomeScreen } from './home.screens.ts'
import type { MyDataScreen } from './my-data.screens.ts'
import type { MyPhoneScreen } from './my-phone.screens.ts'
import type { OrdersScreen } from './orders.screens.ts'
import type { ProductScreen } from './product.screens.ts'
import type { SentMediaScreen } from './sent-media.screens.ts'
import type { SupportScreen } from './support.screens.ts'

/** Something to be said above a screen: a refusal (errors.json) or a word of what just happened (dialogue). */
export interface Notice {
  readonly code: string
  readonly params?: Readonly<Record<string, unknown>>
}

type ScreenFacts =
  | HomeScreen
  | CatalogScreen
  | BrowseScreen
  | ProductScreen
  | FavouritesScreen
  | CartScreen
  | CheckoutScreen
  | OrdersScreen
  | SentMediaScreen
  | MyDataScreen
  | ContactsScreen
  | DeskScreen
  | OrderCardScreen
  | OrderEditScreen
  | OrderingForScreen
  | PackingScreen
  | ScansScreen
  | MovesScreen
  | ShelvesScreen
  | CountsScreen
  | OrderMarksScreen
  | CustomersScreen
  | CallAnswerScreen
  | PickupsScreen
  | PricesScreen
  | PeopleScreen
  | SettingsScreen
  | QuickAnswersScreen
  | PowerCutsScreen
  | StaffChatsScreen
  | TransfersScreen
  | MyPhoneScreen
  | SupportScreen
  | TicketsScreen

/** What is shown: facts, not widgets. Each messenger draws each of them (telegram/screens.ts). */
export type Screen = ScreenFacts & {
  readonly notice?: Notice | undefined
  /** For whom a manager orders: it stands above the screen (for-customer.ts). */
  readonly orderingFor?: { readonly number: string } | undefined
}

export type ScreenName = Screen['name']
export type ScreenOf<N extends ScreenName> = Extract<Screen, { name: N }>

/** What drawing needs besides the screen. */
export interface Pen {
  readonly words: Words
  /** A link that opens the bot with a word: `/start word`. */
  readonly link: (word: string) => string
  /** The messenger's button that hands a link on to somebody, with some words to it. */
  readonly share: (label: string, shared: { readonly word: string; readonly text: string }) => Button
}

/** A card for each screen of an area; one that nobody drew does not compile. */
export type CardsOf<S extends { readonly name: string }> = {
  readonly [N in S['name'] & ScreenName]: (screen: ScreenOf<N>, pen: Pen) => Card
}
