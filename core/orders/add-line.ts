import { isQuantity } from '../carts/index.ts'
import { DomainError } from '../kernel/errors.ts'
import { newId } from '../kernel/ids.ts'
import { ZERO } from '../kernel/money.ts'
import { claimEdit, type EditCommand, noteEdit } from './editing.ts'
import { findVariant } from './find-variant.ts'
import type { Needs } from './needs.ts'
import { saveLines } from './save-lines.ts'
import { standAnew } from './stand-anew.ts'

export interface AddLine extends EditCommand {
  readonly variantId: string
  readonly quantity?: number
}

/** As many as a cart could have brought. */
const LINES_MAX = 100

/**
 * A manager adds a product that the customer asks for, at today's price. What the order has already gets more pieces
 * at its frozen price.
 *
 * @throws DomainError `cart.quantity`, `cart.sold_out`, `order.too_many_lines`, `stock.short`, and those of claimEdit
 */
export const addLine =
  (needs: Needs) =>
  async ({ variantId, quantity = 1, ...command }: AddLine): Promise<void> => {
    const settings = await needs.settings.read()
    return needs.db.transaction(async (tx) => {
      const editing = await claimEdit(tx, command, needs.clock.now())
      const { order } = editing
      const found = await findVariant(tx, variantId)
      if (!found) throw new DomainError('cart.sold_out')
      const { article, values } = found
      const same = order.lines.find((line) => line.variantId === variantId)
      const pieces = (same?.quantity ?? 0) + quantity
      if (!isQuantity(pieces)) throw new DomainError('cart.quantity')
      if (!same && order.lines.length >= LINES_MAX)
        throw new DomainError('order.too_many_lines', { number: order.number })

      const lines = same
        ? order.lines.map((line) => (line === same ? { ...line, quantity: pieces } : line))
        : [...order.lines, { ...found, id: newId('oln'), variantId, quantity, discount: ZERO }]
      await saveLines(tx, editing, { lines, settings })
      await noteEdit(
        tx,
        editing,
        same
          ? { what: 'quantity', article, values, from: same.quantity, to: pieces }
          : { what: 'line_added', article, values, quantity },
      )
      await standAnew(tx, editing, { announce: needs.announce, settings })
    })
  }
