import type { Edge, ProductPage } from '../../core/catalog/index.ts'
import { type Money, money } from '../../core/kernel/money.ts'
import { cut } from '../../core/kernel/text.ts'
import { isStaff } from '../../core/staff/index.ts'
import type { browseActions, browseSteps } from './browse.actions.ts'
import { catalog } from './catalog.ts'
import { FREE } from './step.ts'
import {
  type Fallbacks,
  type HandlersOf,
  type QuestionsOf,
  type Reply,
  type Turn,
  unlessRefused,
  withNotice,
} from './turn.ts'

const shown = (turn: Turn, page: ProductPage): Reply => ({
  screen: { name: 'products', page, cartCount: turn.piecesInCart },
  step: FREE,
})

interface Edges {
  readonly after?: string | undefined
  readonly before?: string | undefined
}

const edgeOf = ({ after, before }: Edges): Edge => (after ? { after } : before ? { before } : undefined)

const orNone = (kopiykas: number | undefined): Money | null =>
  kopiykas === undefined ? null : money(kopiykas)

/** A category from its beginning; with an edge, an old button of its list goes on from there. */
export const list = async (
  turn: Turn,
  { categoryId, ...edges }: Edges & { categoryId: string },
): Promise<Reply> => {
  const userId = turn.actor.userId
  const page = await turn.core.catalog.browse.category({ userId, categoryId })
  if (!page) return withNotice(await catalog(turn), { code: 'unknown.stale' })
  const edge = edgeOf(edges)
  if (!edge) return shown(turn, page)
  return shown(turn, await turn.core.catalog.browse.page({ userId, browseId: page.browse.id, edge }))
}

const search = async (turn: Turn): Promise<Reply> => ({
  screen: {
    name: 'search',
    shelves: await turn.core.catalog.browse.shelves(),
    cartCount: turn.piecesInCart,
    staff: isStaff(turn.actor),
  },
  step: { asks: 'search' },
})

/** What words find; where the catalogue knows none of them, the ways on. */
export const found = async (turn: Turn, text: string): Promise<Reply> => {
  const page = await turn.core.catalog.browse.words({ userId: turn.actor.userId, text })
  if (page) return shown(turn, page)
  return withNotice(await search(turn), { code: 'unknown.text', params: { text: cut(text, 60) } })
}

/** The list that the product was opened from, at the product; else its category. */
const backToList = async (turn: Turn, { productId }: { productId: string }): Promise<Reply> => {
  const page = await turn.core.catalog.browse.backTo({ userId: turn.actor.userId, productId })
  if (page) return shown(turn, page)
  const product = await turn.core.catalog.product(productId)
  return product ? list(turn, { categoryId: product.categoryId }) : catalog(turn)
}

export const questions: QuestionsOf<typeof browseSteps> = {
  // dialogue.ts takes any text that answers nothing else: an order's number and an article come before words.
  search: { answer: (turn, _, text) => found(turn, text), again: search },
}

export const handlers: HandlersOf<typeof browseActions> = {
  search,
  list,
  shelf: async (turn, { shelf }) =>
    shown(turn, await turn.core.catalog.browse.shelf({ userId: turn.actor.userId, shelf })),
  results: async (turn, { browseId, ...edges }) =>
    shown(
      turn,
      await turn.core.catalog.browse.page({ userId: turn.actor.userId, browseId, edge: edgeOf(edges) }),
    ),
  back_to_list: backToList,
  filters: async (turn, { browseId }) => ({
    screen: {
      name: 'filters',
      ...(await turn.core.catalog.browse.choices({ userId: turn.actor.userId, browseId })),
    },
    step: FREE,
  }),
  values: async (turn, { browseId, token }) => ({
    screen: {
      name: 'filter_values',
      ...(await turn.core.catalog.browse.values({ userId: turn.actor.userId, browseId, token })),
    },
    step: FREE,
  }),
  choose: async (turn, { browseId, token, on }) =>
    shown(turn, await turn.core.catalog.browse.choose({ userId: turn.actor.userId, browseId, token, on })),
  price_ranges: async (turn, { browseId }) => ({
    screen: {
      name: 'filter_prices',
      ...(await turn.core.catalog.browse.prices({ userId: turn.actor.userId, browseId })),
    },
    step: FREE,
  }),
  price_range: async (turn, { browseId, lowest, highest }) => {
    const [from, to] = [orNone(lowest), orNone(highest)]
    return shown(
      turn,
      await turn.core.catalog.browse.price({ userId: turn.actor.userId, browseId, from, to }),
    )
  },
  sort: async (turn, { browseId, by }) =>
    shown(turn, await turn.core.catalog.browse.sort({ userId: turn.actor.userId, browseId, by })),
  widen: async (turn, { browseId }) =>
    shown(turn, await turn.core.catalog.browse.widen({ userId: turn.actor.userId, browseId })),
}

export const fallbacks: Fallbacks<typeof browseActions> = {
  results: catalog,
  filters: catalog,
  values: (turn, { browseId }) =>
    handlers.filters(turn, { to: 'filters', browseId }).catch(unlessRefused(() => catalog(turn))),
  choose: catalog,
  price_ranges: catalog,
  price_range: catalog,
  sort: catalog,
  widen: catalog,
}
