import { variantLabel } from '../../core/catalog/index.ts'
import { money } from '../../core/kernel/money.ts'
import { type Order, VERSIONS } from '../../core/orders/index.ts'
import type { Words } from '../locales/words.ts'
import { type Button, button, type Card, GAP, inRows, type Line } from '../screens/card.ts'
import { deliveryWords, recipientWords } from '../screens/delivery-words.ts'
import { formatMoney } from '../screens/format.ts'
import { lineDetails, numberedLine } from '../screens/lines.ts'
import type { CardsOf } from '../screens/screen.ts'
import { sizeLabel, sizeRows } from '../screens/sizes.ts'
import type { EditPart, MoneyAfter, OrderEditScreen } from './order-edit.screens.ts'

type Drawn = { readonly lines: readonly Line[]; readonly rows: readonly (readonly Button[])[] }

const COUNTS = [1, 2, 3, 4, 5]

const editAll = ({ order, outlets }: OrderEditScreen, words: Words): Drawn => {
  const orderId = order.id
  const outlet = outlets.find(({ id }) => id === order.delivery.outletId)
  return {
    lines: [
      recipientWords(order.recipient),
      deliveryWords(order.delivery, { outlet, words }),
      words.say(`payment.short.${order.payment}`),
      ...(order.discount > 0 ? [words.say('edit.discount_now', { sum: formatMoney(order.discount) })] : []),
      ...(order.comment ? [words.say('comment.quoted', { comment: order.comment })] : []),
    ],
    rows: [
      [button(words.say('edit.lines'), { to: 'edit_lines', orderId })],
      [
        button(words.say('edit.name'), { to: 'edit_type', orderId, what: 'name' }),
        button(words.say('edit.phone'), { to: 'edit_type', orderId, what: 'phone' }),
      ],
      [
        button(words.say('edit.delivery'), { to: 'edit_delivery', orderId }),
        button(words.say('edit.payment'), { to: 'edit_payment', orderId }),
      ],
      [
        button(words.say('edit.discount'), { to: 'edit_discount', orderId }),
        button(words.say('edit.comment'), { to: 'edit_type', orderId, what: 'comment' }),
      ],
    ],
  }
}

const editLines = ({ order }: OrderEditScreen, words: Words): Drawn => ({
  lines: order.lines.map((line, i) => numberedLine(line, { n: i + 1, words, chooses: true })),
  rows: [
    ...inRows(
      order.lines.map((line, i) =>
        button(words.say('edit.line', { n: i + 1 }), { to: 'edit_line', orderId: order.id, lineId: line.id }),
      ),
      2,
    ),
    [button(words.say('edit.add'), { to: 'edit_add', orderId: order.id })],
  ],
})

const editLine = (
  { order }: OrderEditScreen,
  { line, chooses }: Extract<EditPart, { kind: 'line' }>,
  words: Words,
): Drawn => {
  const of = { orderId: order.id, lineId: line.id }
  const seen = order.version % VERSIONS
  return {
    lines: [words.of(line.name), lineDetails(line, { words, chooses: true }), words.say('edit.ask_pieces')],
    rows: [
      COUNTS.filter((quantity) => quantity !== line.quantity).map((quantity) =>
        button(words.say('edit.pieces', { quantity }), { to: 'edit_pcs', ...of, quantity, seen }),
      ),
      ...(chooses ? [[button(words.say('edit.size'), { to: 'sizes', ...of })]] : []),
      ...(order.lines.length > 1
        ? [[button(words.say('edit.remove'), { to: 'edit_pcs', ...of, quantity: 0, seen })]]
        : []),
    ],
  }
}

/** What becomes of the money of an order of which something is paid; nothing where nothing is. */
const moneyLines = (order: Order, { total, excess, due, rest }: MoneyAfter, words: Words): string[] => {
  if (order.paid === 0) return []
  return [
    words.say('edit.money.after', { total: formatMoney(total), paid: formatMoney(order.paid) }),
    ...(excess > 0 ? [words.say('edit.money.excess', { sum: formatMoney(excess) })] : []),
    ...(due > 0 ? [words.say('edit.money.due', { sum: formatMoney(due) })] : []),
    ...(rest > 0 ? [words.say('edit.money.rest', { sum: formatMoney(rest) })] : []),
  ]
}

const surePieces = (
  { order }: OrderEditScreen,
  { line, quantity, money: after }: Extract<EditPart, { kind: 'sure_pieces' }>,
  words: Words,
): Drawn => {
  const goods = [line.article, variantLabel(line.values, words.language)].filter(Boolean).join(' · ')
  const question =
    quantity === 0
      ? words.say('edit.sure_remove', { goods })
      : words.say('edit.sure_pieces', { goods, from: line.quantity, to: quantity })
  const of = { orderId: order.id, lineId: line.id, quantity, seen: order.version % VERSIONS }
  return {
    lines: [{ bold: question }, ...moneyLines(order, after, words)],
    rows: [
      [
        button(words.say(quantity === 0 ? 'edit.surely_remove' : 'edit.surely'), {
          to: 'edit_pcs',
          ...of,
          sure: true,
        }),
      ],
    ],
  }
}

