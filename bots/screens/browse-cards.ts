import {
  type Browse,
  chosenCount,
  type PriceRange,
  type ProductPage,
  questionOf,
  SHELVES,
  type Shelf,
  SORTS,
  type Trait,
} from '../../core/catalog/index.ts'
import { money } from '../../core/kernel/money.ts'
import { cut } from '../../core/kernel/text.ts'
import type { Words } from '../locales/words.ts'
import type { BrowseScreen } from './browse.screens.ts'
import { type Button, button, type Card, GAP, inRows, type Line } from './card.ts'
import { cartButton } from './cart-cards.ts'
import { formatMoney } from './format.ts'
import { galleryOf } from './gallery.ts'
import type { CardsOf, ScreenOf } from './screen.ts'

/** The shelves that have anything on them. */
export const shelfButtons = (shelves: Readonly<Record<Shelf, boolean>>, words: Words): Button[] =>
  SHELVES.filter((shelf) => shelves[shelf]).map((shelf) =>
    button(words.say(`shelf.${shelf}`), { to: 'shelf', shelf }),
  )

const home = (words: Words): Button => button(words.say('home.button'), { to: 'home' })

const searchCard = ({ shelves, cartCount, staff }: ScreenOf<'search'>, words: Words): Card => {
  const shelf = shelfButtons(shelves, words)
  return {
    lines: [{ bold: words.say('search.title') }, GAP, words.say('search.lead')],
    rows: [
      ...(shelf.length > 0 ? [shelf] : []),
      [button(words.say('catalog.button'), { to: 'catalog' }), cartButton(cartCount, words)],
      [button(words.say('support.button'), { to: 'ask' }), home(words)],
      ...(staff ? [[button(words.say('desk.back'), { to: 'desk' })]] : []),
    ],
  }
}

const LABEL_MAX = 36

const titleOf = ({ scope }: Browse, words: Words): string => {
  switch (scope.of) {
    case 'category':
      return words.of(scope.category.name)
    case 'shelf':
      return words.say(`shelf.${scope.shelf}`)
    case 'words':
      return words.say('search.found', { query: cut(scope.query, 60) })
  }
}

const rangeWords = ({ from, to }: PriceRange, words: Words): string => {
  // The bound itself belongs to the dearer range: said as people do, "500 – 1 000 ₴".
  const upTo = to === null ? '' : formatMoney(to % 100 === 99 ? money(to + 1) : to)
  if (from === null) return words.say('filters.up_to', { price: upTo })
  return to === null
    ? words.say('filters.from', { price: formatMoney(from) })
    : words.say('filters.between', { from: formatMoney(from), to: upTo })
}

/** "Розмір: 35, 36": what was chosen, a line for each question. */
const chosenLines = (browse: Browse, words: Words): string[] => {
  const { traits, priceFrom: from, priceTo: to, sort } = browse
  const byQuestion = [...Map.groupBy(traits, questionOf).values()]
  return [
    ...byQuestion.map((of) =>
      words.say('filters.chosen', {
        name: words.of(of[0]!.name),
        values: of.map(({ value }) => words.of(value)).join(', '),
      }),
    ),
    ...(from === null && to === null
      ? []
      : [
          words.say('filters.chosen', {
            name: words.say('filters.price'),
            values: rangeWords({ from, to }, words),
          }),
        ]),
    ...(sort === 'shop' || (browse.scope.of === 'shelf' && sort === 'new')
      ? []
      : [words.say(`sort.${sort}`)]),
  ]
}

const foundLines = ({ scope }: Browse, words: Words): string[] => {
  if (scope.of !== 'words') return []
  const { instead, unknown } = scope.understood
  return [
    ...(instead === null
      ? []
      : [words.say('search.instead', { words: instead, count: instead.split(' ').length })]),
    ...(unknown.length === 0 ? [] : [words.say('search.without', { words: cut(unknown.join(' '), 60) })]),
  ]
}

const leadOf = ({ browse, products }: ProductPage, words: Words): string => {
  const isAlike = browse.scope.of === 'words' && browse.scope.understood.atLeast !== undefined
  if (products.length > 0) return words.say(isAlike ? 'search.alike' : 'products.lead')
  if (chosenCount(browse) > 0) return words.say('filters.nothing')
  return words.say(browse.scope.of === 'words' ? 'search.nothing_together' : 'products.empty')
}

