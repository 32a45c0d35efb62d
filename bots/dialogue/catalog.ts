import type { catalogActions } from './catalog.actions.ts'
import { FREE } from './step.ts'
import { type HandlersOf, type Reply, type Turn, withNotice } from './turn.ts'

const PAGE = 7

export const catalog = async (turn: Turn): Promise<Reply> => ({
  screen: {
    name: 'catalog',
    categories: await turn.core.catalog.categories(),
    cartCount: turn.piecesInCart,
  },
  step: FREE,
})

export const list = async (
  turn: Turn,
  page: { categoryId: string; after?: string | undefined; before?: string | undefined },
): Promise<Reply> => {
  const found = await turn.core.catalog.page({ ...page, limit: PAGE })
  if (!found) return withNotice(await catalog(turn), { code: 'unknown.stale' })
  return { screen: { name: 'products', page: found, cartCount: turn.piecesInCart }, step: FREE }
}

export const handlers: HandlersOf<typeof catalogActions> = { catalog, list }
