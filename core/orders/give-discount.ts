import { withoutCard } from '../kernel/card-number.ts'
import { DomainError } from '../kernel/errors.ts'
import { type Money, ZERO } from '../kernel/money.ts'
import { cut } from '../kernel/text.ts'
import { requireWithinSum } from '../staff/index.ts'
import { claimEdit, type EditCommand, noteEdit } from './editing.ts'
import type { Needs } from './needs.ts'
import { saveSums } from './save-lines.ts'
import { standAnew } from './stand-anew.ts'

export interface GiveDiscount extends EditCommand {
  /** Whole hryvnias; nought takes the discount away. */
  readonly amount: Money
  /** Why, in the manager's words: it stands in the history. */
  readonly reason: string
}

const REASON_MAX = 200

/**
 * A manager gives a discount by hand, in place of what was given before: whole hryvnias, never more than the goods
 * cost, with a reason that the owner can read later.
 *
 * @throws DomainError `order.discount` { most } for another sum, `order.reason_needed`, `text.card_number`, `staff.over_sum`, and those of claimEdit
 */
export const giveDiscount =
  (needs: Needs) =>
  async ({ amount, reason: typed, ...command }: GiveDiscount): Promise<void> => {
    const reason = cut(withoutCard(typed).trim(), REASON_MAX)
    if (!reason) throw new DomainError('order.reason_needed')
    const settings = await needs.settings.read()
    return needs.db.transaction(async (tx) => {
      const editing = await claimEdit(tx, command, needs.clock.now())
      const { order, now } = editing
      await requireWithinSum(tx, { ...editing, sum: amount })
      const most = order.sum - (order.sum % 100)
      if (amount < 0 || amount % 100 !== 0 || amount > most)
        throw new DomainError('order.discount', { number: order.number, most })
      await saveSums(tx, { order, lines: order.lines, discount: amount, now })
      await noteEdit(tx, editing, { what: 'discount', from: order.discount, to: amount || ZERO, reason })
      await standAnew(tx, editing, { announce: needs.announce, settings })
    })
  }