const surePayment = (
  { order }: OrderEditScreen,
  { method, prepayment }: Extract<EditPart, { kind: 'sure_payment' }>,
  words: Words,
): Drawn => {
  const say = (of: typeof method) =>
    words.say(`payment.method.${of}`, { sum: formatMoney(money(prepayment)) })
  const seen = order.version % VERSIONS
  return {
    lines: [
      { bold: words.say('edit.sure_payment', { from: say(order.payment), to: say(method) }) },
      words.say('edit.payment_then'),
      ...(order.paid > 0 ? [words.say('pay_by.paid_stays', { sum: formatMoney(order.paid) })] : []),
    ],
    rows: [
      [button(words.say('edit.surely'), { to: 'edit_pay', orderId: order.id, method, seen, sure: true })],
    ],
  }
}

const draw = (screen: OrderEditScreen, words: Words): Drawn => {
  const { order, part, outlets } = screen
  const orderId = order.id
  const seen = order.version % VERSIONS
  const ask = (text: string, ...rows: Button[][]): Drawn => ({ lines: [text], rows })
  switch (part.kind) {
    case 'all':
      return editAll(screen, words)
    case 'lines':
      return editLines(screen, words)
    case 'line':
      return editLine(screen, part, words)
    case 'article':
      return ask(words.say('edit.ask_article'))
    case 'add': {
      const { product } = part
      const sizes = product.variants.filter(({ available }) => available > 0)
      return {
        lines: [
          words.say(sizes.length > 0 ? 'card.which_size' : 'card.no_sizes', { name: words.of(product.name) }),
          ...(order.paid > 0 ? [words.say('edit.money.dearer', { paid: formatMoney(order.paid) })] : []),
        ],
        rows: sizeRows(
          sizes.map((variant) =>
            button(sizeLabel(variant, words) || variant.sku, {
              to: 'edit_put',
              orderId,
              variantId: variant.id,
              seen,
            }),
          ),
        ),
      }
    }
    case 'type':
      return ask(
        words.say(`edit.ask_${part.what}`),
        ...(part.what === 'comment' && order.comment
          ? [[button(words.say('comment.remove'), { to: 'edit_bare', orderId, seen })]]
          : []),
      )
    case 'discount':
      return ask(
        words.say('edit.ask_discount', { sum: formatMoney(order.sum), now: formatMoney(order.discount) }),
      )
    case 'reason':
      return {
        lines: [
          words.say('edit.ask_reason', { sum: formatMoney(part.amount) }),
          ...moneyLines(order, part.money, words),
        ],
        rows: [],
      }
    case 'sure_pieces':
      return surePieces(screen, part, words)
    case 'sure_payment':
      return surePayment(screen, part, words)
    case 'delivery':
      return ask(
        words.say('delivery.lead'),
        ...part.offered.map((method) => [
          button(words.say(`delivery.method.${method}`), { to: 'edit_method', orderId, method }),
        ]),
      )
    case 'outlet':
      return ask(
        words.say('outlet.lead'),
        ...outlets
          .filter(({ pickup }) => pickup)
          .map(({ id: outletId, city, address }) => [
            button(`${words.of(city)}, ${words.of(address)}`, { to: 'edit_outlet', orderId, outletId }),
          ]),
      )
    case 'field':
      return ask(
        words.say(`field.${part.field}`, { context: part.method }),
        ...(part.field === 'flat'
          ? [[button(words.say('field.no_flat'), { to: 'edit_no_flat', orderId })]]
          : []),
      )
    case 'payment':
      return ask(
        words.say(part.forced ? 'edit.payment_forced' : 'edit.ask_payment'),
        ...part.offered
          .filter((method) => method !== order.payment)
          .map((method) => [
            button(words.say(`payment.method.${method}`, { sum: formatMoney(money(part.prepayment)) }), {
              to: 'edit_pay',
              orderId,
              method,
              seen,
            }),
          ]),
      )
  }
}

export const orderEditCards: CardsOf<OrderEditScreen> = {
  order_edit: (screen, { words }) => {
    const { order, part } = screen
    const { lines, rows } = draw(screen, words)
    const back = [
      ...(part.kind === 'all' ? [] : [button(words.say('back'), { to: 'edit_order', orderId: order.id })]),
      button(words.say('card.back'), { to: 'card', orderId: order.id }),
    ]
    return {
      lines: [
        { bold: words.say('edit.title', { number: order.number, sum: formatMoney(order.total) }) },
        GAP,
        ...lines,
      ],
      rows: [...rows, back],
    } satisfies Card
  },
}
