import { variantLabel } from '../../core/catalog/index.ts'
import type { Outlet } from '../../core/outlets/index.ts'
import { LOSSES, type Move, piecesOfMove } from '../../core/stock/index.ts'
import type { Words } from '../locales/words.ts'
import { type Button, button, type Card, GAP } from '../screens/card.ts'
import type { CardsOf, ScreenOf } from '../screens/screen.ts'
import type { MovesScreen } from './moves.screens.ts'

type Line = Move['lines'][number]

const goods = ({ article, values }: Pick<Line, 'article' | 'values'>, words: Words): string =>
  [article, variantLabel(values, words.language)].filter(Boolean).join(' · ')

const outletName = (outlets: readonly Outlet[], id: string, words: Words): string => {
  const found = outlets.find((outlet) => outlet.id === id)
  return found ? words.of(found.name) : ''
}

/** «Склад → Магазин». */
const way = ({ from, to }: Move, outlets: readonly Outlet[], words: Words): string =>
  `${outletName(outlets, from, words)} → ${outletName(outlets, to, words)}`

const toDesk = (words: Words): Button => button(words.say('desk.back'), { to: 'desk' })

const fromCard = ({ variant, row, from, outlets, amount }: ScreenOf<'move_from'>, words: Words): Card => ({
  lines: [
    { bold: goods(variant, words) },
    words.of(variant.name),
    words.say('moves.free', { outlet: words.of(from.name), n: Math.max(0, row.onHand - row.held) }),
    GAP,
    words.say('moves.where', { n: amount }),
  ],
  rows: [
    ...outlets
      .filter(({ id }) => id !== from.id)
      .slice(0, 12)
      .map((outlet) => [
        button(`${words.say('moves.take', { n: amount })} → ${words.of(outlet.name)}`.slice(0, 60), {
          to: 'mv_add',
          variantId: variant.variantId,
          from: from.id,
          target: outlet.id,
          amount,
        }),
      ]),
    [
      button(words.say('shelves.back'), {
        to: 'stock_at',
        productId: variant.productId,
        outletId: from.id,
      }),
      toDesk(words),
    ],
  ],
})

const listCard = ({ stage, moves, outlets }: ScreenOf<'moves'>, words: Words): Card => ({
  lines: [
    { bold: words.say(`moves.title.${stage}`, { n: moves.length }) },
    ...(moves.length === 0 ? [GAP, words.say('moves.none')] : []),
  ],
  rows: [
    ...moves.map((one) => [
      button(`${piecesOfMove(one).all} · ${way(one, outlets, words)}`.slice(0, 60), {
        to: 'move',
        moveId: one.id,
      }),
    ]),
    [toDesk(words)],
  ],
})

const lineOf = (line: Line, { state }: Move, words: Words): string =>
  [
    goods(line, words),
    line.missing > 0
      ? words.say('moves.arrived_of', { n: line.quantity - line.missing, of: line.quantity })
      : words.say('packing.pieces', { count: line.quantity }),
    state === 'requested' && line.shelf,
  ]
    .filter(Boolean)
    .join(' · ')

const moveCard = ({ move, outlets, ends }: ScreenOf<'move'>, words: Words): Card => ({
  lines: [
    { bold: way(move, outlets, words) },
    words.say(`moves.state.${move.state}`),
    GAP,
    ...move.lines.map((line) => lineOf(line, move, words)),
    ...(move.state === 'sent' && ends.to ? [GAP, words.say('moves.check')] : []),
  ],
  rows: [
    ...(move.state === 'requested' ? requestRows(move, ends, words) : []),
    ...(move.state === 'sent' && ends.to ? arrivalRows(move, words) : []),
    [toDesk(words)],
  ],
})

const LISTED = 40

const requestRows = (move: Move, { from }: ScreenOf<'move'>['ends'], words: Words): Button[][] => {
  const { id: moveId, lines } = move
  const { all } = piecesOfMove(move)
  return [
    ...(from
      ? [[button(words.say('moves.send', { n: all }), { to: 'move_send', moveId, pieces: all })]]
      : []),
    ...lines.slice(0, LISTED).map((line) => [
      button(words.say('moves.drop', { goods: goods(line, words) }), {
        to: 'move_drop',
        moveId,
        variantId: line.variantId,
      }),
    ]),
    [button(words.say('moves.cancel'), { to: 'move_cancel', moveId })],
  ]
}

/** What is not in the box is said line by line; after the last piece a line begins anew. */
const arrivalRows = (move: Move, words: Words): Button[][] => {
  const { id: moveId, lines } = move
  const { all, arrived } = piecesOfMove(move)
  const receive =
    arrived === all
      ? [[button(words.say('moves.here', { n: all }), { to: 'move_here', moveId, pieces: all })]]
      : LOSSES.map((loss) => [
          button(words.say(`moves.here_but.${loss}`, { n: arrived, gone: all - arrived }), {
            to: 'move_here',
            moveId,
            pieces: arrived,
            loss,
          }),
        ])
  return [
    ...receive,
    ...lines.slice(0, LISTED).map(({ quantity, missing, ...line }) => [
      button(words.say('moves.missing', { goods: goods(line, words), n: missing }), {
        to: 'move_miss',
        moveId,
        variantId: line.variantId,
        missing: missing === quantity ? 0 : missing + 1,
      }),
    ]),
  ]
}

export const movesCards: CardsOf<MovesScreen> = {
  move_from: (screen, { words }) => fromCard(screen, words),
  moves: (screen, { words }) => listCard(screen, words),
  move: (screen, { words }) => moveCard(screen, words),
}