const productsCard = ({ page, cartCount }: ScreenOf<'products'>, words: Words): Card => {
  const { browse, products } = page
  const { id: browseId } = browse
  const chosen = chosenCount(browse)
  const [first, last] = [products[0], products.at(-1)]
  const leaf: Button[] = []
  if (page.hasPrevious && first)
    leaf.push(button(words.say('page.previous'), { to: 'results', browseId, before: first.id }))
  if (page.hasNext && last)
    leaf.push(button(words.say('page.next'), { to: 'results', browseId, after: last.id }))
  const narrow = button(
    chosen > 0 ? words.say('filters.count', { n: chosen }) : words.say('filters.button'),
    {
      to: 'filters',
      browseId,
    },
  )
  return {
    lines: [
      { bold: titleOf(browse, words) },
      ...foundLines(browse, words),
      ...chosenLines(browse, words),
      GAP,
      leadOf(page, words),
    ],
    gallery: galleryOf(products, { words, actionOf: (productId) => ({ to: 'product', productId }) }),
    rows: [
      ...(leaf.length > 0 ? [leaf] : []),
      ...(products.length > 0 || chosen > 0
        ? [[narrow, button(words.say('search.button'), { to: 'search' })]]
        : []),
      ...(products.length === 0 && chosen > 0
        ? [[button(words.say('filters.widen'), { to: 'widen', browseId })]]
        : []),
      ...(products.length === 0 && chosen === 0
        ? [
            [
              button(words.say('search.button'), { to: 'search' }),
              button(words.say('support.button'), { to: 'ask' }),
            ],
          ]
        : []),
      [button(words.say('products.back'), { to: 'catalog' }), cartButton(cartCount, words)],
    ],
  }
}

const MARK = '✓ '

const filtersCard = ({ browse, choices }: ScreenOf<'filters'>, words: Words): Card => {
  const { id: browseId, traits, sort } = browse
  const chosen = new Set(traits.map(questionOf))
  const mark = (on: boolean, label: string) => cut(`${on ? MARK : ''}${label}`, LABEL_MAX)
  const questions = choices.map(({ name, values }) =>
    button(mark(chosen.has(questionOf(values[0]!)), words.of(name)), {
      to: 'values',
      browseId,
      token: values[0]!.token,
    }),
  )
  const priced = browse.priceFrom !== null || browse.priceTo !== null
  const lines: Line[] = chosenLines(browse, words)
  return {
    lines: [
      { bold: words.say('filters.title') },
      titleOf(browse, words),
      ...lines,
      GAP,
      words.say('filters.lead'),
    ],
    rows: [
      ...inRows(
        [...questions, button(mark(priced, words.say('filters.price')), { to: 'price_ranges', browseId })],
        2,
      ),
      ...inRows(
        SORTS.map((by) => button(mark(by === sort, words.say(`sort.${by}`)), { to: 'sort', browseId, by })),
        2,
      ),
      ...(chosenCount(browse) > 0 ? [[button(words.say('filters.widen'), { to: 'widen', browseId })]] : []),
      [button(words.say('filters.show'), { to: 'results', browseId }), home(words)],
    ],
  }
}

const valuesCard = ({ browse, choice }: ScreenOf<'filter_values'>, words: Words): Card => {
  const { id: browseId, traits } = browse
  const chosen = new Set(traits.map(({ token }) => token))
  // One that was chosen before and that nothing has any more can still be taken away.
  const all = [
    ...new Map(
      [...ofQuestion(browse, choice.values), ...choice.values].map((trait) => [trait.token, trait]),
    ).values(),
  ]
  const buttons = all.map(({ token, value }) =>
    button(cut(`${chosen.has(token) ? MARK : ''}${words.of(value)}`, LABEL_MAX), {
      to: 'choose',
      browseId,
      token,
      on: !chosen.has(token),
    }),
  )
  const longest = Math.max(0, ...buttons.map(({ label }) => label.length))
  return {
    lines: [{ bold: words.of(choice.name) }, GAP, words.say('filters.values')],
    rows: [
      ...inRows(buttons, longest <= 4 ? 5 : longest <= 12 ? 3 : longest <= 18 ? 2 : 1),
      [button(words.say('filters.back'), { to: 'filters', browseId }), home(words)],
    ],
  }
}

const ofQuestion = ({ traits }: Browse, values: readonly Trait[]): Trait[] =>
  traits.filter((trait) => values[0] && questionOf(trait) === questionOf(values[0]))

const pricesCard = ({ browse, ranges }: ScreenOf<'filter_prices'>, words: Words): Card => {
  const { id: browseId, priceFrom, priceTo } = browse
  const label = (range: PriceRange) =>
    `${range.from === priceFrom && range.to === priceTo ? MARK : ''}${rangeWords(range, words)}`
  return {
    lines: [
      { bold: words.say('filters.price') },
      GAP,
      words.say(ranges.length > 0 ? 'filters.values' : 'filters.one_price'),
    ],
    rows: [
      ...ranges.map((range) => [
        button(label(range), {
          to: 'price_range',
          browseId,
          ...(range.from === null ? {} : { lowest: range.from }),
          ...(range.to === null ? {} : { highest: range.to }),
        }),
      ]),
      ...(priceFrom === null && priceTo === null
        ? []
        : [[button(words.say('filters.any_price'), { to: 'price_range', browseId })]]),
      [button(words.say('filters.back'), { to: 'filters', browseId }), home(words)],
    ],
  }
}

export const browseCards: CardsOf<BrowseScreen> = {
  search: (screen, { words }) => searchCard(screen, words),
  products: (screen, { words }) => productsCard(screen, words),
  filters: (screen, { words }) => filtersCard(screen, words),
  filter_values: (screen, { words }) => valuesCard(screen, words),
  filter_prices: (screen, { words }) => pricesCard(screen, words),
}
