import { isQuantity } from '../carts/index.ts'
import { DomainError } from '../kernel/errors.ts'
import { claimEdit, type EditCommand, noteEdit } from './editing.ts'
import type { Needs } from './needs.ts'
import { saveLines } from './save-lines.ts'
import { standAnew } from './stand-anew.ts'

export interface ChangeQuantity extends EditCommand {
  readonly lineId: string
  /** 0 takes the line out. */
  readonly quantity: number
}

/**
 * A manager changes how many pieces of a line the customer wants, or takes the line out. The frozen price stays.
 * The last line stays too: an order of nothing is a cancelled one.
 *
 * @throws DomainError `cart.quantity`, `order.line_gone`, `order.last_line`, `stock.short`, and those of claimEdit
 */
export const changeQuantity =
  (needs: Needs) =>
  async ({ lineId, quantity, ...command }: ChangeQuantity): Promise<void> => {
    if (quantity !== 0 && !isQuantity(quantity)) throw new DomainError('cart.quantity')
    const settings = await needs.settings.read()
    return needs.db.transaction(async (tx) => {
      const editing = await claimEdit(tx, command, needs.clock.now())
      const { order } = editing
      const line = order.lines.find(({ id }) => id === lineId)
      if (!line) throw new DomainError('order.line_gone', { number: order.number })
      if (line.quantity === quantity) return

      const lines = order.lines.flatMap((each) =>
        each.id !== lineId ? each : quantity === 0 ? [] : { ...each, quantity },
      )
      await saveLines(tx, editing, { lines, settings })
      const { article, values } = line
      await noteEdit(
        tx,
        editing,
        quantity === 0
          ? { what: 'line_removed', article, values, quantity: line.quantity }
          : { what: 'quantity', article, values, from: line.quantity, to: quantity },
      )
      await standAnew(tx, editing, { announce: needs.announce, settings })
    })
  }
