import { DomainError } from '../kernel/errors.ts'
import { claimEdit, type EditCommand, noteEdit } from './editing.ts'
import { findVariant } from './find-variant.ts'
import type { Needs } from './needs.ts'
import { saveLines } from './save-lines.ts'
import { standAnew } from './stand-anew.ts'

export interface SettleSize extends EditCommand {
  readonly lineId: string
  readonly variantId: string
}

/**
 * A manager settles the size of a line: an open one, or another than was ordered. It is promised to the order at once,
 * and the line takes that size's price.
 *
 * @throws DomainError `order.not_editable`, `order.forbidden`, `order.taken`, `order.edited_meanwhile`,
 *   `order.line_gone`, `stock.short`: nothing changes
 */
export const settleSize =
  (needs: Needs) =>
  async ({ lineId, variantId, ...command }: SettleSize): Promise<void> => {
    const settings = await needs.settings.read()
    return needs.db.transaction(async (tx) => {
      const editing = await claimEdit(tx, command, needs.clock.now())
      const { order } = editing
      const line = order.lines.find(({ id }) => id === lineId)
      const found = line && (await findVariant(tx, variantId))
      if (!line || found?.productId !== line.productId)
        throw new DomainError('order.line_gone', { number: order.number })
      if (line.variantId === variantId) return

      const settled = { ...line, variantId, values: found.values, price: found.price }
      const lines = order.lines.map((each) => (each.id === lineId ? settled : each))
      await saveLines(tx, editing, { lines, settings })
      const { article, values: from } = line
      await noteEdit(tx, editing, { what: 'size', article, from, to: found.values })
      await standAnew(tx, editing, { announce: needs.announce, settings })
    })
  }
