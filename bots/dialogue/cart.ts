import { DomainError } from '../../core/kernel/errors.ts'
import type { cartActions } from './cart.actions.ts'
import { FREE } from './step.ts'
import { type Fallbacks, type HandlersOf, type Reply, type Turn, withNotice } from './turn.ts'

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

export const handlers: HandlersOf<typeof cartActions> = { cart, line, quantity, size }

export const fallbacks: Fallbacks<typeof cartActions> = { line: cart, quantity: cart, size: cart }
