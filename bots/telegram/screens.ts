import { variantLabel } from '../../core/catalog/index.ts'
import type { StaffRole } from '../../core/kernel/actor.ts'
import type { Words } from '../locales/words.ts'
import type { Card } from '../screens/card.ts'
import { button, GAP } from '../screens/card.ts'
import * as checkout from '../screens/checkout-cards.ts'
import * as customer from '../screens/customer-cards.ts'
import * as orders from '../screens/order-cards.ts'
import type { Notice, Screen, ScreenName, ScreenOf } from '../screens/screen.ts'
import * as staff from '../staff/cards.ts'
import { type Drawing, drawCard } from './render.ts'

/** What drawing needs besides the screen. */
export interface Pen {
  readonly words: Words
  /** The bot's @name, for links that open it. */
  readonly username: string
}

const troubleCard = (words: Words): Card => ({
  lines: [{ bold: words.say('trouble.title') }, words.say('trouble.text')],
  rows: [
    [button(words.say('home.button'), { to: 'home' }), button(words.say('cart.button'), { to: 'cart' })],
  ],
})

/** Every screen as Telegram shows it; one that nobody drew does not compile. */
const CARDS: { readonly [N in ScreenName]: (screen: ScreenOf<N>, pen: Pen) => Card } = {
  home: (screen, { words }) => customer.homeCard(screen, words),
  catalog: (screen, { words }) => customer.catalogCard(screen, words),
  products: (screen, { words }) => customer.productsCard(screen, words),
  product: (screen, { words }) => customer.productCard(screen, words),
  cart: (screen, { words }) => customer.cartCard(screen, words),
  line: (screen, { words }) => customer.lineCard(screen, words),
  choose_delivery: (screen, { words }) => checkout.chooseDeliveryCard(screen, words),
  choose_outlet: (screen, { words }) => checkout.chooseOutletCard(screen, words),
  choose_payment: (screen, { words }) => checkout.choosePaymentCard(screen, words),
  ask_field: (screen, { words }) => checkout.askFieldCard(screen, words),
  ask_name: (screen, { words }) => checkout.askNameCard(screen, words),
  ask_phone: (screen, { words }) => checkout.askPhoneCard(screen, words),
  ask_email: (screen, { words }) => checkout.askEmailCard(screen, words),
  ask_comment: (screen, { words }) => checkout.askCommentCard(screen, words),
  review: (screen, { words }) => checkout.reviewCard(screen, words),
  placed: (screen, { words }) => orders.placedCard(screen, words),
  orders: (screen, { words }) => orders.ordersCard(screen, words),
  order: (screen, { words }) => orders.orderCard(screen, words),
  cancel_order: (screen, { words }) => orders.cancelOrderCard(screen, words),
  language: (_, { words }) => customer.languageCard(words),
  desk: (screen, { words }) => staff.deskCard(screen, words),
  queue: (screen, { words }) => staff.queueCard(screen, words),
  card: (screen, { words }) => staff.orderCardForStaff(screen, words),
  prices: (screen, { words }) => staff.pricesCard(screen, words),
  invite: (_, { words }) => staff.inviteCard(words),
  invited: (screen, { words, username }) =>
    staff.invitedCard(screen, { words, link: `https://t.me/${username}?start=staff_${screen.secret}` }),
  trouble: (_, { words }) => troubleCard(words),
}

/** What was just done or refused, in words: a refusal's code has its words in errors.json. */
export const noticeWords = ({ code, params = {} }: Notice, words: Words): string => {
  if (code === 'product.added' || code === 'product.added_open') {
    const { product, variantId } = params as {
      product: ScreenOf<'product'>['product']
      variantId: string | null
    }
    const values = product.variants.find(({ id }) => id === variantId)?.values ?? []
    return words.say(code, {
      name: [words.of(product.name), variantLabel(values, words.language)].filter(Boolean).join(', '),
    })
  }
  if (code === 'invite.accepted')
    return words.say(code, { role: words.say(`role.${params.role as StaffRole}`).toLowerCase() })
  return words.knows(code) ? words.say(code, params) : words.refusal({ code, params })
}

/** Screens that stay in the chat as they are, as records do: the next one begins below. */
export const STAYING: ReadonlySet<ScreenName> = new Set(['placed', 'invited'])

/** A screen as Telegram shows it, with its notice on top. */
export const drawScreen = (screen: Screen, pen: Pen): Drawing => {
  const card = (CARDS[screen.name] as (screen: Screen, pen: Pen) => Card)(screen, pen)
  const lines = screen.notice ? [noticeWords(screen.notice, pen.words), GAP, ...card.lines] : card.lines
  return drawCard({ ...card, lines }, { record: STAYING.has(screen.name) })
}
