import { variantLabel } from '../../core/catalog/index.ts'
import {
  type CountCell,
  type CountLine,
  type Difference,
  differenceOf,
  summarize,
} from '../../core/stock/index.ts'
import type { Words } from '../locales/words.ts'
import { type Button, button, type Card, GAP, inRows, type Line } from '../screens/card.ts'
import { formatMoment, formatMoney } from '../screens/format.ts'
import type { CardsOf, ScreenOf } from '../screens/screen.ts'
import type { CountsScreen } from './counts.screens.ts'

const back = (words: Words): Button => button(words.say('desk.back'), { to: 'desk' })

const goods = ({ article, values }: Pick<CountLine, 'article' | 'values'>, words: Words): string =>
  [article, variantLabel(values, words.language)].filter(Boolean).join(' · ')

const shelfName = ({ shelf }: Pick<CountCell, 'shelf'>, words: Words): string =>
  shelf ?? words.say('count.no_shelf')

const heading = ({ outlet }: Pick<ScreenOf<'count_of'>, 'outlet'>, words: Words): Line[] => [
  { bold: words.say('count.title') },
  words.of(outlet.name),
]

const placesCard = ({ places }: ScreenOf<'counts'>, words: Words): Card => ({
  lines: [{ bold: words.say('count.title') }, GAP, words.say('count.lead'), GAP, words.say('count.where')],
  rows: [
    ...places.map(({ outlet, count }) => [
      count
        ? button(`${words.of(outlet.name).slice(0, 50)} · ${count.counted}`, {
            to: 'count_of',
            countId: count.id,
          })
        : button(words.of(outlet.name).slice(0, 60), { to: 'count_begin', outletId: outlet.id }),
    ]),
    [back(words)],
  ],
})

/** «✓ А-4 · 7», «А-4 · 3/7». */
const cellLabel = (cell: CountCell, words: Words): string => {
  const done = cell.counted === cell.sizes
  const n = done || cell.counted === 0 ? String(cell.sizes) : `${cell.counted}/${cell.sizes}`
  return `${done ? '✓ ' : ''}${shelfName(cell, words).slice(0, 20)} · ${n}`
}

const countCard = (screen: ScreenOf<'count_of'>, words: Words): Card => {
  const { count, cells, page, pages, sizes, next } = screen
  const { id: countId } = count
  const to = ({ variantId }: CountCell) => ({ to: 'count_line', countId, variantId, walk: 'cell' }) as const
  return {
    lines: [
      ...heading(screen, words),
      words.say('count.begun', {
        name: count.begunBy ?? words.say('role.storekeeper'),
        time: formatMoment(count.begunAt, words.language),
      }),
      words.say('count.progress', { n: count.counted, of: sizes }),
      GAP,
      words.say(next ? 'count.how' : 'count.all'),
    ],
    rows: [
      ...(next
        ? [
            [
              button(
                words.say(count.counted > 0 ? 'count.go_on' : 'count.start', {
                  shelf: shelfName(next, words),
                }),
                to(next),
              ),
            ],
          ]
        : []),
      ...inRows(
        cells.map((cell) => button(cellLabel(cell, words), to(cell))),
        3,
      ),
      [
        ...(page > 0 ? [button('‹', { to: 'count_of', countId, page: page - 1 })] : []),
        ...(page < pages - 1 ? [button('›', { to: 'count_of', countId, page: page + 1 })] : []),
      ],
      ...(count.counted > 0 ? [[button(words.say('count.end'), { to: 'count_end', countId })]] : []),
      [button(words.say('count.drop'), { to: 'count_drop', countId }), back(words)],
    ],
  }
}

/** So many lines are shown around the one that is asked for. */
const AROUND = 12

const lineOf = (line: CountLine, { asked, words }: { asked: boolean; words: Words }): Line => {
  const text = [goods(line, words), line.counted !== null && words.say('count.is', { n: line.counted })]
    .filter(Boolean)
    .join(' · ')
  if (asked) return { bold: `→ ${text}` }
  return line.counted === null ? text : `✓ ${text}`
}

