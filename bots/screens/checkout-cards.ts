import { cartTotal, type PaymentMethod } from '../../core/carts/index.ts'
import { money } from '../../core/kernel/money.ts'
import type { Words } from '../locales/words.ts'
import { button, type Card, GAP, type Line } from './card.ts'
import type { CheckoutScreen } from './checkout.screens.ts'
import { contactButtons } from './contact-words.ts'
import { deliveryWords, recipientWords } from './delivery-words.ts'
import { formatMoney, formatPhone } from './format.ts'
import { numberedLine } from './lines.ts'
import type { CardsOf, ScreenOf } from './screen.ts'

const toCart = (words: Words) => button(words.say('checkout.to_cart'), { to: 'cart' })
const chooseDeliveryCard = (
  { offered, cart, outlet, saved }: ScreenOf<'choose_delivery'>,
  words: Words,
): Card => ({
  lines: [
    { bold: words.say('checkout.step', { n: 1, what: words.say('delivery.title') }) },
    GAP,
    words.say(offered.length > 0 ? 'delivery.lead' : 'delivery.none'),
    ...(cart.delivery
      ? [words.say('delivery.last', { where: deliveryWords(cart.delivery, { outlet, words }) })]
      : []),
  ],
  rows: [
    ...(cart.delivery ? [[button(words.say('delivery.same'), { to: 'same_delivery' })]] : []),
    ...contactButtons(saved, words),
    ...offered.map((method) => [button(words.say(`delivery.method.${method}`), { to: 'delivery', method })]),
    [toCart(words)],
  ],
})

const chooseOutletCard = ({ outlets }: ScreenOf<'choose_outlet'>, words: Words): Card => ({
  lines: [
    { bold: words.say('checkout.step', { n: 1, what: words.say('delivery.title') }) },
    GAP,
    words.say('outlet.lead'),
    ...outlets.map(
      (outlet) => `${words.of(outlet.city)}, ${words.of(outlet.address)}\n    ${words.of(outlet.hours)}`,
    ),
  ],
  rows: [
    ...outlets.map((outlet) => [
      button(`${words.of(outlet.city)}, ${words.of(outlet.address)}`, { to: 'outlet', outletId: outlet.id }),
    ]),
    [button(words.say('back'), { to: 'edit', what: 'delivery' }), toCart(words)],
  ],
})

const askFieldCard = ({ field, method }: ScreenOf<'ask_field'>, words: Words): Card => ({
  lines: [
    { bold: words.say('checkout.step', { n: 1, what: words.say('delivery.title') }) },
    GAP,
    words.say(`field.${field}`, { context: method }),
  ],
  rows: [
    ...(field === 'flat' ? [[button(words.say('field.no_flat'), { to: 'skip' })]] : []),
    [button(words.say('back'), { to: 'edit', what: 'delivery' }), toCart(words)],
  ],
})

const askNameCard = (
  { surnameNeeded, ukrainian, back, saved }: ScreenOf<'ask_name'>,
  words: Words,
): Card => ({
  lines: [
    { bold: words.say('checkout.step', { n: 2, what: words.say('recipient.title') }) },
    GAP,
    words.say(
      !surnameNeeded ? 'recipient.ask_first' : ukrainian ? 'recipient.ask_full' : 'recipient.ask_abroad',
    ),
    ...(saved.length > 0 ? [words.say('contact.whom')] : []),
  ],
  rows: [...contactButtons(saved, words), [button(words.say('back'), back), toCart(words)]],
})

const askPhoneCard = ({ back }: ScreenOf<'ask_phone'>, words: Words): Card => ({
  lines: [
    { bold: words.say('checkout.step', { n: 2, what: words.say('recipient.title') }) },
    GAP,
    words.say('phone.ask'),
  ],
  rows: [[button(words.say('back'), back)]],
  asksPhone: {
    share: words.say('phone.share'),
    back: words.say('back'),
    home: words.say('home.button'),
  },
})

const askEmailCard = ({ back }: ScreenOf<'ask_email'>, words: Words): Card => ({
  lines: [{ bold: words.say('email.title') }, GAP, words.say('email.ask')],
  rows: [[button(words.say('back'), back), toCart(words)]],
})

const askCommentCard = ({ comment }: ScreenOf<'ask_comment'>, words: Words): Card => ({
  lines: [
    { bold: words.say('comment.title') },
    GAP,
    words.say('comment.ask'),
    ...(comment ? [words.say('comment.now', { comment })] : []),
  ],
  rows: [
    [button(words.say(comment ? 'comment.remove' : 'skip'), { to: 'skip' })],
    [button(words.say('back'), { to: 'checkout' }), toCart(words)],
  ],
})

const paymentLabel = (
  method: PaymentMethod,
  { prepayment, words }: { prepayment: number; words: Words },
): string => words.say(`payment.method.${method}`, { sum: formatMoney(money(prepayment)) })

const choosePaymentCard = ({ offered, cart, settings }: ScreenOf<'choose_payment'>, words: Words): Card => ({
  lines: [
    { bold: words.say('checkout.step', { n: 3, what: words.say('payment.title') }) },
    GAP,
    words.say('payment.lead', { sum: formatMoney(cartTotal(cart.lines)) }),
  ],
  rows: [
    ...offered.map((method) => [
      button(paymentLabel(method, { prepayment: settings.prepayment, words }), { to: 'payment', method }),
    ]),
    [button(words.say('back'), { to: 'edit', what: 'delivery' }), toCart(words)],
  ],
})

