import type { favouritesActions } from './favourites.actions.ts'
import { FREE } from './step.ts'
import type { Handler, HandlersOf, Reply, Turn } from './turn.ts'

const PAGE = 8

interface Page {
  readonly after?: string | undefined
}

const shown = async (turn: Turn, { after }: Page, { tidy }: { tidy: boolean }): Promise<Reply> => {
  const found = await turn.core.wishes.favourites({ userId: turn.user.id, after, limit: PAGE + 1 })
  const page = { products: found.slice(0, PAGE), more: found.length > PAGE }
  return { screen: { name: 'favourites', ...page, tidy, cartCount: turn.piecesInCart }, step: FREE }
}

/** Out of the favourites, and on with the tidying from the first page: what is left moves up. */
const take: Handler<'take_favourite'> = async (turn, { productId }) => {
  await turn.core.wishes.setFavourite({ userId: turn.user.id, productId, on: false })
  return shown(turn, {}, { tidy: true })
}

const recent: Handler<'recent'> = async (turn, { after }) => {
  const found = await turn.core.wishes.recent({ userId: turn.user.id, after, limit: PAGE + 1 })
  const page = { products: found.slice(0, PAGE), more: found.length > PAGE }
  return { screen: { name: 'recent', ...page, cartCount: turn.piecesInCart }, step: FREE }
}

const waiting: Handler<'waiting'> = async ({ core, user }) => ({
  screen: { name: 'waiting', watches: await core.wishes.watches(user.id) },
  step: FREE,
})

export const handlers: HandlersOf<typeof favouritesActions> = {
  favourites: (turn, page) => shown(turn, page, { tidy: false }),
  tidy_favourites: (turn, page) => shown(turn, page, { tidy: true }),
  take_favourite: take,
  recent,
  waiting,
}
