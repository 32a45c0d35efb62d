import { COMMENT_MAX } from '../carts/index.ts'
import { event } from '../events.ts'
import { withoutCard } from '../kernel/card-number.ts'
import { cut } from '../kernel/text.ts'
import { claimEdit, type EditCommand, noteEdit } from './editing.ts'
import type { Needs } from './needs.ts'

/** A manager writes what is to be known of an order in place of what stood there; nothing takes it away. @throws DomainError `text.card_number` */
export const changeComment =
  ({ db, clock, announce }: Needs) =>
  ({ comment: typed, ...command }: EditCommand & { comment: string }): Promise<void> =>
    db.transaction(async (tx) => {
      const editing = await claimEdit(tx, command, clock.now())
      const { order } = editing
      const comment = cut(withoutCard(typed).trim(), COMMENT_MAX) || null
      if (comment === order.comment) return
      await tx.$executeRaw`UPDATE orders SET comment = ${comment} WHERE id = ${order.id}`
      await noteEdit(tx, editing, { what: 'comment', from: order.comment, to: comment })
      await announce(tx, event('order.changed', { orderId: order.id, number: order.number }))
    })
