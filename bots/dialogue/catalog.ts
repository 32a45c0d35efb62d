import type { catalogActions } from './catalog.actions.ts'
import { FREE } from './step.ts'
import type { HandlersOf, Reply, Turn } from './turn.ts'

export const catalog = async (turn: Turn): Promise<Reply> => {
  const [categories, shelves] = await Promise.all([
    turn.core.catalog.categories(),
    turn.core.catalog.browse.shelves(),
  ])
  return { screen: { name: 'catalog', categories, shelves, cartCount: turn.piecesInCart }, step: FREE }
}

export const handlers: HandlersOf<typeof catalogActions> = { catalog }
