import { variantLabel } from '../../core/catalog/index.ts'
import { REASONS, type ShelfRow } from '../../core/stock/index.ts'
import type { Words } from '../locales/words.ts'
import { button, type Card, GAP, inRows } from '../screens/card.ts'
import { lowWords } from '../screens/low-words.ts'
import type { CardsOf, ScreenOf } from '../screens/screen.ts'
import { sizeRows } from '../screens/sizes.ts'
import { REASON_NAMES } from './shelves.actions.ts'
import type { ShelvesScreen } from './shelves.screens.ts'

const back = (words: Words) => [button(words.say('desk.back'), { to: 'desk' })]

const sizeOf = ({ values }: Pick<ShelfRow, 'values'>, words: Words): string =>
  variantLabel(values, words.language) || words.say('shelves.sole')

/** «36 · на полиці 2 · притримано 1 · пакувати 1 · А-4». */
const rowLine = (row: ShelfRow, words: Words): string =>
  [
    sizeOf(row, words),
    // What is taken for an order lies on the shelf until it is packed: a person counts it too.
    words.say('shelves.on_hand', { n: row.onHand + row.toPack + row.toPay }),
    row.held > 0 && words.say('shelves.held', { n: row.held }),
    row.toPay > 0 && words.say('shelves.to_pay', { n: row.toPay }),
    row.toPack > 0 && words.say('shelves.to_pack', { n: row.toPack }),
    row.shelf,
  ]
    .filter(Boolean)
    .join(' · ')

const title = ({ product, outlet }: Pick<ScreenOf<'stock_at'>, 'product' | 'outlet'>, words: Words) => [
  { bold: `${product.article} · ${words.of(product.name)}` },
  words.of(outlet.name),
  GAP,
]

const shelfCard = (screen: ScreenOf<'stock_at'>, words: Words): Card => {
  const { product, rows, outlet, others } = screen
  const at = { productId: product.id, outletId: outlet.id }
  return {
    lines: [
      ...title(screen, words),
      ...rows.map((row) => rowLine(row, words)),
      GAP,
      words.say('shelves.choose'),
    ],
    rows: [
      ...sizeRows(
        rows
          .slice(0, 50)
          .map((row) => button(sizeOf(row, words), { to: 'shelf_size', ...at, variantId: row.variantId })),
      ),
      [button(words.say('shelves.count'), { to: 'count', ...at })],
      ...others.slice(0, 8).map((other) => [
        button(words.of(other.name).slice(0, 60), {
          to: 'stock_at',
          productId: product.id,
          outletId: other.id,
        }),
      ]),
      back(words),
    ],
  }
}

const sizeCard = (screen: ScreenOf<'shelf_size'>, words: Words): Card => {
  const { product, row, outlet, amount, only } = screen
  return {
    lines: [...title(screen, words), { bold: rowLine(row, words) }, GAP, words.say('shelves.amount')],
    rows: [
      ...inRows(
        REASON_NAMES.filter((reason) => only === null || REASONS[reason] === only).map((reason) =>
          button(`${words.say(`shelves.reason.${reason}`)} ${REASONS[reason] > 0 ? '+' : '−'}${amount}`, {
            to: 'adjust',
            variantId: row.variantId,
            outletId: outlet.id,
            reason,
            amount,
            seen: row.onHand,
          }),
        ),
        2,
      ),
      [
        button(words.say('scan.codes'), { to: 'codes', variantId: row.variantId }),
        button(words.say('moves.start'), {
          to: 'move_from',
          variantId: row.variantId,
          outletId: outlet.id,
          amount,
        }),
      ],
      [
        button(words.say('shelves.back'), { to: 'stock_at', productId: product.id, outletId: outlet.id }),
        ...back(words),
      ],
    ],
  }
}

const lowCard = ({ sizes, count, page, more }: ScreenOf<'low'>, words: Words): Card => ({
  lines: [
    { bold: words.say('low.title', { n: count }) },
    GAP,
    words.say(count > 0 ? 'low.lead' : 'low.none'),
  ],
  rows: [
    ...sizes.map((size) => [button(lowWords(size, words), { to: 'stock_at', productId: size.productId })]),
    [
      ...(page > 0 ? [button('‹', { to: 'low', page: page - 1 })] : []),
      ...(more ? [button('›', { to: 'low', page: page + 1 })] : []),
    ],
    back(words),
  ],
})

export const shelvesCards: CardsOf<ShelvesScreen> = {
  shelves: (_, { words }) => ({
    lines: [{ bold: words.say('shelves.title') }, GAP, words.say('shelves.lead')],
    rows: [back(words)],
  }),
  low: (screen, { words }) => lowCard(screen, words),
  stock_at: (screen, { words }) => shelfCard(screen, words),
  shelf_size: (screen, { words }) => sizeCard(screen, words),
}
