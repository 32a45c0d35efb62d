import type { Notice } from '../screens/screen.ts'
import type { catalogActions } from './catalog.actions.ts'
import { FREE } from './step.ts'
import { type Fallbacks, type HandlersOf, type Reply, type Turn, withNotice } from './turn.ts'

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

export const product = async (
  turn: Turn,
  { productId, photo = 0 }: { productId: string; photo?: number | undefined },
  notice?: Notice,
): Promise<Reply> => {
  const found = await turn.core.catalog.product(productId)
  if (!found) return withNotice(await catalog(turn), { code: 'unknown.stale' })
  return withNotice(
    { screen: { name: 'product', product: found, photo, cartCount: turn.piecesInCart }, step: FREE },
    notice,
  )
}

interface Added {
  readonly productId: string
  readonly variantId: string | null
}

/** Puts a product into the cart and stays on its card: people take two pairs as often as one. */
export const add = async (turn: Turn, { productId, variantId }: Added): Promise<Reply> => {
  await turn.core.carts.add({ userId: turn.user.id, productId, variantId, cause: turn.cause })
  return added(turn, { productId, variantId })
}

/** The card of a product with the word that it is in the cart now. */
export const added = async (turn: Turn, { productId, variantId }: Added): Promise<Reply> => {
  const cart = await turn.core.carts.find(turn.user.id)
  const piecesInCart = cart?.lines.reduce((sum, line) => sum + line.quantity, 0) ?? 0
  const reply = await product({ ...turn, piecesInCart }, { productId })
  if (reply.screen.name !== 'product') return reply
  const code = variantId === null ? 'product.added_open' : 'product.added'
  return withNotice(reply, { code, params: { product: reply.screen.product, variantId } })
}

export const handlers: HandlersOf<typeof catalogActions> = {
  catalog,
  list,
  product: (turn, action) => product(turn, action),
  add,
}

export const fallbacks: Fallbacks<typeof catalogActions> = { add: (turn, action) => product(turn, action) }

export const repeats: Fallbacks<typeof catalogActions> = { add: added }