/** A message has only so much room: the rest stands in the cart. */
const LINES_SHOWN = 12

/** Prices moved since the customer saw them: which, and what it makes of the sum. */
const movedPricesCard = ({ cart, was, total }: ScreenOf<'moved_prices'>, words: Words): Card => {
  const moved = cart.lines.filter(({ price, priceSeen }) => price !== priceSeen)
  return {
    lines: [
      { bold: words.say('moved.title') },
      GAP,
      ...moved
        .slice(0, LINES_SHOWN)
        .map(
          ({ name, priceSeen, price }) =>
            `${words.of(name)}: ${formatMoney(priceSeen)} → ${formatMoney(price)}`,
        ),
      ...(moved.length > LINES_SHOWN
        ? [words.say('review.more', { count: moved.length - LINES_SHOWN })]
        : []),
      GAP,
      { bold: words.say('moved.total', { was: formatMoney(was), sum: formatMoney(total) }) },
    ],
    rows: [
      [button(words.say('moved.accept'), { to: 'accept_prices', cartId: cart.id, total })],
      [toCart(words)],
    ],
  }
}

const reviewCard = (
  { cart, total, outlet, settings, mayWishNoCall, withoutCall }: ScreenOf<'review'>,
  words: Words,
): Card => {
  const { recipient, delivery, payment } = cart
  const { seller, links } = settings.shop
  const sold = [
    seller.name,
    seller.code && words.say('seller.code', { code: seller.code }),
    seller.address,
    seller.phone && formatPhone(seller.phone),
  ]
  const lines: Line[] = [
    { bold: words.say('checkout.step', { n: 4, what: words.say('review.title') }) },
    GAP,
    ...cart.lines
      .slice(0, LINES_SHOWN)
      .map((line, i) => numberedLine(line, { n: i + 1, words, chooses: line.hasOptions })),
    ...(cart.lines.length > LINES_SHOWN
      ? [words.say('review.more', { count: cart.lines.length - LINES_SHOWN })]
      : []),
    GAP,
    recipientWords(recipient),
    delivery ? deliveryWords(delivery, { outlet, words }) : '',
    payment ? words.say(`payment.short.${payment}`) : '',
    ...(cart.email ? [cart.email] : []),
    ...(cart.comment ? [words.say('comment.quoted', { comment: cart.comment })] : []),
    GAP,
    {
      bold: words.say('review.total', {
        count: cart.lines.reduce((n, line) => n + line.quantity, 0),
        sum: formatMoney(total),
      }),
    },
    ...(delivery && delivery.method !== 'pickup'
      ? [
          words.say(
            payment === 'on_receipt' || payment === 'prepayment' ? 'review.carriage_cod' : 'review.carriage',
          ),
        ]
      : []),
    ...(cart.noCall && mayWishNoCall ? [words.say(withoutCall ? 'no_call.confirmed' : 'no_call.wish')] : []),
    GAP,
    ...(seller.name ? [words.say('review.seller', { seller: sold.filter(Boolean).join(', ') })] : []),
    words.say('review.consent'),
    ...(['offer', 'returns', 'privacy'] as const).flatMap((link) =>
      links[link] ? [{ label: words.say(`review.${link}`), url: links[link] }] : [],
    ),
  ]
  return {
    lines,
    rows: [
      [button(words.say('review.place'), { to: 'place', cartId: cart.id, total })],
      ...(mayWishNoCall
        ? [
            [
              button(words.say(cart.noCall ? 'no_call.is' : 'no_call.ask'), {
                to: 'no_call',
                on: !cart.noCall,
              }),
            ],
          ]
        : []),
      [
        button(words.say('review.recipient'), { to: 'edit', what: 'recipient' }),
        button(words.say('review.delivery'), { to: 'edit', what: 'delivery' }),
        button(words.say('review.payment'), { to: 'edit', what: 'payment' }),
      ],
      [
        button(words.say('review.phone'), { to: 'edit', what: 'phone' }),
        button(words.say('review.comment'), { to: 'edit', what: 'comment' }),
        button(words.say('review.email'), { to: 'edit', what: 'email' }),
      ],
      [toCart(words)],
    ],
  }
}

export const checkoutCards: CardsOf<CheckoutScreen> = {
  choose_delivery: (screen, { words }) => chooseDeliveryCard(screen, words),
  choose_outlet: (screen, { words }) => chooseOutletCard(screen, words),
  choose_payment: (screen, { words }) => choosePaymentCard(screen, words),
  ask_field: (screen, { words }) => askFieldCard(screen, words),
  ask_name: (screen, { words }) => askNameCard(screen, words),
  ask_phone: (screen, { words }) => askPhoneCard(screen, words),
  ask_email: (screen, { words }) => askEmailCard(screen, words),
  ask_comment: (screen, { words }) => askCommentCard(screen, words),
  review: (screen, { words }) => reviewCard(screen, words),
  moved_prices: (screen, { words }) => movedPricesCard(screen, words),
}
