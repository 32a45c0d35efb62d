import { money } from '../../core/kernel/money.ts'
import { VERSIONS } from '../../core/orders/index.ts'
import type { Words } from '../locales/words.ts'
import { type Button, button, type Card, GAP, inRows, type Line } from '../screens/card.ts'
import { deliveryWords, recipientWords } from '../screens/delivery-words.ts'
import { formatMoney } from '../screens/format.ts'
import { lineDetails, numberedLine } from '../screens/lines.ts'
import type { CardsOf } from '../screens/screen.ts'
import { sizeLabel, sizeRows } from '../screens/sizes.ts'
import type { EditPart, OrderEditScreen } from './order-edit.screens.ts'

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
      return ask(words.say('edit.ask_reason', { sum: formatMoney(part.amount) }))
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
