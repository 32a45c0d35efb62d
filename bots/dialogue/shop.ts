import { DomainError } from '../../core/kernel/errors.ts'
import { isStaff } from '../../core/staff/index.ts'
import type { Notice } from '../screens/screen.ts'
import type { shopActions } from './shop.actions.ts'
import { FREE } from './step.ts'
import { type Fallbacks, type Handler, type HandlersOf, type Reply, type Turn, withNotice } from './turn.ts'

const PAGE = 7

export const home = async (turn: Turn): Promise<Reply> => ({
  screen: {
    name: 'home',
    settings: await turn.core.settings.read(),
    cartCount: turn.piecesInCart,
    staff: isStaff(turn.actor),
  },
  step: FREE,
})

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

export const cart = async (turn: Turn): Promise<Reply> => ({
  screen: { name: 'cart', cart: await turn.core.carts.find(turn.user.id) },
  step: FREE,
})

export const line = async (turn: Turn, { lineId }: { lineId: string }): Promise<Reply> => {
  const found = (await turn.core.carts.find(turn.user.id))?.lines.find(({ id }) => id === lineId)
  const of = found && (await turn.core.catalog.product(found.productId))
  if (!found || !of) throw new DomainError('cart.line_gone')
  return { screen: { name: 'line', line: found, product: of }, step: FREE }
}

export const quantity = async (
  turn: Turn,
  { lineId, quantity: wanted }: { lineId: string; quantity: number },
): Promise<Reply> => {
  await turn.core.carts.setQuantity(turn.user.id, lineId, wanted)
  return wanted === 0 ? withNotice(await cart(turn), { code: 'cart.line_removed' }) : line(turn, { lineId })
}

export const size = async (
  turn: Turn,
  { lineId, variantId }: { lineId: string; variantId: string | null },
): Promise<Reply> => {
  await turn.core.carts.setVariant(turn.user.id, lineId, variantId)
  return cart(turn)
}

const language: Handler<'language'> = async () => ({ screen: { name: 'language' }, step: FREE })

const speak: Handler<'speak'> = async (turn, action) => {
  await turn.core.users.setLanguage(turn.user.id, action.language)
  return withNotice(await home(turn), { code: 'language.set' })
}

export const handlers: HandlersOf<typeof shopActions> = {
  home,
  catalog,
  list,
  product: (turn, action) => product(turn, action),
  add,
  cart,
  line,
  quantity,
  size,
  language,
  speak,
}

export const fallbacks: Fallbacks<typeof shopActions> = {
  add: (turn, action) => product(turn, action),
  line: cart,
  quantity: cart,
  size: cart,
}

export const repeats: Fallbacks<typeof shopActions> = { add: added }