const lineCard = (screen: ScreenOf<'count_line'>, words: Words): Card => {
  const { count, outlet, lines, at, walk } = screen
  const line = lines[at]!
  const of = { countId: count.id, walk }
  const from = Math.max(0, Math.min(at - 3, lines.length - AROUND))
  const previous = lines[at - 1]
  const next = lines[at + 1]
  return {
    lines: [
      { bold: walk === 'cell' ? shelfName(line, words) : line.article },
      words.of(outlet.name),
      GAP,
      ...lines.slice(from, from + AROUND).map((each) => lineOf(each, { asked: each === line, words })),
      ...(lines.length > from + AROUND
        ? [words.say('prices.more', { n: lines.length - from - AROUND })]
        : []),
      GAP,
      words.say('count.question', { name: words.of(line.name) }),
      ...(next ? [words.say('count.several')] : []),
    ],
    rows: [
      ...inRows(
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((pieces) =>
          button(String(pieces), { to: 'count_is', ...of, variantId: line.variantId, pieces }),
        ),
        5,
      ),
      [
        ...(previous ? [button('‹', { to: 'count_line', ...of, variantId: previous.variantId })] : []),
        ...(line.counted === null
          ? []
          : [button(words.say('count.forget'), { to: 'count_forget', ...of, variantId: line.variantId })]),
        ...(next ? [button('›', { to: 'count_line', ...of, variantId: next.variantId })] : []),
      ],
      [button(words.say('count.back'), { to: 'count_of', countId: count.id }), back(words)],
    ],
  }
}

const LISTED = 40

/** «12.1.250 · 36 · було б 3, є 2 · −1». */
const differenceLine = (line: Difference, words: Words): string => {
  const delta = differenceOf(line)
  const { expected: of, counted: n } = line
  const sign = `${delta > 0 ? '+' : '−'}${Math.abs(delta)}`
  return `${line.blocked ? '⚠️ ' : ''}${goods(line, words)} · ${sign} · ${words.say('count.instead', { n, of })}`
}

const sums = (differences: readonly Difference[], words: Words): Line[] => {
  const { surplus, missing } = summarize(differences)
  return [
    ...(missing.pieces > 0
      ? [{ bold: words.say('count.missing', { n: missing.pieces, sum: formatMoney(missing.worth) }) }]
      : []),
    ...(surplus.pieces > 0
      ? [{ bold: words.say('count.surplus', { n: surplus.pieces, sum: formatMoney(surplus.worth) }) }]
      : []),
  ]
}

const endCard = (screen: ScreenOf<'count_end'>, words: Words): Card => {
  const { count, differences, left, asks } = screen
  const { id: countId } = count
  const blocked = differences.filter((line) => line.blocked)
  // What stands in the way comes first: the rest may be longer than a screen.
  const listed = [...blocked, ...differences.filter((line) => !line.blocked)]
  const surely = button(words.say('count.surely'), {
    to: 'count_surely',
    countId,
    revision: count.revision,
  })
  const ask = button(words.say(differences.length > 0 ? 'count.write' : 'count.close'), {
    to: 'count_ask',
    countId,
  })
  return {
    lines: [
      ...heading(screen, words),
      GAP,
      ...sums(differences, words),
      ...(differences.length === 0 ? [{ bold: words.say('count.same') }] : []),
      ...listed.slice(0, LISTED).map((line) => differenceLine(line, words)),
      ...(listed.length > LISTED ? [words.say('prices.more', { n: listed.length - LISTED })] : []),
      GAP,
      ...(left > 0 ? [words.say('count.left', { count: left })] : []),
      ...(blocked.length > 0 ? [words.say('count.blocked')] : []),
      ...(asks ? [{ bold: words.say('count.sure') }] : []),
    ],
    rows: [
      ...blocked.slice(0, 10).map((line) => [
        button(words.say('count.again', { goods: goods(line, words) }), {
          to: 'count_line',
          countId,
          variantId: line.variantId,
          walk: 'cell',
        }),
      ]),
      ...(blocked.length > 0 ? [] : [[asks ? surely : ask]]),
      [button(words.say('count.back'), { to: 'count_of', countId }), back(words)],
    ],
  }
}

const dropCard = (screen: ScreenOf<'count_drop'>, words: Words): Card => ({
  lines: [
    ...heading(screen, words),
    GAP,
    { bold: words.say('count.drop_question', { count: screen.count.counted }) },
  ],
  rows: [
    [button(words.say('count.drop_surely'), { to: 'count_dropped', countId: screen.count.id })],
    [button(words.say('count.back'), { to: 'count_of', countId: screen.count.id })],
  ],
})

export const countsCards: CardsOf<CountsScreen> = {
  counts: (screen, { words }) => placesCard(screen, words),
  count_of: (screen, { words }) => countCard(screen, words),
  count_line: (screen, { words }) => lineCard(screen, words),
  count_end: (screen, { words }) => endCard(screen, words),
  count_drop: (screen, { words }) => dropCard(screen, words),
}
