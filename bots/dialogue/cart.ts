import { isShort } from '../../core/carts/index.ts'
import { DomainError } from '../../core/kernel/errors.ts'
import { type cartActions, LINES_PAGE } from './cart.actions.ts'
import { FREE } from './step.ts'
import { type Fallbacks, type Handler, type HandlersOf, type Reply, type Turn, withNotice } from './turn.ts'

interface Where {
  readonly page?: number | undefined
  /** The page on which this line stands. */
  readonly lineId?: string
}

export const cart = async (turn: Turn, { page = 0, lineId }: Where = {}): Promise<Reply> => {
  const found = await turn.core.carts.find(turn.user.id)
  const count = found?.lines.length ?? 0
  const at = lineId ? pageOf(found?.lines ?? [], lineId) : page
  const last = Math.max(0, Math.ceil(count / LINES_PAGE) - 1)
  return { screen: { name: 'cart', cart: found, page: Math.min(at, last) }, step: FREE }
}

const pageOf = (lines: readonly { readonly id: string }[], lineId: string): number =>
  Math.max(0, Math.floor(lines.findIndex(({ id }) => id === lineId) / LINES_PAGE))

/** The first line that cannot be had as it stands, with what can be done about it; undefined where all can. */
export const unsettled = async (turn: Turn): Promise<Reply | undefined> => {
  const found = await turn.core.carts.find(turn.user.id)
  const short = found?.lines.filter(isShort) ?? []
  const first = short[0]
  if (!found || !first) return undefined
  const product = await turn.core.catalog.product(first.productId)
  const others = found.lines.length - 1
  return { screen: { name: 'sold', line: first, product, others }, step: FREE }
}

const settle = async (turn: Turn): Promise<Reply> => (await unsettled(turn)) ?? cart(turn)

export const line = async (turn: Turn, { lineId }: { lineId: string }): Promise<Reply> => {
  const lines = (await turn.core.carts.find(turn.user.id))?.lines ?? []
  const found = lines.find(({ id }) => id === lineId)
  const of = found && (await turn.core.catalog.product(found.productId))
  if (!found || !of) throw new DomainError('cart.line_gone')
  return { screen: { name: 'line', line: found, product: of, page: pageOf(lines, lineId) }, step: FREE }
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
  return cart(turn, { lineId })
}

/** One tap settled a line: on with the next, then the cart as it can be ordered. */
const settleSize: Handler<'sold_size'> = async (turn, { lineId, variantId }) => {
  await turn.core.carts.setVariant(turn.user.id, lineId, variantId)
  return settle(turn)
}

const settleQuantity: Handler<'sold_quantity'> = async (turn, { lineId, quantity: wanted }) => {
  await turn.core.carts.setQuantity(turn.user.id, lineId, wanted)
  return settle(turn)
}

export const handlers: HandlersOf<typeof cartActions> = {
  cart: (turn, { page }) => cart(turn, { page }),
  line,
  quantity,
  size,
  sold: settle,
  sold_size: settleSize,
  sold_quantity: settleQuantity,
}

const back = (turn: Turn): Promise<Reply> => cart(turn)

export const fallbacks: Fallbacks<typeof cartActions> = {
  line: back,
  quantity: back,
  size: back,
  sold_size: settle,
  sold_quantity: settle,
}
